// What a run came to: ratios, whether the goals hold, and how they are printed.

import { LOAD, type Measured } from "./run";
import { median, ratio } from "./statistics";
import { WORKLOADS } from "./workloads";

/** The implementation that all others are measured by, and its copy that shows the noise. */
export const BASE = "handwritten";
export const COPY = "handwritten, again";
export const OWN = "dep-enroll";

export interface Result {
  workload: string;
  implementation: string;
  ratio: number;
  low: number;
  high: number;
  medianMs: number;
}

export interface Goal {
  goal: string;
  verdict: "holds" | "undecided" | "fails";
  /** The workloads or rivals that decided, with their ratios. */
  because: string[];
}

/** Every measured pair of workload and implementation. */
export function results(measured: Measured): Result[] {
  const found: Result[] = [];
  for (const [workload, samples] of measured) {
    const base = samples.get(BASE);
    if (base === undefined) continue;
    for (const [implementation, own] of samples) {
      const medianMs = median(own.flat());
      found.push({ workload, implementation, ...ratio(own, base), medianMs });
    }
  }
  return found;
}

/** Of each workload, for the history: our median time in microseconds, and the ratio with its interval. */
export function figures(found: readonly Result[]): Record<string, number[]> {
  const own = found.filter(({ implementation }) => implementation === OWN);
  const short = (value: number): number => Number(value.toPrecision(3));
  return Object.fromEntries(
    own.map(({ workload, medianMs, ratio, low, high }) => [
      workload,
      [medianMs * 1000, ratio, low, high].map(short),
    ]),
  );
}

/** At most this share of the time of hand-written code, for a file. */
const IMPORT_LIMIT = 0.5;
/** At most this many times the time of hand-written code, for a list of right values. */
const LIST_LIMIT = 3;
/** At most this many milliseconds for one right value, as often as a form asks: on each key. */
const RIGHT_LIMIT_MS = 0.0005;
/** At most this many milliseconds for one wrong value: a person reads the answer. */
const WRONG_LIMIT_MS = 0.01;

/** Whether the goals hold: ratios at the far ends of their intervals, times at their medians. */
export function goals(found: readonly Result[]): Goal[] {
  const own = found.filter((result) => result.implementation === OWN);
  const of = (name: RegExp): Result[] => own.filter(({ workload }) => name.test(workload));
  const right = of(/^(enrollment|username)\.valid$/);
  const slower = found.filter(({ implementation }) => ["valibot", "zod"].includes(implementation));
  const reached = [
    goal(
      `a file at most ${IMPORT_LIMIT} of ${BASE}`,
      of(/^import\.(report|rows)\./).map((it) => within(it, IMPORT_LIMIT)),
    ),
    goal(
      `a list of right values at most ${LIST_LIMIT} of ${BASE}`,
      of(/^list\..*\.valid$/).map((it) => within(it, LIST_LIMIT)),
    ),
    goal(
      `one right value at most ${time(RIGHT_LIMIT_MS)}`,
      right.map((it) => atMost(it, RIGHT_LIMIT_MS)),
    ),
    goal(
      `one wrong value at most ${time(WRONG_LIMIT_MS)}`,
      of(/^enrollment\.wrong$/).map((it) => atMost(it, WRONG_LIMIT_MS)),
    ),
    goal(
      "one right value faster than valibot and zod",
      slower
        .filter((rival) => right.some(({ workload }) => workload === rival.workload))
        .map((rival) => faster(right, rival)),
    ),
  ];
  // A goal without a measurement is neither reached nor missed.
  return reached.filter(({ because }) => because.length > 0);
}

type Finding = [verdict: Goal["verdict"], because: string];

function within({ workload, ratio, low, high }: Result, limit: number): Finding {
  const verdict = high <= limit ? "holds" : low > limit ? "fails" : "undecided";
  return [verdict, `${workload} ${ratio.toFixed(2)}`];
}

function atMost({ workload, medianMs }: Result, limit: number): Finding {
  return [medianMs <= limit ? "holds" : "fails", `${workload} ${time(medianMs)}`];
}

function faster(calls: readonly Result[], rival: Result): Finding {
  const own = calls.find(({ workload }) => workload === rival.workload);
  if (own === undefined) return ["fails", `${rival.workload} was not measured`];
  const verdict = own.high < rival.low ? "holds" : own.low > rival.high ? "fails" : "undecided";
  const both = `${own.ratio.toFixed(2)} against ${rival.ratio.toFixed(2)} of ${rival.implementation}`;
  return [verdict, `${rival.workload} ${both}`];
}

/** How far the copy strays from what it is a copy of: differences below that mean nothing. */
export function noise(found: readonly Result[]): string {
  const ratios = found
    .filter(({ implementation }) => implementation === COPY)
    .map(({ ratio }) => ratio)
    .sort((one, other) => one - other);
  const [least = NaN] = ratios;
  const most = ratios.at(-1) ?? NaN;
  return `${figure(least)} to ${figure(most)}, at the median ${figure(median(ratios))}`;
}

/** A goal holds when all findings do; those that do not are named, else all are. */
function goal(words: string, findings: readonly Finding[]): Goal {
  const verdict = (["fails", "undecided"] as const).find((verdict) =>
    findings.some(([found]) => found === verdict),
  );
  const deciding = findings.filter(([found]) => verdict === undefined || found === verdict);
  return {
    goal: words,
    verdict: verdict ?? "holds",
    because: deciding.map(([, because]) => because),
  };
}

/** A table: a row for each workload, a column for each implementation. */
export function table(found: readonly Result[]): string {
  const names = [...new Set(found.map(({ implementation }) => implementation))];
  const order = [BASE, COPY, OWN].filter((name) => names.includes(name));
  const columns = [...order, ...names.filter((name) => !order.includes(name))];
  const titles = new Map(WORKLOADS.map(({ name, title }) => [name, title]));
  titles.set(LOAD, "load, until the first call can be made");
  const lines = [["", ...columns]];
  for (const [workload, title] of titles) {
    const of = (name: string): Result | undefined =>
      found.find((it) => it.workload === workload && it.implementation === name);
    const cells = columns.map((name) => {
      const result = of(name);
      if (result === undefined) return "–";
      if (name === BASE) return time(result.medianMs);
      const { ratio, low, high, medianMs } = result;
      return `${time(medianMs)}, ${figure(ratio)} (${figure(low)}–${figure(high)})`;
    });
    if (of(BASE) !== undefined) lines.push([title, ...cells]);
  }
  const widths =
    lines[0]?.map((_, at) => Math.max(...lines.map((cells) => cells[at]?.length ?? 0))) ?? [];
  return lines
    .map((cells) =>
      cells
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function time(ms: number): string {
  if (ms >= 1) return `${ms.toFixed(1)} ms`;
  return ms >= 0.001 ? `${(ms * 1000).toFixed(2)} µs` : `${(ms * 1e6).toFixed(0)} ns`;
}

function figure(ratio: number): string {
  return ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2);
}
