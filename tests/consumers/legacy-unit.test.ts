// The unit for the legacy console, copied into a folder as an administrator copies it. The console adds it to its own DEP page,
// which has no other script of the plugin.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { cp, mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Host } from "../browser/harness/host";
import { scenes } from "../browser/harness/scenes";
import { dropinScenes, withEdit } from "./harness/dropin";

/** The engines run in parallel and edit files, so each has its own copy. */
const copies: { unit: string; folder: string }[] = [];
process.on("exit", () => copies.forEach(({ folder }) => rmSync(folder, { recursive: true })));

async function copyUnit(): Promise<string> {
  const packed = process.env["DEP_UNITS"];
  if (!packed) throw new Error("DEP_UNITS must name the folder with the packed unit");
  const folder = await mkdtemp(join(tmpdir(), "dep-enroll-units-"));
  await cp(packed, folder, { recursive: true });
  const [unit] = await readdir(folder);
  if (unit === undefined) throw new Error(`${packed} is empty`);
  copies.push({ unit, folder });
  return folder;
}

/** The unit's folder. */
const unit = (host: Host) => join(host.units ?? "", copies[0]?.unit ?? "");

scenes(
  "legacy unit",
  (scene) => {
    dropinScenes(scene, {
      console: "legacy",
      ours: "main",
      site: (host) => join(unit(host), "public/site"),
      wasmType: "application/octet-stream",
      cacheControl: /^public,max-age=12960000$/,
      editPermission: "/permission/admin/device-mgt/ios/dep/add",
    });

    scene(
      "a script of the page can call validateImport",
      { consoles: ["legacy"] },
      async ({ page }) => {
        const total = await page.browser.runAsync<number>(
          `const done = arguments[arguments.length - 1];
         DepEnroll.validateImport("serial\\nC02EMPTY0001\\n")
           .then((report) => done(report.total), (error) => done(String(error)));`,
        );
        assert.equal(total, 1);
      },
    );

    scene("a missing script shows an error", { consoles: ["legacy"] }, async (it) => {
      const { page, host, provoke } = it;
      provoke("errors", /gone\.js/);
      const gone = (text: string) => text.replace("dep-enroll.classic.js", "gone.js");
      await withEdit(join(unit(host), "devices.hbs"), gone, async () => {
        await page.visit(host.pages.legacy);
        await page.css(".dep-notice").expectText("could not be downloaded");
      });
    });
  },
  ["chromium", "firefox", "webkit"],
  async () => ({ units: await copyUnit() }),
);
