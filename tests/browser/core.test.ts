// The complete task of an admin for one device, from the log-in page to "ready to hand out", in every
// engine and both consoles. The stored state is read from the database.

import assert from "node:assert/strict";
import { logIn } from "./harness/login";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SERIAL = DEVICES.empty;

scenes(
  "core flow",
  (scene) => {
    scene("log in, assign, set the user, save, reload, ready", { as: null }, async (it) => {
      const { page, host } = it;
      await logIn(page, "admin");
      await page.devices().expectVisible();

      const assign = await page.assign(SERIAL);
      await assign.field("Profile").fill(PROFILES.staff.uuid);
      await assign.button("Assign device").click();
      await page.expectAssigned(assign);
      await page.row(SERIAL).expectText("Assigned");
      assert.deepEqual(await host.assignment(SERIAL), {
        status: "Assigned",
        uuid: PROFILES.staff.uuid,
      });

      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("alice");
      await dialog.button("Save").click();
      await page.expectSaved(dialog);
      await page.row(SERIAL).expectText("alice");
      assert.deepEqual(await host.stored(SERIAL), { username: "alice", login: false, agent: true });

      await page.reload();
      const row = await page.search(SERIAL);
      await row.expectText("Assigned");
      await row.expectText(PROFILES.staff.name);
      await row.expectText("alice");

      const panel = await page.checklist(SERIAL);
      const summary = panel.css(".checklist-summary");
      await summary.expectText("1 question");
      await panel.button("Confirm: The agent is ready to be installed").click();
      await summary.expectText("Ready to hand out");
    });
  },
  EVERY_ENGINE,
);
