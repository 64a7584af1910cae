// Holds the figures of the fleet against their goals, and prints both for a person.

import type { Task } from "../ui/trace";
import type { Calls } from "../ui/calls";
import type { Seen } from "./watch";

/** What one page came to. */
export interface Figure {
  devices: number;
  /** By how much the processor was slowed down. */
  slower: number;
  seen: Seen;
  calls: Calls;
  /**
   * The task of the main thread that took the processor longest, after the first screen: the console's own start and the first
   * drawing of the rows are no work on the fleet.
   */
  longest: Task;
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
/** No task may keep the main thread busy for longer, in milliseconds of its processor: the machine may have other work. */
const TASK_MS = 50;
/** Scripts and modules of a page with 100,000 verdicts. */
const MEMORY_MIB = 60;
/** The first screen with many devices, as a multiple of the one with few. */
const SCREEN_RATIO = 1.2;

/** Every goal. */
export function reached(figures: readonly Figure[]): Goal[] {
  const goals = figures.map((figure): Goal => {
    const { devices, slower, longest } = figure;
    const goal = `longest task after the first screen, ${devices} devices, ${slower}x slower: below ${TASK_MS} ms`;
    return { goal, value: longest.processor, reached: longest.processor < TASK_MS };
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
    const { devices, slower, seen, calls, longest, scriptBytes } = figure;
    return [
      `${devices} devices, ${slower}x slower`,
      `  first rows ${seconds(seen.rows)} s, their verdicts ${seconds(seen.firstPage)} s, all verdicts ${seconds(seen.fleet)} s`,
      `  ${calls.calls} calls, ${(calls.bytes / MIB).toFixed(1)} MiB, waited for the host ${seconds(calls.waitedMs)} s`,
      `  longest task after the first screen ${longest.processor.toFixed(0)} ms of the processor, ${longest.wall.toFixed(0)} ms in all`,
      `  memory: scripts ${(scriptBytes / MIB).toFixed(1)} MiB, modules ${(seen.wasmBytes / MIB).toFixed(1)} MiB`,
    ].join("\n");
  });
  const marks = goals.map(
    ({ goal, value, reached: is }) =>
      `${is ? "reached" : "MISSED "}  ${goal} (${value.toFixed(2)})`,
  );
  return [...rows, "", ...marks].join("\n");
}
