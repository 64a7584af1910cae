// The unit for the legacy console, copied into a folder as an administrator copies it. The console adds it to its own DEP page,
// which has no other script of the plugin.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { cp, mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { mayEdit } from "../../www/dropins/shared/permissions";
import type { Host } from "../browser/harness/host";
import { scenes } from "../browser/harness/scenes";
import { dropinScenes, withEdit } from "./harness/dropin";

const IOS = "/permission/admin/device-mgt/ios";
const HELD: readonly [held: string, mayEdit: boolean][] = [
  [IOS, true],
  ["/permission/admin/device-mgt", true],
  ["/permission", true],
  ["/permission /permission/protected", true],
  ["/permission/admin/device-mgt/ /permission/admin/login", true],
  [`${IOS}/`, true],
  ["/", true],
  ["", false],
  ["  ", false],
  [`${IOS}2`, false],
  ["/permission/admin/device-mgt/io", false],
  [`${IOS}/dep`, false],
  ["/permission/admin/device-mgt-ios", false],
  ["permission/admin", false],
];

test("editPermissions: a held permission includes everything below it", () => {
  for (const [held, expected] of HELD) {
    const list = held.split(/\s+/);
    assert.equal(mayEdit([IOS], list), expected, held);
    assert.equal(mayEdit([`${IOS}/`], list), expected, `${held}, with a slash at the end`);
    assert.equal(
      mayEdit(["/permission/other", IOS], list),
      expected || mayEdit(["/permission/other"], list),
    );
    assert.equal(mayEdit([], list), true, "without a list the server decides");
  }
});

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
         DepEnroll.ready().then(() => DepEnroll.validateImport("serial\\nC02EMPTY0001\\n"))
           .then((report) => done(report.total), (error) => done(String(error)));`,
        );
        assert.equal(total, 1);
      },
    );

    scene(
      "an admin who holds a permission above the named one can edit",
      { consoles: ["legacy"] },
      async ({ page, host }) => {
        const site = join(unit(host), "public/site/options.json");
        const needed = () => '{"editPermissions": ["/permission/admin/device-mgt/ios"]}';
        // The console leaves out of its list what lies directly below a held permission.
        const optimised = (text: string) =>
          text.replace(
            /data-permissions="[^"]*"/,
            'data-permissions="/permission/admin/device-mgt"',
          );
        await withEdit(site, needed, () =>
          withEdit(join(unit(host), "devices.hbs"), optimised, async () => {
            await page.open();
            await page.button("Sync with Apple").expectVisible();
          }),
        );
      },
    );

    scene(
      "after a lost session the page also links to the log-out",
      { consoles: ["legacy"] },
      async ({ page, host }) => {
        await host.expire();
        await page.field("Serial number or user").fill("C02");
        const link = page.get("link", "Log out in a new tab");
        await link.expectVisible();
        assert.match((await link.attribute("href")) ?? "", /^\/devicemgt\/logout$/);
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
