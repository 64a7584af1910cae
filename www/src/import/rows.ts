// The good rows of an import: marks into the module's texts and into the one that was given, and a row only for whoever
// asks for it.

import { plain } from "./plain";
import type { ImportRow, ImportRows } from "../validate/types";

/** Numbers for each row, and the bits of the last of them, as `Rows` of `src/import` writes them. */
const MARKS = 5;
const HAS_PROFILE = 1;
const HAS_USERNAME = 2;
/** Where the two bits of a flag begin: whether it is there, and what it is. */
const LOGIN = 2;
const AGENT = 4;
/** All but the values of the two flags. */
const PRESENT = HAS_PROFILE | HAS_USERNAME | (1 << LOGIN) | (1 << AGENT);
const IS_GIVEN = 1 << 6;
/** Where lengths begin, and the bits that they have. */
const SERIAL = 7;
const SERIAL_BITS = 0x3f;
const USERNAME = 13;
const USERNAME_BITS = 0x1ff;
const PROFILE = 22;

/** What the module has given at a time. It stays as it came: there is more of it than of anything else. */
interface Part {
  /** The place of its first row. */
  first: number;
  /** The texts that do not stand in the file as they are. */
  texts: string;
  marks: Uint32Array;
}

export class ImportedRows implements ImportRows {
  length = 0;
  readonly #parts: Part[] = [];
  #given = "";

  /** Says what text was given: rows may stand for parts of it from now on. */
  keep(given: string): void {
    this.#given = given;
  }

  /** Adds what the module has found since the last time. */
  add(texts: string, marks: Uint32Array): void {
    if (marks.length === 0) return;
    this.#parts.push({ first: this.length, texts, marks });
    this.length += marks.length / MARKS;
  }

  at(index: number): ImportRow | undefined {
    const place = Math.trunc(index) || 0;
    const from = place < 0 ? this.length + place : place;
    if (from < 0 || from >= this.length) return undefined;
    let low = 0;
    for (let high = this.#parts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((this.#parts[middle]?.first ?? 0) <= from) low = middle;
      else high = middle;
    }
    const part = this.#parts[low];
    return part && rowAt(this.#given, part, (from - part.first) * MARKS);
  }

  *[Symbol.iterator](): Iterator<ImportRow> {
    for (const part of this.#parts) {
      for (let at = 0; at < part.marks.length; at += MARKS) yield rowAt(this.#given, part, at);
    }
  }

  toArray(): ImportRow[] {
    // As long as it will be, at once: an array that grows is copied again and again.
    const rows = new Array<ImportRow>(this.length);
    for (const part of this.#parts) fill(rows, this.#given, part);
    return rows;
  }

  toJSON(): ImportRow[] {
    return this.toArray();
  }
}

/** A row without a profile, made in one piece: an object that grows is twice the work. */
const Usual = plain(function (
  this: ImportRow,
  row: number,
  serial: string,
  username: string,
  loginRequired: boolean,
  agentRequired: boolean,
) {
  this.row = row;
  this.serial = serial;
  this.username = username;
  this.loginRequired = loginRequired;
  this.agentRequired = agentRequired;
});

/** The same with a profile. */
const Full = plain(function (
  this: ImportRow,
  row: number,
  serial: string,
  profile: string,
  username: string,
  loginRequired: boolean,
  agentRequired: boolean,
) {
  this.row = row;
  this.serial = serial;
  this.profile = profile;
  this.username = username;
  this.loginRequired = loginRequired;
  this.agentRequired = agentRequired;
});

/** Makes the rows of one part. A function of its own, which engines soon see called often enough to make it quick. */
function fill(rows: ImportRow[], given: string, part: Part): void {
  const { first, marks } = part;
  for (let at = 0, place = first; at < marks.length; at += MARKS, place++) {
    rows[place] = rowAt(given, part, at);
  }
}

/** The row whose marks begin at a place. */
function rowAt(given: string, { texts, marks }: Part, at: number): ImportRow {
  const row = marks[at] ?? 0;
  const serialAt = marks[at + 1] ?? 0;
  const profileAt = marks[at + 2] ?? 0;
  const usernameAt = marks[at + 3] ?? 0;
  const word = marks[at + 4] ?? 0;
  const from = (word & IS_GIVEN) !== 0 ? given : texts;
  const serial = from.slice(serialAt, serialAt + ((word >> SERIAL) & SERIAL_BITS));
  const username = from.slice(usernameAt, usernameAt + ((word >> USERNAME) & USERNAME_BITS));
  const loginRequired = (word & (2 << LOGIN)) !== 0;
  const agentRequired = (word & (2 << AGENT)) !== 0;
  switch (word & PRESENT) {
    case PRESENT & ~HAS_PROFILE:
      return new Usual(row, serial, username, loginRequired, agentRequired);
    case PRESENT: {
      const profile = from.slice(profileAt, profileEnd(word, profileAt, usernameAt));
      return new Full(row, serial, profile, username, loginRequired, agentRequired);
    }
  }
  return {
    row,
    serial,
    ...(word & HAS_PROFILE
      ? { profile: from.slice(profileAt, profileEnd(word, profileAt, usernameAt)) }
      : {}),
    ...(word & HAS_USERNAME ? { username } : {}),
    ...(word & (1 << LOGIN) ? { loginRequired } : {}),
    ...(word & (1 << AGENT) ? { agentRequired } : {}),
  };
}

/** Where a profile ends. */
function profileEnd(word: number, profileAt: number, usernameAt: number): number {
  return (word & IS_GIVEN) !== 0 ? profileAt + (word >>> PROFILE) : usernameAt;
}
