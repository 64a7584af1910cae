// The functions that the scripts of a page call. They answer whatever is passed and never throw on it; what they answer
// is the rules' word. A value that is right as it stands costs one short call; everything else is asked for in full.

import { checkAll, describe, judgeAll, messagesOf, unjudged } from "./check";
import { started, Subject } from "./kernel";
import { glanceAt, glanceAtEnrollment } from "./glance";
import { Misfits, readList } from "./read";
import type { Checked, CheckOptions, Checklist, Enrollment, UsernamePolicy } from "./types";

/** The version of the package, such as `0.1.0`. */
export function version(): string {
  return started().version();
}

/** Checks a username as typed or pasted. */
export function validateUsername(
  raw: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<string> {
  return (
    glanceAt(Subject.Username, raw, policy, options) ??
    (checkAll(Subject.Username, [raw], policy, options)[0] as Checked<string>)
  );
}

/** Checks a serial number as typed, pasted or scanned. */
export function validateSerial(raw: unknown, options?: CheckOptions): Checked<string> {
  return (
    glanceAt(Subject.Serial, raw, undefined, options) ??
    (checkAll(Subject.Serial, [raw], undefined, options)[0] as Checked<string>)
  );
}

/** Checks the UUID of a profile as pasted. */
export function validateProfileUuid(raw: unknown, options?: CheckOptions): Checked<string> {
  return (
    glanceAt(Subject.ProfileUuid, raw, undefined, options) ??
    (checkAll(Subject.ProfileUuid, [raw], undefined, options)[0] as Checked<string>)
  );
}

/** Checks the three enrollment fields. */
export function validateEnrollment(
  fields: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<Enrollment> {
  return (
    glanceAtEnrollment(fields, policy, options) ??
    (checkAll(Subject.Enrollment, [fields], policy, options)[0] as Checked<Enrollment>)
  );
}

/** Judges the checklist on facts that the page has; what it leaves out is not known. */
export function evaluateChecklist(facts: unknown, options?: CheckOptions): Checklist {
  return judgeAll([facts], options)[0] as Checklist;
}

/** Checks a list of usernames in one call. */
export function validateUsernames(
  raws: readonly unknown[],
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<string>[] {
  return checkList<string>(Subject.Username, raws, policy, options);
}

/** Checks a list of serial numbers in one call. */
export function validateSerials(
  raws: readonly unknown[],
  options?: CheckOptions,
): Checked<string>[] {
  return checkList<string>(Subject.Serial, raws, undefined, options);
}

/** Checks a list of profile UUIDs in one call. */
export function validateProfileUuids(
  raws: readonly unknown[],
  options?: CheckOptions,
): Checked<string>[] {
  return checkList<string>(Subject.ProfileUuid, raws, undefined, options);
}

/** Checks a list of enrollments in one call. */
export function validateEnrollments(
  list: readonly unknown[],
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Checked<Enrollment>[] {
  return checkList<Enrollment>(Subject.Enrollment, list, policy, options);
}

/** Judges the checklists of a list of devices in one call. */
export function evaluateChecklists(list: readonly unknown[], options?: CheckOptions): Checklist[] {
  const misfits = new Misfits();
  const items = readList(list, "", misfits);
  return items ? judgeAll(items, options) : [unjudged(started(), misfits, options)];
}

function checkList<T>(
  subject: Subject,
  list: readonly unknown[],
  policy: UsernamePolicy | undefined,
  options: CheckOptions | undefined,
): Checked<T>[] {
  const misfits = new Misfits();
  const items = readList(list, "", misfits);
  if (items) return checkAll(subject, items, policy, options) as Checked<T>[];
  return [{ ok: false, problems: describe(started(), misfits.all, messagesOf(options)) }];
}
