// The benchmark of the validation functions: proves that all implementations agree, measures them,
// prints ratios. Results go to standard output, progress to standard error.
//
//   node main.mjs --bundles DIR --dist DIR [--check] [--quick] [--json] [--browser] [--cpu]
//     [--only NAME] [--figures FILE]

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { conformance } from "./conformance";
import { chromiumHost } from "./hosts/chromium";
import type { Host } from "./hosts/host";
import { nodeHost } from "./hosts/node";
import { BASE, COPY, OWN, figures, goals, noise, results, table } from "./report";
import { measure, type Effort } from "./run";

const { values: options } = parseArgs({
  options: {
    bundles: { type: "string" },
    dist: { type: "string" },
    check: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    browser: { type: "boolean", default: false },
    cpu: { type: "boolean", default: false },
    only: { type: "string", default: "" },
    figures: { type: "string" },
  },
});

const FULL: Effort = { generations: 5, rounds: 5, warmUp: 3, firsts: 2 };
const QUICK: Effort = { generations: 2, rounds: 3, warmUp: 2, firsts: 1 };

/** Names in the report, and which bundle runs under them. */
const IMPLEMENTATIONS: ReadonlyMap<string, string> = new Map([
  [BASE, "handwritten"],
  [COPY, "handwritten"],
  [OWN, "dep-enroll"],
  ["ajv", "ajv"],
  ["valibot", "valibot"],
  ["zod", "zod"],
]);

function say(progress: string): void {
  process.stderr.write(`    ${progress}\n`);
}

async function run(host: Host): Promise<void> {
  const bundles = [...new Set(IMPLEMENTATIONS.values())];
  const findings = await conformance(host, bundles);
  say(`${bundles.length} implementations agree on ${findings} findings`);
  if (options.check) {
    process.stdout.write(`${bundles.join(", ")} agree on ${findings} findings (${host.engine})\n`);
    return;
  }
  const effort = options.quick ? QUICK : FULL;
  const found = results(await measure(host, IMPLEMENTATIONS, options.only, effort, say));
  const reached = goals(found);
  if (options.figures !== undefined) {
    const document = { engine: host.engine, figures: figures(found) };
    await writeFile(options.figures, JSON.stringify(document));
  }
  if (options.json) {
    const document = { engine: host.engine, effort, results: found, goals: reached };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${host.engine}; times, and ratios to ${BASE} with 95 % intervals\n\n`);
  process.stdout.write(`${table(found)}\n\n`);
  process.stdout.write(`An identical copy of ${BASE} is at ${noise(found)}.\n\n`);
  for (const { goal, verdict, because } of reached) {
    process.stdout.write(`${verdict.padEnd(10)} ${goal}: ${because.join(", ")}\n`);
  }
}

const { bundles, dist } = options;
if (options.cpu && options.browser)
  throw new Error("only node tells the time that the processor spent");
if (bundles === undefined || dist === undefined) throw new Error("--bundles and --dist are needed");
const host = options.browser
  ? await chromiumHost(bundles, dist)
  : nodeHost(bundles, join(dist, "dep-enroll-validate.node.js"), options.cpu);
try {
  await run(host);
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await host.stop();
}
