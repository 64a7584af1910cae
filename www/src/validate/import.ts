// The import as a page calls it. What does the work is loaded when the first file is read: a page that checks what is
// typed must not wait for a table reader.

import { Loader, LoadError, type WasmSource } from "../load";
import { describe, messagesOf, readPolicy, worded } from "./check";
import { started } from "./kernel";
import { Misfits } from "./read";
import { importRequest } from "./request";
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

/**
 * Reads a table of devices (CSV: UTF-8, cells separated by `,` `;` or tabs, quoted or not, the first line naming the
 * columns `serial`, `profile`, `username`, `loginRequired`, `agentRequired`) and checks every row of it.
 *
 * Resolves whatever the file holds. Rejects with the reason of the `signal`, with what `onProgress` throws, with a
 * `LoadError` when the import's own script or module does not come, and with an `Error` before `ready()` has resolved.
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
  const kernel = started();
  const messages = messagesOf(options);
  const misfits = new Misfits();
  const { policy, delimiter, signal, onProgress } = readOptions(options, misfits);
  // A copy: the next call of any function writes over the request.
  const request = importRequest(readPolicy(policy, misfits), delimiter).slice();
  const problems = describe(kernel, misfits.all, messages);
  const { importFile } = await import("#import-chunk").catch((reason: unknown) => {
    // Whatever keeps a script from coming, browsers say no more than that.
    throw new LoadError("unreachable", "dep-enroll-import.js", reason);
  });
  return importFile(Loader, wasm, file, {
    request,
    signal,
    onProgress,
    problems,
    worded: (problem) => worded(kernel, problem, messages),
  });
}

/** Options that cannot be read are named, and the import does not begin. */
function readOptions(options: ImportOptions | undefined, misfits: Misfits): ImportOptions {
  try {
    const { policy, signal, onProgress } = options ?? {};
    const delimiter = options?.delimiter ?? undefined;
    const known = delimiter === undefined || [",", ";", "\t"].includes(delimiter);
    if (!known) misfits.type("delimiter", "“,”, “;” or a tab");
    return {
      policy,
      delimiter: known ? delimiter : undefined,
      signal,
      onProgress,
    } as ImportOptions;
  } catch {
    misfits.type("options", "an object");
    return {};
  }
}
