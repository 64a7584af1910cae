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
    await page.press("Enter", "b", "Enter");
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
