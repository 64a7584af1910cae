// The entry `dep-enroll/validate`: the functions without a user interface, for pages and programs that load ES modules.

import initialise, {
  ask as askInJson,
  isPlainEnrollment,
  isPlainProfileUuid,
  isPlainSerial,
  isPlainUsername,
  sentences,
  version,
} from "#validate-glue";
import { Loader, type WasmSource } from "./load";
import { setImportWasm } from "./validate/import";
import { pageMessages, useChecks } from "./validate/checks";
import type { Request } from "./validate/kernel";
import { start } from "./validate/start";

/** Asks the module, which reads JSON. An engine throws a `RangeError` where a text would be longer than its longest. */
function ask(request: Request): string {
  return askInJson(JSON.stringify(request));
}

const loader = new Loader(async (compiled) => {
  await initialise({ module_or_path: compiled });
  const kernel = {
    sentences,
    ask,
    isPlainUsername,
    isPlainSerial,
    isPlainProfileUuid,
    isPlainEnrollment,
  };
  useChecks(start(kernel, version, pageMessages));
});
// Bundlers look for exactly this expression in order to include the file.
loader.source ??= new URL("dep-enroll-validate.wasm", import.meta.url);

/** Options of the functions, for the whole page or program. */
export interface ValidateOptions {
  /** Where the WebAssembly file is, or the file itself; next to the script by default. */
  wasm?: WasmSource;
  /** Where the import's module is, or the file itself; next to the script by default. */
  importWasm?: WasmSource;
  /** Sentences by code, in place of the English ones. */
  messages?: Record<string, string>;
}

/**
 * Sets options for the whole page or program. They add to those of earlier calls; `messages` are merged code by code.
 *
 * @example
 * ```js
 * configure({ messages: { "serial.empty": "Seriennummer fehlt." } });
 * validateSerial("").problems[0].message; // → "Seriennummer fehlt."
 * ```
 */
export function configure({ wasm, importWasm, messages }: ValidateOptions): void {
  if (wasm !== undefined) loader.source = wasm;
  if (importWasm !== undefined) setImportWasm(importWasm);
  Object.assign(pageMessages, messages);
}

/**
 * Loads the module. The other functions work once the promise has resolved.
 *
 * Rejects with a `LoadError`. The next call retries.
 *
 * @example
 * ```js
 * import { ready, validateSerial } from "dep-enroll/validate";
 *
 * await ready();
 * validateSerial("C02XK1ZZJGH5").ok; // → true
 * ```
 */
export function ready(): Promise<void> {
  return loader.load();
}

export * from "./validate/functions";
export { validateImport, validateImportRows } from "./validate/import";
export { LoadError, type LoadFailure, type WasmSource } from "./load";
export type * from "./generated";
export type * from "./validate/types";
