// Assembles the npm package in `target/pack/package` from the bundles in `www/dist`, the type
// declarations of `www/src`, and the files beside them. It must never bundle anything.
//
//   node www/pack.mjs --version VERSION [--target DIR]

import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import ts from "typescript";

const www = dirname(fileURLToPath(import.meta.url));
const root = dirname(www);
const { values: options } = parseArgs({
  options: { target: { type: "string" }, version: { type: "string" } },
});
const target = resolve(options.target ?? join(root, "target"));
const out = join(target, "pack/package");

/** Fields of `www/package.json` for developing the package, which users do not need. */
const DEVELOPMENT_FIELDS = ["private", "scripts", "devDependencies"];
const PLAIN_FILES = ["README.md", "CHANGELOG.md", "custom-elements.json", "texts.en.json"];

const LICENCES = "THIRD-PARTY-LICENSES.txt";

const manifest = JSON.parse(await readFile(join(www, "package.json"), "utf8"));

/** Copies the bundles and their modules, without demo pages, tests and source maps. */
async function copyBundles() {
  await mkdir(join(out, "dist"), { recursive: true });
  const files = await readdir(join(www, "dist"), { withFileTypes: true });
  for (const file of files) {
    if (!file.isFile() || !/^dep-enroll.*\.(js|wasm)$/.test(file.name)) continue;
    await copyFile(join(www, "dist", file.name), join(out, "dist", file.name));
  }
}

/** Copies the interface of the component, for making bindings. Earlier releases are not shipped. */
async function copyInterface() {
  await mkdir(join(out, "wit"), { recursive: true });
  for (const name of await readdir(join(root, "wit"))) {
    if (/\.(wit|md)$/.test(name)) await copyFile(join(root, "wit", name), join(out, "wit", name));
  }
}

/** Writes the declaration files that the package's entries need, with the file ending in each import. */
async function writeTypes() {
  const entries = Object.values(manifest.exports).flatMap((entry) => entry.types ?? []);
  const emitted = declarations(entries.map((entry) => basename(entry, ".d.ts")));
  const queue = entries.map((entry) => basename(entry));
  const written = new Set();
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (written.has(name)) continue;
    written.add(name);
    const text = emitted.get(name);
    if (text === undefined) throw new Error(`no types were emitted for www/src/${name}`);
    const file = join(out, "types", name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(
      file,
      withEndings(text, name, (needed) => queue.push(needed)),
    );
  }
}

/** The declarations of the entries and of all their imports, by path below `www/src`. */
function declarations(entries) {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(www, "tsconfig.json"),
    {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      stripInternal: true,
      rootDir: join(www, "src"),
      outDir: out,
    },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (diagnostic) => fail([diagnostic]) },
  );
  // The configuration names the default target folder; replace it with the actual one.
  for (const places of Object.values(config.options.paths)) {
    places.forEach((place, index) => {
      if (place.startsWith("../target/"))
        places[index] = join(target, relative("../target", place));
    });
  }
  const ambient = config.fileNames.filter((file) => basename(file) === "assets.d.ts");
  const files = entries.map((entry) => join(www, "src", `${entry}.ts`));
  const program = ts.createProgram([...ambient, ...files], config.options);
  const emitted = new Map();
  const { diagnostics } = program.emit(undefined, (file, text) =>
    emitted.set(relative(out, file).split(sep).join("/"), text),
  );
  fail([...ts.getPreEmitDiagnostics(program), ...diagnostics]);
  return emitted;
}

function fail(diagnostics) {
  if (diagnostics.length === 0) return;
  const host = {
    getCanonicalFileName: (file) => file,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n",
  };
  throw new Error(`the types do not compile\n${ts.formatDiagnostics(diagnostics, host)}`);
}

/**
 * Adds the file ending to every relative import. The sources omit it, because bundlers add it, but
 * TypeScript's Node resolution requires it. Calls `needs` with every imported file.
 */
function withEndings(text, name, needs) {
  let changed = text;
  // From the end, so that the remaining positions stay valid.
  for (const { fileName, pos } of ts.preProcessFile(text).importedFiles.reverse()) {
    // An augmentation of an optional module, not an import; see `www/src/jsx.ts`.
    if (text.includes(`declare module "${fileName}"`)) continue;
    if (!fileName.startsWith(".")) {
      throw new Error(`types/${name} imports ${fileName}, which consumers do not have`);
    }
    needs(join(dirname(name), `${fileName}.d.ts`).split(sep).join("/"));
    const end = text.indexOf(fileName, pos) + fileName.length;
    changed = `${changed.slice(0, end)}.js${changed.slice(end)}`;
  }
  return changed;
}

/** Writes the manifest with the version of the crates: `www/package.json` has none of its own. */
async function writeManifest() {
  const { name, ...rest } = manifest;
  if (!options.version) throw new Error("--version is needed; use `cargo xtask pack`");
  if ("version" in rest) throw new Error("www/package.json names a version; Cargo.toml has it");
  const published = Object.entries({ name, version: options.version, ...rest }).filter(
    ([field]) => !DEVELOPMENT_FIELDS.includes(field),
  );
  await writeJson("package.json", Object.fromEntries(published));
}

/** Writes a digest of every file, in the format of the `integrity` attribute. */
async function writeIntegrity() {
  const digests = {};
  for (const file of await filesOf(out)) {
    const digest = createHash("sha384").update(await readFile(join(out, file)));
    digests[file] = `sha384-${digest.digest("base64")}`;
  }
  await writeJson("integrity.json", digests);
}

async function writeJson(file, value) {
  await writeFile(join(out, file), `${JSON.stringify(value, null, 2)}\n`);
}

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .map((file) => file.split(sep).join("/"))
    .sort();
}

/** Fails if an entry has no file. Otherwise only a user of the package would notice. */
async function checkEntries() {
  const files = new Set((await filesOf(out)).map((file) => `./${file}`));
  const named = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === "string" ? entry : Object.values(entry),
  );
  const missing = [...named, ...manifest.sideEffects].filter((file) => !files.has(file));
  if (missing.length > 0) {
    throw new Error(
      `www/package.json names ${missing.join(", ")}, which the build did not produce`,
    );
  }
}

try {
  // Start empty, so that a file whose source was deleted is no longer published.
  await rm(out, { recursive: true, force: true });
  await copyBundles();
  await copyInterface();
  await writeTypes();
  for (const file of PLAIN_FILES) await copyFile(join(www, file), join(out, file));
  await copyFile(join(root, "LICENSE"), join(out, "LICENSE"));
  // Written by `cargo xtask pack`, which knows the crates.
  await copyFile(join(dirname(out), LICENCES), join(out, LICENCES));
  await copyFile(join(root, "src/host/contract.json"), join(out, "contract.json"));
  await writeManifest();
  await writeIntegrity();
  await checkEntries();
} catch (error) {
  console.error(`pack.mjs: ${error.message}`);
  process.exitCode = 1;
}
