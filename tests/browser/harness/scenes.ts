// The frame of every test file. With `--all` each test runs in every pair of engine and console; else in one pair, and in another
// one each day until it was in all. An engine has one browser and one host per file; a test has a fresh database and a signed-in
// admin. Each test ends with a check of the probe.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { DAY, isChosen, isWhole, isPaused, pause } from "./choice";
import { type Engine, type EngineName, engineNames, startEngine } from "./engines";
import { CONSOLES, type ConsoleName, Host, type HostOptions } from "./host";
import { Page, type ProbeRecord } from "./page";

export interface Scene {
  page: Page;
  host: Host;
  /** Declares an entry that the test provokes. Any other entry still fails the test. */
  provoke(kind: keyof ProbeRecord, pattern: RegExp): void;
}

export interface SceneOptions {
  /** The signed-in user; `null` for none. */
  as?: string | null;
  /** The number of devices on the host; by default a few more than the named ones. */
  devices?: number;
  /** Only these consoles, if the other one would prove nothing new. */
  consoles?: readonly ConsoleName[];
  /**
   * For behaviour that does not depend on the console. Chromium runs the test in one console and
   * Firefox in the other, instead of each in both.
   */
  spread?: boolean;
  /** Whether the test starts on the device list; `true` by default. */
  open?: boolean;
  /** Appended to the address of the page. */
  query?: string;
}

type SceneBody = (scene: Scene) => Promise<void>;
export type DefineScene = (name: string, options: SceneOptions, body: SceneBody) => void;

const TEST_LIMIT_MS = 90_000;

/** For files that WebKit runs too: its automation lacks features that the others need. */
export const EVERY_ENGINE: readonly EngineName[] = ["chromium", "firefox", "webkit"];

const SPREAD: Readonly<Record<EngineName, readonly ConsoleName[]>> = {
  chromium: ["legacy"],
  firefox: ["entgra"],
  webkit: ["legacy"],
};

interface SceneDefinition {
  name: string;
  options: SceneOptions;
  body: SceneBody;
}

/** Defines the scenes of a file, for the engines that run it. `prepare` makes the options of the host. */
export function scenes(
  topic: string,
  define: (scene: DefineScene) => void,
  supported: readonly EngineName[] = ["chromium", "firefox"],
  prepare: () => Promise<HostOptions> = () => Promise.resolve({}),
): void {
  const all: SceneDefinition[] = [];
  define((name, options, body) => {
    if (isChosen(topic, name)) all.push({ name, options, body });
  });
  if (all.length === 0) return;
  const engines = engineNames().filter((engine) => supported.includes(engine));
  // Tests wait more than they compute, so the engines run in parallel.
  describe(topic, { concurrency: Math.max(engines.length, 1) }, () => {
    for (const [engine, name] of engines.entries()) {
      const ours = all.flatMap((scene, at) => {
        const { spread = false } = scene.options;
        const consoles = scene.options.consoles ?? (spread ? SPREAD[name] : CONSOLES);
        if (isWhole || engines.length === 1) return [{ ...scene, consoles }];
        const turn = at + DAY;
        if (turn % engines.length !== engine) return [];
        const round = Math.floor(turn / engines.length);
        return [
          { ...scene, consoles: consoles.filter((_, index) => index === round % consoles.length) },
        ];
      });
      if (ours.length > 0) describeEngine(name, ours, prepare);
    }
  });
}

function describeEngine(
  name: EngineName,
  all: (SceneDefinition & { consoles: readonly ConsoleName[] })[],
  prepare: () => Promise<HostOptions>,
): void {
  describe(name, { concurrency: 1 }, () => {
    let engine: Engine | undefined;
    let host: Host | undefined;
    before(async () => {
      // If one of the two fails to start, the other one still has to be stopped.
      const started = await Promise.allSettled([
        startEngine(name).then((it) => (engine = it)),
        prepare()
          .then(Host.start)
          .then((it) => (host = it)),
      ]);
      const failed = started.find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") throw failed.reason;
    });
    after(async () => {
      await engine?.stop();
      await host?.stop();
    });
    for (const consoleName of CONSOLES) {
      for (const scene of all) {
        if (!scene.consoles.includes(consoleName)) continue;
        const timeout = isPaused ? Infinity : TEST_LIMIT_MS;
        it(`${consoleName}: ${scene.name}`, { timeout }, async () => {
          engine ??= await startEngine(name);
          assert.ok(host, "the host is not missing");
          try {
            await run(scene, engine, host, consoleName);
          } finally {
            // A person has closed the window, and with it perhaps the browser.
            if (isPaused) {
              await engine.stop();
              engine = undefined;
            }
          }
        });
      }
    }
  });
}

async function run(
  { name, options, body }: SceneDefinition,
  engine: Engine,
  host: Host,
  consoleName: ConsoleName,
): Promise<void> {
  const page = new Page(engine, host, consoleName);
  const allowed: { kind: keyof ProbeRecord; pattern: RegExp }[] = [];
  const { as = "admin", devices = 20, open = true, query = "" } = options;
  try {
    await host.clearFaults();
    await host.reset(devices);
    await host.clearPolicyReports();
    await host.clearLog();
    // Cookies cannot be deleted by path, so all sessions are expired instead.
    await host.expire();
    await page.start();
    if (as !== null) await page.signIn(as);
    if (as !== null && open) await page.open(query);
    await body({ page, host, provoke: (kind, pattern) => allowed.push({ kind, pattern }) });
    await expectQuiet(page, host, allowed);
    if (isPaused) await pause(page.browser);
  } catch (error) {
    const failure = await explained(error, page, `${engine.name}-${consoleName}-${name}`);
    if (isPaused) await pause(page.browser, failure);
    throw failure;
  } finally {
    await host.clearFaults();
  }
}

/** Expects no policy violation, no error, no console output and no synchronous request. */
export async function expectQuiet(
  page: Page,
  host: Host,
  allowed: { kind: keyof ProbeRecord; pattern: RegExp }[] = [],
): Promise<void> {
  const record = await page.takeRecord();
  assert.ok(await page.hasProbe(), "the page has no probe, so its record is incomplete");
  for (const { kind, pattern } of allowed) {
    record[kind] = record[kind].filter((words) => !pattern.test(words));
  }
  const quiet: ProbeRecord = { violations: [], errors: [], console: [], synchronous: [] };
  assert.deepEqual(record, quiet, "the page must stay quiet");
  if (!allowed.some(({ kind }) => kind === "violations")) {
    assert.deepEqual(await host.policyReports(), [], "no policy violation may be reported");
  }
}

/** Adds the state of the page to a failure, as an outline and as a screenshot. */
export async function explained(error: unknown, page: Page, name: string): Promise<Error> {
  const failure = error instanceof Error ? error : new Error(String(error));
  const outline = await page.outline().catch(() => "(the page cannot be read)");
  let picture = "";
  const folder = process.env["DEP_FAILURES"];
  if (folder) {
    const file = join(folder, `${name.replace(/[^a-z0-9]+/gi, "-").slice(0, 120)}.png`);
    await mkdir(folder, { recursive: true });
    const png = await page.browser.screenshot().catch(() => null);
    picture = png ? file : "(a picture of it cannot be taken)";
    if (png) await writeFile(file, png);
  }
  const record = JSON.stringify(await page.takeRecord().catch(() => null));
  failure.message += `\n--- the page at that moment ${picture}\n${outline}\n--- probe: ${record}`;
  return failure;
}
