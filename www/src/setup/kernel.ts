// The WebAssembly module as the functions about profiles see it: the plugin's, or the one of `dep-enroll/profile`. Both have
// these functions: see `setup_exports!` in `src/boundary/lib.rs`.

import { learn } from "../validate/messages";

/** A request: one question about any number of values. */
export interface SetupRequest {
  check: "profile" | "flags" | "preview";
  values: readonly unknown[];
}

export interface SetupKernel {
  /** The English templates of the codes about profiles. */
  setupSentences(): string;
  /** Answers with a JSON list, one answer for each value. May throw a `RangeError` when the request is too large. */
  askSetup(request: SetupRequest): string;
}

/** The module. Nobody asks before {@link useSetupKernel}: `checks.ts` sees to it. */
export let kernel: SetupKernel;

/** Says which module answers, once it is loaded. */
export function useSetupKernel(loaded: SetupKernel): void {
  learn(loaded.setupSentences());
  kernel = loaded;
}
