// What answers the functions about profiles, once it is loaded: see `../validate/checks.ts`.

import type { answers } from "./answers";

/** The checks, as the functions of the same names document them. */
export type SetupChecks = typeof answers;

let checks: SetupChecks | undefined;

/** Says what answers, once it is loaded. */
export function useSetupChecks(loaded: SetupChecks): void {
  checks = loaded;
}

/** What answers; throws while nobody has waited for it. */
export function startedSetup(): SetupChecks {
  if (!checks) throw new Error("dep-enroll: call this after `await ready()`.");
  return checks;
}
