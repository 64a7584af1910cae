// The functions about profiles that the scripts of a page call. They answer whatever is passed and never throw on it; what they
// answer is the rules' word.

import { type CodedProblem, problem } from "../validate/answer";
import { describe, LONGEST, messagesOf, size, TOO_LARGE } from "../validate/check";
import { say } from "../validate/messages";
import { blocks, type Fields, type Misfits, type Plain, read } from "../validate/read";
import type { Kind } from "../validate/shape";
import { FLAGS, PREVIEW, PROFILE } from "../validate/shapes";
import type { CheckOptions, Problem } from "../validate/types";
import { type SetupRequest, startedSetup } from "./kernel";
import type {
  DepProfile,
  EffectiveFlags,
  FlagsRequest,
  PreviewRequest,
  ProfileReport,
  SetupPreview,
  SetupReason,
} from "./types";

/** A part of an answer without its sentence. */
type Coded = Omit<SetupReason, "message">;

/** What can be asked, the shape of its value, and where the profile is in it. */
const TAKES: Readonly<Record<SetupRequest["check"], { kind: Kind; profile: string }>> = {
  profile: { kind: PROFILE, profile: "" },
  flags: { kind: FLAGS, profile: "profile." },
  preview: { kind: PREVIEW, profile: "profile." },
};

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
  const messages = messagesOf(options);
  const { value, problems } = input("profile", profile, messages);
  if (value === undefined) return { ok: false, problems };
  const { ok, problems: found } = ask("profile", value) as {
    ok: boolean;
    problems: CodedProblem[];
  };
  return { ok, problems: [...problems, ...found.map((coded) => problem(coded, messages))] };
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
  const messages = messagesOf(options);
  const { value, problems } = input("flags", request, messages);
  const { flags } = ask("flags", value ?? {}) as { flags: EffectiveFlags["flags"] };
  return { flags: flags.map((flag) => worded(flag, messages)), problems };
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
  const messages = messagesOf(options);
  const { value, problems } = input("preview", request, messages);
  const { system, panes, keys, signIn, owner, agent, ...rest } = ask(
    "preview",
    value ?? {},
  ) as SetupPreview;
  return {
    system,
    panes: panes.map(({ pane, hasKey, state, code, params }) => ({
      pane,
      title: say(`title.${pane}`, {}, messages) ?? pane,
      ...{ hasKey, state },
      ...worded({ code, params }, messages),
    })),
    keys: keys.map((key) => worded(key, messages)),
    signIn: worded(signIn, messages),
    owner: worded(owner, messages),
    agent: worded(agent, messages),
    problems: [...problems, ...rest.problems.map((coded) => problem(coded, messages))],
  };
}

/** Puts the sentence of a reason behind its code. */
function worded<T extends Coded>(coded: T, messages: unknown): T & SetupReason {
  const { code, params, ...rest } = coded;
  const message = say(code, params, messages) ?? code;
  return { ...rest, code, message, params } as T & SetupReason;
}

/** A value as it could be read, with the problems of reading it. A value that is wrong as a whole is `undefined`. */
function input(
  check: SetupRequest["check"],
  raw: unknown,
  messages: unknown,
): { value: Plain | undefined; problems: Problem[] } {
  startedSetup();
  const { kind, profile } = TAKES[check];
  let misfits: Misfits = [];
  let value = read(raw, kind, "", misfits);
  // Apple adds fields every year, and hosts have their own.
  misfits = misfits.filter(
    ({ code, path }) => code !== "input.unknown-field" || !path.startsWith(profile),
  );
  if (size(value) > LONGEST) {
    misfits.push(TOO_LARGE);
    value = undefined;
  }
  // What was refused by its type is no profile that Apple would see; of the others what could be read is told.
  if (check === "profile" && blocks(misfits)) value = undefined;
  return { value, problems: describe(misfits, messages) };
}

/** The module's answer about a value. */
function ask(check: SetupRequest["check"], value: Plain | Fields): unknown {
  return (JSON.parse(startedSetup().askSetup({ check, values: [value] })) as unknown[])[0];
}
