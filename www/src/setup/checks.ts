// What answers the functions about profiles, once it is loaded: see `../validate/checks.ts`.

import type { CheckOptions } from "../validate/types";
import type {
  DepProfile,
  EffectiveFlags,
  FlagsRequest,
  PreviewRequest,
  ProfileReport,
  SetupPreview,
} from "./types";

/** The checks, as the functions of the same names document them. */
export interface SetupChecks {
  validateProfile(profile: DepProfile, options?: CheckOptions): ProfileReport;
  effectiveFlags(request: FlagsRequest, options?: CheckOptions): EffectiveFlags;
  previewSetup(request: PreviewRequest, options?: CheckOptions): SetupPreview;
}

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
