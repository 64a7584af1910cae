// A file of devices with mistakes, and the record of each mistake. The same in every run. It must never use the product to say
// what a mistake is.

import { Random } from "../validate/data/random";

/** What is wrong with a row, and the words by which its reason is known. */
export const KINDS = {
  "serial with dashes": /only the letters A to Z and digits/,
  "unknown device": /^This server has no device/,
  "same device twice": /stands in row \d+ already/,
  "unknown profile": /^There is no profile “[^”]+”\. Choose/,
  "misspelled profile": /^There is no profile “[^”]+”\. Did you mean/,
  "tenant domain": /without the tenant domain/,
  "unknown user": /^No user “/,
  "user and login": /exclude each other/,
  "neither user nor login": /^Nobody is set as the user/,
  "flag that is none": /is neither yes nor no/,
} as const;
export type Kind = keyof typeof KINDS;

/** The share of rows with each kind of mistake. */
const SHARE = 0.05;

export interface MistakenFile {
  text: string;
  /** The mistake of each row that has one, by the number of the row. */
  mistakes: Map<number, Kind>;
}

/** A file with a row for each serial number; some rows have a mistake. */
export function makeFile(
  serials: readonly string[],
  users: readonly string[],
  profiles: readonly string[],
  seed: number,
): MistakenFile {
  const random = new Random(seed);
  const kinds = Object.keys(KINDS) as Kind[];
  const mistakes = new Map<number, Kind>();
  const lines = ["serial,profile,username,loginRequired,agentRequired"];
  let good: string | undefined;
  for (const [at, serial] of serials.entries()) {
    const row = at + 2;
    const kind = kinds[Math.floor(random.next() / SHARE)];
    const cells = {
      serial,
      profile: random.pick(profiles),
      username: random.pick(users),
      login: "",
      agent: random.pick(["yes", "no", ""]),
    };
    if (kind !== undefined && !(kind === "same device twice" && good === undefined)) {
      mistakes.set(row, kind);
      spoil(cells, kind, row, good);
    } else good = serial;
    lines.push([cells.serial, cells.profile, cells.username, cells.login, cells.agent].join(","));
  }
  return { text: `${lines.join("\r\n")}\r\n`, mistakes };
}

function spoil(
  cells: Record<"serial" | "profile" | "username" | "login" | "agent", string>,
  kind: Kind,
  row: number,
  good: string | undefined,
): void {
  switch (kind) {
    case "serial with dashes":
      cells.serial = `${cells.serial.slice(0, 3)}-${cells.serial.slice(3)}`;
      break;
    case "unknown device":
      cells.serial = `Q9Z${row.toString(36).toUpperCase().padStart(9, "0")}`;
      break;
    case "same device twice":
      cells.serial = good ?? "";
      break;
    case "unknown profile":
      cells.profile = `Nothing like it ${row}`;
      break;
    case "misspelled profile":
      cells.profile = cells.profile.slice(0, -1);
      break;
    case "tenant domain":
      cells.username += "@carbon.super";
      break;
    case "unknown user":
      cells.username = `ghost.number.${row}`;
      break;
    case "user and login":
      cells.login = "yes";
      break;
    case "neither user nor login":
      cells.username = "";
      break;
    case "flag that is none":
      cells.agent = "perhaps";
  }
}

/** What the page found that the record does not have, and the other way round. */
export function compare(rejects: string, mistakes: ReadonlyMap<number, Kind>): string[] {
  const wrong: string[] = [];
  const left = new Map(mistakes);
  for (const line of rejects.split("\r\n").slice(1)) {
    if (line === "") continue;
    const [, row = "", reason = ""] = /,(\d+),(?:"((?:[^"]|"")*)"|[^,]*)$/.exec(line) ?? [];
    const told = reason === "" ? line.slice(line.lastIndexOf(`,${row},`) + row.length + 2) : reason;
    const kind = left.get(Number(row));
    left.delete(Number(row));
    if (kind === undefined) wrong.push(`invented: row ${row}: ${told}`);
    else if (!KINDS[kind].test(told.replaceAll('""', '"')))
      wrong.push(`row ${row} has another mistake (${kind}): ${told}`);
  }
  for (const [row, kind] of left) wrong.push(`missed: row ${row}: ${kind}`);
  return wrong;
}
