// The device list and the profiles: paging, search, filters, states and counts.

import assert from "node:assert/strict";
import { scenes } from "./harness/scenes";
import { DEVICES, PROFILES, STAFF_BEFORE } from "./harness/seeded";

const SPREAD = { spread: true };
const MANY = { devices: 200 };

scenes("devices and profiles", (scene) => {
  scene(
    "the pager shows every page of the list",
    { devices: 200, spread: true },
    async ({ page, host }) => {
      const [row] = await host.sql(
        "SELECT COUNT(*) AS N FROM IOS_PRE_ENROLLED_DEVICE WHERE TENANT_DOMAIN = 'carbon.super'",
      );
      const count = row?.["N"];
      const range = page.css(".pager-range");
      await range.expectText(`1–50 of ${count}`);
      await page.devices().get("rowheader").expectCount(50);
      await page.button("Next page").click();
      await range.expectText(`51–100 of ${count}`);
      await page.button("Last page").click();
      await range.expectText(`–${count} of ${count}`);
      assert.equal(await page.button("Next page").enabled(), false);
      await page.button("Previous page").click();
      await page.button("First page").click();
      await range.expectText(`1–50 of ${count}`);
      assert.equal(await page.button("Previous page").enabled(), false);
    },
  );

  scene("search finds a device by its serial and by its user", SPREAD, async ({ page }) => {
    const row = await page.search(DEVICES.assigned);
    await row.expectText("alice");
    await row.expectText(PROFILES.staff.name);
    await page.field("Search in").choose("Assigned user");
    await page.field("Search").fill("alice");
    await page.row(DEVICES.assigned).expectVisible();
  });

  scene("the status filter shows only matching devices", SPREAD, async ({ page, host }) => {
    await page.field("Status").choose("Removed");
    await page.row(DEVICES.removed).expectVisible();
    const [row] = await host.sql(
      `SELECT COUNT(*) AS N FROM IOS_PRE_ENROLLED_DEVICE
       WHERE TENANT_DOMAIN = 'carbon.super' AND STATUS = 'Removed'`,
    );
    await page.css(".pager-range").expectText(`of ${row?.["N"]}`);
  });

  scene(
    "an empty result says so and can clear the search",
    { ...SPREAD, ...MANY },
    async ({ page }) => {
      await page.field("Search").fill("ZZZZZZZZZZ");
      await page.get("heading", "No devices match").expectVisible();
      await page.button("Clear search and filters").click();
      await page.devices().get("rowheader").expectCount(50);
      await page.field("Search").expectValue("");
    },
  );

  scene("every device state has its own words", SPREAD, async ({ page }) => {
    const words = [
      [DEVICES.empty, "Empty", "Not decided"],
      [DEVICES.login, "Assigned", "Logs in at set-up"],
      [DEVICES.pushed, "Pushed", ""],
      [DEVICES.stale, "Assigned", "Superseded"],
      [DEVICES.removed, "Removed", ""],
      [DEVICES.strange, "Migrating", ""],
    ] as const;
    for (const [serial, ...expected] of words) {
      const row = await page.search(serial);
      for (const word of expected) await row.expectText(word);
    }
  });

  scene("a device of another tenant is never shown", SPREAD, async ({ page }) => {
    await page.field("Search").fill(DEVICES.foreign);
    await page.get("heading", "No devices match").expectVisible();
  });

  scene(
    "an admin of another tenant sees that tenant's devices",
    { as: "admin@acme.com" },
    async (it) => {
      const { page } = it;
      await page.search(DEVICES.foreign);
      await page.field("Search").fill(DEVICES.empty);
      await page.get("heading", "No devices match").expectVisible();
    },
  );

  scene("a sync with Apple shows a notice", SPREAD, async ({ page }) => {
    await page.button("Sync with Apple").click();
    await page.css("p.notice").expectText(/Synced with Apple/);
  });

  scene("a host without devices shows how to get some", SPREAD, async ({ page, host }) => {
    await host.fault({
      match: { method: "GET", path: "/dep/devices" },
      times: 99,
      do: { status: 200, body: '{"devices":[],"count":0}', contentType: "application/json" },
    });
    await page.reload();
    await page.get("heading", "No devices yet").expectVisible();
  });

  scene("a loading list shows a skeleton", SPREAD, async ({ page, host }) => {
    await host.fault({
      match: { method: "GET", path: "/dep/devices" },
      times: 1,
      do: { delayMs: 1500 },
    });
    await page.reload();
    await page.css(".skeleton").expectVisible();
    await page.devices().expectVisible();
    await page.css(".skeleton").expectGone();
  });

  scene("a failed list loads again with “Try again”", SPREAD, async ({ page, host }) => {
    await host.fault({
      match: { method: "GET", path: "/dep/devices" },
      times: 99,
      do: { status: 500, body: "out of order" },
    });
    await page.reload();
    await page.banner("host.server").expectVisible();
    await host.clearFaults();
    await page.banner("host.server").button("Try again").click();
    await page.devices().expectVisible();
    await page.banner("host.server").expectGone();
  });

  scene("profiles show flags, counts and superseded UUIDs", MANY, async ({ page }) => {
    await page.get("tab", "Profiles").click();
    const table = page.get("table", "Profiles");
    const staff = table.get("row", /^Staff iPads/);
    await staff.expectText(PROFILES.staff.uuid);
    await staff.expectText("Supervised");
    await staff.expectText("Not mandatory");
    await table.get("row", /^Loaner pool/).expectText("Not supervised");
    await staff.css("summary").click();
    await staff.expectText(STAFF_BEFORE);
    await staff.button(new RegExp(`older UUID ${STAFF_BEFORE}: \\d+ device`)).click();
    await page.row(DEVICES.stale).expectVisible();
    await page.button("Show all profiles").click();
    await page.devices().get("rowheader").expectCount(50);
  });

  scene(
    "with 10,000 devices the list shows 50 rows at a time",
    { devices: 10_000, spread: true },
    async ({ page }) => {
      await page.devices().get("rowheader").expectCount(50);
      await page.button("Last page").click();
      await page.css(".pager-range").expectText(/of 10,\d{3}$/);
    },
  );
});
