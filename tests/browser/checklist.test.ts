// The checklist: the verdicts of its seven items, their fixes and confirmations, until the device is
// ready.

import assert from "node:assert/strict";
import type { Locator } from "./harness/locator";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const ITEMS = ["supervised", "mandatory", "current", "assigned", "user", "agent", "reset"];

/** Opens the checklist of a device. */
async function open(page: Page, serial: string): Promise<Locator> {
  await page.button(`Checklist ${serial}`).click();
  const checklist = page.get("region", "Before-enroll checklist");
  await checklist.get("status").expectText(/open item|Ready/);
  return checklist;
}

function item(checklist: Locator, id: string): Locator {
  return checklist.css(`[data-item="${id}"]`);
}

const SPREAD = { spread: true };

scenes("checklist", (scene) => {
  scene("a device with six open items becomes ready", {}, async ({ page, host }) => {
    const serial = DEVICES.empty;
    const checklist = await open(page, serial);
    const summary = checklist.get("status");
    for (const id of ITEMS) await item(checklist, id).expectVisible();
    await checklist.checkbox("First test round").check();
    await checklist.checkbox("Device was used before").check();
    await summary.expectText("6 open items");

    await item(checklist, "assigned").button("Assign a profile").click();
    const assign = page.dialog(`Assign device ${serial}`);
    await assign.field("Profile").choose(/^Staff iPads/);
    await assign.button("Assign device").click();
    await assign.expectGone();
    await item(checklist, "assigned").expectAttribute("data-verdict", "pass");
    await item(checklist, "supervised").expectAttribute("data-verdict", "pass");
    await summary.expectText("3 open items");

    await item(checklist, "user").button("Go to the user").click();
    const dialog = page.dialog(`Edit enrollment ${serial}`);
    await page.expectFocus("combobox", "Assigned user's username");
    await dialog.field("Assigned user's username").fill("alice");
    await dialog.button("Save").click();
    await dialog.expectGone();
    await item(checklist, "user").expectAttribute("data-verdict", "pass");
    await summary.expectText("2 open items");

    await checklist.button("Confirm: The agent is ready to be installed").click();
    await item(checklist, "agent").expectAttribute("data-verdict", "confirmed");
    await summary.expectText("1 open item");
    await checklist.button("Confirm: A device that was used before has been reset").click();
    await summary.expectText("Ready to hand out");
    assert.equal((await host.assignment(serial)).uuid, PROFILES.staff.uuid);
    assert.equal((await host.stored(serial)).username, "alice");
  });

  scene("a confirmation can be withdrawn", SPREAD, async ({ page }) => {
    const checklist = await open(page, DEVICES.empty);
    await checklist.button("Confirm: The agent is ready to be installed").click();
    await item(checklist, "agent").expectAttribute("data-verdict", "confirmed");
    await checklist.button("Take back: The agent is ready to be installed").click();
    await item(checklist, "agent").expectAttribute("data-verdict", "unknown");
  });

  scene(
    "a confirmation survives a reload and is void once its facts change",
    SPREAD,
    async ({ page }) => {
      const serial = DEVICES.assigned;
      const first = await open(page, serial);
      await first.checkbox("Device was used before").check();
      await first.button("Confirm: A device that was used before has been reset").click();
      await page.reload();
      await page.devices().expectVisible();
      await page.button(`Checklist ${serial}`).click();
      const again = page.get("region", "Before-enroll checklist");
      await item(again, "reset").expectAttribute("data-verdict", "confirmed");

      await page.press("Escape");
      await page.dialog(`Checklist ${serial}`).expectGone();
      const assign = await page.assign(serial);
      await assign.field("Profile").choose(/^Shop floor/);
      await assign.button(/^(Assign device|Remove and reassign)$/).click();
      await assign.expectGone();
      await page.button(`Checklist ${serial}`).click();
      await item(again, "reset").expectAttribute("data-verdict", "fail");
    },
  );

  scene("the checklist beside the form follows the input", SPREAD, async ({ page }) => {
    const dialog = await page.editEnrollment(DEVICES.empty);
    const checklist = dialog.get("region", "Before-enroll checklist");
    await item(checklist, "user").expectAttribute("data-verdict", "fail");
    await dialog.field("Assigned user's username").fill("alice");
    await item(checklist, "user").expectAttribute("data-verdict", "pass");
    await dialog.field("Assigned user's username").fill("");
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
      await item(checklist, "current").button("Reassign to the current profile").click();
      const assign = page.dialog(`Assign device ${DEVICES.stale}`);
      await assign.button("Remove and reassign").click();
      await assign.expectGone();
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
});
