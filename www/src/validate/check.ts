// The whole way of a check: read what was passed, ask about what could be read, put the answers into words.

import { type Kernel, started, Subject } from "./kernel";
import { say } from "./messages";
import { type Misfit, Misfits, type Plain, readRecord, readText } from "./read";
import { ask } from "./request";
import { ENROLLMENT, FACTS, POLICY } from "./shapes";
import type {
  Checked,
  CheckOptions,
  Checklist,
  ChecklistItem,
  Problem,
  UsernamePolicy,
} from "./types";

const FIELDS = ["username", "serial", "profileUuid"];

/** Reads, asks about what could be read, and puts the answers together. */
export function checkAll(
  subject: Subject,
  inputs: readonly unknown[],
  policy: UsernamePolicy | undefined,
  options: CheckOptions | undefined,
): Checked<unknown>[] {
  const kernel = started();
  const messages = messagesOf(options);
  const ofPolicy = new Misfits();
  const rules = readPolicy(policy, ofPolicy);
  const read = inputs.map((input) => {
    const misfits = new Misfits();
    const value =
      subject === Subject.Enrollment
        ? readRecord(input, ENROLLMENT, "", misfits)
        : readText(input, FIELDS[subject] ?? "", misfits);
    // A field that could not be read must not look as if it had been left empty.
    return { value, misfits, asked: !misfits.block && !ofPolicy.block };
  });
  const asked = read.filter(({ asked }) => asked);
  const answers = askSafely(
    kernel,
    subject,
    asked.map(({ value }) => value),
    rules,
    ofPolicy,
  );
  let next = 0;
  return read.map(({ value, misfits, asked }) => {
    const answer = asked && answers ? answers[next++] : { ok: false, problems: [] };
    const { ok, value: normal, problems } = (answer ?? asGiven(value)) as Checked<unknown>;
    const all = [
      ...describe(kernel, [...ofPolicy.all, ...misfits.all], messages),
      ...problems.map((problem) => worded(kernel, problem, messages)),
    ];
    return ok ? { ok, value: normal, problems: all } : { ok, problems: all };
  });
}

/** The answer to a value that is right as it was given. An enrollment is so only without a login. */
function asGiven(value: unknown): Checked<unknown> {
  if (typeof value === "string") return { ok: true, value, problems: [] };
  const { username, agentRequired = false } = value as Plain;
  return { ok: true, value: { username, loginRequired: false, agentRequired }, problems: [] };
}

export function judgeAll(
  inputs: readonly unknown[],
  options: CheckOptions | undefined,
): Checklist[] {
  const kernel = started();
  const messages = messagesOf(options);
  const read = inputs.map((input) => {
    const misfits = new Misfits();
    return { misfits, facts: readRecord(input, FACTS, "", misfits) };
  });
  const general = new Misfits();
  const answers = askSafely(
    kernel,
    Subject.Checklist,
    read.map(({ facts }) => facts ?? {}),
    undefined,
    general,
  );
  return read.map(({ misfits }, place) => {
    const answer = answers?.[place] as Checklist | undefined;
    if (!answer) return unjudged(kernel, general, options);
    return {
      // A checklist judged on facts that could not be read must never say that a device is ready.
      ready: answer.ready && !misfits.block,
      open: answer.open,
      items: answer.items.map((item) => wordedItem(kernel, item, messages)),
      problems: describe(kernel, misfits.all, messages),
    };
  });
}

export function unjudged(
  kernel: Kernel,
  misfits: Misfits,
  options: CheckOptions | undefined,
): Checklist {
  const problems = describe(kernel, misfits.all, messagesOf(options));
  return { ready: false, open: 7, items: [], problems };
}

/** The module's answers; none, with a misfit, when the values are more than its memory can hold. */
function askSafely(
  kernel: Kernel,
  subject: Subject,
  values: readonly unknown[],
  policy: Plain | undefined,
  misfits: Misfits,
): (object | null)[] | undefined {
  try {
    return values.length > 0 ? ask(kernel, subject, values, policy) : [];
  } catch {
    misfits.all.push({ code: "input.too-large", severity: "error", path: "", expected: "less" });
    return undefined;
  }
}

/** A policy as plain values. */
export function readPolicy(policy: unknown, misfits: Misfits): Plain | undefined {
  if (policy === undefined || policy === null) return undefined;
  return readRecord(policy, POLICY, "policy", misfits);
}

/** Misfits as problems. */
export function describe(kernel: Kernel, misfits: readonly Misfit[], messages: unknown): Problem[] {
  return misfits.map(({ code, severity, path, expected }) =>
    worded(kernel, { path, code, severity, params: { path, expected } }, messages),
  );
}

/** A problem with its sentence. */
export function worded(
  kernel: Kernel,
  { path, code, severity, params }: Omit<Problem, "message">,
  messages: unknown,
): Problem {
  return { path, code, severity, message: say(kernel, code, params, messages) ?? code, params };
}

function wordedItem(kernel: Kernel, item: ChecklistItem, messages: unknown): ChecklistItem {
  const { id, verdict, code, params, source, confirmable, fingerprint, ageSeconds, fix } = item;
  const reason = say(kernel, code, params, messages) ?? code;
  const todo = say(kernel, `${code}.todo`, params, messages);
  return {
    ...{ id, verdict, code, params, reason, source, confirmable, fingerprint },
    ...(todo === undefined ? {} : { todo }),
    ...(ageSeconds === undefined ? {} : { ageSeconds }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** The caller's own sentences; options that cannot be read are as good as none. */
export function messagesOf(options: unknown): unknown {
  try {
    return (options as CheckOptions | undefined)?.messages;
  } catch {
    return undefined;
  }
}
