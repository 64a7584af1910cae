// Builds the scripts and modules of the package from `www/src` and the glue of `cargo xtask build`.

import { build } from "esbuild";
import { appendFile, copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { minify } from "terser";
import { expectNoPackages } from "./packages.mjs";
import { dist, engines, forBrowsers, glue, isDev, root, www } from "./shared.mjs";

/**
 * Turns an imported style sheet into its minified text. Shadow roots adopt it, so a host page needs
 * no second file and no exception for inline styles in its policy.
 */
const styleSheetsAsText = {
  name: "style-sheets-as-text",
  setup(context) {
    context.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const result = await build({
        entryPoints: [path],
        bundle: true,
        write: false,
        minify: !isDev,
        target: engines,
        absWorkingDir: root,
        logLevel: "silent",
      });
      // A rule that the bundler cannot read is only a warning to it, and would silently be missing.
      return { contents: result.outputFiles[0].text, loader: "text", errors: result.warnings };
    });
  },
};

/** Scripts in files of their own, which are loaded when they are needed: with `ready()`, the first file, the first workbook. */
const CHUNKS = {
  "#functions-chunk": "./dep-enroll-functions.js",
  "#import-chunk": "./dep-enroll-import.js",
  "#workbook-chunk": "./dep-enroll-workbook.js",
};

const chunksAsFiles = {
  name: "chunks-as-files",
  setup(context) {
    context.onResolve({ filter: /^#(functions|import|workbook)-chunk$/ }, ({ path }) => ({
      path: CHUNKS[path],
      external: true,
    }));
  },
};

/** The scripts that the package ships, by file name. */
const scripts = [
  { file: "dep-enroll.js", source: "index.ts", format: "esm" },
  // Classic scripts have no `import.meta`, so this one finds its files through `currentScript`.
  { file: "dep-enroll.classic.js", source: "classic.ts", format: "iife" },
  { file: "dep-enroll-validate.js", source: "validate.ts", format: "esm" },
  { file: "dep-enroll-profile.js", source: "profile.ts", format: "esm" },
  { file: "dep-enroll-functions.js", source: "functions/chunk.ts", format: "esm" },
  { file: "dep-enroll-import.js", source: "import/chunk.ts", format: "esm" },
  { file: "dep-enroll-workbook.js", source: "workbook/chunk.ts", format: "esm" },
];

/** The modules that the package ships: the path in the folder of all glue, and the name of the file. */
const modules = {
  "dep_enroll/dep_enroll_bg.wasm": "dep-enroll.wasm",
  "dep_enroll/rest.wasm": "dep-enroll-rest.wasm",
  "validate/validate_bg.wasm": "dep-enroll-validate.wasm",
  "setup/setup_bg.wasm": "dep-enroll-profile.wasm",
  "import/import_bg.wasm": "dep-enroll-import.wasm",
};

/** Builds every file of the plugin that a page loads. */
export async function buildPlugin() {
  await needGlue();
  const shared = {
    ...forBrowsers,
    // The second minifier does it: this one would drop the words to the bundlers of pages with it.
    ...{ minify: false, minifySyntax: !isDev, minifyIdentifiers: !isDev },
    alias: {
      "#glue": join(glue, "dep_enroll/dep_enroll.js"),
      "#validate-glue": join(glue, "validate/validate.js"),
      "#setup-glue": join(glue, "setup/setup.js"),
      "#import-glue": join(glue, "import/import.js"),
    },
    plugins: [styleSheetsAsText, chunksAsFiles],
  };
  await Promise.all([
    ...scripts.map(async ({ file, source, ...options }) => {
      const { metafile } = await build({
        ...shared,
        ...options,
        metafile: true,
        entryPoints: [join(www, "src", source)],
        outfile: join(dist, file),
      });
      expectNoPackages(metafile);
      if (!isDev) await shrink(join(dist, file), options.format === "esm");
    }),
    ...["dep-enroll-validate.node.js", "dep-enroll-profile.node.js"].map((file) =>
      copyFile(join(www, "src", file), join(dist, file)),
    ),
    ...Object.entries(modules).map(([path, file]) => copyFile(join(glue, path), join(dist, file))),
  ]);
  const styles = section("styles", await readText("rest-styles.ts", "restStyles"));
  await appendFile(join(dist, "dep-enroll-rest.wasm"), styles);
}

/** A custom section of a module, which may stand at its end. */
function section(name, content) {
  const body = Buffer.concat([number(name.length), Buffer.from(name), Buffer.from(content)]);
  return Buffer.concat([Buffer.of(0), number(body.length), body]);
}

/** A number as modules have it: seven bits in a byte, the lowest first. */
function number(value) {
  return Buffer.from(value < 128 ? [value] : [(value % 128) + 128, ...number(value >> 7)]);
}

/** All styles of the elements, once both modules are there. */
export async function readStyles() {
  const [first, rest] = await Promise.all([
    readText("styles.ts", "styles"),
    readText("rest-styles.ts", "restStyles"),
  ]);
  return first + rest;
}

/** A text that a script of `www/src` exports. */
async function readText(script, name) {
  const { outputFiles } = await build({
    ...forBrowsers,
    plugins: [styleSheetsAsText],
    entryPoints: [join(www, "src", script)],
    format: "esm",
    sourcemap: false,
    write: false,
  });
  const module = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return module[name];
}

/** Minifies a bundled script again, in place. Terser saves another 5 % after the bundler's own minifier. */
async function shrink(file, module) {
  const compress = { passes: 3, ecma: 2022 };
  // The words that tell the bundlers of pages to leave an import alone.
  const format = { comments: /@vite-ignore|webpackIgnore/ };
  const options = { compress, format, ecma: 2022, module };
  const { code } = await minify(await readFile(file, "utf8"), options);
  await writeFile(file, code);
}

/** Fails with the missing file's name and its remedy, before the bundler fails with a less helpful message. */
async function needGlue() {
  const file = join(glue, "dep_enroll/dep_enroll.js");
  await readFile(file).catch(() => {
    throw new Error(`${file} is missing: run \`cargo xtask build\``);
  });
}
