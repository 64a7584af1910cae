// The selection in the list of devices: with the mouse and with the keyboard alone, over pages and filters, all that match.

import assert from "node:assert/strict";
import { expectAccessible } from "./harness/axe";
import type { Host } from "./harness/host";
import { type Locator, until } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const SPREAD = { spread: true };
const MANY = { devices: 200, spread: true };
/** Windows in which the list is a table; in the wide ones the bar has one line, in the narrow ones two. */
const WIDTHS = [1280, 1024, 780];
const SEARCH = "Serial number or user";

const bar = (page: Page): Locator => page.get("group", "Selected devices");
const box = (page: Page, serial: string): Locator => page.checkbox(`Select ${serial}`);
const whole = (page: Page): Locator => page.checkbox("Select all on this page");

/** The serial numbers of the page, in their order. */
const shown = (page: Page): Promise<string[]> =>
  page.browser.run<string[]>(
    `const root = document.querySelector("dep-enroll").shadowRoot;
     return [...root.querySelectorAll("tbody .serial")].map((it) => it.textContent)`,
  );

/** The serial numbers of the page whose boxes are ticked. */
const ticked = (page: Page): Promise<string[]> =>
  page.browser.run<string[]>(
    `const root = document.querySelector("dep-enroll").shadowRoot;
     return [...root.querySelectorAll("tbody tr")]
       .filter((row) => row.querySelector(".cell-box input").checked)
       .map((row) => row.querySelector(".serial").textContent)`,
  );

async function expectTicked(page: Page, serials: string[]): Promise<void> {
  let seen: string[] = [];
  await until(
    () => `the boxes of ${serials.join(" ")}, not of ${seen.join(" ")}`,
    async () => (seen = await ticked(page)).join() === serials.join(),
  );
}

/** How many devices of the tenant the host's database has. */
async function count(host: Host, where = "1"): Promise<number> {
  const [row] = await host.sql(
    `SELECT COUNT(*) AS N FROM IOS_PRE_ENROLLED_DEVICE
     WHERE TENANT_DOMAIN = 'carbon.super' AND ${where}`,
  );
  return Number(row?.["N"]);
}

scenes(
  "select",
  (scene) => {
    scene("boxes and ranges with the mouse", SPREAD, async ({ page }) => {
      await page.devices().get("rowheader").expectCount(20);
      const all = await shown(page);
      await box(page, all[2] ?? "").click();
      await bar(page).expectText("1 device selected");
      await box(page, all[5] ?? "").shiftClick();
      await expectTicked(page, all.slice(2, 6));
      await bar(page).expectText("4 devices selected");
      await box(page, all[1] ?? "").shiftClick();
      await expectTicked(page, all.slice(1, 6));
      // A range that begins at a ticked box lets go.
      await box(page, all[3] ?? "").shiftClick();
      await expectTicked(page, all.slice(4, 6));
      const text = await page.browser.run<string>("return String(getSelection())");
      assert.equal(text.trim(), "", "no text of the rows is selected");
      await bar(page).button("Clear the selection").click();
      await bar(page).expectGone();
      await expectTicked(page, []);
      // The button is gone. The row that was used last has the focus.
      await page.expectFocus("button", all[3] ?? "");
    });

    scene("boxes and ranges with the keyboard alone", SPREAD, async ({ page }) => {
      await page.devices().get("rowheader").expectCount(20);
      await page.expectChecked();
      const all = await shown(page);
      await page.tabTo("checkbox", "Select all on this page");
      await page.tabTo("checkbox", `Select ${all[0]}`);
      await page.press(" ");
      await expectTicked(page, all.slice(0, 1));
      await page.tabTo("checkbox", `Select ${all[4]}`);
      await page.press("Shift", " ");
      await expectTicked(page, all.slice(0, 5));
      await page.css('[aria-live="polite"]').expectText("5 devices selected");
      // A box alone, although the Shift key was held before.
      await page.press(" ");
      await expectTicked(page, all.slice(0, 4));
      await page.press("Escape");
      await bar(page).expectGone();
      await page.expectFocus("checkbox", `Select ${all[4]}`);
      await expectTicked(page, []);
    });

    scene("a row has three tab stops, and arrows lead to its menu", MANY, async ({ page }) => {
      await page.button(`Assign device ${DEVICES.empty}`).expectVisible();
      const stops = await page.browser.run<number>(
        `const row = document.querySelector("dep-enroll").shadowRoot.querySelector("tbody tr");
         return [...row.querySelectorAll("button, input, a[href]")].filter((it) => it.tabIndex >= 0).length`,
      );
      assert.equal(stops, 3);
      await page.tabTo("button", `Assign device ${DEVICES.empty}`);
      await page.press("ArrowRight");
      await page.expectFocus("button", `More for ${DEVICES.empty}`);
      await page.press("Enter");
      await page.expectFocus("menuitem", `Assign device ${DEVICES.empty}`);
      await page.press("Escape");
      await page.expectFocus("button", `More for ${DEVICES.empty}`);
      await page.press("ArrowLeft");
      await page.expectFocus("button", `Assign device ${DEVICES.empty}`);
    });

    scene("the bar moves nothing", MANY, async ({ page }) => {
      await page.expectChecked();
      // A console may slide its menu away as its window gets narrow.
      const place = (): Promise<number> =>
        page.browser.runAsync<number>(
          `const [done] = arguments;
           const row = document.querySelector("dep-enroll").shadowRoot.querySelector("tbody tr");
           const look = (last, frames) => {
             const { top } = row.getBoundingClientRect();
             if (top === last && frames === 20) return done(top);
             requestAnimationFrame(() => look(top, top === last ? frames + 1 : 0));
           };
           look(NaN, 0);`,
        );
      try {
        for (const width of WIDTHS) {
          await page.engine.viewport(width, 900);
          const before = await place();
          await box(page, DEVICES.empty).click();
          await bar(page).expectVisible();
          assert.equal(await place(), before, `at ${width} pixels`);
          await page.field(SEARCH).expectGone();
          await bar(page).button("Clear the selection").click();
          await page.field(SEARCH).expectVisible();
          assert.equal(await place(), before, `at ${width} pixels`);
        }
      } finally {
        await page.engine.viewport(1280, 900);
      }
    });

    scene("a selection survives pages, filters and a reload of the list", MANY, async (it) => {
      const { page, host } = it;
      await page.devices().get("rowheader").expectCount(50);
      await whole(page).click();
      await bar(page).expectText("50 devices selected");
      await page.button("Next").click();
      await page.css(".pager-range").expectText("51–100");
      await bar(page).expectText("50 not on this page");
      const [first = ""] = await shown(page);
      await box(page, first).click();
      await bar(page).expectText("51 devices selected");
      await page.expectState("a mixed box of the page", () =>
        page.browser.run<boolean>(
          `return document.querySelector("dep-enroll").shadowRoot.querySelector("thead input").indeterminate`,
        ),
      );
      await page.expectChecked();
      await page
        .get("group", "Readiness")
        .button(/^To do \d/)
        .click();
      await page.row(DEVICES.empty).expectVisible();
      assert.equal(await box(page, DEVICES.empty).checked(), true);
      await bar(page).expectText("51 devices selected");
      await page.button("Sync with Apple").click();
      await page.css(".toast").expectText(/^Synced/);
      await bar(page).expectText("51 devices selected");
      assert.ok((await count(host)) > 100);
    });

    scene("all that match by a filter of the host are selected", MANY, async ({ page, host }) => {
      await page.expectChecked();
      await page.field("Status").choose("Assigned");
      const matching = await count(host, "STATUS = 'Assigned'");
      await page.css(".pager-range").expectText(`of ${matching}`);
      assert.ok(matching > 50);
      await whole(page).click();
      await bar(page).button(`Select all ${matching} that match`).click();
      await bar(page).expectText(`${matching} devices selected`);
      await bar(page)
        .button(/^Select all/)
        .expectGone();
      await page.css('[aria-live="polite"]').expectText(`${matching} devices selected`);
      await page.button("Next").click();
      await page.css(".pager-range").expectText(/^51–/);
      assert.equal((await ticked(page)).length, (await shown(page)).length);
    });

    scene("all that match by a verdict are selected without a call", MANY, async (it) => {
      const { page, host } = it;
      await page.expectChecked();
      const todo = page.get("group", "Readiness").button(/^To do \d/);
      await todo.click();
      const matching = /To do ([\d,]+)/.exec(await todo.text())?.[1] ?? "";
      await page.css(".pager-range").expectText(`of ${matching} devices`);
      await whole(page).click();
      await host.clearLog();
      await bar(page).button(`Select all ${matching} that match`).click();
      await bar(page).expectText(`${matching} devices selected`);
      const lists = (await host.log()).filter(({ path }) => /\/dep\/devices\?/.test(path));
      assert.deepEqual(lists, []);
    });

    scene("a reading that fails says so and goes on", MANY, async ({ page, host }) => {
      await page.expectChecked();
      const all = await count(host);
      await whole(page).click();
      await host.fault({
        match: { method: "GET", path: "/dep/devices" },
        times: 9,
        do: { status: 403, body: "" },
      });
      await bar(page).button(`Select all ${all}`).click();
      await bar(page).expectText("Not all could be read.");
      await host.clearFaults();
      await bar(page).button("Try again").click();
      await bar(page).expectText(`${all} devices selected`);
    });

    scene("pasted serial numbers are selected with one press", SPREAD, async ({ page }) => {
      await page
        .field(SEARCH)
        .fill(`${DEVICES.login}, ${DEVICES.stale} ${DEVICES.mac} C02GONE00001`);
      await page.devices().get("rowheader").expectCount(3);
      await page.button("Select these 3 devices").click();
      await bar(page).expectText("3 devices selected");
      await page.button("Select these 3 devices").expectGone();
      assert.equal((await ticked(page)).length, 3);
    });

    scene("who may only look has no boxes", { ...SPREAD, as: "viewer" }, async ({ page }) => {
      await page.devices().get("rowheader").expectCount(20);
      await page.devices().get("checkbox").expectGone();
    });

    scene("a list with a selection is accessible", SPREAD, async ({ page }) => {
      await page.expectChecked();
      await box(page, DEVICES.empty).click();
      await bar(page).expectVisible();
      await expectAccessible(page.browser);
    });
  },
  EVERY_ENGINE,
);
