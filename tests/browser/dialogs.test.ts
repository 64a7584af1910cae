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
  const button = dialog.button("Remove and reassign");
  await button.click();
  return dialog;
}

scenes("dialogs", (scene) => {
  for (const serial of NO_SERIALS) {
    scene(
      `every dialog of a device called “${serial}” says why, and closes`,
      SPREAD,
      async ({ page, host }) => {
        const body = JSON.stringify({ devices: [{ serial, status: "Empty" }], count: 1 });
        const list = { method: "GET", path: "/dep/devices?offset" };
        await host.fault({ match: list, times: 0, do: { status: 200, body } });
        await page.reload();
        await host.clearLog();
        for (const [action, title] of [
          ["Assign device", `Assign device ${serial}`],
          ["Edit enrollment", `Edit enrollment ${serial}`],
          ["Checklist", new RegExp(`Checklist.*${serial.replace(/[+/]/g, "\\$&")}`)],
        ] as const) {
          for (const way of ["Escape", "×", "button"]) {
            await page.button(`${action} ${serial}`).click();
            const dialog = page.dialog(title);
            await dialog.css('[data-code="checklist.bad-serial"]').expectText(serial);
            if (way === "Escape") await page.press("Escape");
            else if (way === "×") await dialog.css(".icon-button").click();
            else await dialog.css(".dialog-foot button").click();
            await dialog.expectGone();
          }
        }
        const about = (await host.log()).filter(({ path }) => path.includes("/dep/devices/"));
        assert.deepEqual(about, [], "no call is made for a device that has no address");
      },
    );
  }

  for (const way of ["Close", "Escape", "×"]) {
    scene(
      `a reassignment goes on when its dialog is left by ${way}`,
      SPREAD,
      async ({ page, host }) => {
        await listen(page);
        await host.fault({ match: DELETE, do: SLOW });
        const dialog = await reassign(page);
        await dialog.button("Reassigning …").expectVisible();
        await dialog.css("#assign-profile:disabled").expectVisible();
        if (way === "Escape") await page.press("Escape");
        else if (way === "×") await dialog.css(".icon-button").click();
        else await dialog.css(".dialog-foot").button("Close").click();
        await dialog.expectGone();
        await page.css(".notice").expectText(`${DEVICES.stale} is assigned to Staff iPads.`);
        await page.row(DEVICES.stale).expectText("Assigned");
        const stored = await host.assignment(DEVICES.stale);
        assert.deepEqual(stored, { status: "Assigned", uuid: PROFILES.staff.uuid });
        assert.deepEqual(await profileEvents(page), ["dep-profile-assigned"]);
      },
    );
  }

  scene("half a reassignment is told after its dialog was left", SPREAD, async ({ page, host }) => {
    await listen(page);
    await host.fault({ match: DELETE, do: SLOW });
    await host.fault({ match: PUT, do: { status: 500 } });
    const dialog = await reassign(page);
    await page.press("Escape");
    await dialog.expectGone();
    await page.row(DEVICES.stale).expectText("Removed");
    await page.css(".notice").expectText("removed from its old profile, but not assigned");
    assert.deepEqual(await profileEvents(page), ["dep-profile-removed"]);
    assert.equal((await host.assignment(DEVICES.stale)).status, "Removed");
  });

  scene(
    "a device that cannot be read is never ready to hand out",
    SPREAD,
    async ({ page, host }) => {
      const path = `devices/${DEVICES.login}`;
      await host.fault({ match: { method: "GET", path }, times: 0, do: { status: 404 } });
      await page.button(`Checklist ${DEVICES.login}`).click();
      const dialog = page.dialog(/^Checklist/);
      await dialog.css('[data-code="host.not-found"]').expectVisible();
      await dialog.css(".checklist-summary").expectText("not known whether the device is ready");
      await dialog.css('[data-item="assigned"][data-verdict="unknown"]').expectVisible();
      await host.clearFaults();
      await dialog.button("Try again").click();
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
    await dialog.field("Profile").choose(/^Staff iPads/);
    await host.clearLog();
    await dialog.button("Assign device").click();
    await dialog.css('[data-code="host.not-found"]').expectVisible();
    await until(
      () => "the profiles to be read",
      async () => (await host.log()).some(({ path }) => path.endsWith("/dep/profiles")),
    );
  });

  scene("assign dialogs that are closed leave no nodes in the memory", LEGACY, async ({ page }) => {
    // Only Chromium tells, and only Chromium had kept them.
    if (page.engine.name !== "chromium") return;
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
            (await wanted(() => root.querySelector("dialog[open] #assign-profile:not(:disabled)")
              && root.querySelector("dialog[open] .icon-button"))).click();
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
