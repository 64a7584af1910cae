// The import as a page calls it. What does the work is loaded when the first file is read: a page that checks what is
// typed must not wait for a table reader.

import type { Kit } from "../import/kit";
import { Loader, LoadError, type WasmSource } from "../load";
import { problem } from "./answer";
import { describe, messagesOf } from "./check";
import { started } from "./kernel";
import { learn } from "./messages";
import { maybe, misfit } from "./read";
import { POLICY } from "./shapes";
import type { ImportOptions, ImportReport } from "./types";

let wasm: WasmSource | undefined;

/**
 * Says where the module of the import is; beside the script by default.
 *
 * @internal
 */
export function setImportWasm(source: WasmSource): void {
  wasm = source;
}

const kit: Kit = { Loader, POLICY, describe, learn, maybe, messagesOf, misfit, problem };

/**
 * Reads a table of devices (CSV: UTF-8, cells separated by `,` `;` or tabs, quoted or not, the first line naming the
 * columns `serial`, `profile`, `username`, `loginRequired`, `agentRequired`) and checks every row of it.
 *
 * Resolves whatever the file holds. Rejects with the reason of the `signal`, with what `onProgress` throws, with a
 * `LoadError` when the import's own script or module does not come, with a `TypeError` when somebody cuts or transfers the
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
  started();
  const { importFile } = await import("#import-chunk").catch((reason: unknown) => {
    // Whatever keeps a script from coming, browsers say no more than that.
    throw new LoadError("unreachable", "dep-enroll-import.js", reason);
  });
  return importFile(kit, wasm, file, options);
}
