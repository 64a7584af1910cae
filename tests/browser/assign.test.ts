// Assigning a device to a profile: pasting, picking, warnings, removal, reassignment, and Apple's
// error answers.

import assert from "node:assert/strict";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES, PROFILES, STAFF_BEFORE } from "./harness/seeded";

const SPREAD = { spread: true };

scenes(
  "assign",
  (scene) => {
    scene(
      "a pasted UUID is normalised, matched to its profile and assigned",
      {},
      async ({ page, host }) => {
        const dialog = await page.assign(DEVICES.empty);
        await dialog.field("Profile").fill(" {a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f} ");
        await dialog.css('[data-code="profile.repaired"]').expectText("{ } -");
        await dialog.css('[data-code="assign.uuid.found"]').expectText("Staff iPads");
        await dialog.button("Assign device").click();
        await page.expectAssigned(dialog);
        await page.row(DEVICES.empty).expectText("Assigned");
        await page.row(DEVICES.empty).expectText("Staff iPads");
        const stored = await host.assignment(DEVICES.empty);
        assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.staff.uuid });
      },
    );

    scene("a profile picked from the list is assigned", {}, async ({ page, host }) => {
      const dialog = await page.assign(DEVICES.empty);
      await dialog.field("Profile").fill("shop");
      await page.get("option", /Shop floor iPhones/).click();
      await dialog.button("Assign device").click();
      await page.expectAssigned(dialog);
      await page.row(DEVICES.empty).expectText("Assigned");
      const stored = await host.assignment(DEVICES.empty);
      assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.shop.uuid });
    });

    scene("an invalid UUID is rejected and nothing is sent", SPREAD, async ({ page, host }) => {
      const dialog = await page.assign(DEVICES.empty);
      const field = dialog.field("Profile");
      await field.fill("Staff iPads!");
      await dialog.button("Assign device").click();
      await field.expectAttribute("aria-invalid", "true");
      await dialog.css('[data-code="assign.profile.no-match"]').expectText("Staff iPads!");
      await page.expectFocus("combobox", "Profile");
      await field.expectValue("Staff iPads!");
      assert.ok((await host.log()).every(({ method }) => method !== "PUT"));
      assert.equal((await host.assignment(DEVICES.empty)).status, "Empty");
    });

    scene(
      "a superseded UUID is recognised and the current one is assigned",
      SPREAD,
      async ({ page, host }) => {
        const dialog = await page.assign(DEVICES.empty);
        await dialog.field("Profile").fill(STAFF_BEFORE);
        await dialog.css('[data-code="assign.uuid.superseded"]').expectText("Staff iPads");
        await dialog.button("Assign device").click();
        await page.expectAssigned(dialog);
        assert.equal((await host.assignment(DEVICES.empty)).uuid, PROFILES.staff.uuid);
      },
    );

    scene(
      "an unsupervised profile shows a warning before the assignment",
      SPREAD,
      async ({ page }) => {
        const dialog = await page.assign(DEVICES.empty);
        await dialog.field("Profile").fill("Test bench");
        await dialog.css('[data-code="assign.warn.unsupervised"]').expectText("Test bench");
        await dialog.field("Profile").fill("Staff iPads");
        await dialog.css('[data-code="assign.warn.unsupervised"]').expectGone();
      },
    );

    scene("a mandatory profile shows a warning in a test round", SPREAD, async ({ page }) => {
      await page.testRound();
      const dialog = await page.assign(DEVICES.empty);
      await dialog.field("Profile").fill("Shop floor iPhones");
      await dialog.css('[data-code="assign.warn.mandatory"]').expectText("Shop floor iPhones");
    });

    scene(
      "an assignment is removed on one click, and put back on another",
      SPREAD,
      async ({ page, host }) => {
        const dialog = await page.assign(DEVICES.assigned);
        const before = await host.assignment(DEVICES.assigned);
        await page.removeAssignment(dialog);
        await dialog.css('[data-code="assign.removed"]').expectVisible();
        assert.equal((await host.assignment(DEVICES.assigned)).status, "Removed");
        await dialog.button("Undo: put the earlier profile back").click();
        await dialog.css(".panel-outcome").expectText(`${DEVICES.assigned} is as it was before.`);
        await dialog.expectText("Assigned · not fetched yet");
        assert.deepEqual(await host.assignment(DEVICES.assigned), before);
      },
    );

    scene("a superseded device is found and reassigned", {}, async ({ page, host }) => {
      assert.equal((await host.assignment(DEVICES.stale)).uuid, STAFF_BEFORE);
      await (await page.search(DEVICES.stale)).expectText("Older version · assigned");
      const dialog = await page.assign(DEVICES.stale);
      await dialog.expectText("On an older version of Staff iPads");
      await dialog.button("Reassign").click();
      await dialog.css('[data-code="assign.assigned"]').expectText("there is no way back");
      await page.leave(dialog);
      await page.row(DEVICES.stale).expectText("Assigned");
      const marked = page.row(DEVICES.stale).css(".mark-todo");
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
        await dialog.button("Reassign").click();
        await page.banner("host.server").expectVisible();
        await page.banner("assign.half").expectVisible();
        assert.equal((await host.assignment(DEVICES.stale)).status, "Removed");
        await dialog.button("Reassign").click();
        await page.expectAssigned(dialog);
        const stored = await host.assignment(DEVICES.stale);
        assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.staff.uuid });
        const removals = (await host.log()).filter(({ method }) => method === "DELETE");
        assert.equal(removals.length, 1, "only the missing half is repeated");
      },
    );

    const answers = [
      [DEVICES.refused, "assign.apple.not-accessible", /This server may not manage/],
      [DEVICES.failed, "assign.apple.failed", /Apple could not assign/],
      [
        DEVICES.throttled,
        "assign.apple.throttled",
        /Apple asks to wait 24 hours, until \w+ \d+, \d{4}/,
      ],
    ] as const;
    for (const [serial, code, words] of answers) {
      scene(
        `Apple's error for ${serial} is shown and nothing changes`,
        SPREAD,
        async ({ page, host }) => {
          const before = await host.assignment(serial);
          const dialog = await page.assign(serial);
          await dialog.field("Profile").fill("Staff iPads");
          await dialog.button("Assign device").click();
          await page.banner(code).expectText(words);
          assert.deepEqual(await host.assignment(serial), before);
          const waits = code === "assign.apple.throttled";
          await dialog.button("Assign device").expectAttribute("aria-disabled", String(waits));
          if (!waits) return;
          // Pressed all the same, it asks Apple nothing.
          await host.clearLog();
          await dialog.button("Assign device").click();
          await page.leave(dialog);
          await page.row(serial).expectText(words);
          assert.deepEqual(
            (await host.log()).filter(({ method }) => method !== "GET"),
            [],
          );
        },
      );
    }
  },
  EVERY_ENGINE,
);
