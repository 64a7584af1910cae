// The frame of every test file: each engine and each console plays each test, one browser and one
// host per engine and file, a fresh database and a signed-in admin per test. Each test ends by
// asking whether anything happened that nobody should see happen.

import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type Engine, type EngineName, engineNames, startEngine } from "./engines";
import { CONSOLES, type ConsoleName, Host, type HostOptions } from "./host";
import { Page, type Seen } from "./page";

export interface Scene {
  page: Page;
  host: Host;
  /** Says that the test itself provokes something; whatever else is seen still fails it. */
  provoke(kind: keyof Seen, pattern: RegExp): void;
}

export interface SceneOptions {
  /** Who is signed in; nobody with `null`. */
  as?: string | null;
  /** How many devices the host has; by default a few more than the seeded ones. */
  devices?: number;
  /** Only in these consoles, where the other adds nothing. */
  consoles?: readonly ConsoleName[];
  /**
   * Proves something about the plugin that no console can change: Chromium plays it in one
   * console and Firefox in the other, instead of each in both.
   */
  spread?: boolean;
  /** Starts on the device list, unless the test wants to go elsewhere first. */
  open?: boolean;
  /** Appended to the address of the page. */
  query?: string;
}

type Play = (scene: Scene) => Promise<void>;
export type Define = (name: string, options: SceneOptions, play: Play) => void;

const TEST_LIMIT_MS = 90_000;

const SPREAD: Readonly<Record<EngineName, readonly ConsoleName[]>> = {
  chromium: ["legacy"],
  firefox: ["entgra"],
  webkit: ["legacy"],
};

interface Defined {
  name: string;
  options: SceneOptions;
  play: Play;
}

/**
 * Defines the scenes of a file. WebKit plays only files that ask for it, because its automation
 * lacks what many tests need. A file that needs a host of its own kind says how to prepare it.
 */
export function scenes(
  topic: string,
  define: (scene: Define) => void,
  played: readonly EngineName[] = ["chromium", "firefox"],
  prepare: () => Promise<HostOptions> = () => Promise.resolve({}),
): void {
  const all: Defined[] = [];
  define((name, options, play) => all.push({ name, options, play }));
  const engines = engineNames().filter((engine) => played.includes(engine));
  // Engines wait for themselves more than they compute, so they play side by side.
  describe(topic, { concurrency: Math.max(engines.length, 1) }, () => {
    for (const name of engines) describeEngine(name, all, prepare);
  });
}

function describeEngine(
  name: EngineName,
  all: Defined[],
  prepare: () => Promise<HostOptions>,
): void {
  describe(name, { concurrency: 1 }, () => {
    let engine: Engine | undefined;
    let host: Host | undefined;
    before(async () => {
      // Each is kept as soon as it is there: when the other one fails, this one still has to be stopped.
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
        const { spread = false, consoles = spread ? SPREAD[name] : CONSOLES } = scene.options;
        if (!consoles.includes(consoleName)) continue;
        it(`${consoleName}: ${scene.name}`, { timeout: TEST_LIMIT_MS }, () => {
          assert.ok(engine && host, "neither the browser nor the host is missing");
          return play(scene, engine, host, consoleName);
        });
      }
    }
  });
}

async function play(
  { name, options, play }: Defined,
  engine: Engine,
  host: Host,
  consoleName: ConsoleName,
): Promise<void> {
  const page = new Page(engine, host, consoleName);
  const allowed: { kind: keyof Seen; pattern: RegExp }[] = [];
  const { as = "admin", devices = 20, open = true, query = "" } = options;
  try {
    await host.clearFaults();
    await host.reset(devices);
    await host.clearPolicyReports();
    await host.clearLog();
    // Cookies cannot be listed by path, but a dead session is as good as none.
    await host.expire();
    await page.start();
    if (as !== null) await page.signIn(as);
    if (as !== null && open) await page.open(query);
    await play({ page, host, provoke: (kind, pattern) => allowed.push({ kind, pattern }) });
    await expectQuiet(page, host, allowed);
  } catch (error) {
    throw await explained(error, page, `${engine.name}-${consoleName}-${name}`);
  } finally {
    await host.clearFaults();
  }
}

/** No policy violation, no error, no word on the console, no synchronous request. */
export async function expectQuiet(
  page: Page,
  host: Host,
  allowed: { kind: keyof Seen; pattern: RegExp }[] = [],
): Promise<void> {
  const seen = await page.takeSeen();
  assert.ok(await page.watched(), "the page has no probe, so nobody knows what happened on it");
  for (const { kind, pattern } of allowed) {
    seen[kind] = seen[kind].filter((words) => !pattern.test(words));
  }
  const quiet: Seen = { violations: [], errors: [], console: [], synchronous: [] };
  assert.deepEqual(seen, quiet, "the page must stay quiet");
  if (!allowed.some(({ kind }) => kind === "violations")) {
    assert.deepEqual(await host.policyReports(), [], "no policy violation may be reported");
  }
}

/** Adds to a failure what the page looked like, in words and as a picture. */
export async function explained(error: unknown, page: Page, name: string): Promise<Error> {
  const failure = error instanceof Error ? error : new Error(String(error));
  const outline = await page.outline().catch(() => "(the page cannot be read)");
  let picture = "";
  const folder = process.env["DEP_FAILURES"];
  if (folder) {
    picture = join(folder, `${name.replace(/[^a-z0-9]+/gi, "-").slice(0, 120)}.png`);
    await mkdir(folder, { recursive: true });
    const png = await page.browser.screenshot().catch(() => null);
    if (png) await writeFile(picture, png);
  }
  const seen = JSON.stringify(await page.takeSeen().catch(() => null));
  failure.message += `\n--- the page at that moment ${picture}\n${outline}\n--- seen: ${seen}`;
  return failure;
}
