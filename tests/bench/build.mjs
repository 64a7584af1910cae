// Bundles the benchmark: one file for each implementation, with its own copy of the loops that
// measure it, and one for each program that node starts.
//
//   node tests/bench/build.mjs --target DIR

import { readdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const { values: options } = parseArgs({ options: { target: { type: "string" } } });
const to = join(resolve(options.target ?? join(root, "target")), "bench");

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

await rm(to, { recursive: true, force: true });
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
