// The history of all admins: who changed what and when, and the way back from another admin's change. What the page says is compared
// with the host's database. A host without a history leaves the runs of the browser, and the page says so.

import assert from "node:assert/strict";
import type { Host } from "./harness/host";
import type { Locator } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SPREAD = { spread: true };
const DEP = "/api/device-mgt/ios/v1.0/dep";

const bob = { username: "bob", loginRequired: false, agentRequired: true };

/** Another admin makes somebody the user of a device. */
function save(host: Host, serial: string, body: object): Promise<void> {
  return host.as("helpdesk", "PUT", `${DEP}/devices/${serial}/enrollment`, body);
}

/** Another admin assigns devices together, as one run. */
function assign(host: Host, serials: readonly string[], run: string): Promise<void> {
  const body = { profileUuid: PROFILES.staff.uuid, serials };
  return host.as("helpdesk", "POST", `${DEP}/devices/profile/bulk?run=${run}`, body);
}

/** The list of all admins' changes. */
async function history(page: Page): Promise<Locator> {
  await page.get("tab", "History").click();
  return page.get("table", "Changes");
}

scenes(
  "history of all admins",
  (scene) => {
    scene("two admins see each other's change, with before and after", {}, async (it) => {
      const { page, host } = it;
      await save(host, DEVICES.assigned, bob);
      const theirs = (await history(page)).get("row", new RegExp(DEVICES.assigned));
      await theirs.expectText(/\d{4}.* by helpdesk/);
      await theirs.expectText("Before: Staff iPads · alice. After: Staff iPads · bob.");

      // A change of this browser is in the same list.
      await page.get("tab", "Devices").click();
      await page.search(DEVICES.login);
      await page.rowAction(DEVICES.login, "Remove assignment");
      await page.row(DEVICES.login).expectText("Removed");
      const own = (await history(page)).get("row", new RegExp(DEVICES.login));
      await own.expectText("by admin");
      await own.expectText("After: No profile");

      // The other admin sees both, in a browser that has kept nothing.
      await page.browser.run(`indexedDB.deleteDatabase("dep-enroll")`);
      await page.signIn("helpdesk");
      await page.open();
      const all = await history(page);
      await all.get("row", new RegExp(DEVICES.login)).expectText("by admin");
      await all.get("row", new RegExp(DEVICES.assigned)).expectText("by helpdesk");
      const [before] = await host.sql(
        `SELECT STATUS FROM IOS_PRE_ENROLLED_DEVICE WHERE SERIAL = '${DEVICES.login}'`,
      );
      assert.equal(before?.["STATUS"], "Removed");
      await all.button(`Change of ${DEVICES.login}`).click();
      await page.css(".run").expectText("by admin");
      await page.css(".run-buttons").button("Undo").click();
      await page.button("Undo 1 device").click();
      await page.css(".run > h2").expectText(`Undo: Change of ${DEVICES.login}`);
      await page.css(".run-row").expectText("Done");
      const now = await host.assignment(DEVICES.login);
      assert.deepEqual(now, { status: "Assigned", uuid: PROFILES.staff.uuid });
    });

    scene(
      "a run of another admin is undone but for what was changed meanwhile",
      SPREAD,
      async (it) => {
        const { page, host } = it;
        const both = [DEVICES.empty, DEVICES.removed];
        await assign(host, both, "17a");
        await host.as("admin", "PUT", `${DEP}/devices/${DEVICES.removed}/profile`, {
          profileUuid: PROFILES.bench.uuid,
        });
        const row = (await history(page)).get("row", /^Change of many devices/);
        await row.expectText("2 devices");
        await row.button("Change of many devices").click();
        const rows = page.css(".run-row");
        await rows.expectCount(2);
        await page.css(".run").expectText("After: Staff iPads.");
        await page.button("Delete report").expectGone();
        await page.css(".run-buttons").button("Undo").click();
        const ask = page.css(".run-ask");
        await ask.expectText("1 device gets back what it had");
        await ask.expectText("1 device stays: somebody has changed it since");
        await ask.expectText(DEVICES.removed);
        await page.button("Undo 1 device").click();
        await page.css(".run > h2").expectText("Undo: Change of many devices");
        await page.css(".run-row").expectText("Done");
        assert.equal((await host.assignment(DEVICES.empty)).status, "Removed");
        // The way back is in the history as well, for everybody.
        await page.button("All runs").click();
        const back = page.get("table", "Changes").get("row", /^Undo: Change of many devices/);
        await back.expectText("by admin");
      },
    );

    scene("the list is filtered by device and by admin, and turned", SPREAD, async (it) => {
      const { page, host } = it;
      for (let at = 0; at < 14; at += 1) {
        await save(host, DEVICES.assigned, { ...bob, agentRequired: at % 2 === 0 });
        await save(host, DEVICES.pushed, { ...bob, agentRequired: at % 2 === 0 });
      }
      await host.as("admin", "DELETE", `${DEP}/devices/${DEVICES.login}/profile`);
      const list = await history(page);
      await list.get("rowheader").expectCount(25);
      const pages = page.get("navigation", "Pages of changes");
      await pages.expectText(/1–25 of \d\d/);
      await pages.button("Next").click();
      await pages.expectText(/26–\d\d of/);
      await page.get("searchbox", "Admin").fill("ADMIN");
      await page.press("Tab");
      await list.get("rowheader").expectCount(1);
      await list.expectText(DEVICES.login);
      await page.get("searchbox", "Serial number").fill(DEVICES.pushed);
      await page.press("Enter");
      await page.expectText("No such changes");
      await page.get("searchbox", "Admin").fill("");
      await page.press("Tab");
      await list.get("rowheader").expectCount(14);
    });

    scene(
      "a viewer sees who changed what, and cannot undo it",
      { as: "viewer", spread: true },
      async (it) => {
        const { page, host } = it;
        await save(host, DEVICES.assigned, bob);
        const list = await history(page);
        await list.button(`Change of ${DEVICES.assigned}`).click();
        await page.css(".run-row").expectText("After: Staff iPads · bob.");
        await page.button("Download CSV").expectVisible();
        await page.button("Undo").expectGone();
      },
    );

    scene("a history that cannot be read says so and is asked for again", SPREAD, async (it) => {
      const { page, host } = it;
      await save(host, DEVICES.assigned, bob);
      await host.fault({
        match: { method: "GET", path: "/dep/changes" },
        times: 0,
        do: { status: 500 },
      });
      await page.get("tab", "History").click();
      await page.button("Try again").expectVisible();
      await host.clearFaults();
      await page.button("Try again").click();
      const list = page.get("table", "Changes");
      await list.expectText("by helpdesk");
      // What comes later is there when it is asked for.
      await save(host, DEVICES.login, bob);
      await page.button("Refresh").click();
      await list.get("rowheader").expectCount(2);
    });

    scene("a link to a run that nobody knows says so", SPREAD, async ({ page }) => {
      const go = `document.querySelector("dep-enroll").state = "history/17b"`;
      await page.browser.run(go);
      await page.expectText("Neither this browser nor the server knows this run.");
      await page.button("All runs").click();
      await page.expectText("No changes yet");
    });
  },
  EVERY_ENGINE,
);

scenes(
  "history of one browser",
  (scene) => {
    scene("a server without a history leaves the runs of this browser", SPREAD, async (it) => {
      const { page, host } = it;
      await page.get("tab", "History").click();
      await page.expectText("Only what this browser has changed");
      await page.get("group", "Whose changes").expectGone();
      await page.get("tab", "Devices").click();
      await page.search(DEVICES.assigned);
      await page.rowAction(DEVICES.assigned, "Remove assignment");
      await page.row(DEVICES.assigned).expectText("Removed");
      await page.get("tab", "History").click();
      await page.get("table", "Runs").button(`Change of ${DEVICES.assigned}`).click();
      await page.css(".run-buttons").button("Undo").click();
      await page.button("Undo 1 device").click();
      await page.css(".run-row").expectText("Done");
      const paths = (await host.log()).map(({ path }) => path);
      assert.ok(paths.every((path) => !path.includes("/changes")));
    });
  },
  EVERY_ENGINE,
  () => Promise.resolve({ plain: true }),
);
