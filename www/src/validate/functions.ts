// The functions that the scripts of a page call. They answer whatever is passed and never throw on it; what they answer
// is the rules' word.

import { started } from "./checks";
import type {
  ChangePlan,
  Checked,
  CheckOptions,
  Checklist,
  Enrollment,
  UsernamePolicy,
} from "./types";

/**
 * The version of the package.
 *
 * @example
 * ```js
 * version(); // → "0.1.0"
 * ```
 */
export function version(): string {
  return started().version();
}

/**
 * Checks a username as typed or pasted, and answers it as the host stores it: trimmed, without `PRIMARY/`.
 *
 * Errors are a tenant domain (the product's rule), white space and a length outside of 3 to 30 (the hosts' default pattern),
 * more than 255 characters (the host's column), and prefixes that are no user store. What can be repaired has the whole
 * repaired name in `params.repaired`. Whether the user exists only the directory knows.
 *
 * @param raw Anything; what is no text is a problem.
 * @param policy What the host's usernames look like.
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * validateUsername(" SALES/bob ").value; // → "SALES/bob"
 * validateUsername("bob@acme.com").problems[0].params; // → { domain: "acme.com", repaired: "bob" }
 * validateUsername("bob@acme.com", { emailUsernames: true }).ok; // → true
 * ```
 */
export function validateUsername(
  raw: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<string> {
  return started().check("username", raw, policy, options) as Checked<string>;
}

/**
 * Checks a serial number as typed, pasted or scanned, and answers it trimmed and in upper case.
 *
 * Errors are characters other than A to Z and 0 to 9, and more than 45 of them (the host's column). 8 to 14 is what Apple
 * announced, so another length only warns; letters that Apple does not use, and the S of a barcode, are hints.
 *
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * validateSerial(" c02xk1zzjgh5"); // → { ok: true, value: "C02XK1ZZJGH5", problems: [] }
 * validateSerial("C02-XK1ZZJGH5").problems[0].params.repaired; // → "C02XK1ZZJGH5"
 * ```
 */
export function validateSerial(raw: unknown, options?: CheckOptions): Checked<string> {
  return started().check("serial", raw, undefined, options) as Checked<string>;
}

/**
 * Checks the UUID of a profile as pasted, and answers it in upper case without dashes, braces, quotes or label.
 *
 * Errors are characters other than letters and digits, and more than 100 of them (the host's column). Apple states no
 * format: what does not look like its UUIDs of 32 hexadecimal digits only warns.
 *
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * validateProfileUuid("{a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}").value; // → "A1F0C3D2E4B5968778695A4B3C2D1E0F"
 * ```
 */
export function validateProfileUuid(raw: unknown, options?: CheckOptions): Checked<string> {
  return started().check("profileUuid", raw, undefined, options) as Checked<string>;
}

/**
 * Checks the three enrollment fields, and answers all of them; what was left out is empty or `false`.
 *
 * The product's rule is exactly one of a username and "login required". The problems of the username come with it.
 *
 * @param fields An object with `username`, `loginRequired` and `agentRequired`; other fields are named in a warning.
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * validateEnrollment({ loginRequired: true }).value; // → { username: "", loginRequired: true, agentRequired: false }
 * validateEnrollment({}).problems[0].code; // → "enrollment.neither"
 * ```
 */
export function validateEnrollment(
  fields: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<Enrollment> {
  return started().check("enrollment", fields, policy, options) as Checked<Enrollment>;
}

/**
 * Judges the seven items of the product's "Before enroll checklist" on facts that the page has.
 *
 * What the facts leave out is not known and never guessed. Facts that cannot be read are named in `problems`, and a
 * checklist with an error among them is never `ready`.
 *
 * @param facts An object as {@link ChecklistFacts} describes it.
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * const { readiness, open, items } = evaluateChecklist({ device: { status: "Empty" }, enrollment: { loginRequired: true } });
 * readiness; // → "to-do"
 * open; // → 1
 * items[3].reason; // → "No profile is assigned. Without one it sets up like a private device."
 * ```
 */
export function evaluateChecklist(facts: unknown, options?: CheckOptions): Checklist {
  return started().check("checklist", facts, undefined, options) as Checklist;
}

/**
 * Plans what brings devices to a wish: one wish for all of them, or one for each row. It sends nothing.
 *
 * For each row it answers the steps, their kind, and why a change is impossible. A device that is on the wished profile is left
 * alone; one on an older version is removed from it and reassigned, because Apple gives every edit a new UUID; one that was set
 * up before keeps its profile until a factory reset. The enrollment that would be stored is judged as by
 * {@link validateEnrollment}, so nothing is cleared that the wish does not name.
 *
 * A request that cannot be read as a whole is not planned: `changes` is empty, and `problems` names what is wrong.
 *
 * @param request An object as {@link ChangesRequest} describes it.
 * @throws Error before `ready()` has resolved, and never otherwise.
 * @example
 * ```js
 * const { changes, kinds } = planChanges({
 *   wish: { username: "alice" },
 *   devices: [{ serial: "C02XK1ZZJGH5", enrollment: {} }],
 * });
 * changes[0].enrollment; // → { username: "alice", loginRequired: false, agentRequired: false }
 * kinds; // → [{ kind: "enrollment", count: 1, message: "Only the enrollment will change." }]
 * ```
 */
export function planChanges(request: unknown, options?: CheckOptions): ChangePlan {
  return started().check("changes", request, undefined, options) as ChangePlan;
}

/**
 * Checks a list of usernames, a million at most: for each what {@link validateUsername}
 * answers. What is no list gets one answer that says so.
 *
 * @example
 * ```js
 * validateUsernames(["alice", "bo"]).map(({ ok }) => ok); // → [true, false]
 * ```
 */
export function validateUsernames(
  raws: readonly unknown[],
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<string>[] {
  return started().checkList("username", raws, policy, options) as Checked<string>[];
}

/**
 * Checks a list of serial numbers, a million at most: for each what {@link validateSerial}
 * answers. What is no list gets one answer that says so.
 *
 * @example
 * ```js
 * validateSerials(["c02xk1zzjgh5", ""]).map(({ value }) => value ?? "none"); // → ["C02XK1ZZJGH5", "none"]
 * ```
 */
export function validateSerials(
  raws: readonly unknown[],
  options?: CheckOptions,
): Checked<string>[] {
  return started().checkList("serial", raws, undefined, options) as Checked<string>[];
}

/**
 * Checks a list of profile UUIDs, a million at most: for each what
 * {@link validateProfileUuid} answers. What is no list gets one answer that says so.
 *
 * @example
 * ```js
 * validateProfileUuids(["Staff iPads"])[0].problems[0].code; // → "profile.characters"
 * ```
 */
export function validateProfileUuids(
  raws: readonly unknown[],
  options?: CheckOptions,
): Checked<string>[] {
  return started().checkList("profileUuid", raws, undefined, options) as Checked<string>[];
}

/**
 * Checks a list of enrollments, a million at most: for each what
 * {@link validateEnrollment} answers. What is no list gets one answer that says so.
 *
 * @example
 * ```js
 * validateEnrollments([{ username: "alice" }, {}]).map(({ ok }) => ok); // → [true, false]
 * ```
 */
export function validateEnrollments(
  list: readonly unknown[],
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<Enrollment>[] {
  return started().checkList("enrollment", list, policy, options) as Checked<Enrollment>[];
}

/**
 * Judges the checklists of a list of devices, a million at most: for each what
 * {@link evaluateChecklist} answers. What is no list gets one answer that says so.
 *
 * @example
 * ```js
 * evaluateChecklists([{}, {}]).map(({ ready }) => ready); // → [false, false]
 * ```
 */
export function evaluateChecklists(list: readonly unknown[], options?: CheckOptions): Checklist[] {
  return started().checkList("checklist", list, undefined, options) as Checklist[];
}
