// Builds the pages of the two demo consoles for the reference host.

import { build, context } from "esbuild";
import { copyFile, cp, mkdir } from "node:fs/promises";
import { dirname, extname, join, relative } from "node:path";
import { dist, filesUnder, forBrowsers, isDev, www } from "./shared.mjs";

/** The legacy console's page: classic scripts, and the console's own libraries. */
export async function buildLegacyConsole() {
  const from = join(www, "demo/legacy");
  const to = join(dist, "demo/legacy");
  const scripts = (await filesUnder(from)).filter((file) => extname(file) === ".ts");
  await Promise.all([
    ...scripts.map((file) =>
      build({
        ...forBrowsers,
        entryPoints: [file],
        outfile: join(to, relative(from, file).replace(/\.ts$/, ".js")),
        format: "iife",
      }),
    ),
    copyPages(from, to),
    copyPackageFile("jquery/dist/jquery.min.js", join(to, "lib/jquery.min.js")),
    copyPackageFile("bootstrap/dist/css/bootstrap.min.css", join(to, "lib/css/bootstrap.min.css")),
    copyPackageFile("bootstrap/dist/js/bootstrap.min.js", join(to, "lib/js/bootstrap.min.js")),
    cp(join(www, "node_modules/bootstrap/dist/fonts"), join(to, "lib/fonts"), { recursive: true }),
  ]);
}

/** What the bundler has parsed of the React console, for the next build of this process: antd takes it half of the time. */
let parsed;

/** The React console: one bundle, which loads the plugin at run time as a real console does. */
export async function buildReactConsole() {
  const from = join(www, "demo/entgra");
  const to = join(dist, "demo/entgra");
  const options = {
    ...forBrowsers,
    entryPoints: [join(from, "app.tsx")],
    outfile: join(to, "app.js"),
    format: "esm",
    jsx: "automatic",
    external: ["/entgra/*"],
    // In development too: the checks of React and antd on themselves take the bundler and the page as long again.
    define: { "process.env.NODE_ENV": '"production"' },
  };
  if (isDev) parsed ??= await context(options);
  await Promise.all([parsed ? parsed.rebuild() : build(options), copyPages(from, to)]);
}

/** The probe, which both pages load if the reference host runs with `--faults`. */
export async function copyProbe() {
  await mkdir(join(dist, "demo"), { recursive: true });
  await copyFile(join(www, "demo/probe.js"), join(dist, "demo/probe.js"));
}

/** Copies the plain files: pages, style sheets, pictures. */
async function copyPages(from, to) {
  const plain = (await filesUnder(from)).filter((file) => !/\.tsx?$/.test(file));
  for (const file of plain) {
    const copy = join(to, relative(from, file));
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(file, copy);
  }
}

async function copyPackageFile(file, to) {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(join(www, "node_modules", file), to);
}
