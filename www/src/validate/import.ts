// The import as a page calls it. What does the work is loaded when the first file is read: a page that checks what is
// typed must not wait for a table reader.

import type { Kit } from "../import/kit";
import type { Session } from "../import/session";
import { Loader, loadScript, type WasmSource } from "../load";
import { started } from "./checks";
import type { ImportOptions, ImportReject, ImportReport } from "./types";

let wasm: WasmSource | undefined;

/**
 * Says where the module of the import is; beside the script by default.
 *
 * @internal
 */
export function setImportWasm(source: WasmSource): void {
  wasm = source;
}

/** What the import shares with this entry. Throws before `ready()` has resolved. */
function kit(): Kit {
  return { Loader, loadScript, ...started().forImport };
}

/** The script of the import. */
function chunk(): Promise<typeof import("#import-chunk")> {
  return loadScript("dep-enroll-import.js", () => import("#import-chunk"));
}

/**
 * Reads a table of devices and checks every row of it: CSV in UTF-8 (cells separated by `,` `;` or tabs, quoted or not), or
 * a sheet of an Excel workbook (`.xlsx`), whose formulas are never worked out. A line names the columns `serial`, `profile`,
 * `username`, `loginRequired`, `agentRequired`.
 *
 * Resolves whatever the file holds. Rejects with the reason of the `signal`, with what `onProgress` throws, with a
 * `LoadError` when the import's own scripts or module do not come, with a `TypeError` when somebody cuts or transfers the
 * bytes meanwhile, and with an `Error` before `ready()` has resolved.
 *
 * @param file A text or bytes; anything else is a problem.
 * @example
 * ```js
 * const { ok, rows, problems } = await validateImport("serial,user\nC02XK1ZZJGH5,alice\nC02XK1ZZJGH6,\n");
 * rows.at(0); // → { row: 2, serial: "C02XK1ZZJGH5", username: "alice" }
 * problems.map(({ row, code }) => [row, code]); // → [[3, "enrollment.neither"]]
 * ```
 */
export async function validateImport(
  file: string | Uint8Array | ArrayBuffer,
  options?: ImportOptions,
): Promise<ImportReport> {
  const shared = kit();
  const { importFile } = await chunk();
  return importFile(shared, wasm, file, options);
}

/**
 * Judges rows of an import again, after somebody has corrected their cells: by the columns of the report, and against its
 * good rows. Pass all corrected rows at once, so that duplicates among them are found.
 *
 * @param report What {@link validateImport} has answered.
 * What is no report, no row or no cell is a problem with its path, and nothing is judged then. Rejects like `validateImport`.
 *
 * @param rows Rows with their cells, in the order of the columns.
 * @example
 * ```js
 * const report = await validateImport("serial,user\nC02XK1ZZJGH5,alice\nC02-XK1ZZJGH6,bob\n");
 * const { row, cells } = report.rejects.at(0);
 * const again = await validateImportRows(report, [{ row, cells: ["C02XK1ZZJGH6", cells[1]] }]);
 * again.rows.at(0); // → { row: 3, serial: "C02XK1ZZJGH6", username: "bob" }
 * ```
 */
export async function validateImportRows(
  report: ImportReport,
  rows: readonly Pick<ImportReject, "row" | "cells">[],
  options?: Pick<ImportOptions, "policy" | "messages">,
): Promise<ImportReport> {
  const shared = kit();
  const { importRows } = await chunk();
  return importRows(shared, wasm, report, rows, options);
}

/**
 * Reads a file whose lines somebody is going to look at.
 *
 * @internal
 */
export async function openSession(
  file: string | Uint8Array,
  options: ImportOptions,
): Promise<Session> {
  const { openSession: open } = await chunk();
  return open(kit(), wasm, file, options);
}
