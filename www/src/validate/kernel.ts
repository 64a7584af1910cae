// The WebAssembly module as the validation functions see it. Both modules have these functions, the plugin's and the small
// one: see `exports!` in `src/boundary/lib.rs`.

import { learn } from "./messages";
import type { Fields } from "./read";

/** What can be checked, by the name that the module knows. */
export type Check = "username" | "serial" | "profileUuid" | "enrollment" | "checklist" | "changes";

/** A request: one check on any number of values. */
export interface Request {
  check: Check;
  policy: Fields | undefined;
  values: readonly unknown[];
}

export interface Kernel {
  /** The English templates of all codes but those of the import. */
  sentences(): string;
  /** Answers with a JSON list, one answer for each value. May throw a `RangeError` when the request is too large. */
  ask(request: Request): string;
  // Whether a value is right as it stands, under the default policy; no when in doubt. One function for each check: the
  // name of a check as an argument takes longer than the look at a text.
  isPlainUsername(text: string): boolean;
  isPlainSerial(text: string): boolean;
  isPlainProfileUuid(text: string): boolean;
  isPlainEnrollment(username: string, loginRequired: boolean): boolean;
}

/** The module. Nobody asks before {@link useKernel}: `checks.ts` sees to it. */
export let kernel: Kernel;

/** Says which module answers, once it is loaded. */
export function useKernel(loaded: Kernel): void {
  learn(loaded.sentences());
  kernel = loaded;
}
