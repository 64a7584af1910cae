// The legacy console's unit against that console's own rules: its template in the console's version of Handlebars, its files
// against the limits of the console's file server. The reference host has only a small renderer; this test proves that the real
// one gives the same result.

import manifest from "dep-enroll/package.json" with { type: "json" };
import Handlebars from "handlebars";
import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const units = process.env.DEP_UNITS ?? "";
const [name] = await readdir(units);
const unit = join(units, name);
// The console finds the parts of a unit by the last word of its name.
const short = name.slice(name.lastIndexOf(".") + 1);
const publicUri = `/devicemgt/public/${name}`;

/** Renders the template with the console's data and its `zone` helper. */
async function rendered() {
  const zones = {};
  const own = Handlebars.create();
  own.registerHelper("zone", function (zone, options) {
    zones[zone] = (zones[zone] ?? "") + options.fn(this).trim();
    return "";
  });
  const data = {
    app: { name: "", context: "/devicemgt", conf: {} },
    unit: { params: {}, publicUri },
    uriParams: { any: "devices" },
    user: {
      username: "admin",
      domain: 'a"b.com',
      tenantId: "1",
      permissions: { "/permission/admin/one": true, "/permission/admin/two": true },
    },
  };
  const template = own.compile(await readFile(join(unit, `${short}.hbs`), "utf8"));
  return { rest: template({}, { data }).trim(), zones };
}

test("the console's Handlebars renders the template", async () => {
  assert.equal(Handlebars.VERSION, "2.0.0");
  const { rest, zones } = await rendered();
  assert.equal(rest, "", "content outside the zones is not shown");
  assert.deepEqual(Object.keys(zones).sort(), ["bottomJs", "content", "topCss"]);
  assert.match(zones.content, /data-context="\/devicemgt"/);
  assert.match(zones.content, /data-tenant="a&quot;b\.com"/);
  assert.match(zones.content, /data-user="admin"/);
  assert.match(
    zones.content,
    /data-permissions="\/permission\/admin\/one \/permission\/admin\/two /,
  );
  for (const text of Object.values(zones)) {
    assert.doesNotMatch(text, /\sstyle=|\son\w+=|<style|<script(?! src=)/i, "nothing inline");
  }
});

test("the console can serve each file that the template names", async () => {
  const { zones } = await rendered();
  const named = Object.values(zones)
    .flatMap((text) => [...text.matchAll(/(?:src|href)="([^"]+)"/g)])
    .map(([, url]) => url);
  assert.equal(named.length, 3);
  for (const url of named) {
    assert.ok(url.startsWith(`${publicUri}/`), url);
    const path = url.slice(publicUri.length + 1);
    // The console needs a sub-directory, reads a comma as a list of files, and has no type for `.mjs`.
    assert.match(path, /^[^/,]+\/[^,]+\.(js|css)$/);
    assert.ok((await stat(join(unit, "public", path))).size > 0);
  }
});

test("the definition names the version and the pages", async () => {
  const definition = JSON.parse(await readFile(join(unit, `${short}.json`), "utf8"));
  assert.deepEqual(definition, { version: manifest.version, pushedUris: ["/dep/{+any}"] });
});

test("files cached for 150 days have the version in their address", async () => {
  const folders = (await readdir(join(unit, "public"))).sort();
  assert.equal(folders.length, 2);
  assert.match(folders[0] ?? "", /^\d+\.\d+\.\d+-[0-9a-f]{8}$/);
  assert.equal(folders[1], "site");
});

test("both drop-ins carry their licence and those of others, out of the browsers' reach", async () => {
  const installed = dirname(fileURLToPath(import.meta.resolve("dep-enroll/package.json")));
  // The directory of an archive is not compressed.
  const war = await readFile(process.env.DEP_WAR ?? "");
  for (const file of ["LICENSE", "THIRD-PARTY-LICENSES.txt"]) {
    const expected = await readFile(join(installed, file));
    assert.deepEqual(await readFile(join(unit, file)), expected);
    assert.ok(war.includes(`WEB-INF/${file}`), file);
  }
});
