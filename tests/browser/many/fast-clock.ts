// A page whose time runs faster: its pauses, limits and ages shrink alike, so that a run with many failures ends within the
// patience of a test. The server's time stays as it is.

import type { Driver } from "../harness/driver";

/** How much faster. The plugin waits 30 seconds for an answer: with 15 these are 2 seconds. */
export const FASTER = 15;

/** Runs in the page, before any script of it. `epoch` is the moment in which both clocks show the same. */
function speedUp(faster: number, epoch: number): void {
  const RealDate = Date;
  const now = (): number => epoch + (RealDate.now() - epoch) * faster;
  window.Date = new Proxy(RealDate, {
    construct: (real, args: unknown[]) =>
      Reflect.construct(real, args.length === 0 ? [now()] : args) as Date,
    get: (real, name) => (name === "now" ? now : Reflect.get(real, name)),
  });
  const { setTimeout: later } = window;
  window.setTimeout = ((handler: TimerHandler, ms = 0, ...rest: unknown[]) =>
    later(handler, ms / faster, ...rest)) as typeof setTimeout;
}

/** Makes the time of all further documents in a tab run faster. */
export async function fastClock(driver: Driver, epoch: number): Promise<void> {
  const source = `(${speedUp})(${FASTER}, ${epoch})`;
  await driver.devtools("Page.addScriptToEvaluateOnNewDocument", { source });
}
