// Dialogs that are closed in the middle, that have nothing to work with, or that other people overtake. At the end the list
// shows what the host has, and no dialog is a dead end.

import assert from "node:assert/strict";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SPREAD = { spread: true };
const LEGACY = { consoles: ["legacy"] } as const;
const DELETE = { method: "DELETE", path: `${DEVICES.stale}/profile` };
const PUT = { method: "PUT", path: `${DEVICES.stale}/profile` };
const SLOW = { delayMs: 1500 };

/** Serial numbers that a host may list and that none can be. */
const NO_SERIALS = [
  "VM5vodACsc+k",
  "C02-XK1ZZJGH5",
  "C02 XK1ZZJGH",
  "C02/XK1ZZJGH",
  "Not Specified",
  "Ｃ０２ＸＫ",
];

/** The names of the events about profiles that the page got. */
const profileEvents = (page: Page): Promise<string[]> =>
  page.browser.run<string[]>("return window.profileEvents");

async function listen(page: Page): Promise<void> {
  await page.browser.run(`
    window.profileEvents = [];
    for (const name of ["dep-profile-assigned", "dep-profile-removed"]) {
      document.addEventListener(name, () => window.profileEvents.push(name));
    }`);
}

/** Starts to reassign the device with the outdated profile. */
async function reassign(page: Page) {
  const dialog = await page.assign(DEVICES.stale);
  await dialog.button("Reassign").click();
  return dialog;
}

scenes("dialogs", (scene) => {
  for (const serial of NO_SERIALS) {
    scene(
      `the panel of a device called “${serial}” says why, and closes`,
      SPREAD,
      async ({ page, host }) => {
        const body = JSON.stringify({ devices: [{ serial, status: "Empty" }], count: 1 });
        const list = { method: "GET", path: "/dep/devices?offset" };
        await host.fault({ match: list, times: 0, do: { status: 200, body } });
        await page.reload();
        await host.clearLog();
        for (const action of ["Assign device", "Edit enrollment", "Before-enroll checklist"]) {
          for (const way of ["Escape", "×"]) {
            await page.rowAction(serial, action);
            const dialog = page.panel(serial);
            await dialog.css('[data-code="checklist.bad-serial"]').expectText(serial);
            if (way === "Escape") await page.press("Escape");
            else await dialog.css(".dialog-close").click();
            await dialog.expectGone();
          }
        }
        const about = (await host.log()).filter(({ path }) => path.includes("/dep/devices/"));
        assert.deepEqual(about, [], "no call is made for a device that has no address");
      },
    );
  }

  for (const way of ["Escape", "×"]) {
    scene(
      `a reassignment goes on when its panel is left by ${way}`,
      SPREAD,
      async ({ page, host }) => {
        await listen(page);
        await host.fault({ match: DELETE, do: SLOW });
        const dialog = await reassign(page);
        await dialog.button("Reassigning …").expectVisible();
        await dialog.css("#assign-profile[readonly]").expectVisible();
        if (way === "Escape") await page.press("Escape");
        else await dialog.css(".dialog-close").click();
        await dialog.expectGone();
        await page.css(".toast").expectText(`${DEVICES.stale} is assigned to Staff iPads.`);
        await page.row(DEVICES.stale).expectText("Assigned");
        const stored = await host.assignment(DEVICES.stale);
        assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.staff.uuid });
        assert.deepEqual(await profileEvents(page), ["dep-profile-assigned"]);
      },
    );
  }

  scene("half a reassignment is told after its panel was left", SPREAD, async ({ page, host }) => {
    await listen(page);
    await host.fault({ match: DELETE, do: SLOW });
    await host.fault({ match: PUT, do: { status: 500 } });
    const dialog = await reassign(page);
    await page.press("Escape");
    await dialog.expectGone();
    await page.row(DEVICES.stale).expectText("Removed");
    await page.css(".toast").expectText("removed from its old profile, but not assigned");
    assert.deepEqual(await profileEvents(page), ["dep-profile-removed"]);
    assert.equal((await host.assignment(DEVICES.stale)).status, "Removed");
  });

  scene(
    "a device that cannot be read is never ready to hand out",
    SPREAD,
    async ({ page, host }) => {
      const path = `devices/${DEVICES.login}`;
      await host.fault({ match: { method: "GET", path }, times: 0, do: { status: 404 } });
      await page.rowAction(DEVICES.login, "Before-enroll checklist");
      const dialog = page.panel(DEVICES.login);
      const failure = dialog.css('.panel-section > [data-code="host.not-found"]');
      await failure.expectVisible();
      await dialog.css(".checklist-summary").expectText("Can't tell");
      await dialog.button("Show all 7").click();
      await dialog.css('[data-item="assigned"][data-verdict="unknown"]').expectVisible();
      await host.clearFaults();
      await failure.button("Try again").click();
      await dialog.css('[data-item="assigned"][data-verdict="pass"]').expectVisible();
    },
  );

  scene(
    "a filter that cannot be answered shows no rows of another one",
    SPREAD,
    async ({ page, host }) => {
      await host.fault({ match: { method: "GET", path: "status=Pushed" }, do: { status: 500 } });
      await page.field("Status").choose("Pushed");
      await page.banner("host.server").expectVisible();
      await page.devices().expectGone();
      await page.button("Try again").click();
      await page.row(DEVICES.pushed).expectText("Pushed");
    },
  );

  scene("a profile that was edited meanwhile is read again", SPREAD, async ({ page, host }) => {
    await host.fault({
      match: { method: "PUT", path: `${DEVICES.empty}/profile` },
      do: { status: 404, body: '{"code":404,"message":"PROFILE_NOT_FOUND","errorItems":[]}' },
    });
    const dialog = await page.assign(DEVICES.empty);
    await dialog.field("Profile").fill("Staff iPads");
    await host.clearLog();
    await dialog.button("Assign device").click();
    await dialog.css('[data-code="host.not-found"]').expectVisible();
    await until(
      () => "the profiles to be read",
      async () => (await host.log()).some(({ path }) => path.endsWith("/dep/profiles")),
    );
  });

  scene("opening a panel draws it a few times, whatever comes", LEGACY, async ({ page }) => {
    // The profiles and the readiness are read by now, so the first drawing has them.
    await page.expectChecked();
    await page.leave(await page.checklist(DEVICES.assigned));
    await page.browser.run(`
      const root = document.querySelector("dep-enroll").shadowRoot;
      window.drawn = 0;
      window.touchedTable = 0;
      const inPanel = (node) => Boolean(node.parentElement?.closest("dialog") ?? node.closest?.("dialog"));
      new MutationObserver((records) => {
        const targets = records.map(({ target }) => target);
        if (targets.some(inPanel)) window.drawn += 1;
        const table = root.querySelector("table");
        // The driver of Firefox sets the style of what it scrolls to and presses.
        const touched = records.filter(({ target, attributeName }) => table.contains(target) && attributeName !== "style");
        window.touchedTable += touched.length;
      }).observe(root, { childList: true, subtree: true, attributes: true, characterData: true });`);
    // By the serial number: a menu that opens would change the table itself.
    await page.button(new RegExp(`^${DEVICES.assigned}`)).click();
    const panel = page.panel(DEVICES.assigned);
    await panel.css("#enrollment-username:not([readonly])").expectVisible();
    await panel.css(".panel-readiness").expectText("Check again");
    // The device, the enrollment and the user come each for itself; the mark of "checking" goes with the last.
    const drawn = await page.browser.run<number>("return window.drawn");
    assert.ok(drawn <= 5, `${drawn} drawings`);
    assert.equal(await page.browser.run<number>("return window.touchedTable"), 0);
  });

  scene("Escape closes the suggestions before it closes the panel", SPREAD, async ({ page }) => {
    const panel = await page.editEnrollment(DEVICES.empty);
    await panel.field("Assigned user's username").fill("ali");
    await page.get("option", /alice/).expectVisible();
    await page.press("Escape");
    await page.get("option", /alice/).expectGone();
    await panel.button("Stay").expectGone();
    await panel.expectVisible();
    await page.press("Escape");
    await panel.button("Stay").expectVisible();
  });

  scene("the focus never falls out of the panel", SPREAD, async ({ page }) => {
    const inPanel = async (): Promise<boolean> =>
      page.browser.run<boolean>(`
        const root = document.querySelector("dep-enroll").shadowRoot;
        return Boolean(root.activeElement?.closest("dialog"));`);
    const panel = await page.assign(DEVICES.stale);
    await page.expectFocus("combobox", "Profile");
    await panel.button("Reassign").click();
    await panel.css('[data-code="assign.assigned"]').expectVisible();
    assert.ok(await inPanel(), "after a reassignment");
    await panel.button("Assign device").click();
    await page.expectFocus("combobox", "Profile");
    await panel.button("Cancel: Profile").click();
    await page.expectFocus("heading", /Profile/);
    await panel.button("Confirm: The agent is ready to be installed").click();
    await panel.css('[data-item="agent"][data-verdict="confirmed"]').expectVisible();
    assert.ok(await inPanel(), "after a confirmation");
    await panel.checkbox("Login required").check();
    await panel.button("Discard").click();
    await panel.css(".panel-foot").expectGone();
    assert.ok(await inPanel(), "after the values were put back");
  });

  scene("panels that are closed leave no nodes in the memory", LEGACY, async ({ page }) => {
    // Only Chromium tells, and only Chromium had kept them.
    if (page.engine.name !== "chromium") return;
    await page.button(`Assign device ${DEVICES.empty}`).expectVisible();
    // In the page: the driver keeps every node that it has found.
    const openAndClose = async (times: number): Promise<number> => {
      await page.browser.run(
        `const [serial, times] = arguments;
        const root = document.querySelector("dep-enroll").shadowRoot;
        const turn = () => new Promise((done) => setTimeout(done));
        const wanted = async (find) => { for (;;) { const found = find(); if (found) return found; await turn(); } };
        window.openedAndClosed = false;
        (async () => {
          for (let time = 0; time < times; time++) {
            root.querySelector('[aria-label="Assign device ' + serial + '"]').click();
            (await wanted(() => root.querySelector("dialog[open] #assign-profile")
              && root.querySelector("dialog[open] .dialog-close"))).click();
            await wanted(() => !root.querySelector("dialog"));
          }
          window.openedAndClosed = true;
        })();`,
        DEVICES.empty,
        times,
      );
      const ended = () => page.browser.run<boolean>("return window.openedAndClosed");
      await until(() => "the dialogs to be closed", ended);
      await page.browser.devtools("HeapProfiler.collectGarbage");
      const { nodes } = await page.browser.devtools<{ nodes: number }>("Memory.getDOMCounters");
      return nodes;
    };
    const before = await openAndClose(5);
    const after = await openAndClose(20);
    assert.ok(after - before < 20 * 20, `${after - before} nodes more after 20 dialogs`);
  });
});
