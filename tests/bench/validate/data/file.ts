// The file to import: 100,000 rows as an admin's spreadsheet writes them, with a known share of bad
// ones. Only what every implementation judges alike is in it (see the README of this folder).

import { plain, serial, username } from "./people";
import { Random } from "./random";

export interface FileOptions {
  rows: number;
  /** The share of rows with an error. */
  bad: number;
  /** The share of first and last names with letters beyond ASCII. */
  wide: number;
}

const HEADER = "serial,username,loginRequired,agentRequired";

/** Excel ends its lines like this, and it is what the standard says. */
const LINE_END = "\r\n";

type Cells = [serial: string, username: string, login: string, agent: string];
type Fault = (cells: Cells, random: Random, earlier: string) => string[];

/** What is wrong with bad rows; each is as frequent as the others. */
const FAULTS: Fault[] = [
  ([, user, login, agent]) => ["", user, login, agent],
  ([serial, user, login, agent]) => [
    `${serial.slice(0, 5)}_${serial.slice(5)}`,
    user,
    login,
    agent,
  ],
  ([serial, user, login, agent]) => [serial.repeat(5), user, login, agent],
  ([, user, login, agent], _, earlier) => [earlier, user, login, agent],
  ([serial, , , agent]) => [serial, "", "false", agent],
  ([serial, , , agent], random) => [serial, username(random, 0), "true", agent],
  ([serial, , , agent], random) => [serial, `${username(random, 0)}@acme.com`, "false", agent],
  ([serial, , , agent]) => [serial, "Maria Garcia", "false", agent],
  ([serial, , , agent]) => [serial, "mg", "false", agent],
  ([serial, , , agent]) => [serial, "maria.garcia.of.the.sales.department", "false", agent],
  ([serial, user, , agent]) => [serial, user, "maybe", agent],
  ([serial, user, login]) => [serial, user, login, "n/a"],
  ([serial, user, login, agent]) => [serial, user, login, agent, "sent on Monday"],
  // Two faults in a row, which an implementation that stops at the first one would not see.
  ([serial], random) => [`${serial}!`, `${username(random, 0)}@acme.com`, "true", "no"],
];

/** The text of a file; the same options always make the same text. */
export function file({ rows, bad, wide }: FileOptions): string {
  const random = new Random(20_260_801);
  const lines = [HEADER];
  let earlier = serial(0);
  for (let index = 1; index <= rows; index++) {
    const cells = row(serial(index), random, wide);
    if (random.chance(bad)) {
      lines.push(line(random.pick(FAULTS)(cells, random, earlier), random));
    } else {
      earlier = cells[0];
      lines.push(line(slip(cells, random), random));
    }
  }
  lines.push("");
  return plain(lines.join(LINE_END));
}

function row(serial: string, random: Random, wide: number): Cells {
  const agent = flag(random, random.chance(0.5));
  return random.chance(0.3)
    ? [serial, "", flag(random, true), agent]
    : [serial, username(random, wide), flag(random, false), agent];
}

/** Mostly the plain words; some hand-made rows say it in another way. */
function flag(random: Random, value: boolean): string {
  const form = random.next();
  if (form < 0.9) return value ? "true" : "false";
  if (form < 0.95) return value ? "TRUE" : "FALSE";
  if (form < 0.98) return value ? "yes" : "no";
  return value ? "1" : "";
}

/** What is repaired without an error: spaces around a name, a serial in lower case. */
function slip([serial, user, login, agent]: Cells, random: Random): Cells {
  const form = random.next();
  if (form < 0.004) return [serial.toLowerCase(), user, login, agent];
  if (form < 0.008 && user !== "") return [serial, ` ${user}`, login, agent];
  return [serial, user, login, agent];
}

/** Some programs quote the cells they like; here it is one in two hundred. */
function line(cells: string[], random: Random): string {
  return cells.map((cell) => (random.chance(0.005) ? `"${cell}"` : cell)).join(",");
}
