// The installed package, checked with publint, are-the-types-wrong and schemas, and against its own README.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import Ajv from "ajv";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import ts from "typescript";

const { resolve } = createRequire(import.meta.url);
const folder = dirname(resolve("dep-enroll/package.json"));
const readJson = async (file) => JSON.parse(await readFile(file, "utf8"));
const manifest = await readJson(join(folder, "package.json"));

async function files(kind) {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = all
    .filter((entry) => entry.isFile() && entry.name.endsWith(kind))
    .map((entry) => join(entry.parentPath, entry.name));
  assert.ok(paths.length > 0, `the package has no ${kind}`);
  return paths.map((path) => ({ path, name: path.slice(folder.length + 1) }));
}

test("publint reports no problem", async () => {
  // The installed files are the packed files, so there is no need to pack again.
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test("the types are right in every resolution mode that supports `exports`", async () => {
  const scripts = Object.entries(manifest.exports).filter(([, entry]) => entry.types);
  const file = process.env.DEP_TARBALL;
  assert.ok(file, "DEP_TARBALL must name the packed package");
  const tarball = createPackageFromTarballData(new Uint8Array(await readFile(file)));
  const { problems } = await checkPackage(tarball, {
    entrypoints: scripts.map(([name]) => name),
  });
  // node10 ignores `exports` and finds only the main entry; `require` of an ES module needs Node 20.19.
  const unsupported = ["node10", "node16-cjs"];
  const found = problems.filter(({ resolutionKind }) => !unsupported.includes(resolutionKind));
  assert.deepEqual(found, []);
});

test("no declaration contains `any`", async () => {
  const found = [];
  for (const { path, name } of await files(".d.ts")) {
    const text = await readFile(path, "utf8");
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    const visit = (node) => {
      if (node.kind === ts.SyntaxKind.AnyKeyword) {
        found.push(`${name}:${source.getLineAndCharacterOfPosition(node.pos).line + 1}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  assert.deepEqual(found, []);
});

test("the types compile without React, and those of `validate` without DOM types", async () => {
  // Outside this project, because the compiler would find its packages.
  const elsewhere = await mkdtemp(join(tmpdir(), "dep-enroll-types-"));
  try {
    await mkdir(join(elsewhere, "node_modules"));
    await cp(folder, join(elsewhere, "node_modules/dep-enroll"), { recursive: true });
    const write = async (name, text) => {
      const file = join(elsewhere, name);
      await writeFile(file, text);
      return file;
    };
    const page = await write(
      "page.mts",
      'export * from "dep-enroll"; import "dep-enroll/classic";',
    );
    const program = await write("program.mts", 'export * from "dep-enroll/validate";');
    // The few web types that Node's own declarations would provide.
    const node = await write(
      "node.d.ts",
      `declare namespace WebAssembly { interface Module {} }
       declare class URL { constructor(url: string); }
       interface AbortSignal { readonly aborted: boolean; }
       type BufferSource = ArrayBufferView | ArrayBuffer;`,
    );
    assert.deepEqual(compile([page], ["lib.es2023.d.ts", "lib.dom.d.ts"]), []);
    assert.deepEqual(compile([program, node], ["lib.es2023.d.ts"]), []);
  } finally {
    await rm(elsewhere, { recursive: true });
  }
});

function compile(files, lib) {
  const program = ts.createProgram(files, {
    lib,
    types: [],
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
}

test("integrity.json has the digest of every other file", async () => {
  const digests = await readJson(join(folder, "integrity.json"));
  const others = (await files("")).filter(({ name }) => name !== "integrity.json");
  for (const { path, name } of others) {
    const digest = createHash("sha384")
      .update(await readFile(path))
      .digest("base64");
    assert.equal(digests[name.replaceAll("\\", "/")], `sha384-${digest}`, name);
  }
  assert.equal(Object.keys(digests).length, others.length);
});

test("custom-elements.json is valid and is the file that package.json names", async () => {
  const schema = await readJson(resolve("custom-elements-manifest/schema.json"));
  const ajv = new Ajv({ strict: false }).addSchema(schema, "manifest");
  const expectValid = (part, value) =>
    assert.ok(ajv.validate(`manifest${part}`, value), ajv.errorsText());
  const elements = await readJson(join(folder, manifest.customElements));
  expectValid("", elements);
  const { declarations } = elements.modules[0];
  // The whole schema would accept a malformed element as some other class.
  for (const element of declarations)
    expectValid("#/definitions/CustomElementDeclaration", element);
  const tags = declarations.map(({ tagName }) => tagName);
  assert.deepEqual(tags, ["dep-enroll", "dep-enroll-dialog", "dep-enroll-checklist"]);
});

test("the package has a licence, a changelog of its version and no local path", async () => {
  const texts = await files("");
  for (const name of ["LICENSE", "README.md"]) {
    assert.ok(texts.some((file) => file.name === name));
  }
  const changes = await readFile(join(folder, "CHANGELOG.md"), "utf8");
  assert.match(changes, new RegExp(`^## ${manifest.version}$`, "m"));
  for (const { path, name } of texts) {
    const content = await readFile(path);
    assert.ok(!content.includes(process.cwd()), `${name} names ${process.cwd()}`);
  }
  for (const field of ["private", "scripts", "devDependencies"]) assert.ok(!(field in manifest));
});

test("npm would publish the package, and would correct nothing in its manifest", async () => {
  // Offline: a dry run asks the registry for earlier versions only.
  const npm = ["publish", "--dry-run", "--offline", "--ignore-scripts", process.env.DEP_TARBALL];
  const shell = process.platform === "win32";
  const { stdout, stderr } = await promisify(execFile)("npm", npm, { shell });
  assert.equal(stdout.trim(), `+ dep-enroll@${manifest.version}`);
  assert.doesNotMatch(stderr, /auto-corrected|npm error/);
});

test("the licences of others name every crate whose code is in a module", async () => {
  const licences = await readFile(join(folder, "THIRD-PARTY-LICENSES.txt"), "utf8");
  const crates = new Set();
  for (const { path } of await files(".wasm")) {
    // Where code can panic, the module names its source file.
    const module = await readFile(path, "latin1");
    for (const [, name, version] of module.matchAll(/\/crate\/([\w-]+)-(\d+\.\d+\.\d+)/g))
      crates.add(`${name} ${version}`);
  }
  assert.ok([...crates].some((name) => name.startsWith("yew ")));
  for (const name of crates) assert.ok(licences.includes(`\n  ${name}, `), name);
  assert.match(licences, /^ {2}Rust's standard library \d+\.\d+\.\d+, /m);
  assert.match(licences, /Apache License\n +Version 2\.0/);
  assert.match(licences, /Permission is hereby granted, free of charge/);
});
