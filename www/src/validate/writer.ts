// Writes a request as `src/boundary/read.rs` reads it: little-endian, one value after the other, without names.

const ABSENT = 0xffffffff;
const encoder = new TextEncoder();

/** Grows while it is written to. One is used for all requests: a call is over before the next one begins. */
export class Writer {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;

  /** Starts a request. */
  start(): this {
    this.#end = 0;
    return this;
  }

  /** What was written; valid until the next start. */
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#end);
  }

  byte(value: number): void {
    this.#grow(1);
    this.#bytes[this.#end++] = value;
  }

  number(value: number | undefined): void {
    this.#grow(4);
    this.#view.setUint32(this.#end, value ?? ABSENT, true);
    this.#end += 4;
  }

  flag(value: boolean | undefined): void {
    this.byte(value === undefined ? 0 : value ? 2 : 1);
  }

  text(value: string | undefined): void {
    if (value === undefined) return this.number(undefined);
    // No character needs more than three bytes for each of its UTF-16 units.
    this.#grow(4 + value.length * 3);
    const { written } = encoder.encodeInto(value, this.#bytes.subarray(this.#end + 4));
    this.number(written);
    this.#end += written;
  }

  #grow(more: number): void {
    const needed = this.#end + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.bytes());
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** The one that all requests share. */
export const writer = new Writer();
