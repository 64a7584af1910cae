// The import by hand, with everything that the product says about the benchmark's file: the profile of each row, the column, the
// weight and the parameters of each problem, and the cells of the rejected rows. Like the rival of `bench validate` it is one
// pass, in which a row that is plain in every cell is judged where it stands. It must never do less than the product on this
// file, and nothing that the file does not ask for: `rules.ts` checks the first, and the second is in its favour.

import { flagAt, isPlainName, readFlag } from "../validate/rivals/handwritten/fields";

export interface Row {
  row: number;
  serial: string;
  profile?: string;
  username: string;
  loginRequired: boolean;
  agentRequired: boolean;
}

export interface RowProblem {
  row: number;
  column: number;
  path: string;
  code: string;
  severity: "error" | "hint";
  message: string;
  params: Record<string, string>;
}

export interface Reject {
  row: number;
  cells: string[];
  problems: RowProblem[];
}

export interface Report {
  total: number;
  rows: Row[];
  rejects: Reject[];
  problems: RowProblem[];
}

const [SERIAL, PROFILE, USERNAME, LOGIN, AGENT, WIDTH] = [0, 1, 2, 3, 4, 5] as const;
const HEADER = "serial,profile,username,loginRequired,agentRequired";

/** Most profiles that are remembered: a file that names more of them gains nothing from it. */
const REMEMBERED = 256;

/** Reads the benchmark's file. */
export function validateImport(text: string): Report {
  const rows: Row[] = [];
  const rejects: Reject[] = [];
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const profiles = new Map<string, string | undefined>();
  const from: number[] = [0, 0, 0, 0, 0, 0];
  const { length } = text;
  let at = text.indexOf("\n") + 1;
  const header = text
    .slice(0, at)
    .trim()
    .replace(/^\ufeff/, "");
  if (header !== HEADER) throw new Error("the rival knows the benchmark's header only");
  let total = 0;
  for (let row = 2; at < length; row++) {
    const feed = text.indexOf("\n", at);
    const next = feed < 0 ? length : feed + 1;
    let end = feed < 0 ? length : feed;
    if (text.charCodeAt(end - 1) === 13) end--;
    if (end === at) {
      at = next;
      continue;
    }
    total++;
    let cells = 0;
    for (let start = at; cells < WIDTH;) {
      from[cells++] = start;
      const stop = text.indexOf(",", start);
      if (stop < 0 || stop >= end) break;
      start = stop + 1;
    }
    if (cells === WIDTH && text.lastIndexOf(",", end) < (from[AGENT] ?? 0)) {
      from[WIDTH] = end + 1;
      const endOf = (place: number): number => (from[place + 1] ?? 0) - 1;
      const loginRequired = flagAt(text, from[LOGIN] ?? 0, endOf(LOGIN));
      const agentRequired = flagAt(text, from[AGENT] ?? 0, endOf(AGENT));
      const [nameFrom, nameEnd] = [from[USERNAME] ?? 0, endOf(USERNAME)];
      const [serialFrom, serialEnd] = [from[SERIAL] ?? 0, endOf(SERIAL)];
      if (
        loginRequired !== undefined &&
        agentRequired !== undefined &&
        loginRequired === (nameFrom === nameEnd) &&
        (loginRequired || isPlainName(text, nameFrom, nameEnd)) &&
        isUnsuspicious(text, serialFrom, serialEnd)
      ) {
        const serial = text.slice(serialFrom, serialEnd);
        const profile = readProfile(text.slice(from[PROFILE], endOf(PROFILE)), profiles);
        if (profile !== undefined && !seen.has(serial)) {
          seen.set(serial, row);
          const username = text.slice(nameFrom, nameEnd);
          rows.push(makeRow(row, serial, profile, username, loginRequired, agentRequired));
          at = next;
          continue;
        }
      }
    }
    judge(row, text.slice(at, end).split(","), { rows, rejects, problems, seen, profiles });
    at = next;
  }
  return { total, rows, rejects, problems };
}

function makeRow(
  row: number,
  serial: string,
  profile: string,
  username: string,
  loginRequired: boolean,
  agentRequired: boolean,
): Row {
  return profile === ""
    ? { row, serial, username, loginRequired, agentRequired }
    : { row, serial, profile, username, loginRequired, agentRequired };
}

/** Whether a part of a text is a serial number of a usual length, without letters that Apple does not use. */
function isUnsuspicious(text: string, from: number, end: number): boolean {
  if (end - from < 8 || end - from > 14) return false;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 90 || (code > 57 && code < 65) || code === 73 || code === 79) {
      return false;
    }
  }
  return true;
}

/** The name or the UUID of a profile; undefined for a value that a spreadsheet has lost. */
function readProfile(cell: string, known: Map<string, string | undefined>): string | undefined {
  const found = known.get(cell);
  if (found !== undefined) return found;
  const trimmed = cell.trim();
  if (/^#.*[!?]$|^#N\/?A$|^\d+([.,]\d+)?E\+?\d+$/i.test(trimmed)) return undefined;
  const digits = trimmed.replace(/[{}-]/g, "").toUpperCase();
  const profile = /^[0-9A-F]{32}$/.test(digits) ? digits : trimmed;
  if (known.size < REMEMBERED) known.set(cell, profile);
  return profile;
}

interface Found extends Omit<Report, "total"> {
  seen: Map<string, number>;
  profiles: Map<string, string | undefined>;
}

/** The full rules for one record. */
function judge(row: number, cells: string[], found: Found): void {
  const mine: RowProblem[] = [];
  const say = (
    column: number,
    path: string,
    code: string,
    message: string,
    params: Record<string, string>,
    severity: RowProblem["severity"] = "error",
  ): void => void mine.push({ row, column, path, code, severity, message, params });
  let username: string | undefined;
  let profile: string | undefined;
  let [loginRequired, agentRequired]: (boolean | undefined)[] = [];
  let serial = "";
  if (cells.length > WIDTH && cells.slice(WIDTH).some((cell) => cell !== "")) {
    const params = { expected: `${WIDTH}`, found: `${cells.length}` };
    const message = `The row has ${cells.length} cells instead of ${WIDTH}. Check the commas.`;
    say(0, "", "import.columns", message, params);
  } else {
    serial = (cells[SERIAL] ?? "").trim().toUpperCase();
    if (readSerial(serial, say)) {
      const first = found.seen.get(serial);
      if (first === undefined) found.seen.set(serial, row);
      else {
        const message = `The serial number is in row ${first} already. Delete one of the two rows.`;
        say(SERIAL + 1, "serial", "import.duplicate", message, { first: `${first}` });
      }
    }
    profile = readProfile(cells[PROFILE] ?? "", found.profiles);
    if (profile === undefined) {
      const value = (cells[PROFILE] ?? "").trim();
      say(PROFILE + 1, "profile", "value.sheet-error", `“${value}” is lost.`, { value });
    }
    loginRequired = readFlagCell(cells[LOGIN] ?? "", LOGIN, say);
    agentRequired = readFlagCell(cells[AGENT] ?? "", AGENT, say);
    if (loginRequired !== undefined && agentRequired !== undefined) {
      username = (cells[USERNAME] ?? "").trim();
      readUser(username, loginRequired, say);
    }
  }
  for (const problem of mine) found.problems.push(problem);
  if (
    mine.every(({ severity }) => severity !== "error") &&
    profile !== undefined &&
    username !== undefined &&
    loginRequired !== undefined &&
    agentRequired !== undefined
  ) {
    found.rows.push(makeRow(row, serial, profile, username, loginRequired, agentRequired));
  } else found.rejects.push({ row, cells, problems: mine });
}

type Say = (
  column: number,
  path: string,
  code: string,
  message: string,
  params: Record<string, string>,
  severity?: RowProblem["severity"],
) => void;

/** Whether a serial number can be used. */
function readSerial(serial: string, say: Say): boolean {
  const of = (code: string, message: string, params: Record<string, string> = {}): false => {
    say(SERIAL + 1, "serial", code, message, params);
    return false;
  };
  if (serial === "") return of("serial.empty", "Enter a serial number.");
  if (!/^[A-Z0-9]+$/.test(serial)) {
    const characters = [...new Set(serial.replace(/[A-Z0-9]/g, ""))].join(" ");
    const repaired = serial.replace(/[^A-Z0-9]/g, "");
    const message = `A serial number has only letters and digits. Remove: ${characters}`;
    return of("serial.characters", message, { characters, repaired });
  }
  if (serial.length > 45) {
    const params = { length: `${serial.length}`, max: "45" };
    return of("serial.too-long", `The serial number has ${serial.length} characters.`, params);
  }
  for (const [letter, digit, code] of [
    ["O", "0", "serial.letter-o"],
    ["I", "1", "serial.letter-i"],
  ] as const) {
    if (!serial.includes(letter)) continue;
    const repaired = serial.replaceAll(letter, digit);
    const message = `There is no letter ${letter}. Did you mean “${repaired}”?`;
    say(SERIAL + 1, "serial", code, message, { repaired }, "hint");
  }
  return true;
}

function readFlagCell(
  cell: string,
  place: typeof LOGIN | typeof AGENT,
  say: Say,
): boolean | undefined {
  const flag = readFlag(cell);
  if (flag === undefined) {
    const value = cell.trim();
    const name = place === LOGIN ? "loginRequired" : "agentRequired";
    const field = place === LOGIN ? "login required" : "agent install required";
    const message = `“${value}” is neither yes nor no. Write true or false in “${name}”.`;
    say(place + 1, name, "import.flag", message, { value, name, field });
  }
  return flag;
}

function readUser(name: string, loginRequired: boolean, say: Say): void {
  if (name !== "" && !isPlainName(name, 0, name.length)) {
    const of = (code: string, message: string, params: Record<string, string>): void =>
      say(USERNAME + 1, "username", code, message, params);
    if (/\s/.test(name)) of("username.whitespace", "A username cannot contain spaces.", {});
    const at = name.lastIndexOf("@");
    const local = at < 0 ? name : name.slice(0, at);
    if (at >= 0) {
      const domain = name.slice(at + 1);
      const message = `Leave out “@${domain}”. Enter the name without the tenant domain.`;
      of("username.tenant-domain", message, { domain, repaired: local });
    }
    const { length } = local;
    if (length < 3)
      of("username.too-short", "The username is too short.", { min: "3", length: `${length}` });
    if (length > 30)
      of("username.too-long", "The username is too long.", { max: "30", length: `${length}` });
  }
  if ((name !== "") !== loginRequired) return;
  if (loginRequired) {
    const message = "A username and “Login required” exclude each other. Clear one of them.";
    say(0, "", "enrollment.username-with-login", message, {});
  } else say(0, "", "enrollment.neither", "Enter a username, or tick “Login required”.", {});
}
