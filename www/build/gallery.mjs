// Builds the gallery for the reference host: its list of scenes, and the stage that shows one.

import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readSentences } from "./catalogue.mjs";
import { dist, forBrowsers, pluginAsFile, www } from "./shared.mjs";

/** Makes `#sentences` the catalogues' sentences by code. */
const sentencesAsModule = {
  name: "sentences-as-module",
  setup(context) {
    context.onResolve({ filter: /^#sentences$/ }, ({ path }) => ({ path, namespace: "sentences" }));
    context.onLoad({ filter: /.*/, namespace: "sentences" }, async () => ({
      contents: JSON.stringify(await readSentences()),
      loader: "json",
    }));
  },
};

/** The gallery's pages, scripts and style sheets. */
export async function buildGallery() {
  const from = join(www, "gallery");
  const to = join(dist, "gallery");
  await mkdir(to, { recursive: true });
  const plain = ["index.html", "index.css", "stage.html", "stage.css"];
  await Promise.all([
    build({
      ...forBrowsers,
      plugins: [sentencesAsModule, pluginAsFile],
      entryPoints: [join(from, "index.ts"), join(from, "stage.ts")],
      outdir: to,
      format: "esm",
    }),
    ...plain.map((file) => copyFile(join(from, file), join(to, file))),
    copyFile(join(www, "demo/legacy/page/plugin.css"), join(to, "legacy.css")),
  ]);
}
