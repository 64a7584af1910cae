// The validation functions in Node, imported from the installed package.

import assert from "node:assert/strict";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ready, validateImport, validateUsername, version } from "dep-enroll/validate";
import manifest from "dep-enroll/package.json" with { type: "json" };

test("node finds the module without configuration", async () => {
  await ready();
  assert.equal(version(), manifest.version);
  const { ok, problems } = validateUsername("alice@carbon.super", { tenantDomain: "carbon.super" });
  assert.equal(ok, false);
  assert.deepEqual(
    problems.map(({ code, params }) => [code, params.repaired]),
    [["username.tenant-domain", "alice"]],
  );
});

test("node imports a file", async () => {
  const { ok, total, rows } = await validateImport("serial;username\nC02EMPTY0001;alice\n");
  assert.ok(ok);
  assert.equal(total, 1);
  assert.deepEqual(
    [...rows].map(({ serial, username }) => ({ serial, username })),
    [{ serial: "C02EMPTY0001", username: "alice" }],
  );
});

test("a missing import script rejects with LoadError and the other functions keep working", async () => {
  const dist = fileURLToPath(new URL(".", import.meta.resolve("dep-enroll/dep-enroll.wasm")));
  const folder = await mkdtemp(join(tmpdir(), "dep-enroll-alone-"));
  try {
    const filter = (file) => !file.endsWith("dep-enroll-import.js");
    await cp(dist, folder, { recursive: true, filter });
    const alone = await import(pathToFileURL(join(folder, "dep-enroll-validate.node.js")).href);
    await alone.ready();
    const reason = await alone.validateImport("serial\n").catch((error) => error);
    assert.ok(reason instanceof alone.LoadError);
    assert.deepEqual([reason.code, reason.url], ["unreachable", "dep-enroll-import.js"]);
    assert.ok(alone.validateSerial("C02XK1ZZJGH5").ok);
  } finally {
    await rm(folder, { recursive: true });
  }
});
