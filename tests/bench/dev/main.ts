// The benchmark of the development loop: how long after a file is saved its change is seen in a page, in Chromium. It changes a
// copy of the sources, and leaves nothing behind. Results go to standard output, progress to standard error.
//
//   node main.mjs --root DIR --target DIR [--json]

import { cpus } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Driver } from "../../browser/harness/driver";
import { startEngine } from "../../browser/harness/engines";
import { Locator } from "../../browser/harness/locator";
import { median } from "../validate/statistics";
import { Copy } from "./copy";
import { DevServer } from "./server";

/** Seconds from a saved file to the page. */
const GOALS = { rust: 10, other: 1 };
/** Longer than any build of one change takes, on a busy machine. */
const LIMIT_MS = 120_000;

const LEGACY = "/devicemgt/dep/devices";
const REACT = "/entgra/";

/** A change that a page shows. */
interface Change {
  name: string;
  file: string;
  goal: number;
  page: string;
  /** The text that is replaced; without it the new text is appended. */
  old?: string;
  /** The text of a round. */
  text: (round: number) => string;
  /** A function body that tells whether the page shows the round. */
  seen: (round: number) => string;
  rounds: number;
  /** Whether modules are compiled, be it after the change is seen. */
  compiles: boolean;
}

/** The field above the list. */
const SEARCH = `document.querySelector("dep-enroll")?.shadowRoot?.querySelector(".search")`;

const CHANGES: readonly Change[] = [
  {
    name: "style sheet of the elements, with an open dialog",
    file: "src/ui/css/base.css",
    goal: GOALS.other,
    page: LEGACY,
    text: (round) => `:host { outline-color: rgb(1, 2, ${round}); }`,
    seen: (round) => `
      const root = document.querySelector("dep-enroll");
      return getComputedStyle(root).outlineColor === "rgb(1, 2, ${round})" && !!root.shadowRoot.querySelector("dialog[open]");`,
    rounds: 5,
    compiles: false,
  },
  {
    name: "style sheet of a console",
    file: "www/demo/legacy/page/legacy.css",
    goal: GOALS.other,
    page: LEGACY,
    text: (round) => `body { outline-color: rgb(3, 4, ${round}); }`,
    seen: (round) =>
      `return getComputedStyle(document.body).outlineColor === "rgb(3, 4, ${round})";`,
    rounds: 5,
    compiles: false,
  },
  {
    name: "sentence",
    file: "src/ui/texts/english.txt",
    goal: GOALS.other,
    page: LEGACY,
    old: "devices.search Serial number or user",
    text: (round) => `devices.search Serial (${round})`,
    seen: (round) => `return ${SEARCH}?.placeholder === "Serial (${round})";`,
    rounds: 3,
    compiles: true,
  },
  {
    name: "TypeScript of the plugin",
    file: "www/src/classic.ts",
    goal: GOALS.other,
    page: LEGACY,
    text: (round) => `document.documentElement.dataset["round"] = "${round}";`,
    seen: (round) => `return document.documentElement.dataset.round === "${round}";`,
    rounds: 5,
    compiles: false,
  },
  {
    name: "TypeScript of the React console",
    file: "www/demo/entgra/dep-page.tsx",
    goal: GOALS.other,
    page: REACT,
    old: ">Apple DEP</h1>",
    text: (round) => `>Apple DEP (${round})</h1>`,
    seen: (round) => `return document.body.textContent.includes("Apple DEP (${round})");`,
    rounds: 5,
    compiles: false,
  },
  {
    name: "Rust, a label in src/ui",
    file: "src/ui/devices/toolbar.rs",
    goal: GOALS.rust,
    page: LEGACY,
    old: '"placeholder", texts.get("devices.search")',
    // Each round takes another sentence of the catalogue.
    text: (round) =>
      `"placeholder", texts.get("${["devices.clear", "common.retry", "common.close"][round % 3]}")`,
    seen: (round) =>
      `return ${SEARCH}?.placeholder === "${["Clear", "Try again", "Close"][round % 3]}";`,
    rounds: 3,
    compiles: true,
  },
  {
    name: "Rust, a rule in src/rules",
    file: "src/rules/serial.rs",
    goal: GOALS.rust,
    page: LEGACY,
    old: "pub const MIN_LENGTH: usize = 8;",
    text: (round) => `pub const MIN_LENGTH: usize = ${round};`,
    seen: (round) => `
      const { ready, validateSerial } = window.DepEnroll;
      return ready().then(() => validateSerial("${"A".repeat(round)}").problems.length === 0
        && validateSerial("${"A".repeat(round - 1)}").problems.length > 0);`,
    rounds: 3,
    compiles: true,
  },
];

/** Builds that fail, and the words that must stand in the page. */
const BROKEN = [
  {
    name: "Rust that does not compile",
    file: "src/ui/root.rs",
    text: 'const BROKEN: u32 = "";',
    message: /mismatched types[^]*src\/ui\/root\.rs:\d+:\d+/,
  },
  {
    name: "TypeScript that cannot be read",
    file: "www/src/classic.ts",
    text: "const = 1;",
    message: /www\/src\/classic\.ts:\d+:\d+/,
  },
  {
    name: "a style sheet that cannot be read",
    file: "src/ui/css/base.css",
    text: ".x { color: red;; } }",
    message: /src\/ui\/css\/base\.css:\d+:\d+/,
  },
  {
    name: "a code without a sentence",
    file: "src/rules/catalogue/english.txt",
    old: "username.empty Enter a username.",
    text: "",
    message: /username\.empty/,
  },
];

const OVERLAY = `
  const overlay = document.getElementById("dep-enroll-dev");
  return overlay?.matches(":popover-open") ? overlay.shadowRoot.textContent : "";`;

/** What a debugger needs and the served module lacks. */
const LACKING = `
  return fetch("/entgra/public/dep-enroll/dep-enroll.wasm").then((answer) => answer.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes))
    .then((module) => [".debug_line", ".debug_info", "name"]
      .filter((name) => WebAssembly.Module.customSections(module, name).length === 0));`;

/** The stack of a call that comes from Rust. */
const STACK = `
  Error.stackTraceLimit = Infinity;
  const element = document.createElement("dep-enroll");
  return new Promise((resolve) => {
    const request = () => {
      resolve(new Error().stack);
      return Promise.resolve({ status: 404 });
    };
    element.config = { transport: "callback", request };
    document.body.append(element);
  });`;

const ROWS = `return !!document.querySelector("dep-enroll")?.shadowRoot?.querySelector("tbody tr");`;

const { values: options } = parseArgs({
  options: {
    root: { type: "string" },
    target: { type: "string" },
    json: { type: "boolean", default: false },
    figures: { type: "string" },
  },
});

/** Waits until a function body returns what is wanted. A page that is just being reloaded has no answer. */
async function until(
  driver: Driver,
  script: string,
  wanted: (value: unknown) => boolean,
): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  let value: unknown;
  for (;;) {
    value = await driver.run(script).catch(() => undefined);
    if (wanted(value)) return;
    if (Date.now() > deadline)
      throw new Error(`the page shows ${JSON.stringify(value)} for ${script}`);
    await sleep(20);
  }
}

async function signIn(driver: Driver, address: string): Promise<void> {
  await driver.go(address);
  const page = new Locator(driver, []);
  await page.field("Username").fill("admin");
  await page.css('input[type="password"]').fill("admin");
  await page.button(/^(log|sign) in$/i).click();
  await page.get("table", "Devices").expectVisible();
}

async function open(driver: Driver, address: string, dialog: boolean): Promise<void> {
  await driver.go(address);
  const page = new Locator(driver, []);
  await page.get("table", "Devices").expectVisible();
  if (dialog) await page.button("C02EMPTY0001").click();
}

interface Figure {
  name: string;
  file: string;
  goal: number;
  seconds: number[];
}

interface Bench {
  driver: Driver;
  origin: string;
  copy: Copy;
  server: DevServer;
}

async function measure({ driver, origin, copy, server }: Bench, change: Change): Promise<Figure> {
  const { name, file, goal, page, old, text, seen, rounds, compiles } = change;
  await open(driver, origin + page, name.includes("dialog"));
  const seconds: number[] = [];
  for (let round = 5; round < 5 + rounds; round += 1) {
    const mark = server.mark;
    const start = performance.now();
    const undo = await (old === undefined
      ? copy.append(file, text(round))
      : copy.replace(file, old, text(round)));
    await until(driver, seen(round), (value) => value === true);
    seconds.push((performance.now() - start) / 1000);
    if (compiles) await server.line(/^Rust: built/m, mark, LIMIT_MS);
    const undone = server.mark;
    await undo();
    const built = compiles ? /^Rust: built/m : /: built/;
    await server.line(built, undone, LIMIT_MS);
    await until(driver, seen(round), (value) => value === false);
    // A page that is being reloaded shows neither.
    await until(driver, ROWS, (value) => value === true);
  }
  console.error(`    ${name}: ${seconds.map((time) => time.toFixed(2)).join(", ")} s`);
  return { name, file, goal, seconds };
}

/** Breaks a build over an open dialog, and mends it. */
async function breakAndMend({ driver, origin, copy }: Bench, broken: (typeof BROKEN)[number]) {
  const { name, file, old, text, message } = broken;
  await open(driver, origin + LEGACY, true);
  const undo = await (old === undefined ? copy.append(file, text) : copy.replace(file, old, text));
  await until(driver, OVERLAY, (value) => message.test(String(value)));
  await undo();
  await until(driver, OVERLAY, (value) => value === "");
  console.error(`    ${name}: the message came and went`);
}

/** Expects names and lines for the debugger. */
async function expectDebuggable({ driver, origin }: Bench): Promise<void> {
  await open(driver, origin + LEGACY, false);
  const lacking = await driver.run<string[]>(LACKING);
  if (lacking.length > 0) throw new Error(`the module has no ${lacking.join(", ")}`);
  const stack = await driver.run<string>(STACK);
  if (!/\bhost::/.test(stack)) throw new Error(`no function of Rust has its name in\n${stack}`);
  console.error("    the module has lines and names, and a stack names functions of Rust");
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, goal, seconds }) => {
    const middle = median(seconds);
    const worst = Math.max(...seconds);
    return [
      name.padEnd(52),
      ...[middle, worst, goal].map((time) => time.toFixed(2).padStart(9)),
      (worst <= goal ? "reached" : middle <= goal ? "at the median" : "missed").padStart(15),
    ].join("");
  });
  const head = ["changed".padEnd(52), ...["median", "worst", "goal"].map((w) => w.padStart(9))];
  return [head.join(""), ...rows].join("\n");
}

const { root, target } = options;
if (root === undefined || target === undefined) throw new Error("--root and --target are needed");
console.error("==> Copying the sources, and starting `cargo xtask dev` in the copy");
const copy = await Copy.make(root, join(target, "bench/dev-copy"));
const start = performance.now();
const closing: (() => Promise<void>)[] = [() => copy.remove()];
try {
  const { server, origin } = await DevServer.start(copy.root, target, join(copy.root, "dev.db"));
  closing.unshift(() => server.stop());
  console.error(`    it listens after ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const engine = await startEngine("chromium");
  closing.unshift(() => engine.stop());
  const bench = { driver: engine.driver, origin, copy, server };
  await signIn(bench.driver, origin + LEGACY);
  await signIn(bench.driver, origin + REACT);
  console.error("==> Changing one file after another");
  const figures: Figure[] = [];
  for (const change of CHANGES) figures.push(await measure(bench, change));
  await expectDebuggable(bench);
  for (const broken of BROKEN) await breakAndMend(bench, broken);
  const version = `Chromium ${String(engine.driver.capabilities["browserVersion"])}`;
  if (options.figures !== undefined) {
    // Seconds: the median and the worst change.
    const short = figures.map(({ name, seconds }) => [
      name,
      [median(seconds), Math.max(...seconds)].map((time) => Math.round(time * 100) / 100),
    ]);
    const document = { engine: version, figures: Object.fromEntries(short) };
    await writeFile(options.figures, JSON.stringify(document));
  }
  const machine = `${cpus().length} processors, ${cpus()[0]?.model ?? ""}`;
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ engine: version, machine, figures }, null, 2)}\n`
      : `Seconds from a saved file to the page. ${version}; ${machine}.\n\n${table(figures)}\n`,
  );
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  for (const close of closing) await close();
}
