// A list of rows that stay in the columns in which they crossed. It must never make a row that nobody asked for.

import type { ImportList } from "../validate/types";

/** A column of texts: all of them in one, and where each of them ends. No ends when no row has such a text. */
export interface TextColumn {
  texts: string;
  ends: Uint32Array;
}

/** The rows of one batch, column by column. */
export interface Columns {
  /** For each row its number. */
  rows: Uint32Array;
}

export abstract class Parts<Part extends Columns, Item> implements ImportList<Item> {
  length = 0;
  protected readonly parts: (Part & { first: number })[] = [];

  /** Makes the row at a place of a part. */
  protected abstract item(part: Part, place: number): Item;

  protected addPart(part: Part): void {
    if (part.rows.length === 0) return;
    this.parts.push({ ...part, first: this.length });
    this.length += part.rows.length;
  }

  at(index: number): Item | undefined {
    const place = Math.trunc(index) || 0;
    const from = place < 0 ? this.length + place : place;
    if (from < 0 || from >= this.length) return undefined;
    const part = this.parts.findLast(({ first }) => first <= from);
    return part && this.item(part, from - part.first);
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const part of this.parts) {
      for (let place = 0; place < part.rows.length; place++) yield this.item(part, place);
    }
  }

  toArray(): Item[] {
    // As long as it will be, at once: an array that grows is copied again and again.
    const items = new Array<Item>(this.length);
    for (const part of this.parts) this.#fill(items, part);
    return items;
  }

  toJSON(): Item[] {
    return this.toArray();
  }

  /** A function of its own, so that engines see it called often and optimise it. */
  #fill(items: Item[], part: Part & { first: number }): void {
    for (let place = 0; place < part.rows.length; place++) {
      items[part.first + place] = this.item(part, place);
    }
  }
}

/** The text of a row; `undefined` when the file has no such column. */
export function textAt({ texts, ends }: TextColumn, place: number): string | undefined {
  const end = ends[place];
  if (end === undefined) return undefined;
  return texts.slice(place === 0 ? 0 : ends[place - 1], end);
}

/** The place of a text that is not empty. */
export function placeOf({ texts, ends }: TextColumn, text: string): number | undefined {
  for (let at = texts.indexOf(text); at >= 0; at = texts.indexOf(text, at + 1)) {
    // The first text that ends behind this place; it is the wanted one only if it begins here and is no longer.
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const start = low === 0 ? 0 : ends[low - 1];
    if (start === at && ends[low] === at + text.length) return low;
  }
  return undefined;
}
