// From samples to a ratio and how sure it is. Only samples of the same round are compared with each
// other: whatever slowed the machine down for a while slowed both.

import { Random } from "./data/random";

/** Milliseconds by round; rounds of one generation come from the same processes. */
export type Samples = readonly (readonly number[])[];

export interface Ratio {
  ratio: number;
  /** The ends of the 95 % interval. */
  low: number;
  high: number;
}

const RESAMPLES = 2000;

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? NaN;
  const above = sorted[Math.ceil(at)] ?? NaN;
  return below + (above - below) * (at - Math.floor(at));
}

/**
 * The median of the rounds' ratios. The interval is a bootstrap in two steps, first over generations
 * and then over their rounds, because what a process became like (where its memory lies, when its
 * code was optimised) is the same in all its rounds: many rounds of few processes prove little.
 */
export function ratio(samples: Samples, base: Samples): Ratio {
  const paired = samples.map((rounds, generation) =>
    rounds.map((ms, round) => ms / (base[generation]?.[round] ?? NaN)),
  );
  const random = new Random(1);
  const medians = Array.from({ length: RESAMPLES }, () =>
    median(
      paired.flatMap(() => {
        const rounds = random.pick(paired);
        return rounds.map(() => random.pick(rounds));
      }),
    ),
  ).sort((a, b) => a - b);
  return {
    ratio: median(paired.flat()),
    low: quantile(medians, 0.025),
    high: quantile(medians, 0.975),
  };
}

/** The same things in a random order. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const rest = [...list];
  const order: T[] = [];
  while (rest.length > 0) order.push(...rest.splice(random.below(rest.length), 1));
  return order;
}
