// Bundles the tests that run in Node and drive browsers.

import { build } from "esbuild";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { filesUnder, forBrowsers, www } from "./shared.mjs";

/**
 * Bundles a script that a test runs inside the page: `import text from "in-page:./finder"` is that
 * file bundled for browsers, as text for the driver.
 */
export const inPageScriptsAsText = {
  name: "in-page-scripts-as-text",
  setup(context) {
    context.onResolve({ filter: /^in-page:/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, `${path.slice("in-page:".length)}.ts`),
      namespace: "in-page",
    }));
    context.onLoad({ filter: /.*/, namespace: "in-page" }, async ({ path }) => {
      const script = { ...forBrowsers, entryPoints: [path], format: "iife", write: false };
      const result = await build({ ...script, minify: true, sourcemap: false });
      return { contents: result.outputFiles[0].text, loader: "text" };
    });
  },
};

/** Makes one bundle for each test, so that Node needs no TypeScript. */
export async function buildTests(from, to) {
  const files = await filesUnder(from);
  const tests = files.filter((file) => file.endsWith(".test.ts"));
  const isTool = (file) => basename(file) === "pictures.ts" || file.endsWith(".bulk.ts");
  const tools = files.filter(isTool);
  if (tests.length === 0) throw new Error(`there is no *.test.ts under ${from}`);
  // Start empty, so that the bundle of a renamed test does not keep running.
  await rm(to, { recursive: true, force: true });
  await build({
    entryPoints: [...tests, ...tools],
    plugins: [inPageScriptsAsText],
    outdir: to,
    outbase: from,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: "inline",
    logLevel: "warning",
    nodePaths: [join(www, "node_modules")],
    // Bundled CommonJS packages call `require`, which an ES module does not have.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}
