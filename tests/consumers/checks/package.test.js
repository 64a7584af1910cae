// The package as it was installed, judged by the tools that others ask before they trust one, and by its own promises.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import test from "node:test";
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

test("publint has nothing to say", async () => {
  // What npm has unpacked is what it packed; there is no need to pack once more.
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  );
});

test("the types are right in every way of resolving that knows entries", async () => {
  const scripts = Object.entries(manifest.exports).filter(([, entry]) => entry.types);
  const file = process.env.DEP_TARBALL;
  assert.ok(file, "DEP_TARBALL must name the packed package");
  const tarball = createPackageFromTarballData(new Uint8Array(await readFile(file)));
  const { problems } = await checkPackage(tarball, {
    entrypoints: scripts.map(([name]) => name),
  });
  // Node's way before it knew entries finds the main one alone, and `require` of a module needs node 20.19.
  const old = ["node10", "node16-cjs"];
  const found = problems.filter(({ resolutionKind }) => !old.includes(resolutionKind));
  assert.deepEqual(found, []);
});

test("no declaration says `any`", async () => {
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

test("the types compile where there is no React, and those of `validate` where there is no browser", async () => {
  // Outside of this project, whose packages would be found otherwise.
  const elsewhere = await mkdtemp(join(tmpdir(), "dep-enroll-types-"));
  try {
    await mkdir(join(elsewhere, "node_modules"));
    await cp(folder, join(elsewhere, "node_modules/dep-enroll"), { recursive: true });
    const say = async (name, text) => {
      const file = join(elsewhere, name);
      await writeFile(file, text);
      return file;
    };
    const page = await say("page.mts", 'export * from "dep-enroll"; import "dep-enroll/classic";');
    const program = await say("program.mts", 'export * from "dep-enroll/validate";');
    // What node's own types declare of WebAssembly and the web, in as many words as are needed.
    const node = await say(
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

test("custom-elements.json keeps to its schema and is where package.json says", async () => {
  const schema = await readJson(resolve("custom-elements-manifest/schema.json"));
  const ajv = new Ajv({ strict: false }).addSchema(schema, "manifest");
  const keeps = (part, value) =>
    assert.ok(ajv.validate(`manifest${part}`, value), ajv.errorsText());
  const elements = await readJson(join(folder, manifest.customElements));
  keeps("", elements);
  const { declarations } = elements.modules[0];
  // In the whole, what is no proper element would pass for some other class.
  for (const element of declarations) keeps("#/definitions/CustomElementDeclaration", element);
  const tags = declarations.map(({ tagName }) => tagName);
  assert.deepEqual(tags, ["dep-enroll", "dep-enroll-dialog", "dep-enroll-checklist"]);
});

test("the package carries a licence, a changelog of its version and no path of this machine", async () => {
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
