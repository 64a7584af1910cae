// The README of the package as it was installed: every example that needs no page is run, and what it promises must come.
// `tests/consumers/readme.test.ts` plays the others in a page.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import * as validate from "dep-enroll/validate";
import { blocks, entriesOf, isForPages, program, promiseSource } from "./readme/blocks.js";

const { resolve } = createRequire(import.meta.url);
const readme = await readFile(
  join(dirname(resolve("dep-enroll/package.json")), "README.md"),
  "utf8",
);
const all = blocks(readme);
const here = all.filter((block) => block.language === "js" && !isForPages(block));

/** What a block that imports nothing of the package has at hand, as the README says. */
const AT_HAND = `import { ${Object.keys(validate).join(", ")} } from "dep-enroll/validate"; await ready();`;

let folder;
before(async () => {
  // Below this file, so that the package is found.
  folder = await mkdtemp(join(dirname(fileURLToPath(import.meta.url)), ".readme-"));
});
after(() => rm(folder, { recursive: true }));

/** Runs a block in a world of its own: what it configures must not reach the next one. */
async function run(block, name) {
  const { source, promises } = program(block);
  const known = entriesOf(block).length === 0 ? AT_HAND : "";
  const file = join(folder, `${name}.mjs`);
  const report = "(broken) => parentPort.postMessage({ broken })";
  await writeFile(
    file,
    `import { parentPort } from "node:worker_threads"; ${known}\n${promiseSource(report)}\n${source}`,
  );
  const said = [];
  await new Promise((done, failed) => {
    const worker = new Worker(file);
    worker.on("message", (message) => said.push(message));
    worker.on("error", (error) =>
      failed(new Error(`README.md, line ${block.line}: ${error.stack}`)),
    );
    worker.on("exit", done);
  });
  const broken = said.flatMap(({ broken }) => broken ?? []);
  assert.equal(broken.length, 0, broken.join("\n"));
  assert.equal(
    said.length,
    promises,
    `README.md, line ${block.line}: not every promise was reached`,
  );
  return promises;
}

describe("the README", () => {
  it("has nothing but shell, html and what can be run", () => {
    const known = ["sh", "html", "css", "js", "tsx"];
    const others = all.filter(({ language }) => !known.includes(language));
    assert.deepEqual(others, []);
    assert.ok(here.length > 10, "there are too few examples for all the functions");
  });

  it("has an example of every function", () => {
    const code = all.map(({ text }) => text).join("\n");
    const functions = Object.keys(validate).filter((name) => typeof validate[name] === "function");
    assert.deepEqual(
      functions.filter((name) => !code.includes(`${name}(`) && name !== "LoadError"),
      [],
    );
  });

  it("names every code of the import", async () => {
    const types = await readFile(
      join(dirname(resolve("dep-enroll/package.json")), "types/generated.d.ts"),
      "utf8",
    );
    const codes = [
      ...types.matchAll(/"((?:import|username|serial|profile|enrollment|input)\.[^"]+)"/g),
    ];
    const missing = codes.map(([, code]) => code).filter((code) => !readme.includes(`\`${code}\``));
    assert.deepEqual(missing, []);
  });

  for (const [place, block] of here.entries()) {
    it(`line ${block.line} does what it says`, () => run(block, `block${place}`));
  }

  it("is not believed when it is wrong", async () => {
    const wrong = {
      language: "js",
      line: 1,
      text: 'validateSerial("c02xk1zzjgh5").ok; // → false\n',
    };
    await assert.rejects(run(wrong, "wrong"), /promised\n {2}false\nbut got\n {2}true/);
    const silent = {
      language: "js",
      line: 1,
      text: 'validateSerial("A"); // → throws TypeError\n',
    };
    await assert.rejects(run(silent, "silent"), /promised/);
  });
});
