// The problems of an import, with their sentences.

import type { Batch } from "#import-glue";
import type { ImportProblem, Problem } from "../validate/types";
import { type TextColumn, textAt } from "./parts";

/** A problem as the module writes it: without its sentence. */
type Unworded = Omit<ImportProblem, "message">;

/** What problems have in common, as the module writes it. */
interface Kind extends Pick<Problem, "path" | "code" | "severity"> {
  /** The names of the parameters. */
  params: string[];
}

export class Problems {
  all: ImportProblem[] = [];
  /** The kinds that the batches have brought so far. */
  readonly #kinds: Kind[] = [];

  /** `known`: problems of the whole file from before it was read. */
  constructor(
    known: readonly Problem[],
    private readonly worded: (code: string, params: Problem["params"]) => string,
  ) {
    for (const problem of known) this.all.push({ row: 0, column: 0, ...problem });
  }

  /** Whether one of them is an error. */
  get hasError(): boolean {
    return this.all.some(({ severity }) => severity === "error");
  }

  add(problem: Unworded): void {
    const { row, column, path, code, severity, params } = problem;
    const message = this.worded(code, params);
    this.all.push({ row, column, path, code, severity, message, params });
  }

  /** Adds one of the whole file, above the others. */
  addFirst({ code, severity, params }: Omit<Problem, "message" | "path">): void {
    const message = this.worded(code, params);
    this.all.unshift({ row: 0, column: 0, path: "", code, severity, message, params });
  }

  /** Adds those of a batch, whose places, kinds and parameters come in lists. */
  addBatch(batch: Batch): void {
    for (const kind of JSON.parse(batch.newKinds) as Kind[]) this.#kinds.push(kind);
    const { problemRows: rows, problemColumns: columns, problemKinds: kinds } = batch;
    const values: TextColumn = { texts: batch.params, ends: batch.paramEnds };
    let value = 0;
    for (let place = 0; place < rows.length; place++) {
      const kind = this.#kinds[kinds[place] ?? -1];
      if (!kind) continue;
      const params: Record<string, string> = {};
      for (const name of kind.params) params[name] = textAt(values, value++) ?? "";
      const { path, code, severity } = kind;
      const [row, column] = [rows[place] ?? 0, columns[place] ?? 0];
      this.add({ row, column, path, code, severity, params });
    }
  }
}
