// Why a workbook cannot be read.

import type { Problem } from "../validate/types";

/** A workbook that cannot be read. */
export class WorkbookError extends Error {
  constructor(
    readonly code: Problem["code"],
    readonly params: Record<string, string> = {},
  ) {
    super(code);
  }
}

/** The error about a file that is not as its format wants it. */
export function damaged(reason: string): WorkbookError {
  return new WorkbookError("workbook.damaged", { reason });
}

/** The error about a file that is more than a page can hold. */
export function tooLarge(what: string): WorkbookError {
  return new WorkbookError("workbook.too-large", { what });
}

/** The error about a file of another kind. */
export function otherKind(kind: string): WorkbookError {
  return new WorkbookError("import.kind", { kind });
}
