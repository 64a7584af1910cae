// A file as slices of bytes. A text is encoded slice by slice, so that no second copy of it is ever made.

/** Bytes that cross at a time. */
const SLICE = 1 << 16;

const byteLength = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength")?.get;

/** A file, a slice at a time. */
export interface Source {
  /** Bytes of the file, or characters of the text. */
  readonly total: number;
  /** How many of them are read. */
  readonly done: number;
  /** The next slice, valid until the one after it is asked for; nothing at the end. */
  next(): Uint8Array | undefined;
}

/** The slices of a text or of bytes; nothing for anything else. */
export function slices(file: unknown): Source | undefined {
  if (typeof file === "string") return new TextSlices(file);
  const bytes = bytesOf(file);
  return bytes && new ByteSlices(bytes);
}

/** The bytes of a view or a buffer; nothing for anything else. */
export function bytesOf(file: unknown): Uint8Array | undefined {
  try {
    // Not by `instanceof`: bytes that come from a frame or a worker are of another realm's class.
    if (ArrayBuffer.isView(file)) {
      return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
    }
    // The getter throws for anything but a buffer, of whatever realm.
    byteLength?.call(file);
    return new Uint8Array(file as ArrayBuffer);
  } catch {
    // A buffer that was transferred, or a proxy that refuses.
  }
  return undefined;
}

class ByteSlices implements Source {
  done = 0;
  readonly total: number;

  constructor(private readonly bytes: Uint8Array) {
    this.total = bytes.length;
  }

  next(): Uint8Array | undefined {
    if (this.done >= this.total) return undefined;
    // A buffer that has grown meanwhile has more than the file.
    const slice = this.bytes.subarray(this.done, Math.min(this.done + SLICE, this.total));
    // Somebody has cut or transferred the buffer meanwhile. Half a file must not pass for a whole one.
    if (slice.length === 0)
      throw new TypeError("dep-enroll: the file was taken away while it was read");
    this.done += slice.length;
    return slice;
  }
}

class TextSlices implements Source {
  done = 0;
  readonly total: number;
  readonly #encoder = new TextEncoder();
  readonly #bytes: Uint8Array;

  constructor(private readonly text: string) {
    this.total = text.length;
    // A character has three bytes at most, or four for two.
    this.#bytes = new Uint8Array(Math.min(SLICE, text.length * 3));
  }

  next(): Uint8Array | undefined {
    if (this.done >= this.total) return undefined;
    // A part of the text and not all of its rest: engines copy what they encode.
    let end = this.done + SLICE;
    // The end must not fall between the two halves of a character.
    if (end < this.total && isHighSurrogate(this.text.charCodeAt(end - 1))) end--;
    const part = this.text.slice(this.done, end);
    const { read, written } = this.#encoder.encodeInto(part, this.#bytes);
    this.done += read;
    return this.#bytes.subarray(0, written);
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
