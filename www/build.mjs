// Bundles everything that JavaScript tooling has to bundle: the plugin's shell, the pages of the
// demo consoles, and the browser tests. It reads what `cargo xtask build` left in the target
// folder and never compiles Rust itself.
//
//   node www/build.mjs [plugin|tests|consumers|faces] [--target DIR] [--dev]

import { build } from "esbuild";
import { copyFile, cp, mkdir, readFile, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const www = dirname(fileURLToPath(import.meta.url));
const root = dirname(www);
const dist = join(www, "dist");
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { target: { type: "string" }, dev: { type: "boolean", default: false } },
});
const target = resolve(options.target ?? join(root, "target"));
const glue = join(target, "web");

// The oldest engines with constructed style sheets, <dialog> and WebAssembly reference types.
const engines = ["chrome109", "firefox115", "safari16.4"];

/** What every bundle for a browser shares. */
const forBrowsers = {
  bundle: true,
  platform: "browser",
  target: engines,
  minify: !options.dev,
  sourcemap: options.dev ? "linked" : false,
  legalComments: "none",
  logLevel: "warning",
  nodePaths: [join(www, "node_modules")],
};

/**
 * A style sheet imported by the plugin becomes its minified text: it is adopted into shadow roots,
 * and a host page has no second file to fetch and no inline style to allow.
 */
const styleSheetsAsText = {
  name: "style-sheets-as-text",
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const result = await build({
        entryPoints: [path],
        bundle: true,
        write: false,
        minify: !options.dev,
        target: engines,
        metafile: true,
        absWorkingDir: root,
        logLevel: "silent",
      });
      return {
        contents: result.outputFiles[0].text,
        loader: "text",
        watchFiles: Object.keys(result.metafile.inputs).map((file) => join(root, file)),
      };
    });
  },
};

/** The import's script is a file of its own, fetched when a page first reads a file. */
const importApart = {
  name: "import-apart",
  setup(context) {
    context.onResolve({ filter: /^#import-chunk$/ }, () => ({
      path: "./dep-enroll-import.js",
      external: true,
    }));
  },
};

/** The scripts that the package ships, by file name. */
const scripts = [
  { file: "dep-enroll.js", source: "index.ts", format: "esm" },
  // Classic scripts have no `import.meta`; this one finds its files through `currentScript`.
  { file: "dep-enroll.classic.js", source: "classic.ts", format: "iife" },
  { file: "dep-enroll-validate.js", source: "validate.ts", format: "esm" },
  { file: "dep-enroll-import.js", source: "import/chunk.ts", format: "esm" },
];

/** The modules that the package ships: the name of the glue, and of the file. */
const modules = {
  dep_enroll: "dep-enroll.wasm",
  validate: "dep-enroll-validate.wasm",
  import: "dep-enroll-import.wasm",
};

async function buildPlugin() {
  const shared = {
    ...forBrowsers,
    alias: {
      "#glue": join(glue, "dep_enroll/dep_enroll.js"),
      "#import-glue": join(glue, "import/import.js"),
    },
    plugins: [styleSheetsAsText, importApart],
  };
  await Promise.all([
    ...scripts.map(({ file, source, ...options }) =>
      build({
        ...shared,
        ...options,
        entryPoints: [join(www, "src", source)],
        outfile: join(dist, file),
      }),
    ),
    copyFile(
      join(www, "src/dep-enroll-validate.node.js"),
      join(dist, "dep-enroll-validate.node.js"),
    ),
    ...Object.entries(modules).map(([name, file]) =>
      copyFile(join(glue, name, `${name}_bg.wasm`), join(dist, file)),
    ),
  ]);
}

/** The legacy console's page: its scripts are classic ones, its libraries are the console's own. */
async function buildLegacyConsole() {
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

/** The React console: one bundle, which fetches the plugin at run time as a console would. */
async function buildReactConsole() {
  const from = join(www, "demo/entgra");
  const to = join(dist, "demo/entgra");
  await Promise.all([
    build({
      ...forBrowsers,
      entryPoints: [join(from, "app.tsx")],
      outfile: join(to, "app.js"),
      format: "esm",
      jsx: "automatic",
      external: ["/entgra/*"],
      define: {
        "process.env.NODE_ENV": JSON.stringify(options.dev ? "development" : "production"),
      },
    }),
    copyPages(from, to),
  ]);
}

/**
 * What a browser test runs inside the page is a script of its own: `import text from
 * "in-page:./finder"` is that file bundled for browsers, as text to hand to the driver.
 */
const inPageScriptsAsText = {
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

/** The witness that both pages load when the reference host runs with `--faults`. */
async function copyProbe() {
  await mkdir(join(dist, "demo"), { recursive: true });
  await copyFile(join(www, "demo/probe.js"), join(dist, "demo/probe.js"));
}

/** Browser tests run under node; one bundle each, so that node needs no TypeScript. */
async function buildTests(from, to) {
  const files = await filesUnder(from);
  const tests = files.filter((file) => file.endsWith(".test.ts"));
  const tools = files.filter((file) => basename(file) === "screenshots.ts");
  if (tests.length === 0) throw new Error(`there is no *.test.ts under ${from}`);
  // A bundle of a test that was renamed would go on being run.
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
    // Packages that are CommonJS inside call `require`, which an ES module does not have.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}

/** Copies what needs no building, so that a page, its styles and its pictures stay plain files. */
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

/** All files below a folder, in a stable order; none when the folder does not exist. */
async function filesUnder(folder) {
  const there = await stat(folder).catch(() => null);
  if (!there) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !basename(entry.name).startsWith("."))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Tells which file is missing before the bundler does it in its own words. */
async function needGlue() {
  const file = join(glue, "dep_enroll/dep_enroll.js");
  await readFile(file).catch(() => {
    throw new Error(`${file} is missing: run \`cargo xtask build\``);
  });
}

const [what = "plugin"] = positionals;
try {
  const tests = { tests: "browser", consumers: "consumers/tests", faces: "faces/tests" }[what];
  if (tests) {
    await buildTests(join(root, "tests", tests.split("/")[0]), join(target, tests));
  } else if (what === "plugin") {
    await needGlue();
    // Wiped first: a file whose source is gone must not be served any longer.
    await rm(dist, { recursive: true, force: true });
    await mkdir(dist, { recursive: true });
    await Promise.all([buildPlugin(), buildLegacyConsole(), buildReactConsole(), copyProbe()]);
  } else {
    throw new Error(
      `build.mjs knows \`plugin\`, \`tests\`, \`consumers\` and \`faces\`, not \`${what}\``,
    );
  }
} catch (error) {
  // The bundler has printed its own messages already; a stack of this file would bury them.
  if (!error.errors) console.error(`build.mjs: ${error.message}`);
  process.exitCode = 1;
}
