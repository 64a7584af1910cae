// Reads what a page said about an import.

import type { Kit } from "../validate/import";
import type { Misfits } from "../validate/read";
import type { ImportOptions } from "../validate/types";
import type { Settings } from "./run";

/** Options that cannot be read are named, and the import does not begin. */
export function readOptions(
  { POLICY, describe, maybe, messagesOf, misfit, problem }: Kit,
  options: ImportOptions | undefined,
): Settings {
  const messages = messagesOf(options);
  const misfits: Misfits = [];
  let delimiter: unknown;
  let said: ImportOptions = {};
  try {
    const { policy, signal, onProgress } = options ?? {};
    said = { policy, signal, onProgress } as ImportOptions;
    delimiter = options?.delimiter ?? undefined;
    if (delimiter !== undefined && ![",", ";", "\t"].includes(delimiter as string)) {
      misfit(misfits, "delimiter", "“,”, “;” or a tab");
    }
  } catch {
    misfit(misfits, "options", "an object");
  }
  const { policy, signal, onProgress } = said;
  return {
    request: JSON.stringify({ policy: maybe(policy, POLICY, "policy", misfits), delimiter }),
    signal,
    onProgress,
    problems: describe(misfits, messages),
    worded: (coded) => problem(coded, messages),
  };
}
