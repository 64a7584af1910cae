// The short way for what admins type nearly always: a value that is right as it stands, or has one of a few problems.
// One call that answers a number; nothing is written, nothing is parsed. It must never answer anything that the whole way
// would answer otherwise; whatever gives it pause is left to that.

import { describe, messagesOf } from "./check";
import { type Kernel, started, Subject } from "./kernel";
import { say } from "./messages";
import { Misfits, readScalar } from "./read";
import { ENROLLMENT } from "./shapes";
import type { Checked, CheckOptions, Enrollment, Problem, UsernamePolicy } from "./types";

// The kinds of `src/boundary/glance.rs` that are treated by themselves here.
const UNCLEAR = 0;
const PLAIN = 1;
const QUALIFIED = 4;
const WITH_LOGIN = 6;
const KIND_BITS = 4;
const KIND = 15;
/** Longer than anything that can be told at first sight. */
const LONG = 1024;
/** The module takes its own default for a length of this value. */
const DEFAULT = 0xffffffff;

/** A problem as the module describes its kind: parameters that differ from value to value are empty. */
type Kind = Omit<Problem, "message">;

const kinds: Kind[] = [];

/** The answer to a text, when one look is enough. */
export function glanceAt(
  subject: Subject,
  raw: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<string> | undefined {
  const kernel = started();
  if (typeof raw !== "string") return undefined;
  const seen = look(kernel, subject, raw, policy);
  if (seen === PLAIN) return { ok: true, value: raw, problems: [] };
  if (seen === UNCLEAR) return undefined;
  return { ok: false, problems: [problem(kernel, seen, raw, messagesOf(options))] };
}

/** The answer to the fields of an enrollment, when one look is enough. */
export function glanceAtEnrollment(
  fields: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<Enrollment> | undefined {
  const kernel = started();
  try {
    if (typeof fields !== "object" || fields === null) return undefined;
    for (const name in fields) {
      if (name !== "username" && name !== "loginRequired" && name !== "agentRequired") {
        return undefined;
      }
    }
    const { username, loginRequired, agentRequired } = fields as Record<keyof Enrollment, unknown>;
    if (
      typeof username !== "string" ||
      typeof loginRequired !== "boolean" ||
      typeof agentRequired !== "boolean"
    ) {
      return unfit(kernel, username, loginRequired, agentRequired, policy, options);
    }
    const subject = loginRequired ? Subject.Login : Subject.Enrollment;
    const seen = look(kernel, subject, username, policy);
    if (seen === PLAIN) {
      return { ok: true, value: { username, loginRequired, agentRequired }, problems: [] };
    }
    if (seen === UNCLEAR) return undefined;
    const messages = messagesOf(options);
    const problems = [problem(kernel, seen, username, messages)];
    if (loginRequired && seen !== WITH_LOGIN) {
      problems.push(problem(kernel, WITH_LOGIN, username, messages));
    }
    return { ok: false, problems };
  } catch {
    // A getter or a proxy that throws: the whole way says which one.
    return undefined;
  }
}

/** The answer to fields of another type; what is not there is left to the whole way. */
function unfit(
  kernel: Kernel,
  username: unknown,
  loginRequired: unknown,
  agentRequired: unknown,
  policy: UsernamePolicy | undefined,
  options: CheckOptions | undefined,
): Checked<never> | undefined {
  const isAbsent = username == null || loginRequired == null || agentRequired == null;
  if (isAbsent || policy !== undefined) return undefined;
  const misfits = new Misfits();
  readScalar(username, ENROLLMENT.username, "username", misfits);
  readScalar(loginRequired, ENROLLMENT.loginRequired, "loginRequired", misfits);
  readScalar(agentRequired, ENROLLMENT.agentRequired, "agentRequired", misfits);
  return { ok: false, problems: describe(kernel, misfits.all, messagesOf(options)) };
}

// Two variables and not a result, which would have to be made anew for each call.
let shortest = DEFAULT;
let longest = DEFAULT;

function look(
  kernel: Kernel,
  subject: Subject,
  raw: string,
  policy: UsernamePolicy | undefined,
): number {
  shortest = longest = DEFAULT;
  const isPlain = policy === undefined || readLengths(policy);
  if (!isPlain || raw.length > LONG) return UNCLEAR;
  const seen = kernel.glance(subject, raw, shortest, longest);
  // A tenant has to be compared, and an address may be a name.
  return policy !== undefined && (seen & KIND) === QUALIFIED ? UNCLEAR : seen;
}

/** Reads the lengths of a policy; `false` when there is anything to say about it. */
function readLengths(policy: UsernamePolicy): boolean {
  try {
    for (const name in policy) {
      const value: unknown = Reflect.get(policy, name);
      if (name === "tenantDomain" && typeof value === "string") continue;
      if (name === "emailUsernames" && typeof value === "boolean") continue;
      if (typeof value !== "number" || !(value >= 0 && value <= LONG) || value % 1 !== 0) {
        return false;
      }
      if (name === "minLength") shortest = value;
      else if (name === "maxLength") longest = value;
      else return false;
    }
    return typeof policy === "object" && policy !== null && !Array.isArray(policy);
  } catch {
    return false;
  }
}

/** The problem that was seen. */
function problem(kernel: Kernel, seen: number, raw: string, messages: unknown): Problem {
  const kind = seen & KIND;
  const {
    path,
    code,
    severity,
    params: names,
  } = (kinds[kind] ??= JSON.parse(kernel.glanced(kind)) as Kind);
  const above = seen >>> KIND_BITS;
  const params: Record<string, string> = {};
  for (const name in names) {
    // The names are the module's; what goes under them depends on what was seen.
    if (name === "min" || name === "max") params[name] = `${above}`;
    else if (name === "length") params[name] = `${raw.length}`;
    else if (name === "domain") params[name] = raw.slice(above + 1);
    else params[name] = names[name] || raw.slice(0, above);
  }
  const message = say(kernel, code, params, messages) ?? code;
  return { path, code, severity, message, params };
}
