// The measured side in node: answers orders from the process that started it, one at a time.

import type { Implementation } from "../types";
import { Subject } from "../subject";
import type { Order, Result } from "./host";

const [entry, product] = process.argv.slice(2);
if (entry === undefined) throw new Error("nobody said which implementation to load");
if (product !== undefined) globalThis.depEnrollEntry = product;

const start = performance.now();
const { implementation, Subject: Own } = (await import(entry)) as {
  implementation: Implementation;
  Subject: typeof Subject;
};
await implementation.ready?.();
const loadMs = performance.now() - start;
const subject = new Own(implementation);

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
    (error: unknown) => reply({ error: error instanceof Error ? (error.stack ?? error.message) : `${error}` }),
  );
});
process.on("disconnect", () => process.exit());
process.send?.({ value: loadMs } satisfies Result);
