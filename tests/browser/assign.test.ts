// Assigning a device to a profile: pasting, picking, warnings, removal, reassignment, and Apple's
// error answers.

import assert from "node:assert/strict";
import { scenes } from "./harness/scenes";
import { DEVICES, PROFILES, STAFF_BEFORE } from "./harness/seeded";

const SPREAD = { spread: true };

scenes("assign", (scene) => {
  scene(
    "a pasted UUID is normalised, matched to its profile and assigned",
    {},
    async ({ page, host }) => {
      const dialog = await page.assign(DEVICES.empty);
      await dialog.get("radio", "Pasted UUID").click();
      await dialog.field("Profile UUID").fill(" {a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f} ");
      await dialog.css('[data-code="profile.repaired"]').expectText("{ } -");
      await dialog.css('[data-code="assign.uuid.found"]').expectText("Staff iPads");
      await dialog.button("Assign device").click();
      await dialog.expectGone();
      await page.row(DEVICES.empty).expectText("Assigned");
      await page.row(DEVICES.empty).expectText("Staff iPads");
      const stored = await host.assignment(DEVICES.empty);
      assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.staff.uuid });
    },
  );

  scene("a profile picked from the list is assigned", {}, async ({ page, host }) => {
    const dialog = await page.assign(DEVICES.empty);
    await dialog.get("radio", "Profile list").click();
    await dialog.field("Profile").choose(/^Shop floor iPhones/);
    await dialog.button("Assign device").click();
    await dialog.expectGone();
    await page.row(DEVICES.empty).expectText("Assigned");
    const stored = await host.assignment(DEVICES.empty);
    assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.shop.uuid });
  });

  scene("an invalid UUID is rejected and nothing is sent", SPREAD, async ({ page, host }) => {
    const dialog = await page.assign(DEVICES.empty);
    await dialog.get("radio", "Pasted UUID").click();
    const field = dialog.field("Profile UUID");
    await field.fill("Staff iPads!");
    await field.expectAttribute("aria-invalid", "true");
    await dialog.css('[data-code="profile.characters"]').expectVisible();
    await dialog.button("Assign device").click();
    await field.expectValue("Staff iPads!");
    assert.ok((await host.log()).every(({ method }) => method !== "PUT"));
    assert.equal((await host.assignment(DEVICES.empty)).status, "Empty");
  });

  scene(
    "a superseded UUID is recognised and the current one is offered",
    SPREAD,
    async ({ page, host }) => {
      const dialog = await page.assign(DEVICES.empty);
      await dialog.get("radio", "Pasted UUID").click();
      await dialog.field("Profile UUID").fill(STAFF_BEFORE);
      await dialog.css('[data-code="assign.uuid.superseded"]').expectText("Staff iPads");
      await dialog.button("Use the current version").click();
      await dialog.field("Profile UUID").expectValue(PROFILES.staff.uuid);
      await dialog.button("Assign device").click();
      await dialog.expectGone();
      assert.equal((await host.assignment(DEVICES.empty)).uuid, PROFILES.staff.uuid);
    },
  );

  scene(
    "an unsupervised profile shows a warning before the assignment",
    SPREAD,
    async ({ page }) => {
      const dialog = await page.assign(DEVICES.empty);
      await dialog.field("Profile").choose(/^Test bench/);
      await dialog.css('[data-code="assign.warn.unsupervised"]').expectText("Test bench");
      await dialog.field("Profile").choose(/^Staff iPads/);
      await dialog.css('[data-code="assign.warn.unsupervised"]').expectGone();
    },
  );

  scene("a mandatory profile shows a warning in a test round", SPREAD, async ({ page }) => {
    await page.button(`Checklist ${DEVICES.empty}`).click();
    const checklist = page.dialog(`Checklist ${DEVICES.empty}`);
    await checklist.checkbox("First test round").check();
    await page.press("Escape");
    await checklist.expectGone();
    const dialog = await page.assign(DEVICES.empty);
    await dialog.field("Profile").choose(/^Shop floor iPhones/);
    await dialog.css('[data-code="assign.warn.mandatory"]').expectText("Shop floor iPhones");
  });

  scene("an assignment is removed", SPREAD, async ({ page, host }) => {
    const dialog = await page.assign(DEVICES.assigned);
    await dialog.button("Remove assignment").click();
    await dialog.expectGone();
    await page.row(DEVICES.assigned).expectText("Removed");
    assert.equal((await host.assignment(DEVICES.assigned)).status, "Removed");
  });

  scene("a superseded device is found and reassigned", {}, async ({ page, host }) => {
    assert.equal((await host.assignment(DEVICES.stale)).uuid, STAFF_BEFORE);
    await (await page.search(DEVICES.stale)).expectText("Superseded");
    const dialog = await page.assign(DEVICES.stale);
    await dialog.expectText("Assigned to an older version of Staff iPads");
    await dialog.button("Remove and reassign").click();
    await dialog.expectGone();
    await page.row(DEVICES.stale).expectText("Assigned");
    const marked = page.row(DEVICES.stale).css(".badge-warning");
    await marked.expectGone();
    const stored = await host.assignment(DEVICES.stale);
    assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.staff.uuid });
  });

  scene(
    "a half-finished reassignment is completed at the second try",
    {},
    async ({ page, host }) => {
      const put = { method: "PUT", path: `${DEVICES.stale}/profile` };
      await host.fault({ match: put, times: 1, do: { status: 500, body: "out of order" } });
      const dialog = await page.assign(DEVICES.stale);
      await dialog.button("Remove and reassign").click();
      await page.banner("host.server").expectVisible();
      await page.banner("assign.half").expectVisible();
      assert.equal((await host.assignment(DEVICES.stale)).status, "Removed");
      await dialog.button("Remove and reassign").click();
      await dialog.expectGone();
      const stored = await host.assignment(DEVICES.stale);
      assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.staff.uuid });
      const removals = (await host.log()).filter(({ method }) => method === "DELETE");
      assert.equal(removals.length, 1, "only the missing half is repeated");
    },
  );

  const answers = [
    [DEVICES.refused, "assign.apple.not-accessible", /Apple does not let this server touch/],
    [DEVICES.failed, "assign.apple.failed", /Apple could not assign/],
    [DEVICES.throttled, "assign.apple.throttled", /Try again after 24 hours/],
  ] as const;
  for (const [serial, code, words] of answers) {
    scene(
      `Apple's error for ${serial} is shown and nothing changes`,
      SPREAD,
      async ({ page, host }) => {
        const before = await host.assignment(serial);
        const dialog = await page.assign(serial);
        await dialog.field("Profile").choose(/^Staff iPads/);
        await dialog.button("Assign device").click();
        await page.banner(code).expectText(words);
        assert.deepEqual(await host.assignment(serial), before);
      },
    );
  }
});
