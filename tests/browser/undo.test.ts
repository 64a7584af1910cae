// Undo of a change of one device: by the notice after it, later by the history, and why it is refused. What the page says is compared
// with the host's database.

import assert from "node:assert/strict";
import type { Locator } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SPREAD = { devices: 200, spread: true };
const DEP = "/api/device-mgt/ios/v1.0/dep";

const notice = (page: Page): Locator => page.css(".toast:last-child");

/** The buttons in the foot of the panel that something else lies over. */
const COVERED = `
  const foot = (root) => {
    for (const e of root.querySelectorAll("*")) {
      const found = e.matches("dialog[open] > .dialog-foot") ? e : e.shadowRoot && foot(e.shadowRoot);
      if (found) return found;
    }
    return null;
  };
  const buttons = [...foot(document).querySelectorAll("button")].filter((e) => e.offsetWidth > 0);
  if (buttons.length === 0) return ["no button"];
  const isCovered = (e) => {
    const { x, y, width, height } = e.getBoundingClientRect();
    return !e.contains(e.getRootNode().elementFromPoint(x + width / 2, y + height / 2));
  };
  return buttons.filter(isCovered).map((e) => e.textContent);`;

/** Makes bob the user of the device of alice. */
async function save(page: Page): Promise<void> {
  await page.search(DEVICES.assigned);
  const panel = await page.editEnrollment(DEVICES.assigned);
  await panel.field("Assigned user's username").fill("bob");
  await panel.button("Save").click();
  await page.expectSaved(panel);
}

scenes(
  "undo of one device",
  (scene) => {
    scene(
      "a saved user is put back from the notice, and the history has both",
      SPREAD,
      async (it) => {
        const { page, host } = it;
        const before = await host.stored(DEVICES.assigned);
        await save(page);
        await notice(page).expectText(`The enrollment of ${DEVICES.assigned} is saved.`);
        await notice(page).button("Undo").click();
        await notice(page).expectText(`${DEVICES.assigned} is as it was before.`);
        assert.deepEqual(await host.stored(DEVICES.assigned), before);
        await page.row(DEVICES.assigned).expectText("alice");
        await page.css(".run-strip").expectGone();
        // A reload reads the history from what the browser has kept.
        await page.open();
        const runs = await page.ownRuns();
        await runs.button(`Undo: Change of ${DEVICES.assigned}`).expectVisible();
        await runs.button(new RegExp(`^Change of ${DEVICES.assigned}`)).click();
        await page
          .css(".run-row")
          .expectText("Before: Staff iPads · alice. After: Staff iPads · bob.");
      },
    );

    scene("an assignment is undone from the history, too", SPREAD, async ({ page, host }) => {
      const before = await host.assignment(DEVICES.assigned);
      await page.search(DEVICES.assigned);
      await page.rowAction(DEVICES.assigned, "Remove assignment");
      await page.row(DEVICES.assigned).expectText("Removed · was Staff iPads");
      await (await page.ownRuns()).button(`Change of ${DEVICES.assigned}`).click();
      await page.css(".run-buttons").button("Undo").click();
      await page.css(".run-ask").expectText("1 device gets back what it had");
      await page.button("Undo 1 device").click();
      await page.css(".run-row").expectText("Done");
      assert.deepEqual(await host.assignment(DEVICES.assigned), before);
    });

    scene(
      "what another admin has saved meanwhile is not overwritten by undo",
      SPREAD,
      async (it) => {
        const { page, host } = it;
        await save(page);
        await host.as("admin", "PUT", `${DEP}/devices/${DEVICES.assigned}/enrollment`, {
          username: "carol",
          loginRequired: false,
          agentRequired: true,
        });
        const theirs = await host.stored(DEVICES.assigned);
        await notice(page).button("Undo").click();
        await notice(page).expectText(`Not undone: ${DEVICES.assigned}.`);
        await notice(page).expectText("Somebody else changed it. Nothing was overwritten.");
        await notice(page).expectText("carol");
        assert.deepEqual(await host.stored(DEVICES.assigned), theirs);
        await notice(page).button("Close this notice").click();
        await page.css(".toast").expectGone();
      },
    );

    scene(
      "a device that has fetched its profile keeps it, and undo says so",
      SPREAD,
      async (it) => {
        const { page, host } = it;
        await page.search(DEVICES.empty);
        const panel = await page.assign(DEVICES.empty);
        await panel.field("Profile").fill("Staff iPads");
        await panel.button("Assign device").click();
        await page.expectAssigned(panel);
        const path = `/dep/devices/${DEVICES.empty}`;
        const fetched = {
          serial: DEVICES.empty,
          status: "Pushed",
          profileUuid: PROFILES.staff.uuid,
        };
        await host.fault({
          match: { method: "GET", path },
          times: 0,
          do: { status: 200, body: JSON.stringify(fetched) },
        });
        await notice(page).button("Undo").click();
        await notice(page).expectText("It fetched its profile meanwhile. Nothing was overwritten.");
        const now = { status: "Assigned", uuid: PROFILES.staff.uuid };
        assert.deepEqual(await host.assignment(DEVICES.empty), now);
      },
    );

    scene("the notice with Undo waits for the keyboard as long as it takes", SPREAD, async (it) => {
      const { page, host } = it;
      const before = await host.stored(DEVICES.assigned);
      await save(page);
      // A notice without a button goes by itself. This one is older, and stays.
      await page.rowAction(DEVICES.assigned, "Copy serial number");
      await page.css(".toasts").expectText("C02");
      await notice(page).expectText(`The enrollment of ${DEVICES.assigned} is saved.`);
      await page.editEnrollment(DEVICES.assigned);
      await page.tabTo("button", "Undo");
      await page.press("Enter");
      await notice(page).expectText(`${DEVICES.assigned} is as it was before.`);
      assert.deepEqual(await host.stored(DEVICES.assigned), before);
    });

    scene("an undo in the history takes the notice of the same change away", SPREAD, async (it) => {
      const { page } = it;
      await page.search(DEVICES.assigned);
      await page.rowAction(DEVICES.assigned, "Remove assignment");
      await notice(page).button("Undo").expectVisible();
      await (await page.ownRuns()).button(`Change of ${DEVICES.assigned}`).click();
      await page.css(".run-buttons").button("Undo").click();
      await page.button("Undo 1 device").click();
      await page.css(".run-row").expectText("Done");
      await page.css(".toast").expectGone();
    });

    scene("the notice of a newer change takes the place of the older one", SPREAD, async (it) => {
      const { page } = it;
      await save(page);
      await notice(page).expectText("is saved");
      await page.rowAction(DEVICES.assigned, "Remove assignment");
      await notice(page).expectText("is no longer assigned");
      await page.css(".toast").expectCount(1);
    });

    scene(
      "a notice in a narrow window does not cover the foot of the panel",
      SPREAD,
      async (it) => {
        const { page } = it;
        await page.search(DEVICES.assigned);
        const panel = await page.editEnrollment(DEVICES.assigned);
        await page.engine.viewport(500, 800);
        try {
          await panel.field("Assigned user's username").fill("bob");
          await panel.button("Save").click();
          await panel.css(".panel-said").expectText("Saved.");
          await notice(page).button("Undo").expectVisible();
          await panel.field("Assigned user's username").fill("carol");
          await panel.button("Save").expectVisible();
          assert.deepEqual(await page.browser.run<string[]>(COVERED), []);
          assert.ok(await page.browser.run<boolean>("return innerWidth <= 640"));
        } finally {
          await page.engine.viewport(1280, 900);
        }
      },
    );

    scene("the strip has no way to the report that is open", SPREAD, async ({ page, host }) => {
      await page.get("tab", "Profiles").click();
      await page.button(/^Reassign \d+ devices: Staff iPads$/).click();
      const dialog = page.dialog("Reassign devices of Staff iPads");
      await dialog.button(/^Reassign \d/).click();
      await dialog.expectGone();
      const strip = page.css(".run-strip");
      await strip.button("Show report").click();
      await page.css(".run > h2").expectText("Reassign devices of Staff iPads");
      await strip.button("Show report").expectGone();
      await page.get("tab", "Devices").click();
      await strip.button("Show report").expectVisible();
      assert.ok((await host.log()).length > 0);
    });
  },
  EVERY_ENGINE,
);
