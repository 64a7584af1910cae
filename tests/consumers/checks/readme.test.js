// Runs the examples in the installed package's README and types that need no page, and compares their expected results.
// `tests/consumers/readme.test.ts` runs the others in a page.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import * as profile from "dep-enroll/profile";
import * as validate from "dep-enroll/validate";
import ts from "typescript";
import { entriesOf, examplesOf, expectSource, isForPages, program } from "./readme/blocks.js";

const installed = dirname(createRequire(import.meta.url).resolve("dep-enroll/package.json"));
const readme = await readFile(join(installed, "README.md"), "utf8");
const all = examplesOf(installed);
const ofReadme = all.filter(({ file }) => file === "README.md");

/** The imports of a block without imports from the package, as the README says. */
const DEFAULT_IMPORTS = `
import { ${Object.keys(validate).join(", ")} } from "dep-enroll/validate";
import { ${ofProfiles().join(", ")}, ready as readyForProfiles } from "dep-enroll/profile";
await Promise.all([ready(), readyForProfiles()]);`.replaceAll("\n", " ");

/** The names that only `dep-enroll/profile` has. */
function ofProfiles() {
  return Object.keys(profile).filter((name) => !(name in validate));
}

let folder;
before(async () => {
  // Below this file, so that Node finds the package.
  folder = await mkdtemp(join(dirname(fileURLToPath(import.meta.url)), ".readme-"));
});
after(() => rm(folder, { recursive: true }));

/** Runs a block in its own worker, so that its configuration does not affect the next one. */
async function run(block) {
  const { source, expectations } = program(block);
  const imports = entriesOf(block).length === 0 ? DEFAULT_IMPORTS : "";
  const report = "(failure) => parentPort.postMessage({ failure })";
  const start = `import { parentPort } from "node:worker_threads"; ${imports}\n${expectSource(report)}`;
  const file = join(folder, `${block.file}-${block.line}.mjs`.replace(/[^\w.-]/g, "-"));
  await writeFile(file, `${start}\n${source}`);
  const results = [];
  const where = `${block.file}, line ${block.line}`;
  await new Promise((done, failed) => {
    const worker = new Worker(file);
    worker.on("message", (message) => results.push(message));
    worker.on("error", (error) => failed(new Error(`${where}: ${error.stack}`)));
    worker.on("exit", done);
  });
  const failures = results.flatMap(({ failure }) => failure ?? []);
  assert.equal(failures.length, 0, failures.join("\n"));
  assert.equal(results.length, expectations, `${where}: not every expectation was reached`);
}

/** The README's section about events. */
function events() {
  return readme.slice(readme.indexOf("### Events"), readme.indexOf("### Options"));
}

describe("the examples", () => {
  it("use only known languages", () => {
    const known = ["sh", "html", "css", "js", "tsx"];
    assert.deepEqual(
      all.filter(({ language }) => !known.includes(language)),
      [],
    );
    assert.ok(all.length > ofReadme.length, "the types have examples, too");
  });

  it("in the README call every function", () => {
    const code = ofReadme.map(({ text }) => text).join("\n");
    const functions = [...Object.keys(validate), "openEnrollment"];
    assert.deepEqual(
      functions.filter((name) => !code.includes(`${name}(`) && name !== "LoadError"),
      [],
    );
  });

  it("come with a table of every problem code", async () => {
    const types = await readFile(join(installed, "types/generated.d.ts"), "utf8");
    const [, union] = /type ProblemCode =([^;]+);/.exec(types) ?? [];
    const codes = [...(union ?? "").matchAll(/"([^"]+)"/g)].map(([, code]) => code);
    assert.ok(codes.length > 40);
    assert.deepEqual(
      codes.filter((code) => !readme.includes(`\`${code}\``)),
      [],
    );
  });

  it("name exactly the properties, parts and events of the elements", async () => {
    const { modules } = JSON.parse(await readFile(join(installed, "custom-elements.json"), "utf8"));
    const has = (list) =>
      [
        ...new Set(modules[0].declarations.flatMap((it) => it[list].map(({ name }) => name))),
      ].sort();
    const css = ofReadme.filter(({ language }) => language === "css").map(({ text }) => text);
    const named = (pattern, text) =>
      [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();
    assert.deepEqual(named(/(--dep-[\w-]+):/g, css.join("\n")), has("cssProperties"));
    assert.deepEqual(named(/^\| `(dep-[\w-]+)` /gm, events()), has("events"));
    const [, parts = ""] = /^Parts: (.*)\.$/m.exec(readme) ?? [];
    assert.deepEqual(named(/`([^`]+)`/g, parts), has("cssParts"));
  });

  it("in TypeScript compile in strict mode", async () => {
    const files = await Promise.all(
      ofReadme
        .filter(({ language }) => language === "tsx")
        .map(async ({ text, line }) => {
          const file = join(folder, `line-${line}.tsx`);
          await writeFile(file, text);
          return file;
        }),
    );
    assert.ok(files.length > 0);
    const program = ts.createProgram(files, {
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      types: [],
      strict: true,
      noEmit: true,
      jsx: ts.JsxEmit.ReactJSX,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    });
    const messages = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
    assert.deepEqual(messages, []);
  });

  for (const block of all.filter((block) => block.language === "js" && !isForPages(block))) {
    it(`${block.file}, line ${block.line}`, () => run(block));
  }

  it("fail when an expected result is wrong", async () => {
    const wrong = (line, text) => run({ file: "wrong", language: "js", line, text });
    const value = 'validateSerial("c02xk1zzjgh5").ok; // → false\n';
    await assert.rejects(wrong(1, value), /expected\n {2}false\nbut got\n {2}true/);
    await assert.rejects(wrong(2, 'validateSerial("A"); // → throws TypeError\n'), /expected/);
    await assert.rejects(wrong(3, "validateSerial(; // → 1\n"), /wrong, line 3/);
  });
});
