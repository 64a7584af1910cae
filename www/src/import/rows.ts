// The good rows of an import: the module's texts and marks, and a row only for whoever asks for it.

import type { ImportRow, ImportRows } from "../validate/types";

/** Numbers for each row, as `take` of `src/import` gives them. */
const MARKS = 5;
const HAS_PROFILE = 1;
const HAS_USERNAME = 2;
/** Where the two bits of a flag begin: whether it is there, and what it is. */
const LOGIN = 2;
const AGENT = 4;

export class ImportedRows implements ImportRows {
  length = 0;
  readonly #texts: string[] = [];
  #text: string | undefined;
  #marks = new Uint32Array(0);

  /** Adds what the module has found since the last time. */
  add(texts: string, marks: Uint32Array): void {
    this.#texts.push(texts);
    this.#text = undefined;
    const used = this.length * MARKS;
    if (used + marks.length > this.#marks.length) {
      const larger = new Uint32Array(Math.max(used + marks.length, this.#marks.length * 2));
      larger.set(this.#marks.subarray(0, used));
      this.#marks = larger;
    }
    this.#marks.set(marks, used);
    this.length += marks.length / MARKS;
  }

  at(index: number): ImportRow | undefined {
    const place = Math.trunc(index) || 0;
    const from = place < 0 ? this.length + place : place;
    if (from < 0 || from >= this.length) return undefined;
    const text = (this.#text ??= this.#texts.join(""));
    const at = from * MARKS;
    const mark = (offset: number): number => this.#marks[at + offset] ?? 0;
    // The text of a row begins where that of the row before ended.
    const start = from === 0 ? 0 : mark(3 - MARKS);
    const flags = mark(4);
    const row: ImportRow = { row: mark(0), serial: text.slice(start, mark(1)) };
    if (flags & HAS_PROFILE) row.profile = text.slice(mark(1), mark(2));
    if (flags & HAS_USERNAME) row.username = text.slice(mark(2), mark(3));
    if (flags & (1 << LOGIN)) row.loginRequired = (flags & (2 << LOGIN)) !== 0;
    if (flags & (1 << AGENT)) row.agentRequired = (flags & (2 << AGENT)) !== 0;
    return row;
  }

  *[Symbol.iterator](): Iterator<ImportRow> {
    for (let place = 0; place < this.length; place++) yield this.at(place) as ImportRow;
  }

  toArray(): ImportRow[] {
    return Array.from({ length: this.length }, (_, place) => this.at(place) as ImportRow);
  }

  toJSON(): ImportRow[] {
    return this.toArray();
  }
}
