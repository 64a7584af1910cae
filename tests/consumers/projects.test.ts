// Every consumer project as its users see it: built from the installed package, served as the legacy console serves files, with
// the reference host behind it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { Annex } from "../browser/harness/annex";
import { type Engine, engineNames, startEngine } from "../browser/harness/engines";
import { Host } from "../browser/harness/host";
import { Page } from "../browser/harness/page";
import { freePort, start } from "../browser/harness/processes";
import { expectQuiet, explained } from "../browser/harness/scenes";
import { DEVICES } from "../browser/harness/seeded";

const SERIAL = DEVICES.empty;

interface Project {
  name: string;
  /** The served folder. */
  folder: string;
  /** Whether the page shows the result of an `openEnrollment` call. */
  calls?: boolean;
  /** Whether the page shows the detail of an event. */
  listens?: boolean;
}

const PROJECTS: readonly Project[] = [
  { name: "script-tags", folder: "public", calls: true, listens: true },
  { name: "vite", folder: "dist" },
  { name: "webpack", folder: "public" },
  { name: "esbuild", folder: "public" },
  { name: "react", folder: "dist", calls: true, listens: true },
  { name: "vue", folder: "dist", listens: true },
];

/** Projects whose build is the whole test. */
const BUILT_ONLY = ["types"];

/** Longer than the compiler takes on a busy machine. */
const BUILD_LIMIT_MS = 300_000;

const consumers = process.env["DEP_CONSUMERS"];
if (!consumers) throw new Error("DEP_CONSUMERS must name the folder with the installed projects");

async function build(name: string): Promise<void> {
  const project = join(consumers ?? "", name);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  await promisify(execFile)(npm, ["run", "build"], { cwd: project, timeout: BUILD_LIMIT_MS }).catch(
    (failed: { stdout: string; stderr: string }) => {
      throw new Error(`npm run build failed in ${project}\n${failed.stdout}\n${failed.stderr}`);
    },
  );
}

describe("consumers build", { concurrency: 1 }, () => {
  for (const name of [...PROJECTS.map(({ name }) => name), ...BUILT_ONLY]) {
    it(name, () => build(name));
  }
});

for (const name of engineNames()) {
  describe(`consumers in ${name}`, { concurrency: 1 }, () => {
    let engine: Engine;
    let host: Host;
    let annex: Annex;
    before(async () => {
      // One after the other, so that `after` can stop the started ones if the next one fails.
      host = await Host.start({ devices: 20 });
      annex = await Annex.open(host.origin, {
        folders: Object.fromEntries(
          PROJECTS.map(({ name, folder }) => [`/${name}/`, join(consumers, name, folder)]),
        ),
      });
      engine = await startEngine(name);
    });
    after(async () => {
      await annex?.close();
      await engine?.stop();
      await host?.stop();
    });
    for (const project of PROJECTS) {
      it(project.name, { timeout: 90_000 }, () => runProject(project, engine, host, annex));
    }
    it("webpack, where a script did not come the first time", { timeout: 90_000 }, async () => {
      const [project] = PROJECTS.filter(({ name }) => name === "webpack");
      assert.ok(project);
      const folders = { "/webpack/": join(consumers, project.name, project.folder) };
      const failing = await Annex.open(host.origin, { folders, failsOnce: /\/\d+\.js$/ });
      try {
        await runProject(project, engine, host, failing, [
          { kind: "errors", pattern: /^did not load: .*\/\d+\.js$/ },
        ]);
      } finally {
        await failing.close();
      }
    });
    it("vite's development server", { timeout: 90_000 }, () => runDevelopmentServer(engine, host));
  });
}

async function runProject(
  project: Project,
  engine: Engine,
  host: Host,
  annex: Annex,
  provoked: Parameters<typeof expectQuiet>[2] = [],
): Promise<void> {
  const page = new Page(engine, host, "legacy");
  try {
    await host.clearPolicyReports();
    await page.start();
    // Each console has its own session, and the projects use the transports of both.
    for (const console of ["legacy", "entgra"] as const) {
      await page.browser.addCookie(await host.session(console, "admin"));
    }
    await page.visit(`${annex.origin}/${project.name}/`);
    await use(project, page);
    await expectQuiet(page, host, provoked);
  } catch (error) {
    throw await explained(error, page, `consumers-${engine.name}-${project.name}`);
  }
}

/** Tests Vite's development server, which serves modules one by one and the WebAssembly files from the package's folder. */
async function runDevelopmentServer(engine: Engine, host: Host): Promise<void> {
  const port = `${await freePort()}`;
  const vite = join(consumers ?? "", "node_modules/vite/bin/vite.js");
  const args = [vite, join(consumers ?? "", "vite"), "--host", "127.0.0.1", "--port", port];
  const server = start(process.execPath, [...args, "--strictPort"], { NO_COLOR: "1" });
  const page = new Page(engine, host, "legacy");
  try {
    await server.line(/Local:/);
    await page.visit(`http://127.0.0.1:${port}/`);
    await checks(page);
  } catch (error) {
    throw await explained(error, page, `consumers-${engine.name}-vite-development`);
  } finally {
    await server.stop();
  }
}

async function use(project: Project, page: Page): Promise<void> {
  await page.devices().expectVisible();
  await page.row(SERIAL).expectVisible();
  await checks(page);
  if (project.calls) {
    await page.button("Edit by a call").click();
    await cancel(page);
    await page.css("#answer").expectText("cancelled");
  }
  if (project.listens) {
    await page.leave(await page.editEnrollment(SERIAL));
    await page.css("#closed").expectText(`${SERIAL} cancelled`);
  }
}

/** Checks an import and a typed username, with the functions of `dep-enroll` and of `dep-enroll/validate`. */
async function checks(page: Page): Promise<void> {
  await page.css("#imported").expectText('"total":1');
  assert.deepEqual(JSON.parse(await page.css("#imported").text()), {
    ok: true,
    total: 1,
    delimiter: ";",
    columns: [
      { name: "serial", samples: [SERIAL], field: "serial" },
      { name: "username", samples: ["alice"], field: "username" },
    ],
    rows: [{ row: 2, serial: SERIAL, username: "alice" }],
    rejects: [],
    problems: [],
  });
  await page.field("Username to check").fill("alice@carbon.super");
  await page.css("#alone").expectText('"params":');
  const [withElements, alone] = await Promise.all([
    page.css("#with-elements").text(),
    page.css("#alone").text(),
  ]);
  assert.equal(withElements, alone);
  const answer = JSON.parse(alone) as { ok: boolean; problems: Record<string, unknown>[] };
  assert.equal(answer.ok, false);
  assert.equal(answer.problems.length, 1);
  assert.equal(answer.problems[0]?.["code"], "username.tenant-domain");
  assert.deepEqual(answer.problems[0]?.["params"], { domain: "carbon.super", repaired: "alice" });
}

async function cancel(page: Page): Promise<void> {
  const dialog = page.dialog(`Edit enrollment ${SERIAL}`);
  await dialog.css(".dialog-close").click();
  await dialog.expectGone();
}
