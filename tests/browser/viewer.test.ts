// A read-only admin: everything is readable, nothing can be edited, and the page says why.

import assert from "node:assert/strict";
import { scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const VIEWER = { as: "viewer" };

scenes("viewer", (scene) => {
  scene("the list is readable and explains why it is read-only", VIEWER, async ({ page }) => {
    const mark = page.css('[data-code="common.read-only"]');
    await mark.expectText("View only");
    await mark.expectAttribute("title", "View only. Ask for the DEP permission to make changes.");
    // The verdicts are there, and nobody who cannot answer is asked.
    await page
      .get("group", "Readiness")
      .button(/^Ready \d/)
      .expectVisible();
    await page.row(DEVICES.assigned).expectText("Can't tell");
    await page.button("Yes, it is").expectGone();
    await page
      .devices()
      .button(/^(More for|Assign device|Edit enrollment|Reassign|Confirm)/)
      .expectGone();
    await (await page.search(DEVICES.assigned)).expectText("alice");
    await page.button("Sync with Apple").expectGone();
  });

  scene("the profiles are readable", VIEWER, async ({ page }) => {
    await page.get("tab", "Profiles").click();
    await page
      .get("table", "Profiles")
      .get("row", /^Staff iPads/)
      .expectVisible();
  });

  scene("an enrollment is readable and cannot be edited", VIEWER, async ({ page, host }) => {
    const dialog = await page.openPanel(DEVICES.assigned);
    const facts = dialog.css(".panel-facts");
    await facts.expectText(/Assigned user's username\s*alice/);
    await facts.expectText(/Login required\s*No/);
    await dialog.css("input, select, textarea").expectGone();
    await dialog.button("Save").expectGone();
    await dialog.css('[data-code="common.read-only"]').expectVisible();
    await page.press("Escape");
    await dialog.expectGone();
    assert.ok((await host.log()).every(({ method }) => method === "GET"));
  });

  scene("an assignment is readable and cannot be changed", VIEWER, async ({ page }) => {
    const dialog = await page.openPanel(DEVICES.assigned);
    await dialog.css('[data-code="assign.now.current"]').expectText("Staff iPads");
    await dialog.button("Assign device").expectGone();
    await dialog.button("Remove assignment").expectGone();
    await dialog.css('[data-code="common.read-only"]').expectVisible();
    await page.leave(dialog);
  });

  scene("the checklist shows its verdicts without fixes", VIEWER, async ({ page }) => {
    const panel = await page.openPanel(DEVICES.empty);
    const checklist = panel.get("region", "Before-enroll checklist");
    await checklist.css('[data-item="assigned"][data-verdict="fail"]').expectVisible();
    await checklist.css("[data-fix], .checklist-actions button").expectGone();
    await checklist.button("Show all 7").click();
    await checklist.css('[data-item="reset"]').expectVisible();
    await checklist.css(".checklist-actions button").expectGone();
  });
});
