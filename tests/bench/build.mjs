// Bundles a benchmark. `validate`: one file for each implementation, with its own copy of the loops that measure it, and one
// for each program that node starts. `ui`: the program, and the script of the measured page. `dev`, `fleet`, `import`: the program.
// `peers`: the folder that a benchmark of device dialogs takes, with the built plugin in it.
//
//   node tests/bench/build.mjs validate|ui|dev|fleet|import|peers --target DIR

import { copyFile, readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { dist, forBrowsers, root, target, taskName } from "../../www/build/shared.mjs";
import { inPageScriptsAsText } from "../../www/build/tests.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const to = join(target, "bench", taskName);

// The bundler is the one that builds the product: its packages are installed already.
const { build } = createRequire(join(root, "www/package.json"))("esbuild");

const shared = {
  outdir: to,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  target: "es2022",
  sourcemap: "inline",
  logLevel: "warning",
  define: { "process.env.NODE_ENV": '"production"' },
};

const rivals = join(here, "validate/rivals");

/** An implementation's entry, put together here so that none can be measured by other loops. */
const entries = {
  name: "entries",
  setup(context) {
    context.onResolve({ filter: /^implementation:/ }, ({ path }) => ({
      path: path.slice("implementation:".length),
      namespace: "implementation",
    }));
    context.onLoad({ filter: /.*/, namespace: "implementation" }, ({ path }) => ({
      contents: `export { implementation } from "./rivals/${path}";\nexport { Subject } from "./subject";`,
      resolveDir: join(here, "validate"),
      loader: "ts",
    }));
  },
};

/** The files in `rivals` that are implementations and not what several of them share. */
async function implementations() {
  const helpers = ["csv", "kinds", "messages", "patterns"];
  const files = (await readdir(rivals)).filter((file) => file.endsWith(".ts"));
  return files.map((file) => file.slice(0, -3)).filter((name) => !helpers.includes(name));
}

async function buildValidate() {
  const names = await implementations();
  await Promise.all([
    build({
      ...shared,
      entryPoints: names.map((name) => ({ in: `implementation:${name}`, out: name })),
      plugins: [entries],
      // The same files run in node and in a browser; nothing in them needs either.
      platform: "browser",
    }),
    build({
      ...shared,
      entryPoints: [
        { in: join(here, "validate/main.ts"), out: "main" },
        { in: join(here, "validate/hosts/node-subject.ts"), out: "node-subject" },
      ],
      platform: "node",
    }),
  ]);
}

/** A program that drives a browser. */
function buildProgram() {
  return build({
    ...shared,
    entryPoints: [join(here, taskName, "main.ts")],
    plugins: [inPageScriptsAsText],
    platform: "node",
  });
}

async function buildUi() {
  await Promise.all([
    buildProgram(),
    build({
      ...forBrowsers,
      entryPoints: [join(here, "ui/page.ts")],
      format: "esm",
      outdir: to,
    }),
  ]);
}

async function buildPeers() {
  await build({
    ...forBrowsers,
    entryPoints: [join(here, "peers/entry.ts")],
    format: "esm",
    // The plugin's own file, as a page loads it.
    external: ["./dep-enroll.js"],
    outdir: to,
  });
  const files = ["dep-enroll.js", "dep-enroll.wasm", "dep-enroll-rest.wasm"];
  await Promise.all([
    copyFile(join(here, "peers/manifest.json"), join(to, "manifest.json")),
    ...files.map((file) => copyFile(join(dist, file), join(to, file))),
  ]);
}

// Wiped first: a bundle whose source is gone must not be run any longer.
await rm(to, { recursive: true, force: true });
const builds = {
  validate: buildValidate,
  ui: buildUi,
  dev: buildProgram,
  fleet: buildProgram,
  import: buildProgram,
  peers: buildPeers,
};
await builds[taskName]();
