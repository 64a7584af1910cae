// What goes wrong during a run over many devices, by a seed: connections that break before and after the server has done what
// it was asked, failures, throttles, lost sessions, late answers, a browser that is killed, a second tab.

import type { Fault, FaultAction } from "../harness/host";
import { Chance } from "./chance";
import { FASTER } from "./fast-clock";

const DEP = "/dep/devices";

const ASSIGN = { method: "POST", path: `${DEP}/profile/bulk` };
const SAVE = { method: "PUT", path: "/enrollment$" };
const READ = { method: "GET", path: DEP };

/** Late answers come within the time in which a run still expects a write to be carried out. */
const LATE_MS = [20, 100, 500, Math.round((20 * 1000) / FASTER)] as const;

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
  () => ({ session: "expire-redirect" }),
  () => ({ session: "expire-empty" }),
  () => ({ session: "expire-401" }),
  () => ({ token: {} }),
  (chance) => ({ delayMs: chance.one(LATE_MS) }),
  (chance) => ({ delayMs: chance.one(LATE_MS), dropAfter: true }),
];

/** Something that goes wrong. */
export type Trouble =
  | { what: "fault"; fault: Fault }
  /** Every session ends. */
  | { what: "expire" }
  /** The browser is killed: at once, or while this write has no answer. */
  | { what: "kill"; during: Fault | undefined }
  /** The page is opened in a second tab. */
  | { what: "second tab" };

/** What goes wrong in one run, each at a share of its devices. `hasSaves`: it also saves enrollments. */
export function troubles(chance: Chance, hasSaves: boolean): { at: number; trouble: Trouble }[] {
  const writes = hasSaves ? [ASSIGN, ASSIGN, SAVE] : [ASSIGN];
  const fault = (): Trouble => {
    const match = chance.one([...writes, ...writes, READ]);
    const action = chance.one(EFFECTS)(chance);
    return { what: "fault", fault: { match, times: chance.between(1, 3), do: action } };
  };
  const kill = (): Trouble => {
    const match = chance.one(writes);
    const during = {
      match,
      times: 1,
      do: chance.one<FaultAction>([{ hang: true }, { hangAfter: true }]),
    };
    return { what: "kill", during: chance.happens(2 / 3) ? during : undefined };
  };
  const all = Array.from({ length: chance.between(6, 10) }, fault);
  all.push(kill());
  if (chance.happens(1 / 4)) all.push(kill());
  if (chance.happens(1 / 2)) all.push({ what: "expire" });
  if (chance.happens(1 / 2)) all.push({ what: "second tab" });
  // The first and the last chunks must not be safe.
  const placed = all.map((trouble) => ({ at: chance.next() * 1.05 - 0.05, trouble }));
  return placed.sort((one, other) => one.at - other.at);
}
