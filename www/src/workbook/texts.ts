// Texts of cells as the bytes of a CSV file. A workbook keeps each text once, and they stay bytes: as many texts of their own
// take several times the memory.

import { csvCell } from "../import/csv";
import { tooLarge } from "./error";

/** Bytes of a page of texts, and the longest text. */
const PAGE = 1 << 20;

/** Pages at most. */
const MOST_PAGES = 64;

/** Texts at most. */
const MOST_TEXTS = 1 << 22;

const encoder = new TextEncoder();

/** Bytes that grow. */
export class Bytes {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Adds a text as a cell. */
  addCell(text: string): void {
    const cell = csvCell(text);
    this.#grow(cell.length * 3);
    this.#length += encoder.encodeInto(cell, this.#bytes.subarray(this.#length)).written;
  }

  addBytes(bytes: Uint8Array): void {
    this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  addByte(byte: number, times = 1): void {
    this.#grow(times);
    this.#bytes.fill(byte, this.#length, this.#length + times);
    this.#length += times;
  }

  /** All bytes, valid until something is added. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #grow(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

/** The texts that the cells of a workbook share. */
export class SharedTexts {
  #pages: Uint8Array[] = [];
  #filled = PAGE;
  #places: number[] = [];
  readonly #bytes = new Bytes();

  add(text: string): void {
    this.#bytes.addCell(text);
    const bytes = this.#bytes.take();
    if (bytes.length > PAGE) throw tooLarge("a text has more than a million characters");
    if (this.#filled + bytes.length > PAGE) {
      if (this.#pages.length === MOST_PAGES) throw tooLarge("its texts have more than 64 MB");
      this.#pages.push(new Uint8Array(PAGE));
      this.#filled = 0;
    }
    if (this.#places.length >= 2 * MOST_TEXTS) throw tooLarge("it has more than 4 million texts");
    const page = this.#pages.length - 1;
    this.#pages[page]?.set(bytes, this.#filled);
    this.#places.push(page * PAGE + this.#filled, bytes.length);
    this.#filled += bytes.length;
  }

  /** The text with a number, as a cell. */
  at(number: number): Uint8Array | undefined {
    const [place, length] = [this.#places[2 * number], this.#places[2 * number + 1]];
    if (place === undefined || length === undefined) return undefined;
    const from = place % PAGE;
    return this.#pages[Math.floor(place / PAGE)]?.subarray(from, from + length);
  }
}
