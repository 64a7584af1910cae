// What an implementation is to the benchmark: two functions, how to read their answers, and what
// its codes mean. Nothing here is executed in a measured call but the implementation's own code.

/** A problem as the page's author would show it. Implementations add what they like. */
export interface Problem {
  path: string;
  code: string;
  message: string;
}

/** The same in a file. */
export interface RowProblem extends Problem {
  row: number;
}

export interface Answer {
  ok: boolean;
  problems: Problem[];
}

export interface Fields {
  username: string;
  loginRequired: boolean;
  agentRequired: boolean;
}

/** A row that can be sent to the host. */
export interface Row extends Fields {
  row: number;
  serial: string;
}

/** A file's answer. How rows are kept is the implementation's business until they are asked for. */
export interface ImportAnswer {
  rows: unknown;
  problems: RowProblem[];
}

/** What a problem of weight "error" is about, in words that all implementations share. */
export type Kind =
  | "type"
  | "columns"
  | "serial-empty"
  | "serial-characters"
  | "serial-too-long"
  | "serial-duplicate"
  | "username-empty"
  | "username-whitespace"
  | "username-tenant-domain"
  | "username-too-short"
  | "username-too-long"
  | "flag"
  | "both"
  | "neither";

export interface Implementation {
  /** Loads what has to be loaded before the first call, such as WebAssembly. */
  ready?(): Promise<void>;
  validateUsername(raw: string): Answer;
  validateEnrollment(fields: unknown): Answer;
  // The same for lists, where an implementation has functions for them; else each item is checked by itself.
  validateUsernames?(raws: readonly string[]): Answer[];
  validateEnrollments?(list: readonly unknown[]): Answer[];
  validateImport(file: string | Uint8Array): ImportAnswer | Promise<ImportAnswer>;
  /** Every row of an answer as a plain object. */
  toRows(answer: ImportAnswer): Row[];
  /** What a problem's code means; undefined for one that is no error. Never called in a timed part. */
  kindOf(problem: Problem): Kind | undefined;
}
