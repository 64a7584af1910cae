// The WebAssembly side as the validation functions see it: one function, which both modules have, the plugin's and the
// small one. See `src/boundary`.

import { learnAlike } from "./alike";
import { learn } from "./messages";
import { absent } from "./read";
import { POLICY } from "./shapes";
import { ABSENT, reader, written } from "./wire";

/** What is asked about; the numbers are those of `src/boundary/lib.rs`. */
export const enum Subject {
  Username,
  Serial,
  ProfileUuid,
  Enrollment,
  Checklist,
  /** What the module says about itself: the version, the sentences, and what makes texts alike to the rules. */
  Package,
}

/** Answers a request; both are written as `wire.ts` has it. Throws when the request is more than the memory can hold. */
export type Kernel = (request: string) => string;

let kernel: Kernel | undefined;
/** The version of the package, once a module is loaded. */
export let version = "";

/** Says which module answers, once it is loaded. */
export function useKernel(loaded: Kernel): void {
  const next = reader(loaded(written(Subject.Package) + absent(POLICY) + ABSENT));
  version = next() ?? "";
  learn(next() ?? "");
  learnAlike(next);
  kernel = loaded;
}

/** The module; throws while nobody has waited for it. */
export function started(): Kernel {
  if (!kernel) throw new Error("dep-enroll: call this after `await ready()`.");
  return kernel;
}
