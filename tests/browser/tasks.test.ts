// How many presses the daily tasks take, counted by the events that the browser sends to the page. Each limit is a promise to
// admins: a change of the page that costs a press more fails here.

import assert from "node:assert/strict";
import { judgeAll } from "./harness/fleet-truth";
import type { Host } from "./harness/host";
import { type Locator, until } from "./harness/locator";
import type { Page } from "./harness/page";
import { type Presses, presses } from "./harness/presses";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const MANY = { devices: 200 };
const USERNAME = "Assigned user's username";

/** Expects that a task took at most so many clicks, keys and texts. */
function expectAtMost(done: Presses, most: Presses): void {
  const isWithin = (["clicks", "keys", "texts"] as const).every((one) => done[one] <= most[one]);
  assert.ok(isWithin, `it took ${JSON.stringify(done)}, at most ${JSON.stringify(most)}`);
  assert.ok(done.clicks + done.keys > 0, "something was pressed");
}

/** Waits until a field has the focus by itself, and types into it. */
async function typeAtFocus(page: Page, field: Locator, name: string, text: string): Promise<void> {
  await page.expectFocus("combobox", name);
  await field.type(text);
  await field.expectValue(text);
}

/** The devices on an older version, by how they stand. */
async function older(host: Host): Promise<Record<string, number>> {
  const rows = await host.sql(
    `SELECT STATUS, count(*) AS N FROM IOS_PRE_ENROLLED_DEVICE
     WHERE DEP_PROFILE_ID IN (SELECT OLD_ID FROM PROFILE_LINEAGE) GROUP BY STATUS`,
  );
  return Object.fromEntries(rows.map((row) => [String(row["STATUS"]), Number(row["N"])]));
}

scenes(
  "tasks",
  (scene) => {
    const READY =
      "an empty device is ready after 5 presses and two names, the next one with the mouse";
    scene(READY, MANY, async ({ page, host }) => {
      const first = DEVICES.empty;
      const [another] = await host.sql(
        `SELECT SERIAL FROM IOS_PRE_ENROLLED_DEVICE LEFT JOIN APPLE_OUTCOME USING (SERIAL)
         WHERE STATUS = 'Empty' AND USERNAME IS NULL AND NEED_BASIC_AUTH = 0 AND OUTCOME IS NULL AND SERIAL <> '${first}'
         ORDER BY ID LIMIT 1`,
      );
      const next = String(another?.["SERIAL"]);
      const expectReady = async (serial: string): Promise<void> => {
        await page.panel(serial).css(".checklist-summary").expectText("Ready to hand out");
        const judged = (await judgeAll(host)).find((one) => one.serial === serial);
        assert.equal(judged?.readiness, "ready");
      };
      await page.button(`Assign device ${first}`).expectVisible();
      const typed = await presses(page, async () => {
        await page.button(`Assign device ${first}`).click();
        const panel = page.panel(first);
        await typeAtFocus(page, panel.field("Profile"), "Profile", "Staff iPads");
        await page.press("Enter");
        await panel.css('[data-code="assign.assigned"]').expectVisible();
        await panel.field(USERNAME).click();
        await typeAtFocus(page, panel.field(USERNAME), USERNAME, "alice");
        await page.press("Enter");
        await panel.css(".panel-said").expectText("Saved.");
        await panel.css(".checklist-summary").expectText("1 question");
        // The agent is asked about once for all devices: no other one costs this click.
        await panel.button("Confirm: The agent is ready to be installed").click();
        await expectReady(first);
      });
      expectAtMost(typed, { clicks: 3, keys: 2, texts: 2 });
      await page.leave(page.panel(first));

      const picked = await presses(page, async () => {
        await page.button(`Assign device ${next}`).click();
        const panel = page.panel(next);
        await panel.field("Profile").click();
        await panel.get("option", /^Staff iPads/).click();
        await panel.button("Assign device").click();
        await panel.css('[data-code="assign.assigned"]').expectVisible();
        await panel.field(USERNAME).click();
        await typeAtFocus(page, panel.field(USERNAME), USERNAME, "bob");
        await page.press("Enter");
        await expectReady(next);
      });
      expectAtMost(picked, { clicks: 5, keys: 1, texts: 1 });
    });

    scene(
      "every device on an older version is found and reassigned with 3 clicks",
      MANY,
      async ({ page, host }) => {
        const before = await older(host);
        const [atOnce = 0, afterReset = 0] = [before["Assigned"], before["Pushed"]];
        const count = atOnce + afterReset;
        assert.ok(atOnce > 0 && afterReset > 0 && before["Removed"]);
        const staff = page.get("table", "Profiles").get("row", /^Staff iPads/);
        const done = await presses(page, async () => {
          await page.get("tab", "Profiles").click();
          await staff.expectText(`${count} on an older version`);
          await page.button(`Reassign ${count} devices: Staff iPads`).click();
          const dialog = page.dialog("Reassign devices of Staff iPads");
          await dialog.expectText(`${atOnce} devices get the current settings`);
          await dialog.expectText(`${afterReset} devices were set up already`);
          await dialog.button(`Reassign ${count} devices`).click();
          await dialog.expectGone();
          await page.css(".run-strip").expectText(`${count} Done`);
        });
        expectAtMost(done, { clicks: 3, keys: 0, texts: 0 });
        assert.deepEqual(await older(host), { Removed: before["Removed"] });
        await staff.button(/^Reassign/).expectGone();
        assert.equal((await host.assignment(DEVICES.stale)).uuid, PROFILES.staff.uuid);
      },
    );

    scene(
      "all devices of a status get a profile with 4 clicks, a name and Enter",
      MANY,
      async ({ page, host }) => {
        const removed = async (): Promise<number> => {
          const [row] = await host.sql(
            `SELECT count(*) AS N FROM IOS_PRE_ENROLLED_DEVICE LEFT JOIN APPLE_OUTCOME USING (SERIAL)
             WHERE TENANT_DOMAIN = 'carbon.super' AND STATUS = 'Removed' AND OUTCOME IS NULL`,
          );
          return Number(row?.["N"]);
        };
        const count = await removed();
        assert.ok(count > 1);
        await page.expectChecked();
        const done = await presses(page, async () => {
          await page.field("Status").choose("Removed");
          await page.css(".pager-range").expectText(`of ${count} devices`);
          await page.checkbox("Select all on this page").click();
          await page.button("Assign device …").click();
          await typeAtFocus(page, page.field("Profile"), "Profile", "Staff iPads");
          await page.button(`Assign ${count} devices`).expectVisible();
          await page.press("Enter");
          await page.dialog(/^Assign device/).expectGone();
        });
        expectAtMost(done, { clicks: 4, keys: 1, texts: 1 });
        await until("every one of them to be assigned", async () => (await removed()) === 0);
      },
    );

    scene(
      "page 57 of 200 is reached with 3 actions",
      { devices: 10_000 },
      async ({ page, host }) => {
        await page.devices().get("rowheader").expectCount(50);
        const done = await presses(page, async () => {
          await page.field("Page").fill("57");
          await page.press("Enter");
          await page.css(".pager-range").expectText(/^2,?801–2,?850 of 10,?\d{3} devices$/);
        });
        expectAtMost(done, { clicks: 1, keys: 1, texts: 1 });
        const [row] = await host.sql(
          `SELECT SERIAL FROM IOS_PRE_ENROLLED_DEVICE
         WHERE TENANT_DOMAIN = 'carbon.super' ORDER BY ID LIMIT 1 OFFSET 2800`,
        );
        await page.row(String(row?.["SERIAL"])).expectVisible();
      },
    );

    scene("a ready device is recognised without opening anything", {}, async ({ page, host }) => {
      const judged = await judgeAll(host);
      assert.ok(judged.some(({ readiness }) => readiness === "ready"));
      let rows: Record<"serial" | "word" | "green" | "fix", string>[] = [];
      await until("every verdict", async () => {
        rows = await page.browser.run<typeof rows>(
          `const root = document.querySelector("dep-enroll").shadowRoot;
           const text = (row, css) => row.querySelector(css)?.textContent.trim() ?? "";
           return [...root.querySelectorAll(".devices-table tbody tr")].map((row) => ({
             serial: text(row, ".serial"), word: text(row, ".cell-readiness"),
             green: text(row, ".mark-ok"), fix: text(row, ".actions > .button") }))`,
        );
        return rows.length === judged.length && !rows.some(({ word }) => word.includes("…"));
      });
      assert.deepEqual(
        rows.map(({ serial }) => serial),
        judged.map(({ serial }) => serial),
      );
      for (const [at, { serial, word, green, fix }] of rows.entries()) {
        const isReady = judged[at]?.readiness === "ready";
        // The word, and a color and a sign that no other device has; nothing asks for something.
        assert.deepEqual([word === "Ready", green === "Ready"], [isReady, isReady], serial);
        if (isReady) assert.equal(fix, "", serial);
      }
    });

    scene("a profile is assigned by picking it with 4 clicks", {}, async ({ page, host }) => {
      await page.button(`Assign device ${DEVICES.empty}`).expectVisible();
      const done = await presses(page, async () => {
        await page.button(`Assign device ${DEVICES.empty}`).click();
        const panel = page.panel(DEVICES.empty);
        await panel.field("Profile").click();
        await panel.get("option", /^Shop floor iPhones/).click();
        await panel.button("Assign device").click();
        await panel.css('[data-code="assign.assigned"]').expectVisible();
      });
      expectAtMost(done, { clicks: 4, keys: 0, texts: 0 });
      assert.equal((await host.assignment(DEVICES.empty)).uuid, PROFILES.shop.uuid);
    });

    scene("a pasted UUID is assigned with a click and Enter", {}, async ({ page, host }) => {
      await page.button(`Assign device ${DEVICES.empty}`).expectVisible();
      const done = await presses(page, async () => {
        await page.button(`Assign device ${DEVICES.empty}`).click();
        const panel = page.panel(DEVICES.empty);
        await typeAtFocus(page, panel.field("Profile"), "Profile", PROFILES.loaner.uuid);
        await page.press("Enter");
        await panel.css('[data-code="assign.assigned"]').expectVisible();
      });
      expectAtMost(done, { clicks: 1, keys: 1, texts: 1 });
      assert.equal((await host.assignment(DEVICES.empty)).uuid, PROFILES.loaner.uuid);
    });
  },
  EVERY_ENGINE,
);
