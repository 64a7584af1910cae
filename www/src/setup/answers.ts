// Answers the functions about profiles: reads the value, asks the module, and puts the sentences to its codes. It must never hold a
// rule.

import { type CodedProblem, problem } from "../validate/answer";
import { describe, LONGEST, messagesOf, size, TOO_LARGE } from "../validate/check";
import { say } from "../validate/messages";
import { blocks, type Fields, type Misfits, type Plain, read } from "../validate/read";
import type { Kind } from "../validate/shape";
import { FLAGS, PREVIEW, PROFILE } from "../validate/shapes";
import type { CheckOptions, Problem } from "../validate/types";
import { kernel, type SetupRequest } from "./kernel";
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

function validateProfile(profile: DepProfile, options?: CheckOptions): ProfileReport {
  const messages = messagesOf(options);
  const { value, problems } = input("profile", profile, messages);
  if (value === undefined) return { ok: false, problems };
  const { ok, problems: found } = ask("profile", value) as {
    ok: boolean;
    problems: CodedProblem[];
  };
  return { ok, problems: [...problems, ...found.map((coded) => problem(coded, messages))] };
}

function effectiveFlags(request: FlagsRequest, options?: CheckOptions): EffectiveFlags {
  const messages = messagesOf(options);
  const { value, problems } = input("flags", request, messages);
  const { flags } = ask("flags", value ?? {}) as { flags: EffectiveFlags["flags"] };
  return { flags: flags.map((flag) => worded(flag, messages)), problems };
}

function previewSetup(request: PreviewRequest, options?: CheckOptions): SetupPreview {
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
  return (JSON.parse(kernel.askSetup({ check, values: [value] })) as unknown[])[0];
}

/** What answers, for whichever entry brings it. */
export const answers = { validateProfile, effectiveFlags, previewSetup };
