// The shared parts of the build: paths, and the options of bundles for browsers.

import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    target: { type: "string" },
    glue: { type: "string" },
    dist: { type: "string" },
    dev: { type: "boolean", default: false },
  },
});
export { positionals };
export const taskName = positionals[0] ?? "plugin";
export const isDev = values.dev;

export const www = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(www);
export const dist = resolve(values.dist ?? join(www, "dist"));
export const target = resolve(values.target ?? join(root, "target"));
export const glue = resolve(values.glue ?? join(target, "web"));

// The oldest engines with constructed style sheets, <dialog> and WebAssembly reference types.
export const engines = ["chrome109", "firefox115", "safari16.4"];

/** The options of every bundle for browsers. */
export const forBrowsers = {
  bundle: true,
  platform: "browser",
  target: engines,
  minify: !isDev,
  sourcemap: isDev ? "linked" : false,
  legalComments: "none",
  logLevel: "warning",
  nodePaths: [join(www, "node_modules")],
};

/** All files below a folder except installed packages, in a stable order. Empty if the folder does not exist. */
export async function filesUnder(folder) {
  const there = await stat(folder).catch(() => null);
  if (!there) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !basename(entry.name).startsWith("."))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => !relative(folder, file).includes("node_modules"))
    .sort();
}

/** Imports the plugin from its own file beside the script, as consoles do, and not a bundled copy. */
export const pluginAsFile = {
  name: "plugin-as-file",
  setup(context) {
    context.onResolve({ filter: /\/src\/index$/ }, () => ({
      path: "./dep-enroll.js",
      external: true,
    }));
  },
};
