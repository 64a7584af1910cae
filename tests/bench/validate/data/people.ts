// Usernames and serial numbers as they are found in real consoles: first name and last name with a
// dot, an initial, a number, seldom a user store in front.

import type { Random } from "./random";

const FIRST =
  "maria james wei fatima john anna carlos aisha peter olga liam chen priya omar sara".split(" ");
const LAST =
  "smith garcia mueller wang okafor rossi silva kumar jensen novak brown haddad tanaka moreau".split(
    " ",
  );
const FIRST_WIDE = "josé zoë łukasz søren мария élodie 美咲 güneş".split(" ");
const LAST_WIDE = "müller álvarez østergård новак françois 田中 dvořák o’neill".split(" ");

/** Letters of Apple's serial numbers: no I and no O, which are easily taken for 1 and 0. */
const SERIAL = "0123456789ABCDEFGHJKLMNPQRTUVWXYZ";

/** A username that is right; one with letters beyond ASCII with the given probability. */
export function username(random: Random, wide: number): string {
  return plain(composed(random, wide));
}

function composed(random: Random, wide: number): string {
  const first = random.pick(random.chance(wide) ? FIRST_WIDE : FIRST);
  const last = random.pick(random.chance(wide) ? LAST_WIDE : LAST);
  const form = random.next();
  if (form < 0.55) return `${first}.${last}`;
  if (form < 0.8) return `${first[0]}${last}${random.below(90) + 10}`;
  if (form < 0.97) return `${first}${random.below(9000) + 1000}`;
  return `SALES/${first}.${last}`;
}

/** The serial of a number: different for different numbers, 12 or, for one in four, 10 characters. */
export function serial(index: number): string {
  // Multiplying by a number without common factors scatters neighbours and never makes two the same.
  let rest = (index * 7_368_787) % 33 ** 6;
  let digits = "";
  for (let place = 0; place < 6; place++) {
    digits = `${SERIAL[rest % 33]}${digits}`;
    rest = Math.floor(rest / 33);
  }
  return index % 4 === 0 ? `H4TX${digits}` : `C02XK1${digits}`;
}

/** The same text, read from bytes as a file or a form is: one that was put together may be kept in pieces. */
export function plain(text: string): string {
  return new TextDecoder().decode(new TextEncoder().encode(text));
}
