// Proof, before anything is timed, that all implementations do the same work.

import type { Host } from "./hosts/host";

/** How many differing lines are shown: enough to see the pattern. */
const SHOWN = 6;

/**
 * Compares what every implementation says about every input with what the first one says. Answers
 * with the number of findings they agree on; throws with the first differences.
 */
export async function conformance(host: Host, implementations: readonly string[]): Promise<number> {
  let expected: string[] | undefined;
  const faults: string[] = [];
  for (const name of implementations) {
    const process = await host.start(name);
    const found = (await process.conform()).split("\n");
    await process.stop();
    if (expected === undefined) expected = found;
    else faults.push(...differences(name, found, implementations[0] ?? "", expected));
  }
  if (faults.length > 0) {
    throw new Error(
      `the implementations do not agree, so nothing was timed:\n${faults.join("\n")}`,
    );
  }
  return expected?.length ?? 0;
}

function differences(name: string, found: string[], base: string, expected: string[]): string[] {
  const mine = new Set(found);
  const theirs = new Set(expected);
  const only = (lines: string[], others: Set<string>, who: string): string[] => {
    const extra = lines.filter((line) => !others.has(line));
    const shown = extra.slice(0, SHOWN).map((line) => `  only ${who}: ${line}`);
    return extra.length > SHOWN ? [...shown, `  … and ${extra.length - SHOWN} more`] : shown;
  };
  const faults = [...only(found, theirs, name), ...only(expected, mine, base)];
  if (faults.length > 0) return faults;
  // The same lines, but not as often.
  return found.length === expected.length
    ? []
    : [`  ${name} has ${found.length} findings, ${base} ${expected.length}`];
}
