// What goes wrong during a run over many devices, by a seed: connections that break before and after the server has done what
// it was asked, failures, throttles, lost sessions, late answers.

import type { Fault, FaultAction } from "../harness/host";
import { Chance } from "./chance";
import { FASTER } from "./fast-clock";

const DEP = "/dep/devices";

/** The calls of a run, as faults name them. */
const TARGETS: readonly Fault["match"][] = [
  { method: "POST", path: `${DEP}/profile/bulk` },
  { method: "POST", path: `${DEP}/profile/bulk` },
  { method: "POST", path: `${DEP}/enrollment/bulk` },
  { method: "PUT", path: "/enrollment$" },
  { method: "GET", path: DEP },
];

/** Late answers come within the time in which a run still expects a write to be carried out. */
const LATE_MS = [20, 100, 500, (20 * 1000) / FASTER] as const;

const EFFECTS: readonly ((chance: Chance) => FaultAction)[] = [
  () => ({ drop: true }),
  () => ({ dropAfter: true }),
  () => ({ status: 500 }),
  () => ({ status: 500, handled: true }),
  () => ({ status: 503 }),
  () => ({ status: 429 }),
  () => ({ hang: true }),
  () => ({ hangAfter: true }),
  () => ({ truncate: true }),
  () => ({ garbage: true }),
  () => ({ gateway: "drop" }),
  () => ({ gateway: "drop-after" }),
  () => ({ gateway: "unreachable" }),
  (chance) => ({ delayMs: chance.one(LATE_MS) }),
  (chance) => ({ delayMs: chance.one(LATE_MS), dropAfter: true }),
];

/** A fault for the next calls of a kind. */
export function nextFault(chance: Chance): Fault {
  return {
    match: chance.one(TARGETS),
    times: chance.between(1, 3),
    do: chance.one(EFFECTS)(chance),
  };
}
