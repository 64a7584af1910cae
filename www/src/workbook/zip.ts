// Unpacks the parts of an archive, piece by piece. It must never hold a part as a whole, nor believe a length that an archive
// states: all that is unpacked counts against a budget.
//
// The list at the end of an archive says what is in it and where. Readers that go through the parts from the front have to
// guess where a part ends if its length stands behind it, as many programs write it.

import { Inflate } from "fflate";
import { damaged, tooLarge, WorkbookError } from "./error";

/** Packed bytes that are unpacked at a time. They come to 2 MB at most, which the format's best ratio allows. */
const PACKED = 1 << 11;

/** Bytes of a piece. */
export const PIECE = 1 << 14;

const NOTHING = new Uint8Array();

/** Parts that an archive may have; a workbook has one for each sheet and picture. */
const MOST_PARTS = 10_000;

/** Unpacked bytes that may be read of one archive: a sheet of 100,000 devices with ten columns has a quarter. */
const MOST_BYTES = 256 << 20;

/** A part of an archive. */
export interface Part {
  name: string;
  /** Where its packed bytes are announced. */
  at: number;
  /** Packed bytes. */
  packed: number;
  size: number;
  crc: number;
  isStored: boolean;
  isLocked: boolean;
}

/** What may still be unpacked. */
export class Budget {
  #left = MOST_BYTES;

  take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw tooLarge("unpacked it has more than 256 MB");
  }
}

/** The parts of an archive, by their paths in lower case. */
export function readParts(bytes: Uint8Array): Map<string, Part> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MOST_PARTS) throw tooLarge(`it has more than ${MOST_PARTS} parts`);
  const parts = new Map<string, Part>();
  const decoder = new TextDecoder();
  for (let left = count; left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) {
      throw damaged("the list of its parts ends early");
    }
    const [nameLength, extra, comment] = [28, 30, 32].map((place) =>
      view.getUint16(at + place, true),
    ) as [number, number, number];
    const method = view.getUint16(at + 10, true);
    const name = decoder
      .decode(bytes.subarray(at + 46, at + 46 + nameLength))
      .replaceAll("\\", "/");
    if (method !== 0 && method !== 8) throw damaged(`${name} is packed in an unknown way`);
    parts.set(name.toLowerCase(), {
      name,
      at: view.getUint32(at + 42, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      crc: view.getUint32(at + 16, true),
      isStored: method === 0,
      isLocked: (view.getUint16(at + 8, true) & 1) === 1,
    });
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

/** The place of the record that ends an archive, in front of a comment. */
function findEnd(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw damaged("its end is missing");
}

/** Unpacks a part. Each piece is valid until the next one; an empty one only lets time pass. */
export function* unpack(
  bytes: Uint8Array,
  part: Part,
  budget: Budget,
  onRead: (packed: number) => void,
): Generator<Uint8Array, void> {
  if (part.isLocked) throw new WorkbookError("workbook.password");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (part.at + 30 > bytes.length || view.getUint32(part.at, true) !== 0x04034b50) {
    throw damaged(`${part.name} is not where it should be`);
  }
  const names = view.getUint16(part.at + 26, true) + view.getUint16(part.at + 28, true);
  const start = part.at + 30 + names;
  const packed = bytes.subarray(start, start + part.packed);
  if (packed.length < part.packed) throw damaged(`${part.name} ends early`);

  let crc = -1;
  let size = 0;
  for (const unpacked of part.isStored ? [packed] : inflate(packed, part, onRead)) {
    if (unpacked.length === 0) yield unpacked;
    for (let at = 0; at < unpacked.length; at += PIECE) {
      const piece = unpacked.subarray(at, at + PIECE);
      budget.take(piece.length);
      crc = addToCrc(crc, piece);
      size += piece.length;
      yield piece;
    }
  }
  if (size !== part.size || ~crc >>> 0 !== part.crc) throw damaged(`${part.name} has other bytes`);
}

function* inflate(
  packed: Uint8Array,
  part: Part,
  onRead: (packed: number) => void,
): Generator<Uint8Array, void> {
  const unpacked: Uint8Array[] = [];
  const inflater = new Inflate((chunk) => unpacked.push(chunk));
  for (let at = 0; at < packed.length; at += PACKED) {
    const slice = packed.subarray(at, at + PACKED);
    try {
      inflater.push(slice, at + PACKED >= packed.length);
    } catch {
      throw damaged(`${part.name} cannot be unpacked`);
    }
    onRead(slice.length);
    yield NOTHING;
    yield* unpacked;
    unpacked.length = 0;
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function addToCrc(crc: number, bytes: Uint8Array): number {
  let sum = crc;
  for (const byte of bytes) sum = (CRC_TABLE[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return sum;
}
