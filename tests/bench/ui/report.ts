// From the longest tasks of many keys to figures, and to a table for a person.

import { median } from "../validate/statistics";
import type { Task } from "./trace";

/** Milliseconds that no task may take at the median: a frame at 60 Hz has no more. */
export const GOAL_MS = 16;

/** What one kind of task came to over all keys, in milliseconds. */
export interface Figure {
  name: string;
  /** Time that went by. */
  wall: Spread;
  /** Time that the processor spent: nearly the same on a quiet machine, and steady on a busy one. */
  processor: Spread;
}

interface Spread {
  median: number;
  worst: number;
}

/** Earlier figures to compare with. */
export interface Before {
  commit: string;
  machine: string;
  figures: Figure[];
}

export function figure(name: string, tasks: readonly Task[]): Figure {
  const spread = (times: number[]): Spread => ({
    median: round(median(times)),
    worst: round(Math.max(...times)),
  });
  return {
    name,
    wall: spread(tasks.map(({ wall }) => wall)),
    processor: spread(tasks.map(({ processor }) => processor)),
  };
}

export function reached({ wall }: Figure): boolean {
  return wall.median <= GOAL_MS;
}

export function table(figures: readonly Figure[], before: Before): string {
  const head = ["ms", "median", "worst", "processor", "before", "processor", "goal"];
  const rows = figures.map((figure) => {
    const { name, wall, processor } = figure;
    const earlier = before.figures.find((earlier) => earlier.name === name);
    return [
      name,
      ...[wall.median, wall.worst, processor.median].map(written),
      ...[earlier?.wall.median, earlier?.processor.median].map(written),
      reached(figure) ? "reached" : "missed",
    ];
  });
  const lines = [head, ...rows].map(([name = "", ...cells]) =>
    [name.padEnd(20), ...cells.map((cell) => cell.padStart(10))].join(""),
  );
  return lines.join("\n");
}

function written(ms: number | undefined): string {
  return ms === undefined ? "-" : ms.toFixed(1);
}

function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
