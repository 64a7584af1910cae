// The device list and the profiles: paging, search, filters, states and counts.

import assert from "node:assert/strict";
import type { Locator } from "./harness/locator";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES, PROFILES, STAFF_BEFORE } from "./harness/seeded";

const SPREAD = { spread: true };
const MANY = { devices: 200 };
const SEARCH = "Serial number or user";

/** The range of the pager. */
const range = (page: Page): Locator => page.css(".pager-range");

scenes("devices and profiles", (scene) => {
  scene(
    "the pager reaches every page by its number, and says which rows are shown",
    { devices: 200, spread: true },
    async ({ page, host }) => {
      const [row] = await host.sql(
        "SELECT COUNT(*) AS N FROM IOS_PRE_ENROLLED_DEVICE WHERE TENANT_DOMAIN = 'carbon.super'",
      );
      const count = row?.["N"];
      await range(page).expectText(`1–50 of ${count} devices`);
      await page.devices().get("rowheader").expectCount(50);
      assert.equal(await page.button("Previous").enabled(), false);
      await page.button("Next").click();
      await range(page).expectText(`51–100 of ${count}`);
      await page.expectFocus("button", "Next");
      const last = Math.ceil(Number(count) / 50);
      await page.field("Page").fill(String(last));
      await page.press("Enter");
      await range(page).expectText(`–${count} of ${count}`);
      assert.equal(await page.button("Next").enabled(), false);
      await page.field("Rows on a page").choose("100 per page");
      await page
        .devices()
        .get("rowheader")
        .expectCount(Number(count) % 100 || 100);
    },
  );

  scene(
    "the pager stays in sight, and a turn shows the head of the table",
    MANY,
    async ({ page }) => {
      const inSight = (css: string): Promise<boolean> =>
        page.browser.run<boolean>(
          `const root = document.querySelector("dep-enroll").shadowRoot; const box = root.querySelector(${JSON.stringify(css)}).getBoundingClientRect();
         return box.top >= -1 && box.bottom <= innerHeight + 1`,
        );
      await page.devices().get("rowheader").expectCount(50);
      assert.equal(await inSight(".pager"), true);
      await page.button("Next").click();
      await range(page).expectText("51–100");
      await page.expectState("the segments in sight", () => inSight(".segments"));
    },
  );

  scene("one field finds a device by its serial and by its user", SPREAD, async ({ page }) => {
    const row = await page.search(DEVICES.assigned);
    await row.expectText("alice");
    await row.expectText(PROFILES.staff.name);
    await page.search(DEVICES.empty);
    await page.field(SEARCH).fill("alice");
    await page.row(DEVICES.assigned).expectVisible();
    await page.row(DEVICES.empty).expectGone();
  });

  scene("a scanned or misread serial leads to its device", SPREAD, async ({ page }) => {
    for (const text of [`S${DEVICES.empty}`, "C02EMPTYOOO1", "C02-EMPTY-0001"]) {
      await page.field(SEARCH).fill(text);
      await page.button(`Did you mean ${DEVICES.empty}?`).click();
      await page.row(DEVICES.empty).expectVisible();
      await page.devices().get("rowheader").expectCount(1);
      await page.expectFocus("searchbox", SEARCH);
    }
  });

  scene("pasted serials filter to exactly those and name the missing", SPREAD, async ({ page }) => {
    await page.field(SEARCH).fill(`${DEVICES.login}, ${DEVICES.stale.toLowerCase()} C02GONE00001`);
    await page.devices().get("rowheader").expectCount(2);
    await page.row(DEVICES.login).expectVisible();
    await page.row(DEVICES.stale).expectVisible();
    await page.css(".missing").expectText("C02GONE00001");
  });

  scene("the status filter shows only matching devices", SPREAD, async ({ page, host }) => {
    await page.field("Status").choose("Removed");
    await page.row(DEVICES.removed).expectVisible();
    const [row] = await host.sql(
      `SELECT COUNT(*) AS N FROM IOS_PRE_ENROLLED_DEVICE
       WHERE TENANT_DOMAIN = 'carbon.super' AND STATUS = 'Removed'`,
    );
    await range(page).expectText(`of ${row?.["N"]}`);
  });

  scene("readiness and problem filter the list", SPREAD, async ({ page }) => {
    const readiness = page.get("group", "Readiness");
    await readiness.button(/^To do \d/).click();
    await readiness.button(/^To do/).expectAttribute("aria-pressed", "true");
    await page.row(DEVICES.empty).expectVisible();
    await page.row(DEVICES.assigned).expectGone();
    await page.field("Problem").choose("Older profile version");
    await page.row(DEVICES.stale).expectVisible();
    await page.row(DEVICES.empty).expectGone();
    await page.button("Clear").click();
    await page.expectFocus("searchbox", SEARCH);
    await page.row(DEVICES.empty).expectVisible();
    await readiness.button(/^All/).expectAttribute("aria-pressed", "true");
  });

  scene(
    "an empty result says so and can clear the search",
    { ...SPREAD, ...MANY },
    async ({ page }) => {
      await page.field(SEARCH).fill("ZZZZZZZZZZ");
      await page.get("heading", "No devices match").expectVisible();
      await page.css(".empty").expectText("No device or user matches “ZZZZZZZZZZ”.");
      await page.css(".empty").button("Clear: No devices match").click();
      await page.devices().get("rowheader").expectCount(50);
      await page.field(SEARCH).expectValue("");
      await page.expectFocus("searchbox", SEARCH);
    },
  );

  scene("results are announced", SPREAD, async ({ page }) => {
    const said = page.css('[aria-live="polite"]');
    await page.search(DEVICES.assigned);
    await said.expectText("1 device");
    await page.field(SEARCH).fill("ZZZZZZZZZZ");
    await said.expectText("No devices match");
  });

  scene("every device state has its own words and its fix in the row", SPREAD, async ({ page }) => {
    const words = [
      [DEVICES.empty, "Assign device", "to do", "No profile", "Not decided"],
      [DEVICES.login, undefined, "Ready", "Assigned · not fetched yet", "Signs in during setup"],
      [DEVICES.pushed, "Confirm reset", "to do", "Pushed"],
      [DEVICES.stale, "Reassign", "2 to do", "Older version · assigned"],
      [DEVICES.removed, "Assign device", "to do", "Removed · was"],
      [DEVICES.both, "Edit enrollment", "to do", "bob and login: choose one"],
      [DEVICES.strange, "Check again", "Migrating"],
    ] as const;
    for (const [serial, fix, ...expected] of words) {
      const row = await page.search(serial);
      for (const word of expected) await row.expectText(word);
      if (fix) await row.button(`${fix} ${serial}`).expectVisible();
      else await row.css(".cell-actions > .button").expectGone();
    }
  });

  scene(
    "a reassignment in the row is done at once, and nothing leads back to the older version",
    SPREAD,
    async (it) => {
      const { page, host } = it;
      await page.search(DEVICES.stale);
      await page.button(`Reassign ${DEVICES.stale}`).click();
      await page.css(".toast").expectText(`${DEVICES.stale} is assigned to Staff iPads.`);
      const now = { status: "Assigned", uuid: PROFILES.staff.uuid };
      assert.deepEqual(await host.assignment(DEVICES.stale), now);
      await page.row(DEVICES.stale).expectText("Assigned · not fetched yet");
      await page.css(".toast").button("Undo").expectGone();
    },
  );

  scene("a removal in the menu can be undone", SPREAD, async ({ page, host }) => {
    await page.search(DEVICES.assigned);
    await page.rowAction(DEVICES.assigned, "Remove assignment");
    await page.row(DEVICES.assigned).expectText("Removed · was Staff iPads");
    await page.css(".toast").button("Undo").click();
    await page.row(DEVICES.assigned).expectText("Assigned · not fetched yet");
    const { status, uuid } = await host.assignment(DEVICES.assigned);
    assert.deepEqual([status, uuid], ["Assigned", PROFILES.staff.uuid]);
  });

  scene("a change that fails is told in its row", SPREAD, async ({ page, host }) => {
    await page.search(DEVICES.assigned);
    await host.fault({
      match: { method: "DELETE", path: "/profile" },
      times: 1,
      do: { status: 403, body: "" },
    });
    await page.rowAction(DEVICES.assigned, "Remove assignment");
    await page.row(DEVICES.assigned).expectText("Not removed.");
    await page.row(DEVICES.assigned).button("Try again").click();
    await page.row(DEVICES.assigned).expectText("Removed · was Staff iPads");
  });

  scene("a confirmed reset makes the device ready and can be undone", SPREAD, async ({ page }) => {
    await page.search(DEVICES.pushed);
    await page.button(`Confirm reset ${DEVICES.pushed}`).click();
    await page.css(".toast").button("Undo").click();
    await page.button(`Confirm reset ${DEVICES.pushed}`).expectVisible();
  });

  scene("a row has three tab stops, and the list can be skipped", MANY, async ({ page }) => {
    await page.devices().get("rowheader").expectCount(50);
    await page.button(DEVICES.empty).expectVisible();
    const stops = await page.browser.run<number>(
      `const row = document.querySelector("dep-enroll").shadowRoot.querySelector("tbody tr");
       return row.querySelectorAll(":is(button, input):not([tabindex='-1'])").length`,
    );
    assert.ok(stops <= 3, `${stops} stops`);
    await page.tabTo("button", "Skip the list");
    await page.press("Enter");
    await page.expectFocus("navigation", "Pages of devices");
  });

  scene("a device of another tenant is never shown", SPREAD, async ({ page }) => {
    await page.field(SEARCH).fill(DEVICES.foreign);
    await page.get("heading", "No devices match").expectVisible();
  });

  scene(
    "an admin of another tenant sees that tenant's devices",
    { as: "admin@acme.com" },
    async (it) => {
      const { page } = it;
      await page.search(DEVICES.foreign);
      await page.field(SEARCH).fill(DEVICES.empty);
      await page.get("heading", "No devices match").expectVisible();
    },
  );

  scene("a sync with Apple shows a notice", SPREAD, async ({ page }) => {
    await page.button("Sync with Apple").click();
    await page.css(".toast").expectText(/^Synced\./);
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
    await page.get("table", "Loading …").expectVisible();
    await page.devices().expectVisible();
    await page.get("table", "Loading …").expectGone();
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
    await staff.expectText("not mandatory");
    await table.get("row", /^Loaner pool/).expectText("Not supervised");
    await staff.css(".superseded > summary").click();
    await staff.expectText(STAFF_BEFORE);
    await staff.button(new RegExp(`older UUID ${STAFF_BEFORE}: \\d+ device`)).click();
    await page.row(DEVICES.stale).expectVisible();
    await page.button("Clear").click();
    await page.devices().get("rowheader").expectCount(50);
  });

  scene(
    "with 10,000 devices the list shows 50 rows at a time",
    { devices: 10_000, spread: true },
    async ({ page }) => {
      await page.devices().get("rowheader").expectCount(50);
      await page.field("Page").fill("57");
      await page.press("Enter");
      await range(page).expectText(/^2,801–2,850 of 10,\d{3} devices$/);
    },
  );
});

scenes("lists to choose from", (scene) => {
  scene("a filter that was cleared can be chosen again", SPREAD, async ({ page }) => {
    for (const [filter, option, value] of [
      ["Problem", "Older profile version", "older-profile"],
      ["Status", "Removed", "Removed"],
      ["Profile", "Staff iPads", PROFILES.staff.uuid],
    ] as const) {
      for (let time = 0; time < 2; time += 1) {
        await page.field(filter).choose(option);
        await page.button("Clear").click();
        await page.button("Clear").expectGone();
      }
      await page.field(filter).choose(option);
      await page.button("Clear").expectVisible();
      await page.field(filter).expectValue(value);
      await page.button("Clear").click();
    }
  });

  scene(
    "a page size can be chosen again after another one in the settings",
    { ...MANY, ...SPREAD },
    async (it) => {
      const { page } = it;
      const sizes = page.css("select.page-size");
      await range(page).expectText("1–50 of");
      await sizes.choose("20 per page");
      await range(page).expectText("1–20 of");
      await page.button("Checklist settings").click();
      await page.css("#settings-page-size").choose("50");
      await range(page).expectText("1–50 of");
      await page.press("Escape");
      await sizes.choose("20 per page");
      await range(page).expectText("1–20 of");
    },
  );
});
