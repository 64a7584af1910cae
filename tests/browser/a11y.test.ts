// Accessibility inside the consoles: their themes, keyboard-only use, narrow screens, 200 % zoom, and dark mode. The scenes of
// the gallery have every single state.

import assert from "node:assert/strict";
import { expectAccessible } from "./harness/axe";
import { expectFits } from "./harness/fits";
import type { Page } from "./harness/page";
import { type SceneOptions, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SERIAL = DEVICES.empty;
const FEW: SceneOptions = {};
const MANY: SceneOptions = { devices: 200 };
const SPREAD: SceneOptions = { ...FEW, spread: true };

/** The states that depend most on the console's theme. The gallery's scenes have all others. */
const STATES: [string, (page: Page) => Promise<void>][] = [
  ["the device list", () => Promise.resolve()],
  [
    "the device panel with a problem",
    async (page) => {
      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("alice@carbon.super");
      await page.press("Tab");
      await dialog.css('[data-code="username.tenant-domain"]').expectVisible();
    },
  ],
];

/** Audits a state, then checks the same state at the width of a phone. */
async function inspect(page: Page, reach: (page: Page) => Promise<void>): Promise<void> {
  await reach(page);
  await expectAccessible(page.browser);
  await page.engine.viewport(320, 700);
  try {
    await expectFits(page.browser);
  } finally {
    await page.engine.viewport(1280, 900);
  }
}

scenes("accessibility", (scene) => {
  for (const [name, reach] of STATES) {
    scene(`axe finds no violation and 320 pixels are wide enough: ${name}`, FEW, (it) =>
      inspect(it.page, reach),
    );
  }

  scene("nothing is cut off at 200 % zoom", SPREAD, async ({ page }) => {
    await page.engine.viewport(1280, 900, 2);
    try {
      await expectFits(page.browser);
      const panel = await page.checklist(SERIAL);
      await panel.button("Show all 7").click();
      await expectFits(page.browser);
    } finally {
      await page.engine.viewport(1280, 900);
    }
  });

  scene("axe finds no violation in dark mode", FEW, async ({ page }) => {
    await page.engine.colorScheme("dark");
    try {
      await expectAccessible(page.browser);
      await page.get("tab", "Profiles").click();
      await page.get("table", "Profiles").expectVisible();
      await expectAccessible(page.browser);
      await page.get("tab", "Devices").click();
      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("alice@carbon.super");
      await page.press("Tab");
      await dialog.css('[data-code="username.tenant-domain"]').expectVisible();
      await expectAccessible(page.browser);
    } finally {
      await page.engine.colorScheme("light");
    }
  });

  scene("assign, enroll and check with the keyboard only", FEW, async ({ page, host }) => {
    await page.field("Serial number or user").fill(SERIAL);
    await page.devices().get("rowheader").expectCount(1);

    await page.tabTo("button", `Assign device ${SERIAL}`);
    await page.press("Enter");
    await page.expectFocus("combobox", "Profile");
    await page.browser.command("POST", "actions", { actions: [typing(PROFILES.staff.uuid)] });
    await page.press("Enter");
    const panel = page.panel(SERIAL);
    await panel.css('[data-code="assign.assigned"]').expectVisible();
    await page.expectFocus("heading", /Profile/);
    await page.press("Escape");
    await panel.expectGone();
    await page.expectFocus("button", `Edit enrollment ${SERIAL}`);

    await page.press("Enter");
    await page.expectFocus("combobox", "Assigned user's username");
    await panel.css("#enrollment-username:not([readonly])").expectVisible();
    await page.browser.command("POST", "actions", { actions: [typing("alice")] });
    await page.tabTo("checkbox", "Agent install required");
    await page.press("Space");
    await page.tabTo("button", "Save");
    await page.press("Enter");
    await panel.css(".panel-said").expectText("Saved.");
    await page.press("Escape");
    await panel.expectGone();
    await page.expectFocus("button", SERIAL);
    assert.deepEqual(await host.stored(SERIAL), { username: "alice", login: false, agent: false });

    await page.tabTo("button", `More for ${SERIAL}`);
    await page.press("Enter");
    await page.expectFocus("menuitem", `Assign device ${SERIAL}`);
    await page.press("b");
    await page.expectFocus("menuitem", `Before-enroll checklist ${SERIAL}`);
    await page.press("Enter");
    const summary = panel.css(".checklist-summary");
    await summary.expectText("Ready to hand out");
    await page.expectFocus("heading", /Before-enroll checklist/);
    await page.tabTo("checkbox", "This device was used before");
    await page.press("Space");
    await summary.expectText("1 to do");
    await page.tabTo("button", "Confirm: A device that was used before has been reset");
    await page.press("Enter");
    await summary.expectText("Ready to hand out");
    await page.press("Escape");
    await page.expectFocus("button", `More for ${SERIAL}`);
  });

  scene("filter, page and settings with the keyboard only", MANY, async ({ page }) => {
    const settings = page.get("group", "Checklist settings");
    await page.tabTo("button", "Checklist settings");
    await page.press("Enter");
    await settings.expectVisible();
    await page.tabTo("checkbox", "Test round");
    await page.press("Space");
    await page.css(".strip-concern").expectVisible();
    await page.press("Escape");
    await settings.expectGone();
    await page.expectFocus("button", "Checklist settings");

    await page.tabTo("combobox", "Problem");
    // A closed list takes the first letter of a choice.
    await page.press("o");
    await page.field("Problem").expectValue("older-profile");
    await page.tabTo("button", "Clear");
    await page.press("Enter");
    await page.field("Problem").expectValue("");

    await page.devices().get("rowheader").expectCount(50);
    await page.tabTo("button", "Skip the list");
    await page.press("Enter");
    await page.tabTo("textbox", "Page");
    await page.browser.command("POST", "actions", { actions: [typing("2")] });
    await page.press("Enter");
    await page.css(".pager-range").expectText(/^51–100 of/);
    await page.expectFocus("textbox", "Page");
  });

  scene("reassign all devices of a profile with the keyboard only", MANY, async ({ page }) => {
    await page.tabTo("tab", "Devices");
    await page.press("ArrowRight");
    await page.button(/^Reassign \d+ devices: Staff iPads$/).expectVisible();
    await page.tabTo("button", /^Reassign \d+ devices: Staff iPads$/);
    await page.press("Enter");
    const dialog = page.dialog("Reassign devices of Staff iPads");
    await dialog.button(/^Reassign \d+ devices$/).expectVisible();
    await page.tabTo("button", /^Reassign \d+ devices$/);
    await page.press("Enter");
    await dialog.expectGone();
    const strip = page.get("region", "Reassign devices of Staff iPads");
    await strip.expectText(/\d+ Done/);
    // The button that opened it has gone with the last device.
    await page.expectState("the focus in the page", () =>
      page.browser.run<boolean>("return document.activeElement !== document.body"),
    );
  });

  scene(
    "the settings close when the focus goes elsewhere or beside is pressed",
    SPREAD,
    async (it) => {
      const { page } = it;
      const settings = page.get("group", "Checklist settings");
      await page.button("Checklist settings").click();
      await settings.css("label[for='settings-density']").click();
      await settings.css(".help[data-code]").click();
      await settings.expectVisible();
      await page.css(".counts").click();
      await settings.expectGone();
      await page.button("Checklist settings").click();
      await settings.expectVisible();
      await page.tabTo("searchbox", "Serial number or user");
      await settings.expectGone();
    },
  );

  scene("on a phone the filters are behind a button that counts them", SPREAD, async ({ page }) => {
    await page.field("Problem").choose("Older profile version");
    await page.engine.viewport(390, 800);
    try {
      await page.button("Filters (1)").expectAttribute("aria-expanded", "false");
      await page.field("Problem").expectGone();
      await page.button("Filters (1)").click();
      await page.button("Filters (1)").expectAttribute("aria-expanded", "true");
      await page.field("Problem").expectValue("older-profile");
      await expectFits(page.browser);
      await page.button("Clear").click();
      await page.button("Filters").expectVisible();
    } finally {
      await page.engine.viewport(1280, 900);
    }
  });

  scene("arrow keys move between tabs", SPREAD, async ({ page }) => {
    await page.get("tab", "Devices").click();
    await page.press("ArrowRight");
    await page.expectFocus("tab", "Profiles");
    await page.get("tab", "Profiles").expectAttribute("aria-selected", "true");
    await page.get("table", "Profiles").expectVisible();
  });
});

/** The key strokes for a text. */
function typing(text: string) {
  const strokes = [...text].flatMap((value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ]);
  return { type: "key", id: "keyboard", actions: strokes };
}
