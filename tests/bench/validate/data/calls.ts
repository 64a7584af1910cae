// Inputs of single calls: what a form or a script of a page would hand over one at a time.

import { plain, username } from "./people";
import { Random } from "./random";

/** The share of wrong inputs in the mixed lists. */
const BAD = 0.2;

/** Enough different inputs that no implementation can know them, few enough to stay in the cache. */
const COUNT = 1000;

export type Mix = "valid" | "wrong" | "mixed";

/** Objects of the three fields; a few wrong ones have a field of the wrong type. */
export function enrollments(mix: Mix): unknown[] {
  const random = new Random(7);
  return list(random, mix, valid, (random) => random.pick(WRONG)(random));
}

/** Usernames as typed. */
export function usernames(mix: Mix): string[] {
  const random = new Random(11);
  return list(
    random,
    mix,
    (random) => username(random, 0.05),
    (random) => random.pick(WRONG_NAMES)(random),
  );
}

function list<T>(random: Random, mix: Mix, right: Make<T>, wrong: Make<T>): T[] {
  const share = mix === "valid" ? 0 : mix === "wrong" ? 1 : BAD;
  return Array.from({ length: COUNT }, () =>
    random.chance(share) ? wrong(random) : right(random),
  );
}

type Make<T> = (random: Random) => T;

function valid(random: Random): unknown {
  const loginRequired = random.chance(0.3);
  const name = loginRequired ? "" : username(random, 0.05);
  return { username: name, loginRequired, agentRequired: random.chance(0.5) };
}

const WRONG_NAMES: Make<string>[] = [
  (random) => plain(`${username(random, 0)}@acme.com`),
  () => "Maria Garcia",
  () => "mg",
  () => "maria.garcia.of.the.sales.department",
  () => "",
];

const WRONG: Make<unknown>[] = [
  // An empty name is a fault of its own kind here, and the next one stands for it.
  ...WRONG_NAMES.slice(0, 4).map((name): Make<unknown> => {
    return (random) => ({ username: name(random), loginRequired: false, agentRequired: true });
  }),
  () => ({ username: "", loginRequired: false, agentRequired: false }),
  (random) => ({ username: username(random, 0), loginRequired: true, agentRequired: false }),
  (random) => ({
    username: plain(`${username(random, 0)}@acme.com`),
    loginRequired: true,
    agentRequired: false,
  }),
  () => ({ username: "", loginRequired: "yes", agentRequired: false }),
];
