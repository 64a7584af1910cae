// A read-only admin: everything is readable, nothing can be edited, and the page says why.

import assert from "node:assert/strict";
import { scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const VIEWER = { as: "viewer" };

scenes("viewer", (scene) => {
  scene("the list is readable and explains why it is read-only", VIEWER, async ({ page }) => {
    await page.css('[data-code="common.read-only"]').expectText("lacks the permission");
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
    const dialog = await page.editEnrollment(DEVICES.assigned);
    const user = dialog.field("Assigned user's username");
    await user.expectValue("alice");
    await user.expectState("read-only", async () => {
      const editable = await user.enabled();
      return !editable || (await user.attribute("readonly")) !== null;
    });
    assert.equal(await dialog.checkbox("Login required").enabled(), false);
    assert.equal(await dialog.checkbox("Agent install required").enabled(), false);
    await dialog.button("Save").expectGone();
    await dialog.css('[data-code="common.read-only"]').expectVisible();
    await page.press("Escape");
    await dialog.expectGone();
    assert.ok((await host.log()).every(({ method }) => method === "GET"));
  });

  scene("an assignment is readable and cannot be changed", VIEWER, async ({ page }) => {
    const dialog = await page.assign(DEVICES.assigned);
    await dialog.expectText("Assigned to Staff iPads");
    await dialog.button("Assign device").expectGone();
    await dialog.button("Remove assignment").expectGone();
    await dialog.css('[data-code="common.read-only"]').expectVisible();
    await dialog.button("Cancel").click();
    await dialog.expectGone();
  });

  scene("the checklist shows its verdicts without fixes", VIEWER, async ({ page }) => {
    await page.button(`Checklist ${DEVICES.empty}`).click();
    const checklist = page.get("region", "Before-enroll checklist");
    await checklist.css('[data-item="assigned"][data-verdict="fail"]').expectVisible();
    await checklist.button("Assign a profile").expectGone();
  });
});
