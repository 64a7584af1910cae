// The problems of an import, read from the module's lists.

import { plain } from "./plain";
import type { ImportProblem, Problem } from "../validate/types";

/** Places that a problem takes in a list: row, column, the number of its kind, params. The first place is that of new kinds. */
const PLACES = 4;

/** What many problems have in common. */
type Kind = Omit<Problem, "message" | "params">;

/** A problem, made in one piece. */
const Found = plain(function (
  this: ImportProblem,
  row: number,
  column: number,
  kind: Kind,
  message: string,
  params: Problem["params"],
) {
  this.row = row;
  this.column = column;
  this.path = kind.path;
  this.code = kind.code;
  this.severity = kind.severity;
  this.message = message;
  this.params = params;
});

export class Problems {
  readonly all: ImportProblem[];
  readonly #kinds: Kind[] = [];

  /** `said`: problems that were known before. */
  constructor(
    said: readonly Problem[],
    private readonly worded: (problem: Omit<Problem, "message">) => Problem,
  ) {
    this.all = said.map((problem) => ({ row: 0, column: 0, ...problem }));
  }

  /** Whether one of them is an error. */
  get hasError(): boolean {
    return this.all.some(({ severity }) => severity === "error");
  }

  /** Adds a problem of the whole file. */
  addOfFile(problem: Omit<Problem, "message">): void {
    this.all.push({ row: 0, column: 0, ...this.worded(problem) });
  }

  /** Adds what the module has found since the last time. */
  add(json: string): void {
    const list = JSON.parse(json) as unknown[];
    this.#kinds.push(...(list[0] as Kind[]));
    for (let at = 1; at < list.length; at += PLACES) {
      const kind = this.#kinds[list[at + 2] as number] as Kind;
      const params = list[at + 3] as Problem["params"];
      const { path, code, severity } = kind;
      const { message } = this.worded({ path, code, severity, params });
      this.all.push(new Found(list[at] as number, list[at + 1] as number, kind, message, params));
    }
  }
}
