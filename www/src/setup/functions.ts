// The functions about profiles that the scripts of a page call. They answer whatever is passed and never throw on it; what they
// answer is the rules' word.

import type { CheckOptions } from "../validate/types";
import { startedSetup } from "./checks";
import type {
  DepProfile,
  EffectiveFlags,
  FlagsRequest,
  PreviewRequest,
  ProfileReport,
  SetupPreview,
} from "./types";

/**
 * Checks a profile against every limit for which Apple's servers refuse one, before Apple does: lengths (the name in bytes of
 * UTF-8, the URL in bytes as it is encoded), codes of language and region, and settings that exclude each other.
 *
 * Each error has Apple's own code in `params.apple`. A key of `skip_setup_items` that Apple does not know is a warning, and a
 * setting that some devices ignore is a hint. Fields that are not Apple's today are left alone.
 *
 * @param profile Anything; what is no object is a problem.
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * const profile = { profile_name: "Staff", url: "https://mdm.example.com/enroll", is_mdm_removable: false };
 * validateProfile(profile).problems.map(({ code, params }) => [code, params.apple]); // → [["profile.removable.unsupervised", "FLAGS_INVALID"]]
 * validateProfile({ ...profile, is_supervised: true }).ok; // → true
 * ```
 */
export function validateProfile(profile: DepProfile, options?: CheckOptions): ProfileReport {
  return startedSetup().validateProfile(profile, options);
}

/**
 * Tells what takes effect of a profile on a device, one sentence for each setting: Apple forces some, ignores others, and
 * changes that from version to version.
 *
 * @param request The profile and the device. Without a version, what depends on it has no `value`.
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * const device = { deviceFamily: "iPad", osVersion: "17.4" };
 * const { flags } = effectiveFlags({ profile: { is_mandatory: false }, device });
 * const { set, value, message } = flags.find(({ flag }) => flag === "mandatory");
 * [set, value, message]; // → [false, true, "From iOS and iPadOS 13 on enrollment is always mandatory."]
 * ```
 */
export function effectiveFlags(request: FlagsRequest, options?: CheckOptions): EffectiveFlags {
  return startedSetup().effectiveFlags(request, options);
}

/**
 * Previews what the person sees who sets a device up with a profile: the panes of Setup Assistant one by one, the keys that do
 * nothing on it, whether they sign in, whose device it becomes, and whether the agent app is installed.
 *
 * Which panes a user sees depends on the model, too: a pane that is `shown` comes if the model has a use for it.
 *
 * @param request The profile, the device and its enrollment. Without a version, it is the preview for the newest one.
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * const { panes, keys, signIn } = previewSetup({
 *   profile: { skip_setup_items: ["Siri", "Zoom"] },
 *   device: { deviceFamily: "iPhone", osVersion: "18.2" },
 *   enrollment: { loginRequired: true },
 * });
 * panes.find(({ pane }) => pane === "Siri").state; // → "skipped"
 * keys.map(({ key, state }) => [key, state]); // → [["Zoom", "dead"]]
 * signIn.answer; // → "credentials"
 * ```
 */
export function previewSetup(request: PreviewRequest, options?: CheckOptions): SetupPreview {
  return startedSetup().previewSetup(request, options);
}
