// The good rows of an import. They stay in the lists in which they crossed, and a row is made when it is asked for.

import type { Batch } from "#import-glue";
import type { ImportRow, ImportRows } from "../validate/types";

/** A column of texts: all of them in one, and where each of them ends. No ends when no row has such a text. */
interface TextColumn {
  texts: string;
  ends: Uint32Array;
}

/** The rows of one batch, column by column. */
interface Part {
  /** The place of its first row among all. */
  first: number;
  rows: Uint32Array;
  serials: TextColumn;
  profiles: TextColumn;
  usernames: TextColumn;
  loginRequired: Uint8Array;
  agentRequired: Uint8Array;
}

export class ImportedRows implements ImportRows {
  length = 0;
  readonly #parts: Part[] = [];

  /** Adds the rows of a batch. */
  add(batch: Batch): void {
    const { rows, loginRequired, agentRequired } = batch;
    if (rows.length === 0) return;
    this.#parts.push({
      first: this.length,
      rows,
      serials: { texts: batch.serials, ends: batch.serialEnds },
      profiles: { texts: batch.profiles, ends: batch.profileEnds },
      usernames: { texts: batch.usernames, ends: batch.usernameEnds },
      loginRequired,
      agentRequired,
    });
    this.length += rows.length;
  }

  at(index: number): ImportRow | undefined {
    const place = Math.trunc(index) || 0;
    const from = place < 0 ? this.length + place : place;
    if (from < 0 || from >= this.length) return undefined;
    const part = this.#parts.findLast(({ first }) => first <= from);
    return part && rowAt(part, from - part.first);
  }

  *[Symbol.iterator](): Iterator<ImportRow> {
    for (const part of this.#parts) {
      for (let place = 0; place < part.rows.length; place++) yield rowAt(part, place);
    }
  }

  toArray(): ImportRow[] {
    // As long as it will be, at once: an array that grows is copied again and again.
    const rows = new Array<ImportRow>(this.length);
    for (const part of this.#parts) fill(rows, part);
    return rows;
  }

  toJSON(): ImportRow[] {
    return this.toArray();
  }
}

/**
 * A row with every column but the profile, as nearly all are, made by a constructor whose objects are like any others.
 * Engines give literals of which many live on a place where only a full collection looks. Without this, rows take 0.82 of the
 * time of the hand-written code instead of 0.68.
 */
const UsualRow = function (
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
} as unknown as new (...fields: [number, string, string, boolean, boolean]) => ImportRow;
UsualRow.prototype = Object.prototype;

/** Makes the rows of one part. A function of its own, so that engines see it called often and optimise it. */
function fill(rows: ImportRow[], part: Part): void {
  for (let place = 0; place < part.rows.length; place++) {
    rows[part.first + place] = rowAt(part, place);
  }
}

function rowAt(part: Part, place: number): ImportRow {
  const row = part.rows[place] ?? 0;
  const serial = textAt(part.serials, place) ?? "";
  const profile = textAt(part.profiles, place);
  const username = textAt(part.usernames, place);
  const login = part.loginRequired[place];
  const agent = part.agentRequired[place];
  if (!profile && username !== undefined && login !== undefined && agent !== undefined) {
    return new UsualRow(row, serial, username, login === 1, agent === 1);
  }
  return {
    row,
    serial,
    ...(profile && { profile }),
    ...(username !== undefined && { username }),
    ...(login !== undefined && { loginRequired: login === 1 }),
    ...(agent !== undefined && { agentRequired: agent === 1 }),
  };
}

/** The text of a row; `undefined` when the file has no such column. */
function textAt({ texts, ends }: TextColumn, place: number): string | undefined {
  const end = ends[place];
  if (end === undefined) return undefined;
  return texts.slice(place === 0 ? 0 : ends[place - 1], end);
}
