// The benchmark of the surfaces: how long the main thread is busy at a stretch when a key is typed, in Chromium, with the
// built plugin in a page. Results go to standard output, progress to standard error.
//
//   node main.mjs --bundles DIR --dist DIR --before FILE [--json] [--figures FILE]

import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { Annex } from "../../browser/harness/annex";
import type { Driver } from "../../browser/harness/driver";
import { startEngine } from "../../browser/harness/engines";
import { Locator } from "../../browser/harness/locator";
import { DEVICES, PREFIX, SUPERSEDED } from "./data";
import { type Before, type Figure, GOAL_MS, figure, reached, table } from "./report";
import { CATEGORIES, type KeyTasks, keyTasks, takeTrace } from "./trace";

/** Keys that are typed before the measured ones: the engine has then optimised what it optimises. */
const WARM_UP = 5;
const KEYS = 30;

/** No server of a console: the page's host answers from memory. */
const NOBODY = "http://127.0.0.1:9";

const PAGE = `<!doctype html><html lang="en"><head><title>Devices</title></head><body>
<script type="module" src="/bench/page.js"></script><dep-enroll></dep-enroll></body></html>`;

const { values: options } = parseArgs({
  options: {
    bundles: { type: "string" },
    dist: { type: "string" },
    before: { type: "string" },
    json: { type: "boolean", default: false },
    figures: { type: "string" },
  },
});

/** Types one key where the focus is, waits until all that it caused is drawn, and takes the trace. */
async function type(driver: Driver, key: string): Promise<KeyTasks> {
  await driver.press(key);
  await driver.runAsync("bench.settled.then(arguments[0])");
  return keyTasks(await takeTrace(driver));
}

/** Types a letter again and again, and takes it back each time, so that every key finds the same page. */
async function measure(driver: Driver, key: string): Promise<KeyTasks[]> {
  const tasks: KeyTasks[] = [];
  await takeTrace(driver);
  for (let typed = 0; typed < WARM_UP + KEYS; typed++) {
    tasks.push(await type(driver, key));
    await type(driver, "Backspace");
  }
  return tasks.slice(WARM_UP);
}

async function run(driver: Driver, origin: string): Promise<Figure[]> {
  await driver.go(`${origin}/`);
  const page = new Locator(driver, []);
  await page.get("table", "Devices").get("rowheader").expectCount(DEVICES);
  // The profiles come after the rows, and the verdicts after the profiles.
  await page.css("tbody .warning").expectCount(SUPERSEDED);
  await page.css("tbody .mark-quiet").expectGone();

  await page.field("Serial number or user").click();
  await driver.run("bench.awaits = '/dep/devices?'");
  const search = await measure(driver, PREFIX.slice(0, 1));
  await page.get("table", "Devices").get("rowheader").expectCount(DEVICES);

  await page.button(`${PREFIX}BENCH0001`).click();
  const username = page.dialog(`Device ${PREFIX}BENCH0001`).field("Assigned user's username");
  await username.expectValue("user1");
  await username.click();
  await driver.press("End");
  await driver.run("bench.awaits = '/users/checkUser'");
  const user = await measure(driver, "x");
  await username.expectValue("user1");

  return [
    figure(
      "search: key",
      search.map(({ key }) => key),
    ),
    figure(
      "search: rows",
      search.map(({ answer }) => answer),
    ),
    figure(
      "username: key",
      user.map(({ key }) => key),
    ),
    figure(
      "username: look-up",
      user.map(({ answer }) => answer),
    ),
  ];
}

const { bundles, dist, before: earlier } = options;
if (bundles === undefined || dist === undefined || earlier === undefined) {
  throw new Error("--bundles, --dist and --before are needed");
}
const before = JSON.parse(await readFile(earlier, "utf8")) as Before;
const annex = await Annex.open(NOBODY, {
  files: { "/": { type: "text/html", body: PAGE } },
  folders: { "/bench/": bundles, "/product/": dist },
});
const engine = await startEngine("chromium", [], CATEGORIES).catch(async (error: unknown) => {
  await annex.close();
  throw error;
});
try {
  const figures = await run(engine.driver, annex.origin);
  const version = `Chromium ${String(engine.driver.capabilities["browserVersion"])}`;
  if (options.figures !== undefined) {
    // Milliseconds: the median and the worst key, then the processor's median.
    const short = figures.map(({ name, wall, processor }) => [
      name,
      [wall.median, wall.worst, processor.median],
    ]);
    const document = { engine: version, figures: Object.fromEntries(short) };
    await writeFile(options.figures, JSON.stringify(document));
  }
  if (options.json) {
    const goals = figures.map((figure) => ({ name: figure.name, reached: reached(figure) }));
    const document = { engine: version, keys: KEYS, goalMs: GOAL_MS, figures, goals, before };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  } else {
    process.stdout.write(
      `${version}; the longest task that each of ${KEYS} keys causes on the main thread. Goal: at most ${GOAL_MS} ms ` +
        `at the median.\nBefore: commit ${before.commit}, ${before.machine}.\n\n${table(figures, before)}\n`,
    );
  }
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await engine.stop();
  await annex.close();
}
