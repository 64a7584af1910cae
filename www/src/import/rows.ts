// The good rows of an import. They stay in the lists in which they crossed, and a row is made when it is asked for.

import type { Batch } from "#import-glue";
import type { ImportRow, ImportRows } from "../validate/types";
import { type Columns, Parts, placeOf, type TextColumn, textAt } from "./parts";

/** The rows of one batch, column by column. */
interface Part extends Columns {
  serials: TextColumn;
  profiles: TextColumn;
  usernames: TextColumn;
  loginRequired: Uint8Array;
  agentRequired: Uint8Array;
}

export class ImportedRows extends Parts<Part, ImportRow> implements ImportRows {
  /** Adds the rows of a batch. */
  add(batch: Batch): void {
    const { rows, loginRequired, agentRequired } = batch;
    this.addPart({
      rows,
      serials: { texts: batch.serials, ends: batch.serialEnds },
      profiles: { texts: batch.profiles, ends: batch.profileEnds },
      usernames: { texts: batch.usernames, ends: batch.usernameEnds },
      loginRequired,
      agentRequired,
    });
  }

  find(serial: string): ImportRow | undefined {
    if (serial === "") return undefined;
    for (const part of this.parts) {
      const place = placeOf(part.serials, serial);
      if (place !== undefined) return rowAt(part, place);
    }
    return undefined;
  }

  protected item(part: Part, place: number): ImportRow {
    return rowAt(part, place);
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
  const made: ImportRow = { row, serial };
  if (profile) made.profile = profile;
  if (username !== undefined) made.username = username;
  if (login !== undefined) made.loginRequired = login === 1;
  if (agent !== undefined) made.agentRequired = agent === 1;
  return made;
}
