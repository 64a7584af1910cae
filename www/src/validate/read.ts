// Reads what a page passed. A value of the wrong type, a getter that throws, a field that does not exist: each becomes a
// problem with the path where it stands, and reading goes on. Nothing here throws, whatever is passed, and everything is
// read before anything is written, because a getter may call these functions again.

import type { Kind, Shape } from "./shapes";

/** A value that could not be read, or a field that nobody asked for. */
export interface Misfit {
  code: "input.type" | "input.object" | "input.unknown-field" | "input.too-large";
  severity: "error" | "warning";
  path: string;
  /** In English: `text`, `true or false`, `a number`, `an object`, `a list`; or what is known instead of a field. */
  expected: string;
}

/** Plain values by field. */
export type Plain = { [name: string]: unknown };

/** So that an object with a million fields is answered and not listed. */
const MOST_UNKNOWN = 20;
/** No list of profiles comes near; an array that lies about its length must not keep the page busy. */
const MOST_ITEMS = 1_000_000;

const EXPECTED_OBJECT = "an object";
const EXPECTED = {
  text: "text",
  flag: "true or false",
  number: "a number",
  present: "a value",
  texts: "a list",
} as const;

/** Collects what does not fit in one call. */
export class Misfits {
  readonly all: Misfit[] = [];
  /** Whether a value could not be read, so that a judgement would rest on what nobody said. */
  block = false;

  type(path: string, expected: string): undefined {
    this.block = true;
    this.all.push({
      // The sentence of the one begins with the path, that of the other needs none.
      code: path === "" ? "input.object" : "input.type",
      severity: "error",
      path,
      expected,
    });
  }

  unknown(path: string, known: string): void {
    this.all.push({ code: "input.unknown-field", severity: "warning", path, expected: known });
  }
}

/** The fields of an object; none of them when it is anything else. */
export function readRecord(
  value: unknown,
  shape: Shape,
  path: string,
  misfits: Misfits,
): Plain | undefined {
  if (!isRecord(value)) return misfits.type(path, EXPECTED_OBJECT);
  const plain: Plain = {};
  for (const name of Object.keys(shape)) {
    const kind = shape[name];
    if (kind !== undefined) plain[name] = readField(value, name, kind, join(path, name), misfits);
  }
  reportUnknown(value, shape, path, misfits);
  return plain;
}

/** A text, whatever it is called. */
export function readText(value: unknown, path: string, misfits: Misfits): string | undefined {
  return typeof value === "string" ? value : misfits.type(path, "text");
}

/** The items of a list; none when it is anything else. An item that cannot be read is `undefined`. */
export function readList(value: unknown, path: string, misfits: Misfits): unknown[] | undefined {
  try {
    if (Array.isArray(value) && value.length <= MOST_ITEMS) {
      return Array.from({ length: value.length }, (_, index) => get(value, index));
    }
  } catch {
    // A proxy that refuses is no list.
  }
  return misfits.type(path, "a list");
}

function readField(
  holder: object,
  name: string,
  kind: Kind,
  path: string,
  misfits: Misfits,
): unknown {
  let value: unknown;
  try {
    value = Reflect.get(holder, name);
  } catch {
    return misfits.type(path, expected(kind));
  }
  if (value === undefined || value === null) return undefined;
  if (typeof kind === "string") return readScalar(value, kind, path, misfits);
  if (!isList(kind)) return readRecord(value, kind, path, misfits);
  return readList(value, path, misfits)
    ?.map((item, index) => readRecord(item, kind[0], `${path}[${index}]`, misfits))
    .filter((item) => item !== undefined);
}

/** A value that is no object; nothing when it is of another type. */
export function readScalar(
  value: unknown,
  kind: keyof typeof EXPECTED,
  path: string,
  misfits: Misfits,
): unknown {
  switch (kind) {
    case "text":
      return readText(value, path, misfits);
    case "flag":
      return typeof value === "boolean" ? value : misfits.type(path, EXPECTED.flag);
    case "number":
      if (typeof value === "number" && value >= 0) return Math.min(Math.trunc(value), 0xfffffffe);
      return misfits.type(path, EXPECTED.number);
    case "present":
      return true;
    case "texts":
      return readList(value, path, misfits)
        ?.map((item, index) => readText(item, `${path}[${index}]`, misfits))
        .filter((item) => item !== undefined);
  }
}

function reportUnknown(value: object, shape: Shape, path: string, misfits: Misfits): void {
  try {
    let left = MOST_UNKNOWN;
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(shape, name) || left-- <= 0) continue;
      misfits.unknown(join(path, name), Object.keys(shape).join(", "));
    }
  } catch {
    // A proxy that does not list its fields has been asked for each of them by name already.
  }
}

function isRecord(value: unknown): value is object {
  try {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    // Only a revoked proxy throws here.
    return false;
  }
}

function isList(kind: Shape | readonly [Shape]): kind is readonly [Shape] {
  return Array.isArray(kind);
}

function get(list: unknown[], index: number): unknown {
  try {
    return list[index];
  } catch {
    return undefined;
  }
}

function expected(kind: Kind): string {
  if (typeof kind === "string") return EXPECTED[kind];
  return isList(kind) ? "a list" : EXPECTED_OBJECT;
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
