// Compares what a run's report says with the host's database, and with the writes that the host got. It must never ask the page.

import type { Host } from "../harness/host";
import type { Order, Standing } from "./plans";
import { standings } from "./plans";

/** A row of the report. */
export interface Reported {
  serial: string;
  result: string;
  why: string;
}

/** Reads the report that the page gives away as CSV. No cell of these three has a line break. */
export function readReport(csv: string): Reported[] {
  const lines = csv.split(/\r?\n/).slice(1);
  return lines.flatMap((line) => {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    );
    const [serial = "", result = "", why = ""] = cells;
    return serial === "" ? [] : [{ serial, result, why }];
  });
}

const HALF_REMOVED = "The earlier profile is removed, the new one is not assigned.";
const HALF_PROFILE = "Its profile is changed, its enrollment is not.";

/** Every statement of the report that the database contradicts. */
export async function lies(
  host: Host,
  order: Order,
  before: ReadonlyMap<string, Standing>,
  report: readonly Reported[],
): Promise<string[]> {
  const now = await standings(host);
  const rows = new Map(report.map((row) => [row.serial, row]));
  const wrong = [...rows.keys()].filter((serial) => !before.has(serial));
  const all = wrong.map((serial) => `${serial} is not in the database`);
  if (rows.size !== report.length) all.push("the report has a device twice");
  for (const [serial, was] of before) {
    const is = JSON.stringify(now.get(serial));
    const row = rows.get(serial) ?? { serial, result: "not in the plan", why: "" };
    const allowed = possible(row, was, order.wished(was)).map((state) => JSON.stringify(state));
    if (!allowed.includes(is))
      all.push(`${serial} is “${row.result}” (${row.why}): ${JSON.stringify(was)} became ${is}`);
  }
  return all;
}

/** The states that a device may have when the report says this of it. Nobody but the run changes a device. */
function possible({ result, why }: Reported, was: Standing, wished: Standing): Standing[] {
  const removed = { ...was, profile: null };
  const assigned = { ...was, profile: wished.profile };
  switch (result) {
    case "Done":
      return [wished];
    case "Not known":
      return [was, removed, assigned, wished];
    case "Not changed":
    case "Waiting":
      if (why.includes(HALF_REMOVED)) return [removed];
      return why.includes(HALF_PROFILE) ? [assigned] : [was];
    case "Not started":
    case "not in the plan":
      return [was];
    default:
      // A conflict needs somebody else, and so does a device that already was as wanted.
      return [];
  }
}

/** A write in the host's own record. `answer` is what the API said, before a fault took it away. */
interface Write {
  method: string;
  path: string;
  body: string;
  status: number;
  answer: string;
  /** How often the console itself had sent it before. */
  tries: number;
}

/** A part of a write: what was asked for one device, and whether the host said that it is done. */
interface Part {
  serial: string;
  step: string;
  isDone: boolean;
}

/** Everything that was sent again after the host had done it, or for a device that is not in the plan. */
export async function repetitions(host: Host, serials: ReadonlySet<string>): Promise<string[]> {
  const done = new Map<string, number>();
  const wrong: string[] = [];
  for (const [number, write] of ((await host.writes()) as Write[]).entries()) {
    for (const { serial, step, isDone } of partsOf(write)) {
      const key = `${step} ${serial}`;
      const first = done.get(key);
      // The consoles repeat calls of their own accord.
      if (first !== undefined && write.tries === 0)
        wrong.push(`${key} was done by write ${first} and sent again by write ${number}`);
      if (!serials.has(serial)) wrong.push(`${key}: the device is not in the plan`);
      if (isDone && first === undefined) done.set(key, number);
    }
  }
  return wrong;
}

function partsOf({ method, path, body, status, answer }: Write): Part[] {
  const isAccepted = status >= 200 && status < 300;
  if (path.endsWith("/profile/bulk")) {
    const asked = JSON.parse(body) as { serials: string[]; profileUuid?: string | null };
    const step = asked.profileUuid ? "assign" : "remove";
    const told = isAccepted ? (JSON.parse(answer) as { results?: Outcome[] }).results : undefined;
    const done = new Set(
      (told ?? []).flatMap((one) => (one.result === "SUCCESS" ? one.serial : [])),
    );
    return asked.serials.map((serial) => ({ serial, step, isDone: done.has(serial) }));
  }
  const [, serial = "", what = ""] = /\/devices\/([^/]+)\/(\w+)$/.exec(path) ?? [];
  if (what === "enrollment") return [{ serial, step: "save", isDone: isAccepted }];
  throw new Error(`a run does not send ${method} ${path}`);
}

interface Outcome {
  serial: string;
  result: string;
}
