// The validation functions in Node, as a program that installed the package imports them.

import assert from "node:assert/strict";
import test from "node:test";
import { ready, validateImport, validateUsername, version } from "dep-enroll/validate";
import manifest from "dep-enroll/package.json" with { type: "json" };

test("node answers without being told where the module is", async () => {
  await ready();
  assert.equal(version(), manifest.version);
  const { ok, problems } = validateUsername("alice@carbon.super", { tenantDomain: "carbon.super" });
  assert.equal(ok, false);
  assert.deepEqual(
    problems.map(({ code, params }) => [code, params.repaired]),
    [["username.tenant-domain", "alice"]],
  );
});

test("node reads a file", async () => {
  const { ok, total, rows } = await validateImport("serial;username\nC02EMPTY0001;alice\n");
  assert.ok(ok);
  assert.equal(total, 1);
  assert.deepEqual(
    [...rows].map(({ serial, username }) => ({ serial, username })),
    [{ serial: "C02EMPTY0001", username: "alice" }],
  );
});
