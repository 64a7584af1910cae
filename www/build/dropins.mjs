// Builds the scripts of the drop-ins.

import { build } from "esbuild";
import { join } from "node:path";
import { expectNoPackages } from "./packages.mjs";
import { forBrowsers, pluginAsFile, target, www } from "./shared.mjs";

/** The scripts that start the plugin in the two consoles. They are not minified, so that administrators can read them. */
export async function buildDropins() {
  const from = join(www, "dropins");
  const to = join(target, "dropins");
  const shared = { ...forBrowsers, minify: false, sourcemap: false, metafile: true };
  const bundles = await Promise.all([
    build({
      ...shared,
      entryPoints: [join(from, "legacy-unit/start.ts")],
      outfile: join(to, "start.js"),
      format: "iife",
    }),
    build({
      ...shared,
      plugins: [pluginAsFile],
      entryPoints: [join(from, "war/app.ts")],
      outfile: join(to, "app.js"),
      format: "esm",
    }),
  ]);
  for (const { metafile } of bundles) expectNoPackages(metafile);
}
