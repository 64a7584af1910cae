// The scripts of what an administrator copies into a console.

import { build } from "esbuild";
import { join } from "node:path";
import { forBrowsers, target, www } from "./shared.mjs";

/**
 * What an administrator copies into a console names the plugin by its file, so that the file beside
 * it is the one of the package and not a copy inside another bundle.
 */
const pluginByItsFile = {
  name: "plugin-by-its-file",
  setup(context) {
    context.onResolve({ filter: /\/src\/index$/ }, () => ({
      path: "./dep-enroll.js",
      external: true,
    }));
  },
};

/** The scripts that start the plugin in the two consoles. They stay readable for administrators. */
export async function buildDropins() {
  const from = join(www, "dropins");
  const to = join(target, "dropins");
  const shared = { ...forBrowsers, minify: false, sourcemap: false };
  await Promise.all([
    build({
      ...shared,
      entryPoints: [join(from, "legacy-unit/start.ts")],
      outfile: join(to, "start.js"),
      format: "iife",
    }),
    build({
      ...shared,
      plugins: [pluginByItsFile],
      entryPoints: [join(from, "war/app.ts")],
      outfile: join(to, "app.js"),
      format: "esm",
    }),
  ]);
}
