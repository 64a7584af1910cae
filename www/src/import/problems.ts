// The problems of an import, with their sentences.

import type { ImportProblem, Problem } from "../validate/types";

/** A problem as the module writes it: without its sentence. */
type Unworded = Omit<ImportProblem, "message">;

export class Problems {
  all: ImportProblem[] = [];

  /** `known`: problems of the whole file from before it was read. */
  constructor(
    known: readonly Problem[],
    private readonly worded: (problem: Omit<Problem, "message">) => Problem,
  ) {
    for (const problem of known) this.all.push({ row: 0, column: 0, ...problem });
  }

  /** Whether one of them is an error. */
  get hasError(): boolean {
    return this.all.some(({ severity }) => severity === "error");
  }

  add(problem: Unworded): void {
    const { row, column, path, code, severity, params } = problem;
    const { message } = this.worded(problem);
    this.all.push({ row, column, path, code, severity, message, params });
  }

  /** Adds one of the whole file, above the others. */
  addFirst(coded: Omit<Problem, "message" | "path">): void {
    const { path, code, severity, message, params } = this.worded({ path: "", ...coded });
    this.all.unshift({ row: 0, column: 0, path, code, severity, message, params });
  }

  /** Adds those of a batch, which are the items of a JSON list. */
  addBatch(items: string): void {
    for (const problem of JSON.parse(`[${items}]`) as Unworded[]) this.add(problem);
  }
}
