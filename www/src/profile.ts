// The entry `dep-enroll/profile`: the functions about profiles alone, for pages and programs that load ES modules.

import initialise, { askSetup, setupSentences, version as moduleVersion } from "#setup-glue";
import { Loader, type WasmSource } from "./load";
import { answers } from "./setup/answers";
import { startedSetup, useSetupChecks } from "./setup/checks";
import { useSetupKernel } from "./setup/kernel";
import { pageMessages } from "./validate/checks";
import { useMessages } from "./validate/messages";

const loader = new Loader(async (compiled) => {
  await initialise({ module_or_path: compiled });
  useSetupKernel({
    setupSentences,
    // The module reads JSON.
    askSetup: (request) => askSetup(JSON.stringify(request)),
  });
  useMessages(pageMessages);
  useSetupChecks(answers);
});
// Bundlers look for exactly this expression in order to include the file.
loader.source ??= new URL("dep-enroll-profile.wasm", import.meta.url);

/** Options of the functions, for the whole page or program. */
export interface ProfileOptions {
  /** Where the WebAssembly file is, or the file itself; next to the script by default. */
  wasm?: WasmSource;
  /** Sentences by code, in place of the English ones. */
  messages?: Record<string, string>;
}

/**
 * Sets options for the whole page or program. They add to those of earlier calls; `messages` are merged code by code.
 *
 * @example
 * ```js
 * import { configure, ready, validateProfile } from "dep-enroll/profile";
 *
 * await ready();
 * configure({ messages: { "profile.url.missing": "Die URL fehlt." } });
 * validateProfile({ profile_name: "Staff" }).problems[0].message; // → "Die URL fehlt."
 * ```
 */
export function configure({ wasm, messages }: ProfileOptions): void {
  if (wasm !== undefined) loader.source = wasm;
  Object.assign(pageMessages, messages);
}

/**
 * Loads the module. The other functions work once the promise has resolved.
 *
 * Rejects with a `LoadError`. The next call retries.
 *
 * @example
 * ```js
 * import { ready, validateProfile } from "dep-enroll/profile";
 *
 * await ready();
 * validateProfile({ profile_name: "Staff", url: "https://mdm.example.com/enroll" }).ok; // → true
 * ```
 */
export function ready(): Promise<void> {
  return loader.load();
}

/** The version of the package. */
export function version(): string {
  startedSetup();
  return moduleVersion();
}

export * from "./setup/functions";
export { LoadError, type LoadFailure, type WasmSource } from "./load";
export type * from "./generated";
export type * from "./setup/generated";
export type * from "./setup/types";
export type { CheckOptions, Enrollment, Problem } from "./validate/types";
