// A file as slices of bytes. A text is encoded on the way, so that no second copy of it is ever made.

/** Bytes that cross at a time: so few that all that belongs to them stays where the processor is quick. */
export const SLICE = 1 << 16;

/** Where a slice begins that has no place in a text. */
export const NOWHERE = 0xffffffff;

/** A file, a slice at a time. */
export interface Source {
  readonly done: number;
  readonly total: number;
  /** The text that was given, if it was one. */
  readonly text: string;
  /** Where the last slice begins in that text, if it has as many characters as bytes; else `NOWHERE`. */
  readonly place: number;
  next(): Uint8Array | undefined;
}

/** The slices of a text or of bytes; nothing for anything else. */
export function slices(file: unknown): Source | undefined {
  if (typeof file === "string") return new TextSlices(file);
  try {
    // Not by `instanceof`: bytes that come from a frame or a worker are of another realm's class.
    if (ArrayBuffer.isView(file)) {
      return new ByteSlices(new Uint8Array(file.buffer, file.byteOffset, file.byteLength));
    }
    if (Object.prototype.toString.call(file) === "[object ArrayBuffer]") {
      return new ByteSlices(new Uint8Array(file as ArrayBuffer));
    }
  } catch {
    // A buffer that was handed over to somebody else, or a proxy that refuses.
  }
  return undefined;
}

class ByteSlices implements Source {
  done = 0;
  readonly text = "";
  readonly place = NOWHERE;
  readonly total: number;

  constructor(private readonly bytes: Uint8Array) {
    this.total = bytes.length;
  }

  next(): Uint8Array | undefined {
    if (this.done >= this.total) return undefined;
    const slice = this.bytes.subarray(this.done, this.done + SLICE);
    this.done += slice.length;
    return slice;
  }
}

class TextSlices implements Source {
  done = 0;
  place = NOWHERE;
  readonly total: number;
  readonly #encoder = new TextEncoder();
  readonly #bytes: Uint8Array;

  constructor(readonly text: string) {
    this.total = text.length;
    this.#bytes = new Uint8Array(Math.min(SLICE, text.length * 3));
  }

  next(): Uint8Array | undefined {
    if (this.done >= this.total) return undefined;
    // To the end of the text, not to the end of a slice: that might fall into the middle of a character.
    const { read, written } = this.#encoder.encodeInto(this.text.slice(this.done), this.#bytes);
    this.place = read === written ? this.done : NOWHERE;
    this.done += read;
    return this.#bytes.subarray(0, written);
  }
}
