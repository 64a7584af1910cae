// Reads the options of an import. It must never throw.

import type { Misfits } from "../validate/read";
import type { ImportField, ImportOptions, Problem } from "../validate/types";
import type { Kit } from "./kit";

/** What a column can hold. */
export const FIELDS: readonly ImportField[] = [
  "serial",
  "profile",
  "profileUuid",
  "username",
  "loginRequired",
  "agentRequired",
];

/** What the module is told, in the form that `read_options` of `src/import` reads. */
export interface Request {
  policy: unknown;
  delimiter: string | undefined;
  columns: ImportOptions["columns"];
  /** The names of the columns, for records without a header. */
  header?: string[];
  /** Cells beside the table are notes. */
  isSheet?: boolean;
}

/** The options of an import, as the rest of the script needs them. */
export interface Settings {
  request: Request;
  sheet: string | undefined;
  signal: AbortSignal | undefined;
  onProgress: ImportOptions["onProgress"];
  /** Options that could not be read. */
  problems: readonly Problem[];
  /** The sentence of a problem. */
  worded(code: string, params: Problem["params"]): string;
}

/** Options that cannot be read are named, and the import does not begin. */
export function readOptions(
  { POLICY, describe, maybe, messagesOf, misfit, sentence }: Kit,
  options: ImportOptions | undefined,
): Settings {
  const messages = messagesOf(options);
  const misfits: Misfits = [];
  const wrong = (path: string, expected: string): undefined => misfit(misfits, path, expected);
  let delimiter: string | undefined;
  let sheet: string | undefined;
  let columns: ImportOptions["columns"];
  let given: ImportOptions = {};
  try {
    const { policy, signal, onProgress } = options ?? {};
    given = { policy, signal, onProgress } as ImportOptions;
    delimiter = options?.delimiter ?? undefined;
    if (delimiter !== undefined && ![",", ";", "\t"].includes(delimiter)) {
      delimiter = wrong("delimiter", "“,”, “;” or a tab");
    }
    sheet = options?.sheet ?? undefined;
    if (sheet !== undefined && typeof sheet !== "string") sheet = wrong("sheet", "text");
    columns = readColumns(options?.columns, wrong);
    if (signal != null && typeof signal.throwIfAborted !== "function") {
      wrong("signal", "an AbortSignal");
    }
    if (onProgress != null && typeof onProgress !== "function") {
      wrong("onProgress", "a function");
    }
  } catch {
    wrong("options", "an object");
  }
  const { policy, signal, onProgress } = given;
  return {
    request: { policy: maybe(policy, POLICY, "policy", misfits), delimiter, columns },
    sheet,
    signal,
    onProgress,
    problems: describe(misfits, messages),
    worded: (code, params) => sentence(code, params, messages),
  };
}

/** The chosen columns. What is left out or `null` is not chosen. */
function readColumns(
  given: unknown,
  wrong: (path: string, expected: string) => undefined,
): ImportOptions["columns"] {
  if (given == null) return undefined;
  if (typeof given !== "object" || Array.isArray(given)) return wrong("columns", "an object");
  const columns: ImportOptions["columns"] = {};
  for (const [name, place] of Object.entries(given) as [string, unknown][]) {
    const field = FIELDS.find((known) => known === name);
    if (!field) {
      wrong(`columns.${name}`, `nothing: the fields are ${FIELDS.join(", ")}`);
    } else if (typeof place === "string" || isNumber(place)) {
      columns[field] = place;
    } else if (place != null) {
      wrong(`columns.${name}`, "the number of a column from 1, its name, or 0");
    }
  }
  return columns;
}

function isNumber(place: unknown): place is number {
  return Number.isInteger(place) && (place as number) >= 0 && (place as number) <= 0xffffffff;
}
