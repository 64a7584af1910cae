// Bundles all JavaScript: the plugin's shell, the pages of the demo consoles, the scripts of the
// drop-ins, and the browser tests. It reads the output of `cargo xtask build` in the target folder
// and must never compile Rust.
//
//   node www/build.mjs [plugin|dropins|tests|consumers|faces] [--target DIR] [--glue DIR] [--dist DIR] [--dev]

import { stop } from "esbuild";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { BUILDS } from "./build/builds.mjs";
import { buildDropins } from "./build/dropins.mjs";
import { dist, root, target, taskName } from "./build/shared.mjs";
import { buildTests } from "./build/tests.mjs";

async function buildAll() {
  // Start empty, so that a file whose source was deleted is no longer served.
  await rm(dist, { recursive: true, force: true });
  await mkdir(dist, { recursive: true });
  await Promise.all(BUILDS.map(({ build }) => build()));
}

/** Bundles the tests of a folder. Each suite has its own task, because it is built when it runs. */
const testsOf = (folder, to) => () => buildTests(join(root, "tests", folder), join(target, to));

const TASKS = {
  plugin: buildAll,
  dropins: buildDropins,
  tests: testsOf("browser", "browser"),
  consumers: testsOf("consumers", "consumers/tests"),
  faces: testsOf("faces", "faces/tests"),
};

try {
  const task = TASKS[taskName];
  if (!task) {
    const known = Object.keys(TASKS).join(", ");
    throw new Error(`build.mjs has no task \`${taskName}\`, only ${known}`);
  }
  await task();
} catch (error) {
  // The bundler has already printed its messages; a stack trace would bury them.
  if (!error.errors) console.error(`build.mjs: ${error.message}`);
  process.exitCode = 1;
} finally {
  // A development build keeps a context for the next build of its process, which would keep this process alive.
  await stop();
}
