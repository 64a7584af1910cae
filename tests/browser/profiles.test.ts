// The profiles: how many devices are on older versions, and the reassignment of all of them.

import assert from "node:assert/strict";
import { EVERY_ENGINE, type Scene, scenes } from "./harness/scenes";
import { DEVICES, STAFF_BEFORE } from "./harness/seeded";
import type { Host } from "./harness/host";
import type { Locator } from "./harness/locator";

const MANY = { devices: 200 };
const SPREAD = { ...MANY, spread: true };

/** The devices of the admin's tenant that are on an older version: not fetched, fetched, removed. */
async function older(host: Host): Promise<{ assigned: number; pushed: number; removed: number }> {
  const rows = await host.sql(
    `SELECT STATUS, count(*) AS N FROM IOS_PRE_ENROLLED_DEVICE
     WHERE DEP_PROFILE_ID IN (SELECT OLD_ID FROM PROFILE_LINEAGE) GROUP BY STATUS`,
  );
  const of = (status: string) => Number(rows.find((row) => row["STATUS"] === status)?.["N"] ?? 0);
  return { assigned: of("Assigned"), pushed: of("Pushed"), removed: of("Removed") };
}

/** Opens the reassignment, and returns the dialog with its preview. */
async function openReassign({ page, host }: Scene): Promise<{ dialog: Locator; count: number }> {
  const { assigned, pushed } = await older(host);
  const count = assigned + pushed;
  await page.get("tab", "Profiles").click();
  await page.button(`Reassign ${count} devices: Staff iPads`).click();
  const dialog = page.dialog("Reassign devices of Staff iPads");
  await dialog.button(`Reassign ${count} devices`).expectVisible();
  return { dialog, count };
}

scenes(
  "profiles",
  (scene) => {
    scene(
      "an older UUID says how many of its devices need a reset too",
      SPREAD,
      async ({ page, host }) => {
        const rows = await host.sql(
          `SELECT STATUS, count(*) AS N FROM IOS_PRE_ENROLLED_DEVICE D JOIN IOS_DEP_PROFILE P ON P.ID = DEP_PROFILE_ID
       WHERE UUID = '${STAFF_BEFORE}' GROUP BY STATUS`,
        );
        const of = (status: string) =>
          Number(rows.find((row) => row["STATUS"] === status)?.["N"] ?? 0);
        await page.get("tab", "Profiles").click();
        const staff = page.get("table", "Profiles").get("row", /^Staff iPads/);
        await staff.css(".superseded > summary").click();
        const entry = staff.css(`.superseded li:first-child`);
        await entry.expectText(STAFF_BEFORE);
        await entry.expectText(`${of("Assigned") + of("Pushed")} devices`);
        await entry.expectText(`${of("Assigned")} need`);
        await entry.expectText(`${of("Pushed")} need`);
      },
    );

    scene("the list and the numbers hear of every reassigned device", SPREAD, async (scene) => {
      const { page, host } = scene;
      const { dialog, count } = await openReassign(scene);
      await dialog.button(`Reassign ${count} devices`).click();
      await page.css(".run-strip").expectText(`${count} Done`);
      const staff = page.get("table", "Profiles").get("row", /^Staff iPads/);
      await staff.button(/^Reassign/).expectGone();
      await host.clearLog();
      await page.get("tab", "Devices").click();
      const row = page.row(DEVICES.stale);
      await row.expectText("Staff iPads");
      await row.css(".mark-todo").expectGone();
      const lists = (await host.log()).filter(({ path }) =>
        /\/dep\/devices\?offset=0&limit=50/.test(path),
      );
      assert.deepEqual(lists, [], "the list was not read again");
    });

    scene(
      "a viewer sees the numbers and cannot reassign",
      { ...SPREAD, as: "viewer" },
      async ({ page, host }) => {
        const { assigned, pushed } = await older(host);
        await page.get("tab", "Profiles").click();
        const staff = page.get("table", "Profiles").get("row", /^Staff iPads/);
        await staff.expectText(`${assigned + pushed} on an older version`);
        await staff.button(/^Reassign/).expectGone();
      },
    );
  },
  EVERY_ENGINE,
);
