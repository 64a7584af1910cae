// The short way for what admins type nearly always: a value that is right as it stands, or has one of a few problems.
// One call that answers a number; nothing is written, nothing is parsed. It must never answer anything that the whole way
// would answer otherwise; whatever gives it pause is left to that.

import { messagesOf } from "./check";
import { type Kernel, started, Subject } from "./kernel";
import { say } from "./messages";
import type { Checked, CheckOptions, Enrollment, Problem, UsernamePolicy } from "./types";

// The kinds of `src/boundary/glance.rs` that are treated by themselves here.
const UNCLEAR = 0;
const PLAIN = 1;
const QUALIFIED = 4;
const KIND_BITS = 3;
/** Longer than anything that can be told at first sight. */
const LONG = 1024;
/** The module takes its own default for a length of this value. */
const DEFAULT = 0xffffffff;

/** A problem as the module describes its kind: with the names of its parameters. */
type Kind = Omit<Problem, "message" | "params"> & { params: string[] };

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
  return seen === UNCLEAR ? undefined : refusal(kernel, seen, raw, options);
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
      return undefined;
    }
    const subject = loginRequired ? Subject.Login : Subject.Enrollment;
    const seen = look(kernel, subject, username, policy);
    if (seen === PLAIN) {
      return { ok: true, value: { username, loginRequired, agentRequired }, problems: [] };
    }
    return seen === UNCLEAR ? undefined : refusal(kernel, seen, username, options);
  } catch {
    // A getter or a proxy that throws: the whole way says which one.
    return undefined;
  }
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
  const isPlain = policy === undefined || readPolicy(policy);
  if (!isPlain || raw.length > LONG) return UNCLEAR;
  const seen = kernel.glance(subject, raw, shortest, longest);
  // A tenant has to be compared, and an address may be a name.
  return policy !== undefined && (seen & 7) === QUALIFIED ? UNCLEAR : seen;
}

/** Reads the lengths of a policy; `false` when there is anything to say about it. */
function readPolicy(policy: UsernamePolicy): boolean {
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

/** The answer with the one problem that was seen. */
function refusal(
  kernel: Kernel,
  seen: number,
  raw: string,
  options: CheckOptions | undefined,
): Checked<never> {
  const number = seen & 7;
  const kind = (kinds[number] ??= JSON.parse(kernel.glanced(number)) as Kind);
  const { path, code, severity } = kind;
  const [first, second] = kind.params;
  const above = seen >>> KIND_BITS;
  const params: Record<string, string> = {};
  if (first !== undefined && second !== undefined) {
    const qualified = number === QUALIFIED;
    params[first] = qualified ? raw.slice(above + 1) : `${above}`;
    params[second] = qualified ? raw.slice(0, above) : `${raw.length}`;
  }
  const message = say(kernel, code, params, messagesOf(options)) ?? code;
  return { ok: false, problems: [{ path, code, severity, message, params }] };
}
