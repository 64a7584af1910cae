// The checklist: the verdicts of its seven items, their fixes and confirmations, until the device is
// ready.

import assert from "node:assert/strict";
import type { Locator } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const ITEMS = ["supervised", "mandatory", "current", "assigned", "user", "agent", "reset"];

/** Opens the checklist of a device. */
async function open(page: Page, serial: string): Promise<Locator> {
  const panel = await page.checklist(serial);
  await panel.button("Show all 7").click();
  return panel;
}

function item(checklist: Locator, id: string): Locator {
  return checklist.css(`[data-item="${id}"]`);
}

const SPREAD = { spread: true };

scenes(
  "checklist",
  (scene) => {
    scene("one cause counts once, and a device becomes ready", {}, async ({ page, host }) => {
      const serial = DEVICES.empty;
      await page.testRound();
      const checklist = await open(page, serial);
      const summary = checklist.css(".checklist-summary");
      for (const id of ITEMS) await item(checklist, id).expectVisible();
      await checklist.checkbox("This device was used before").check();
      await summary.expectText("4 to do");

      await item(checklist, "assigned").css('[data-fix="assign-profile"]').click();
      await page.expectFocus("combobox", "Profile");
      await checklist.field("Profile").fill("Staff iPads");
      await checklist.button("Assign device").click();
      await item(checklist, "assigned").expectAttribute("data-verdict", "pass");
      await item(checklist, "supervised").expectAttribute("data-verdict", "pass");
      await summary.expectText("3 to do");

      await item(checklist, "user").css('[data-fix="edit-user"]').click();
      await page.expectFocus("combobox", "Assigned user's username");
      await checklist.field("Assigned user's username").fill("alice");
      await checklist.button("Save").click();
      await item(checklist, "user").expectAttribute("data-verdict", "pass");
      await summary.expectText("2 to do");

      await checklist.button("Confirm: The agent is ready to be installed").click();
      await item(checklist, "agent").expectAttribute("data-verdict", "confirmed");
      await summary.expectText("1 to do");
      await checklist.button("Confirm: A device that was used before has been reset").click();
      await summary.expectText("Ready to hand out");
      assert.equal((await host.assignment(serial)).uuid, PROFILES.staff.uuid);
      assert.equal((await host.stored(serial)).username, "alice");
    });

    scene("a confirmation can be withdrawn", SPREAD, async ({ page }) => {
      const checklist = await open(page, DEVICES.empty);
      await checklist.button("Confirm: The agent is ready to be installed").click();
      await item(checklist, "agent").expectAttribute("data-verdict", "confirmed");
      await checklist.button("Undo: The agent is ready to be installed").click();
      await item(checklist, "agent").expectAttribute("data-verdict", "unknown");
    });

    scene(
      "a confirmation survives a reload and is void once its facts change",
      SPREAD,
      async ({ page }) => {
        const serial = DEVICES.assigned;
        const first = await open(page, serial);
        await first.checkbox("This device was used before").check();
        await first.button("Confirm: A device that was used before has been reset").click();
        await page.reload();
        await page.devices().expectVisible();
        const again = await page.checklist(serial);
        await item(again, "reset").expectAttribute("data-verdict", "confirmed");
        await item(again, "reset").expectText(/You confirmed this on|confirmed this on/);

        await page.leave(again);
        const assign = await page.assign(serial);
        await assign.field("Profile").fill("Shop floor iPhones");
        await assign.button("Assign device").click();
        await page.expectAssigned(assign);
        await page.checklist(serial);
        await item(again, "reset").expectAttribute("data-verdict", "fail");
      },
    );

    scene("the checklist beside the form follows the input", SPREAD, async ({ page }) => {
      const dialog = await page.editEnrollment(DEVICES.empty);
      const checklist = dialog.get("region", "Before-enroll checklist");
      await checklist.button("Show all 7").click();
      await item(checklist, "user").expectAttribute("data-verdict", "fail");
      await dialog.field("Assigned user's username").fill("alice");
      await item(checklist, "user").expectAttribute("data-verdict", "pass");
      await dialog.checkbox("Login required").check();
      await item(checklist, "user").expectAttribute("data-verdict", "pass");
      await dialog.checkbox("Agent install required").check(false);
      await item(checklist, "agent").expectAttribute("data-verdict", "not-applicable");
    });

    scene(
      "a superseded profile is detected and reassigned from the checklist",
      {},
      async ({ page, host }) => {
        const checklist = await open(page, DEVICES.stale);
        await item(checklist, "current").expectAttribute("data-verdict", "fail");
        await item(checklist, "current").css('[data-fix="reassign"]').click();
        await item(checklist, "current").expectAttribute("data-verdict", "pass");
        assert.equal((await host.assignment(DEVICES.stale)).uuid, PROFILES.staff.uuid);
      },
    );

    const verdicts = [
      [DEVICES.assigned, "assigned", "pass"],
      [DEVICES.removed, "assigned", "fail"],
      [DEVICES.strange, "assigned", "unknown"],
      [DEVICES.both, "user", "fail"],
      [DEVICES.pushed, "reset", "fail"],
    ] as const;
    for (const [serial, id, verdict] of verdicts) {
      scene(`${serial}: item ${id} is ${verdict}`, SPREAD, async ({ page }) => {
        const checklist = await open(page, serial);
        await item(checklist, id).expectAttribute("data-verdict", verdict);
      });
    }
  },
  EVERY_ENGINE,
);
