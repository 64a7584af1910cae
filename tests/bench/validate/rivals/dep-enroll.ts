// The project's own functions, from the files that a page loads: `dep-enroll/validate` as it was
// built, with its WebAssembly. Nothing of the product is bundled in here.

import type { Answer, Implementation, ImportAnswer, Row, RowProblem } from "../types";
import { kindOf } from "./kinds";

/** What the benchmark calls of the package. */
interface Package {
  ready(): Promise<void>;
  validateUsername(raw: unknown): Answer;
  validateEnrollment(fields: unknown): Answer;
  validateUsernames(raws: readonly unknown[]): Answer[];
  validateEnrollments(list: readonly unknown[]): Answer[];
  validateImport(file: string | Uint8Array): Promise<{ rows: Rows; problems: RowProblem[] }>;
}

interface Rows {
  toArray(): Row[];
}

declare global {
  /** Where the package's entry is: a path for node, an address for a browser. */
  var depEnrollEntry: string | undefined;
}

const entry = globalThis.depEnrollEntry;
if (entry === undefined) throw new Error("nobody said where the package's entry is");
const product = (await import(entry)) as Package;

export const implementation: Implementation = {
  ready: () => product.ready(),
  validateUsername: (raw) => product.validateUsername(raw),
  validateEnrollment: (fields) => product.validateEnrollment(fields),
  validateUsernames: (raws) => product.validateUsernames(raws),
  validateEnrollments: (list) => product.validateEnrollments(list),
  validateImport: (file) => product.validateImport(file),
  toRows: ({ rows }: ImportAnswer) => (rows as Rows).toArray(),
  kindOf: (problem) => {
    const { severity } = problem as { severity?: string };
    if (severity !== "error") return undefined;
    const kind = kindOf(problem);
    // An error that no rival knows would make the comparison unfair, so it must not pass unseen.
    if (kind === undefined) throw new Error(`the benchmark does not know ${problem.code}`);
    return kind;
  },
};
