// The benchmark of the import: a file of 10,000 rows with 5 % of every kind of mistake, checked by the page in Chromium against
// the reference host. Every mistake must be found and none invented, by the generator's own record. Results go to standard
// output, progress to standard error.
//
//   node main.mjs --dist DIR [--json] [--figures FILE] [--seed N]

import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { startEngine } from "../../browser/harness/engines";
import { Host } from "../../browser/harness/host";
import { catchDownload, importFile } from "../../browser/harness/import";
import { Page } from "../../browser/harness/page";
import { type Calls, watchCalls } from "../ui/calls";
import { CATEGORIES, type TraceEvent, takeTrace, tasksOf } from "../ui/trace";
import { compare, type MistakenFile, makeFile } from "./file";
import { rules, type Times } from "./rules";

const ROWS = 10_000;
/** On the host. Those that have fetched a profile are not in the file. */
const DEVICES = 15_000;
/** No task may keep the main thread busy for longer, in milliseconds of its processor. */
const TASK_MS = 50;
const RATIO = 0.5;
const PATIENCE_MS = 600_000;
const START = "import-start";

const { values: options } = parseArgs({
  options: {
    dist: { type: "string", default: "www/dist" },
    json: { type: "boolean", default: false },
    figures: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});

interface Figure {
  slower: number;
  /** Seconds from the file to the last verdict, and how long a call to the host was under way meanwhile. */
  seconds: number;
  hostSeconds: number;
  calls: number;
  longestMs: number;
  mistakes: number;
  wrong: string[];
}

/** Whether all rows are checked, and when that was asked. */
const LOOK = `
  const root = document.querySelector("dep-enroll").shadowRoot;
  const progress = root.querySelector(".import-progress");
  const { startTime } = performance.getEntriesByName("${START}")[0];
  return { done: progress !== null && progress.textContent === "", ms: performance.now() - startTime };`;

async function measure(slower: number): Promise<{ figure: Figure; file: MistakenFile }> {
  console.error(`bench: ${ROWS} rows, ${slower} times slower`);
  const host = await Host.start({ devices: DEVICES });
  const engine = await startEngine("chromium", [], CATEGORIES);
  try {
    const texts = async (sql: string): Promise<string[]> =>
      (await host.sql(sql)).map((row) => String(Object.values(row)[0]));
    const serials = await texts(
      "SELECT SERIAL FROM IOS_PRE_ENROLLED_DEVICE WHERE TENANT_DOMAIN = 'carbon.super' AND STATUS IN ('Empty', 'Assigned', 'Removed') AND SERIAL GLOB '[A-Z0-9]*' ORDER BY ID",
    );
    if (serials.length < ROWS)
      throw new Error(`the host has only ${serials.length} devices for the file`);
    const users = await texts(
      "SELECT USERNAME FROM USER WHERE TENANT_DOMAIN = 'carbon.super' AND STORE = 'PRIMARY' AND USERNAME GLOB '[a-z]*' AND length(USERNAME) > 2 ORDER BY ID",
    );
    const profiles = ["Staff iPads", "Shop floor iPhones", "Loaner pool"];
    const file = makeFile(serials.slice(0, ROWS), users, profiles, Number(options.seed));
    const page = new Page(engine, host, "entgra");
    await page.start();
    await page.signIn("admin");
    await page.open();
    await page.expectChecked().catch(() => undefined);
    await engine.driver.devtools("Emulation.setCPUThrottlingRate", { rate: slower });
    await takeTrace(engine.driver);
    await page.get("tab", "Import").expectVisible();
    await engine.driver.run(
      `globalThis.importCalls = (${watchCalls})(); performance.mark("${START}")`,
    );
    await importFile(page, "bench.csv", file.text);
    let first: TraceEvent | undefined;
    let longestMs = 0;
    const take = async (): Promise<void> => {
      const events = await takeTrace(engine.driver);
      first ??= events.find(({ name }) => name === START);
      if (first === undefined) return;
      for (const { ts, tdur = 0 } of tasksOf(first, events)) {
        if (ts >= first.ts) longestMs = Math.max(longestMs, tdur / 1000);
      }
    };
    const end = Date.now() + PATIENCE_MS;
    let seen = { done: false, ms: 0 };
    while (!seen.done) {
      if (Date.now() > end) throw new Error("the check does not end");
      await new Promise((resolve) => setTimeout(resolve, 500));
      seen = await engine.driver.run(LOOK);
      await take();
    }
    await take();
    const { calls, busyMs } = await engine.driver.run<Calls>("return importCalls()");
    const saved = await catchDownload(page);
    await page.button(/^Download the /).click();
    const wrong = compare((await saved()).text, file.mistakes);
    const mistakes = file.mistakes.size;
    return {
      file,
      figure: {
        slower,
        seconds: seen.ms / 1000,
        hostSeconds: busyMs / 1000,
        calls,
        longestMs,
        mistakes,
        wrong,
      },
    };
  } finally {
    await engine.stop();
    await host.stop();
  }
}

try {
  const figures: Figure[] = [];
  let text = "";
  for (const slower of [1, 4]) {
    const { figure, file } = await measure(slower);
    console.error(JSON.stringify({ ...figure, wrong: figure.wrong.slice(0, 5) }));
    figures.push(figure);
    ({ text } = file);
  }
  const times = await rules(options.dist, text);
  const ratioOf = ({ ours, rival }: Times): number => ours / rival;
  const ratio = ratioOf(times.report);
  const longest = figures.find(({ slower }) => slower === 4)?.longestMs ?? NaN;
  const goals = [
    {
      goal: "every mistake found, none invented",
      value: figures.flatMap(({ wrong }) => wrong).length,
      reached: figures.every(({ wrong }) => wrong.length === 0),
    },
    {
      goal: `longest task, 4x slower: below ${TASK_MS} ms`,
      value: longest,
      reached: longest < TASK_MS,
    },
    {
      goal: `rules beside the best rival, every problem read: below ${RATIO}`,
      value: ratio,
      reached: ratio < RATIO,
    },
  ];
  if (options.figures !== undefined) {
    const short = figures.map(({ slower, seconds, hostSeconds, longestMs }) => [
      `${ROWS} rows, ${slower}x`,
      [seconds, hostSeconds, longestMs].map((figure) => Math.round(figure * 100) / 100),
    ]);
    const document = { engine: "Chromium", figures: { ...Object.fromEntries(short), ratio } };
    await writeFile(options.figures, JSON.stringify(document));
  }
  const lines = figures.flatMap(
    ({ slower, seconds, hostSeconds, calls, longestMs, mistakes, wrong }) => [
      `${ROWS} rows with ${mistakes} mistakes, ${slower}x slower`,
      `  last verdict after ${seconds.toFixed(2)} s; a call to the host was under way for ${hostSeconds.toFixed(2)} s of it (${calls} calls)`,
      `  longest task ${longestMs.toFixed(0)} ms of the processor`,
      ...wrong.slice(0, 10).map((one) => `  ${one}`),
    ],
  );
  for (const [name, one] of Object.entries(times) as [string, Times][]) {
    const [ours, rival] = [one.ours.toFixed(1), one.rival.toFixed(1)];
    lines.push(`rules, ${name}: ${ours} ms, by hand ${rival} ms (${ratioOf(one).toFixed(2)})`);
  }
  lines.push("");
  for (const { goal, value, reached } of goals) {
    lines.push(`${reached ? "reached" : "MISSED "}  ${goal} (${value.toFixed(2)})`);
  }
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ figures, rules: times, goals }, null, 2)}\n`
      : `${lines.join("\n")}\n`,
  );
  if (!goals[0]?.reached) process.exitCode = 1;
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.stack : String(error)}`);
  process.exitCode = 1;
}
