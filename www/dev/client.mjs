// Bundles the client that runs in every page of the development server.

import { build } from "esbuild";
import { join } from "node:path";
import { forBrowsers, www } from "../build/shared.mjs";

/** The client as a classic script, so that it runs before the page's own scripts. */
export async function bundleClient() {
  const { outputFiles } = await build({
    ...forBrowsers,
    entryPoints: [join(www, "dev/client.ts")],
    format: "iife",
    sourcemap: false,
    write: false,
  });
  return outputFiles[0].text;
}
