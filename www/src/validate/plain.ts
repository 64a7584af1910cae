// The short way for values that are right as they stand: nothing is written, nothing is parsed, one call. It must never
// answer anything but "right as it stands"; whatever gives it pause is left to the whole way.

import { started, Subject } from "./kernel";
import type { Checked, Enrollment, UsernamePolicy } from "./types";

/** Whether a text is right as it stands. A policy that is anything but plain is left to the whole way. */
export function isPlain(subject: Subject, raw: unknown, policy?: UsernamePolicy): raw is string {
  const kernel = started();
  return (
    typeof raw === "string" &&
    readLengths(policy) &&
    // A text that is too large for the module is left to the whole way, too.
    raw.length < LONG &&
    kernel.plain(subject, raw, shortest, longest)
  );
}

/** The answer to an enrollment that is right as it stands. */
export function plainEnrollment(
  fields: unknown,
  policy: UsernamePolicy | undefined,
): Checked<Enrollment> | undefined {
  started();
  try {
    if (typeof fields !== "object" || fields === null) return undefined;
    for (const name in fields) {
      if (name !== "username" && name !== "loginRequired" && name !== "agentRequired") {
        return undefined;
      }
    }
    const { username, loginRequired, agentRequired } = fields as Record<keyof Enrollment, unknown>;
    if (
      loginRequired === false &&
      typeof agentRequired === "boolean" &&
      isPlain(Subject.Enrollment, username, policy)
    ) {
      return { ok: true, value: { username, loginRequired, agentRequired }, problems: [] };
    }
  } catch {
    // A getter or a proxy that throws: the whole way says which one.
  }
  return undefined;
}

/** Longer than any text that is right as it stands. */
const LONG = 1024;
/** The module takes its own default for a length of this value. */
const DEFAULT = 0xffffffff;

// Two variables and not a result, which would have to be made anew for each call.
let shortest = DEFAULT;
let longest = DEFAULT;

/** Reads the lengths of a policy; `false` when there is anything to say about it. */
function readLengths(policy: UsernamePolicy | undefined): boolean {
  shortest = longest = DEFAULT;
  if (policy === undefined) return true;
  try {
    for (const name in policy) {
      const value: unknown = Reflect.get(policy, name);
      if (name === "tenantDomain" && typeof value === "string") continue;
      if (name === "emailUsernames" && typeof value === "boolean") continue;
      if (typeof value !== "number" || value < 0 || value !== value >>> 0) return false;
      if (name === "minLength") shortest = value;
      else if (name === "maxLength") longest = value;
      else return false;
    }
    return typeof policy === "object" && policy !== null && !Array.isArray(policy);
  } catch {
    return false;
  }
}
