// Holds the figures of the fleet against their goals, and prints both for a person.

import type { Seen, Traffic } from "./watch";

/** What one page came to. */
export interface Figure {
  devices: number;
  /** By how much the processor was slowed down. */
  slower: number;
  seen: Seen;
  traffic: Traffic;
  /** Bytes on the heap of the page's scripts. */
  scriptBytes: number;
}

/** A goal and whether it is reached. */
export interface Goal {
  goal: string;
  value: number;
  reached: boolean;
}

const MIB = 2 ** 20;
/** No task may keep the main thread longer, in milliseconds. */
const TASK_MS = 50;
/** Scripts and modules of a page with 100,000 verdicts. */
const MEMORY_MIB = 60;
/** The first screen with many devices, as a multiple of the one with few. */
const SCREEN_RATIO = 1.2;

/** How long after its first rows a page is still being drawn for the first time, in milliseconds. */
const FIRST_SCREEN_MS = 500;

/**
 * The longest task after the first screen, in milliseconds; 0 when none was long enough for the browser to tell of it. The
 * console's own start and the first drawing of the rows are no work on the fleet.
 */
export function longest({ seen }: Figure): number {
  const after = seen.longTasks.filter(({ at }) => at > seen.rows + FIRST_SCREEN_MS);
  return Math.max(0, ...after.map(({ ms }) => ms));
}

/** Every goal. */
export function reached(figures: readonly Figure[]): Goal[] {
  const goals = figures.map((figure): Goal => {
    const goal = `longest task after the first screen, ${figure.devices} devices, ${figure.slower}x slower: below ${TASK_MS} ms`;
    return { goal, value: longest(figure), reached: longest(figure) < TASK_MS };
  });
  for (const { devices, slower, seen, scriptBytes } of figures) {
    const value = (scriptBytes + seen.wasmBytes) / MIB;
    const goal = `memory, ${devices} devices, ${slower}x slower: at most ${MEMORY_MIB} MiB`;
    goals.push({ goal, value, reached: value <= MEMORY_MIB });
  }
  for (const slower of [1, 4]) {
    const [few, many] = figures.filter((figure) => figure.slower === slower);
    if (few === undefined || many === undefined) continue;
    const value = many.seen.rows / few.seen.rows;
    const goal = `first screen, many to few, ${slower}x slower: at most ${SCREEN_RATIO}`;
    goals.push({ goal, value, reached: value <= SCREEN_RATIO });
  }
  return goals;
}

/** The figures and the goals as a table. */
export function table(figures: readonly Figure[], goals: readonly Goal[]): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  const rows = figures.map((figure) => {
    const { devices, slower, seen, traffic, scriptBytes } = figure;
    return [
      `${devices} devices, ${slower}x slower`,
      `  first rows ${seconds(seen.rows)} s, their verdicts ${seconds(seen.firstPage)} s, all verdicts ${seconds(seen.fleet)} s`,
      `  ${traffic.calls} calls, ${(traffic.bytes / MIB).toFixed(1)} MiB, waited for the host ${seconds(traffic.waitedMs)} s`,
      `  longest task ${longest(figure).toFixed(0)} ms after the first screen, ${seen.longTasks.length} of 50 ms and more in all`,
      `  memory: scripts ${(scriptBytes / MIB).toFixed(1)} MiB, modules ${(seen.wasmBytes / MIB).toFixed(1)} MiB`,
    ].join("\n");
  });
  const marks = goals.map(
    ({ goal, value, reached: is }) =>
      `${is ? "reached" : "MISSED "}  ${goal} (${value.toFixed(2)})`,
  );
  return [...rows, "", ...marks].join("\n");
}
