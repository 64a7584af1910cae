// Reads the options of an import. It must never throw.

import type { Misfits } from "../validate/read";
import type { ImportOptions, Problem } from "../validate/types";
import type { Kit } from "./kit";

/** The options of an import, as the rest of the script needs them. */
export interface Settings {
  /** The policy and the delimiter, in the form that `read_options` of `src/import` reads. */
  request: string;
  signal: AbortSignal | undefined;
  onProgress: ImportOptions["onProgress"];
  /** Options that could not be read. */
  problems: readonly Problem[];
  /** A problem with its sentence. */
  worded(problem: Omit<Problem, "message">): Problem;
}

/** Options that cannot be read are named, and the import does not begin. */
export function readOptions(
  { POLICY, describe, maybe, messagesOf, misfit, problem }: Kit,
  options: ImportOptions | undefined,
): Settings {
  const messages = messagesOf(options);
  const misfits: Misfits = [];
  let delimiter: unknown;
  let given: ImportOptions = {};
  try {
    const { policy, signal, onProgress } = options ?? {};
    given = { policy, signal, onProgress } as ImportOptions;
    delimiter = options?.delimiter ?? undefined;
    if (delimiter !== undefined && ![",", ";", "\t"].includes(delimiter as string)) {
      delimiter = misfit(misfits, "delimiter", "“,”, “;” or a tab");
    }
    if (signal != null && typeof signal.throwIfAborted !== "function") {
      misfit(misfits, "signal", "an AbortSignal");
    }
    if (onProgress != null && typeof onProgress !== "function") {
      misfit(misfits, "onProgress", "a function");
    }
  } catch {
    misfit(misfits, "options", "an object");
  }
  const { policy, signal, onProgress } = given;
  return {
    request: JSON.stringify({ policy: maybe(policy, POLICY, "policy", misfits), delimiter }),
    signal,
    onProgress,
    problems: describe(misfits, messages),
    worded: (coded) => problem(coded, messages),
  };
}
