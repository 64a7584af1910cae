// Bundles everything that JavaScript tooling has to bundle: the plugin's shell, the pages of the
// demo consoles, the scripts of the drop-ins, and the browser tests. It reads what
// `cargo xtask build` left in the target folder and never compiles Rust itself.
//
//   node www/build.mjs [plugin|dropins|tests|consumers|faces] [--target DIR] [--dev]

import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { buildLegacyConsole, buildReactConsole, copyProbe } from "./build/demo.mjs";
import { buildDropins } from "./build/dropins.mjs";
import { buildPlugin } from "./build/plugin.mjs";
import { dist, root, target, what } from "./build/shared.mjs";
import { buildTests } from "./build/tests.mjs";

async function buildAll() {
  // Wiped first: a file whose source is gone must not be served any longer.
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await Promise.all([buildPlugin(), buildLegacyConsole(), buildReactConsole(), copyProbe()]);
}

/** Bundles the tests of a folder; a word for each suite, because each is built when it is run. */
const testsOf = (folder, to) => () => buildTests(join(root, "tests", folder), join(target, to));

const TASKS = {
  plugin: buildAll,
  dropins: buildDropins,
  tests: testsOf("browser", "browser"),
  consumers: testsOf("consumers", "consumers/tests"),
  faces: testsOf("faces", "faces/tests"),
};

try {
  const task = TASKS[what];
  if (!task) {
    const known = Object.keys(TASKS).join(", ");
    throw new Error(`build.mjs does not know \`${what}\`, only ${known}`);
  }
  await task();
} catch (error) {
  // The bundler has printed its own messages already; a stack of this file would bury them.
  if (!error.errors) console.error(`build.mjs: ${error.message}`);
  process.exitCode = 1;
}
