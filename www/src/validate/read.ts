// Reads what a page passed and writes it for the module. A value of the wrong type, a getter that throws, a field that does
// not exist: each becomes a problem with the path where it stands, and reading goes on. Nothing here throws, whatever is
// passed.

import { type Kind, NUMBER, type Shape, TEXT, VALUE } from "./shapes";
import { ABSENT, PRESENT, written } from "./wire";

/** A value that could not be read, or a field that nobody asked for. */
export interface Misfit {
  code: "input.type" | "input.object" | "input.unknown-field" | "input.too-large";
  severity: "error" | "warning";
  path: string;
  /** In English: `text`, `true or false`, `a number`, `an object`, `a list`; or what is known instead of a field. */
  expected: string;
}

/** So that an object with a million fields is answered and not listed. */
const MOST_UNKNOWN = 20;
/** No list of profiles comes near; an array that lies about its length must not keep the page busy. */
const MOST_ITEMS = 1_000_000;
/** The largest number that crosses. */
const MOST = 0xfffffffe;

const LIST = "a list";
const OBJECT = "an object";

/** What does not fit in one call. */
export type Misfits = Misfit[];

/** Notes a value of another kind. */
export function misfit(misfits: Misfits, path: string, expected: string): undefined {
  // The sentence of the one begins with the path, that of the other needs none.
  const code = path === "" ? "input.object" : "input.type";
  misfits.push({ code, severity: "error", path, expected });
}

/** Whether a value could not be read, so that a judgement would rest on what nobody said. */
export function blocks(misfits: Misfits): boolean {
  return misfits.some(({ severity }) => severity === "error");
}

/** A value as the module reads it; nothing when it is of another kind. */
export function read(
  value: unknown,
  kind: Kind,
  path: string,
  misfits: Misfits,
): string | undefined {
  if (kind === VALUE) return PRESENT;
  if (kind === NUMBER && typeof value === "number" && value >= 0) {
    return written(Math.min(Math.trunc(value), MOST));
  }
  if (typeof kind === "string") {
    const type = kind === TEXT ? "string" : "boolean";
    return kind !== NUMBER && typeof value === type
      ? written(value as string | boolean)
      : misfit(misfits, path, kind);
  }
  if (isList(kind)) {
    const items = listOf(value, path, misfits)?.map((item, index) => {
      return read(item, kind[0], `${path}[${index}]`, misfits);
    });
    return items && PRESENT + items.join("") + ABSENT;
  }
  try {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      let fields = PRESENT;
      for (const [name, inner] of Object.entries(kind)) {
        fields += field(value, name, inner, join(path, name), misfits);
      }
      reportUnknown(value, kind, path, misfits);
      return fields;
    }
  } catch {
    // A revoked proxy throws when it is asked whether it is an array.
  }
  return misfit(misfits, path, OBJECT);
}

/** A value that may be absent. */
export function maybe(value: unknown, kind: Kind, path: string, misfits: Misfits): string {
  return (value == null ? undefined : read(value, kind, path, misfits)) ?? absent(kind);
}

/** A value that is absent; of a record, every field is. */
export function absent(kind: Kind): string {
  const fields = typeof kind === "string" || isList(kind) ? [] : Object.values(kind);
  return ABSENT + fields.map(absent).join("");
}

/** The items of a list; none when it is anything else. An item that cannot be read is `undefined`. */
export function listOf(value: unknown, path: string, misfits: Misfits): unknown[] | undefined {
  try {
    if (Array.isArray(value) && value.length <= MOST_ITEMS) {
      return Array.from({ length: value.length }, (_, index) => {
        try {
          return value[index] as unknown;
        } catch {
          return undefined;
        }
      });
    }
  } catch {
    // A proxy that refuses is no list.
  }
  return misfit(misfits, path, LIST);
}

function field(holder: object, name: string, kind: Kind, path: string, misfits: Misfits): string {
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
