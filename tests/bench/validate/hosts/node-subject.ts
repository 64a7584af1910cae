// The measured side in node: answers orders from the process that started it, one at a time.

import type { Implementation } from "../types";
import { Subject } from "../subject";
import type { Order, Result } from "./host";

const [entry, product, clock] = process.argv.slice(2);
if (entry === undefined) throw new Error("nobody said which implementation to load");
if (product !== undefined) globalThis.depEnrollEntry = product;

/** What the process used of the processor, on all its threads: other programs hardly change it. */
function used(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

const now = clock === "cpu" ? used : () => performance.now();
const start = now();
const { implementation, Subject: Own } = (await import(entry)) as {
  implementation: Implementation;
  Subject: typeof Subject;
};
await implementation.ready?.();
const loadMs = now() - start;
const subject = new Own(implementation, now);

async function obey(order: Order): Promise<number | string | null> {
  if ("measure" in order) return subject.measure(order.measure);
  if ("conform" in order) return subject.conform();
  await subject.prepare(order.prepare);
  return null;
}

process.on("message", (order: Order) => {
  const reply = (result: Result): unknown => process.send?.(result);
  obey(order).then(
    (value) => reply({ value }),
    (error: unknown) =>
      reply({ error: error instanceof Error ? (error.stack ?? error.message) : `${error}` }),
  );
});
process.on("disconnect", () => process.exit());
process.send?.({ value: loadMs } satisfies Result);
