// The benchmark of the fleet: how long a page with 100 and with 100,000 devices takes to its first rows, to the verdicts of the
// first page and to the verdicts of all, in Chromium against the reference host. Results go to standard output, progress to
// standard error.
//
//   node main.mjs [--json] [--figures FILE]

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type Engine, startEngine } from "../../browser/harness/engines";
import { Host } from "../../browser/harness/host";
import { Page } from "../../browser/harness/page";
import { type Figure, reached, table } from "./report";
import { CATEGORIES, type Task, type TraceEvent, takeTrace, tasksOf } from "../ui/trace";
import { type Calls, watchCalls } from "../ui/calls";
import { FIRST_SCREEN_MS, LOOK, type Seen, watch } from "./watch";

const SIZES = [100, 100_000];
/** How long a fleet may take until the benchmark gives up. */
const PATIENCE_MS = 1_800_000;
const POLL_MS = 2_000;

const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    figures: { type: "string" },
    // A quick look: other sizes, separated by commas.
    sizes: { type: "string", default: SIZES.join(",") },
  },
});

const sizes = options.sizes.split(",").map(Number);

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** The longer one of two tasks, by each clock. */
function longer(one: Task, other: Task): Task {
  return {
    wall: Math.max(one.wall, other.wall),
    processor: Math.max(one.processor, other.processor),
  };
}

/** Finds the longest task of the page, from its first look on, in a trace that comes in pieces. */
class Longest {
  task: Task = { wall: 0, processor: 0 };
  #first: TraceEvent | undefined;

  take(events: readonly TraceEvent[]): void {
    this.#first ??= events.find(({ name }) => name === LOOK);
    if (this.#first === undefined) return;
    const { ts: from } = this.#first;
    for (const { ts, dur = 0, tdur = 0 } of tasksOf(this.#first, events)) {
      if (ts >= from) this.task = longer(this.task, { wall: dur / 1000, processor: tdur / 1000 });
    }
  }
}

/** Asks for the whole list where it is long, and waits until everything is checked. */
async function wholeFleet(page: Page): Promise<{ seen: Seen; longest: Task }> {
  const end = Date.now() + PATIENCE_MS;
  let asked = false;
  const longest = new Longest();
  for (;;) {
    const seen = await page.browser.run<Seen>("return fleetWatch.seen");
    // Taken piece by piece: the trace of a whole fleet would not fit into the browser.
    longest.take(await takeTrace(page.browser));
    if (seen.fleet > 0) {
      // The first piece after the end may have been cut before it.
      longest.take(await takeTrace(page.browser));
      return { seen, longest: longest.task };
    }
    if (Date.now() > end) throw new Error(`only ${seen.checked} of ${seen.total} are checked`);
    if (seen.progress === "too-many" && !asked) {
      asked = true;
      await page.button(/^Check all/).click();
    }
    await pause(POLL_MS);
  }
}

/** The heap of the page's scripts after everything that is not needed has been dropped. */
async function scriptBytes(engine: Engine): Promise<number> {
  await engine.driver.devtools("HeapProfiler.collectGarbage");
  const usage = await engine.driver.devtools<{ usedSize: number }>("Runtime.getHeapUsage");
  return usage.usedSize;
}

/** Measures one page. `slower` is by how much the processor is slowed down. */
async function measure(devices: number, slower: number): Promise<Figure> {
  console.error(`bench: ${devices} devices, ${slower} times slower`);
  const host = await Host.start({ devices });
  const engine = await startEngine("chromium", [], CATEGORIES);
  try {
    const page = new Page(engine, host, "entgra");
    await page.start();
    await page.signIn("admin");
    const { driver } = engine;
    await driver.devtools("Page.addScriptToEvaluateOnNewDocument", {
      source: `(${watch})(${watchCalls}, ${JSON.stringify(LOOK)}, ${FIRST_SCREEN_MS})`,
    });
    await driver.devtools("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.open();
    const { seen, longest } = await wholeFleet(page);
    if (seen.progress !== "done") throw new Error(`the fleet ended as ${seen.progress}`);
    const calls = await driver.run<Calls>("return fleetWatch.calls()");
    const scripts = await scriptBytes(engine);
    return { devices, slower, seen, longest, calls, scriptBytes: scripts };
  } finally {
    await engine.stop();
    await host.stop();
  }
}

try {
  const figures: Figure[] = [];
  for (const devices of sizes) {
    for (const slower of [1, 4]) {
      const figure = await measure(devices, slower);
      console.error(table([figure], []));
      figures.push(figure);
    }
  }
  const goals = reached(figures);
  if (options.figures !== undefined) {
    // Milliseconds to the rows, to the first page's verdicts and to all, and of the longest task; then MiB of scripts and modules.
    const short = figures.map(({ devices, slower, seen, longest, scriptBytes: bytes }) => {
      const memory = (bytes + seen.wasmBytes) / 2 ** 20;
      const times = [seen.rows, seen.firstPage, seen.fleet, longest.processor];
      return [`${devices} devices, ${slower}x`, [...times, memory].map(Math.round)];
    });
    const document = { engine: "Chromium", figures: Object.fromEntries(short) };
    await writeFile(options.figures, JSON.stringify(document));
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ figures, goals }, null, 2)}\n`
      : `${table(figures, goals)}\n`,
  );
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
