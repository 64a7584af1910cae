// Reads what a page passed. A value of the wrong type, a getter that throws, a field that does not exist: each becomes a
// problem with the path where it stands, and reading goes on. Nothing here throws, whatever is passed.

import { type Kind, NUMBER, type Shape, TEXT, VALUE } from "./shape";

/** A value that could not be read, or a field that nobody asked for. */
export interface Misfit {
  code: "input.type" | "input.object" | "input.unknown-field" | "input.too-large";
  severity: "error" | "warning";
  path: string;
  /** In English: `text`, `true or false`, `a number`, `an object`, `a list`; or the known fields for an unknown one. */
  expected: string;
}

export type Misfits = Misfit[];

/** A value that was read, as the module gets it. */
export type Plain = string | number | boolean | Fields | readonly Plain[];

/** An object that was read; an absent field is `undefined`. */
export interface Fields {
  [name: string]: Plain | undefined;
}

/** So that an object with a million fields is answered and not listed. */
const MOST_UNKNOWN = 20;
/** No list of profiles comes near; an array that lies about its length must not keep the page busy. */
const MOST_ITEMS = 1_000_000;
/** The module's numbers have 32 bits. */
const MOST = 0xffffffff;

const LIST = "a list";
const OBJECT = "an object";

/** Adds a misfit for a value of another kind. */
export function misfit(misfits: Misfits, path: string, expected: string): undefined {
  // The sentence of `input.type` begins with the path; `input.object` is for a value without one.
  const code = path === "" ? "input.object" : "input.type";
  misfits.push({ code, severity: "error", path, expected });
}

/** Whether a value could not be read, so that a judgement would rest on a value that nobody passed. */
export function blocks(misfits: Misfits): boolean {
  return misfits.some(({ severity }) => severity === "error");
}

/** Reads a value that must be of a kind; `undefined` when it is of another one. */
export function read(
  value: unknown,
  kind: Kind,
  path: string,
  misfits: Misfits,
): Plain | undefined {
  if (kind === VALUE) return presence(value);
  if (typeof kind === "string") {
    return scalar(value, kind) ?? misfit(misfits, path, kind);
  }
  if (isList(kind)) {
    const items = listOf(value, path, misfits);
    return items?.flatMap((item, index) => {
      const plain = read(item, kind[0], `${path}[${index}]`, misfits);
      return plain === undefined ? [] : [plain];
    });
  }
  try {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      const fields: Fields = {};
      for (const [name, inner] of Object.entries(kind)) {
        fields[name] = field(value, name, inner, join(path, name), misfits);
      }
      reportUnknown(value, kind, path, misfits);
      return fields;
    }
  } catch {
    // A revoked proxy throws when it is asked whether it is an array.
  }
  return misfit(misfits, path, OBJECT);
}

/** Reads a value that may be absent. */
export function maybe(
  value: unknown,
  kind: Kind,
  path: string,
  misfits: Misfits,
): Plain | undefined {
  return value == null ? undefined : read(value, kind, path, misfits);
}

/** A value of any kind: its text where it has one, because zero and an empty text say that there is none. */
function presence(value: unknown): string | true {
  if (typeof value === "number") return String(Math.trunc(value));
  if (typeof value === "string") return value;
  return typeof value === "boolean" || typeof value === "bigint" ? String(value) : true;
}

function scalar(value: unknown, kind: string): string | number | boolean | undefined {
  if (kind === NUMBER) {
    return typeof value === "number" && value >= 0 ? Math.min(Math.trunc(value), MOST) : undefined;
  }
  const type = kind === TEXT ? "string" : "boolean";
  return typeof value === type ? (value as string | boolean) : undefined;
}

/** The items of a list; `undefined` when it is none. An item that cannot be read is `undefined`. */
export function listOf(value: unknown, path: string, misfits: Misfits): unknown[] | undefined {
  try {
    if (Array.isArray(value) && value.length <= MOST_ITEMS) {
      const items = new Array<unknown>(value.length);
      for (let index = 0; index < items.length; index++) {
        try {
          items[index] = value[index];
        } catch {
          // It stays `undefined`.
        }
      }
      return items;
    }
  } catch {
    // A proxy that refuses is no list.
  }
  return misfit(misfits, path, LIST);
}

function field(
  holder: object,
  name: string,
  kind: Kind,
  path: string,
  misfits: Misfits,
): Plain | undefined {
  let value: unknown;
  try {
    value = Reflect.get(holder, name);
  } catch {
    misfit(misfits, path, typeof kind === "string" ? kind : isList(kind) ? LIST : OBJECT);
  }
  return maybe(value, kind, path, misfits);
}

function reportUnknown(value: object, shape: Shape, path: string, misfits: Misfits): void {
  try {
    let left = MOST_UNKNOWN;
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(shape, name) || left-- <= 0) continue;
      misfits.push({
        code: "input.unknown-field",
        severity: "warning",
        path: join(path, name),
        expected: Object.keys(shape).join(", "),
      });
    }
  } catch {
    // A proxy that does not list its fields has been asked for each of them by name already.
  }
}

function isList(kind: Shape | readonly [Kind]): kind is readonly [Kind] {
  return Array.isArray(kind);
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
