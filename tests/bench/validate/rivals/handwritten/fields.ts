// The rules of single fields by hand: a loop that lets everything plain through at once, and the
// full rule for whatever it does not like.

import { MESSAGES } from "../messages";
import type { Problem } from "../../types";

const MIN = 3;
const MAX = 30;

/** Whether a part of a text has only letters, digits and a few signs of ASCII, and a name's length. */
export function isPlainName(text: string, from: number, end: number): boolean {
  if (end - from < MIN || end - from > MAX) return false;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    // Below the digits only the dash and the dot; the at sign is where the upper case begins.
    if (code < 48 ? code !== 45 && code !== 46 : code === 64 || code > 122) return false;
  }
  return true;
}

/** A username that is there; undefined, with problems added, when it has an error. */
export function readUsername(trimmed: string, problems: Problem[]): string | undefined {
  if (isPlainName(trimmed, 0, trimmed.length)) return trimmed;
  const before = problems.length;
  const fail = (code: string, message: string): unknown =>
    problems.push({ path: "username", code, message });
  if (/\s/.test(trimmed)) fail("username.whitespace", MESSAGES["username.whitespace"]());
  const slash = trimmed.indexOf("/");
  const at = trimmed.indexOf("@", slash + 1);
  if (at >= 0) fail("username.tenant-domain", MESSAGES["username.tenant-domain"](trimmed));
  const local = trimmed.slice(slash + 1, at < 0 ? trimmed.length : at);
  // People count characters, JavaScript counts halves of some.
  const length = local.length > MAX || local.length < 2 * MIN ? [...local].length : local.length;
  if (length < MIN) fail("username.too-short", MESSAGES["username.too-short"]());
  else if (length > MAX) fail("username.too-long", MESSAGES["username.too-long"]());
  return problems.length > before ? undefined : trimmed;
}

/** Whether a part of a text is a serial in its normal form and of a usual length. */
export function isPlainSerial(text: string, from: number, end: number): boolean {
  if (end - from < 8 || end - from > 14) return false;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 90 || (code > 57 && code < 65)) return false;
  }
  return true;
}

const FLAGS = new Map([
  ...["true", "yes", "y", "1", "x", "on", "wahr", "vrai", "verdadero"].map(
    (w) => [w, true] as const,
  ),
  ...["", "false", "no", "n", "0", "off", "falsch", "faux", "falso"].map(
    (w) => [w, false] as const,
  ),
]);

/** A flag as people write it; undefined when it is none. */
export function readFlag(cell: string): boolean | undefined {
  return FLAGS.get(cell) ?? FLAGS.get(cell.trim().toLowerCase());
}

/** A flag where it stands in a text; the two usual words without making a text of them. */
export function flagAt(text: string, from: number, end: number): boolean | undefined {
  if (end - from === 5 && text.startsWith("false", from)) return false;
  if (end - from === 4 && text.startsWith("true", from)) return true;
  return readFlag(text.slice(from, end));
}
