// The examples in the installed package's README and types that need a page. Each one is a page of its own, served as the legacy
// console serves files, with the reference host behind it. Every expected result must match, and nothing may fail.

import assert from "node:assert/strict";
// Renamed, because every test bundle starts with its own `createRequire`.
import { createRequire as requireFrom } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { build as Build } from "esbuild";
import { Annex, type AnnexFile } from "../browser/harness/annex";
import { type Engine, engineNames, startEngine } from "../browser/harness/engines";
import { Host } from "../browser/harness/host";
import { until } from "../browser/harness/locator";
import { Page } from "../browser/harness/page";
import { expectQuiet, explained } from "../browser/harness/scenes";
// Plain JavaScript, because the checks in Node share it.
import * as readme from "./checks/readme/blocks.js";

interface Block {
  file: string;
  language: string;
  text: string;
  line: number;
}

interface Example {
  name: string;
  html: string;
  script: Block | undefined;
  css: string;
}

const { examplesOf, isForPages, program, expectSource } = readme as {
  examplesOf(folder: string): Block[];
  isForPages(block: Block): boolean;
  program(block: Block): { source: string; expectations: number };
  expectSource(report: string): string;
};

const consumers = process.env["DEP_CONSUMERS"];
if (!consumers) throw new Error("DEP_CONSUMERS must name the folder with the installed projects");
const folder = join(consumers, "node_modules/dep-enroll");

/** One engine is enough for the examples. */
const ENGINE = engineNames()[0] ?? "chromium";

const examples = pagesOf(examplesOf(folder));

/** An example is a script, or a piece of a page with the next block as its script if it names one. */
function pagesOf(all: readonly Block[]): Example[] {
  const list: Example[] = [];
  const taken = new Set<Block>();
  for (const [place, block] of all.entries()) {
    if (!isForPages(block) || taken.has(block)) continue;
    const { file, language, text, line } = block;
    const next = all[place + 1];
    const script = language === "html" && text.includes('src="page.js"') ? next : undefined;
    if (script) taken.add(script);
    const name = `${file}, line ${line}`;
    if (language === "html") list.push({ name, html: text, script, css: "" });
    else if (language === "css") list.push({ name, html: "", script: undefined, css: text });
    else list.push({ name, html: '<div id="app"></div>', script: block, css: "" });
  }
  return list;
}

describe(`examples in ${ENGINE}`, { concurrency: 1 }, () => {
  let engine: Engine;
  let host: Host;
  before(async () => {
    // One after the other, so that `after` can stop the started ones if the next one fails.
    host = await Host.start({ devices: 20 });
    engine = await startEngine(ENGINE);
  });
  after(async () => {
    await engine?.stop();
    await host?.stop();
  });
  it("are at least eight", () => assert.ok(examples.length >= 8));
  for (const example of examples) {
    it(example.name, { timeout: 90_000 }, () => run(example, engine, host));
  }
});

async function run(example: Example, engine: Engine, host: Host): Promise<void> {
  const annex = await Annex.open(host.origin, {
    files: await filesOf(example),
    folders: { "/dep-enroll/": join(folder, "dist") },
  });
  const page = new Page(engine, host, "legacy");
  try {
    await host.reset(20);
    await host.clearPolicyReports();
    await page.start();
    for (const console of ["legacy", "entgra"] as const) {
      await page.browser.addCookie(await host.session(console, "admin"));
    }
    await page.visit(`${annex.origin}/readme/page.html`);
    await expectResults(example, page);
    await expectQuiet(page, host);
  } catch (error) {
    throw await explained(error, page, `readme-${example.name.replace(/\W+/g, "-")}`);
  } finally {
    await annex.close();
  }
}

async function expectResults({ html, script, css }: Example, page: Page): Promise<void> {
  if (script?.text.includes("openEnrollment(")) {
    const dialog = page.dialog(/^Edit enrollment/);
    await dialog.css(".dialog-close").click();
    await dialog.expectGone();
  }
  if (script) {
    const results = (): Promise<{ failed: string[]; passed: number; done: boolean } | null> =>
      page.browser.run("return window.__readme ?? null");
    await until("the script to end", async () => (await results())?.done === true);
    const { failed = [], passed = 0 } = (await results()) ?? {};
    assert.deepEqual(failed, []);
    assert.equal(passed, program(script).expectations);
  }
  if (/<dep-enroll[\s>/]|"dep-enroll"\)/.test(html + (script?.text ?? "")) || css !== "") {
    await page.devices().expectVisible();
  }
  await until("every element to show its surface", () =>
    page.browser.run<boolean>(`
      const all = document.querySelectorAll("dep-enroll, dep-enroll-dialog, dep-enroll-checklist");
      return Array.from(all).every(({ shadowRoot }) => shadowRoot && !shadowRoot.querySelector(".failure, .skeleton"));`),
  );
  // The element inherits the values of the style sheet.
  for (const [, name = "", value] of css.matchAll(/(--dep-[\w-]+):\s*([^;]+);/g)) {
    const used = await page.browser.run<string>(
      `const element = document.querySelector("dep-enroll");
       return getComputedStyle(element).getPropertyValue(arguments[0]).trim();`,
      name,
    );
    assert.equal(used, value);
  }
}

/** The files of an example's page. */
async function filesOf({ html, script, css }: Example): Promise<Record<string, AnnexFile>> {
  const files: Record<string, AnnexFile> = {};
  const add = (name: string, type: AnnexFile["type"], body: string): void => {
    files[`/readme/${name}`] = { type, body };
  };
  let body = html;
  if (css !== "") {
    body = '<dep-enroll></dep-enroll><script type="module" src="own.js"></script>';
    add("own.js", "text/javascript", styled(css));
  }
  if (script) {
    add("page.js", "text/javascript", await bundled(script, !html.includes('type="module"')));
    if (!html.includes("page.js")) body += '<script type="module" src="page.js"></script>';
  } else if (html !== "" && !html.includes("<script")) {
    body += '<script type="module" src="own.js"></script>';
    add("own.js", "text/javascript", START);
  }
  add(
    "page.html",
    "text/html",
    `<!doctype html><html lang="en"><head><script src="/__probe.js"></script><meta charset="utf-8" />
     <title>Example</title></head><body>${body}</body></html>`,
  );
  return files;
}

/** The script of an example that has none. */
const START = `import { configure } from "/dep-enroll/dep-enroll.js";
configure({ transport: "invoker" });`;

const styled = (css: string): string => `${START}
const sheet = new CSSStyleSheet();
sheet.replaceSync(${JSON.stringify(css)});
document.adoptedStyleSheets = [sheet];`;

/** The script of an example with its comparisons. The package itself stays a separate file. */
async function bundled(block: Block, isClassic: boolean): Promise<string> {
  const report =
    "(failure) => { failure === undefined ? window.__readme.passed++ : window.__readme.failed.push(failure); }";
  const { source } = program(block);
  const start = `window.__readme = { failed: [], passed: 0, done: false };\n${expectSource(report)}`;
  const end = "window.__readme.done = true;";
  const isAlone = isClassic && block.text.includes("DepEnroll");
  if (isAlone) return `(async () => {\n${start}\n${source}\n${end}\n})();`;
  const { build } = requireFrom(join(consumers ?? "", "package.json"))("esbuild") as {
    build: typeof Build;
  };
  const { outputFiles } = await build({
    stdin: { contents: `${start}\n${source}\n${end}`, loader: "tsx", resolveDir: consumers ?? "" },
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    tsconfigRaw: {},
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [
      {
        name: "package-as-a-file",
        setup(context) {
          context.onResolve({ filter: /^(dep-enroll|\/dep-enroll\/)/ }, ({ path }) => ({
            external: true,
            path: FILES[path] ?? path,
          }));
        },
      },
    ],
  });
  return outputFiles?.[0]?.text ?? "";
}

const FILES: Readonly<Record<string, string>> = {
  "dep-enroll": "/dep-enroll/dep-enroll.js",
  "dep-enroll/validate": "/dep-enroll/dep-enroll-validate.js",
  "dep-enroll/profile": "/dep-enroll/dep-enroll-profile.js",
};
