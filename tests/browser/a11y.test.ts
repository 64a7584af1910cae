// Accessibility: an axe audit in every state, keyboard-only use, narrow screens, 200 % zoom, and dark
// mode.

import assert from "node:assert/strict";
import { expectAccessible } from "./harness/axe";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { type SceneOptions, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SERIAL = DEVICES.empty;
const FEW: SceneOptions = {};
const SPREAD: SceneOptions = { ...FEW, spread: true };
const LIST = { method: "GET", path: "/dep/devices" };

/** Every state that a user can reach, and the steps to it. */
const STATES: [string, SceneOptions, (page: Page) => Promise<void>][] = [
  ["the device list", FEW, () => Promise.resolve()],
  [
    "an empty search result",
    FEW,
    async (page) => {
      await page.field("Search").fill("ZZZZZZZZ");
      await page.get("heading", "No devices match").expectVisible();
    },
  ],
  [
    "a loading list",
    FEW,
    async (page) => {
      await page.host.fault({ match: LIST, times: 1, do: { delayMs: 4000 } });
      await page.reload();
      await page.css("dep-enroll").css(".skeleton").expectVisible();
    },
  ],
  [
    "a failed list",
    FEW,
    async (page) => {
      await page.host.fault({ match: LIST, times: 99, do: { status: 500, body: "no" } });
      await page.reload();
      await page.banner("host.server").expectVisible();
    },
  ],
  [
    "the profiles",
    FEW,
    async (page) => {
      await page.get("tab", "Profiles").click();
      const staff = page.get("table", "Profiles").get("row", /^Staff iPads/);
      await staff.css("summary").click();
    },
  ],
  [
    "the assign dialog",
    FEW,
    async (page) => {
      const dialog = await page.assign(DEVICES.stale);
      await dialog.field("Profile").choose(/^Loaner pool/);
      await dialog.css('[data-code="assign.warn.unsupervised"]').expectVisible();
    },
  ],
  [
    "the assign dialog with a bad paste",
    FEW,
    async (page) => {
      const dialog = await page.assign(SERIAL);
      await dialog.get("radio", "Pasted UUID").click();
      await dialog.field("Profile UUID").fill("?");
      await dialog.css('[data-code="profile.characters"]').expectVisible();
    },
  ],
  [
    "the assign dialog after Apple's refusal",
    FEW,
    async (page) => {
      const dialog = await page.assign(DEVICES.refused);
      await dialog.field("Profile").choose(/^Staff iPads/);
      await dialog.button("Assign device").click();
      await page.banner("assign.apple.not-accessible").expectVisible();
    },
  ],
  [
    "the enrollment dialog",
    FEW,
    async (page) => {
      await page.editEnrollment(SERIAL);
    },
  ],
  [
    "the enrollment dialog with a problem",
    FEW,
    async (page) => {
      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("alice@carbon.super");
      await dialog.css('[data-code="username.tenant-domain"]').expectVisible();
    },
  ],
  [
    "the enrollment dialog with suggestions",
    FEW,
    async (page) => {
      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("ali");
      await page.get("option", /alice/).expectVisible();
    },
  ],
  [
    "the enrollment dialog in a conflict",
    FEW,
    async (page) => {
      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("alice");
      const theirs = { username: "bob", loginRequired: false, agentRequired: true };
      const match = { method: "PUT", path: `${SERIAL}/enrollment` };
      await page.host.fault({ match, times: 1, do: { conflict: theirs } });
      await dialog.button("Save").click();
      await dialog.button("Keep my version").expectVisible();
    },
  ],
  [
    "a save that could not be read back",
    FEW,
    async (page) => {
      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("alice");
      const match = { method: "GET", path: `${SERIAL}/enrollment` };
      await page.host.fault({ match, times: 1, do: { status: 500, body: "no" } });
      await dialog.button("Save").click();
      await dialog.button("Check what is saved").expectVisible();
    },
  ],
  [
    "the discard question",
    FEW,
    async (page) => {
      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("alice");
      await page.press("Escape");
      await page.get("alertdialog", "Discard changes?").expectVisible();
    },
  ],
  ["the checklist with open items", FEW, (page) => openChecklist(page, SERIAL)],
  ["the checklist of an assigned device", FEW, (page) => openChecklist(page, DEVICES.assigned)],
  ["the viewer's list", { ...FEW, as: "viewer" }, () => Promise.resolve()],
  [
    "the viewer's enrollment dialog",
    { ...FEW, as: "viewer" },
    async (page) => {
      await page.editEnrollment(DEVICES.assigned);
    },
  ],
];

/** The states that depend most on the console's theme. They run in both consoles. */
const IN_BOTH = ["the device list", "the enrollment dialog with a problem"];

/** Audits a state, then checks the same state at the width of a phone. */
async function inspect(page: Page, reach: (page: Page) => Promise<void>): Promise<void> {
  await reach(page);
  await expectAccessible(page);
  await page.engine.viewport(320, 700);
  try {
    await expectFits(page);
  } finally {
    await page.engine.viewport(1280, 900);
  }
}

async function openChecklist(page: Page, serial: string): Promise<void> {
  await page.button(`Checklist ${serial}`).click();
  const checklist = page.get("region", "Before-enroll checklist");
  await checklist.get("status").expectText(/open item|Ready/);
}

scenes("accessibility", (scene) => {
  for (const [name, options, reach] of STATES) {
    const spread = !IN_BOTH.includes(name);
    scene(
      `axe finds no violation and 320 pixels are wide enough: ${name}`,
      { ...options, spread },
      (it) => inspect(it.page, reach),
    );
  }

  scene("nothing is cut off at 200 % zoom", SPREAD, async ({ page }) => {
    await page.engine.viewport(1280, 900, 2);
    try {
      await expectFits(page);
      await openChecklist(page, SERIAL);
      await expectFits(page);
    } finally {
      await page.engine.viewport(1280, 900);
    }
  });

  scene("axe finds no violation in dark mode", FEW, async ({ page }) => {
    await page.engine.colorScheme("dark");
    try {
      await expectAccessible(page);
      await page.get("tab", "Profiles").click();
      await page.get("table", "Profiles").expectVisible();
      await expectAccessible(page);
      await page.get("tab", "Devices").click();
      const dialog = await page.editEnrollment(SERIAL);
      await dialog.field("Assigned user's username").fill("alice@carbon.super");
      await dialog.css('[data-code="username.tenant-domain"]').expectVisible();
      await expectAccessible(page);
    } finally {
      await page.engine.colorScheme("light");
    }
  });

  scene("assign, enroll and check with the keyboard only", FEW, async ({ page, host }) => {
    await page.field("Search").fill(SERIAL);
    await page.devices().get("rowheader").expectCount(1);

    await page.tabTo("button", `Assign device ${SERIAL}`);
    await page.press("Enter");
    await page.dialog(`Assign device ${SERIAL}`).expectVisible();
    await page.tabTo("radio", /Profile list|Pasted UUID/);
    await page.press("ArrowDown");
    await page.tabTo("textbox", "Profile UUID");
    await page.browser.command("POST", "actions", { actions: [typing(PROFILES.staff.uuid)] });
    await page.tabTo("button", "Assign device");
    await page.press("Enter");
    await page.dialog(`Assign device ${SERIAL}`).expectGone();
    await page.expectFocus("button", `Assign device ${SERIAL}`);

    await page.tabTo("button", `Edit enrollment ${SERIAL}`);
    await page.press("Enter");
    await page.tabTo("combobox", "Assigned user's username");
    await page.browser.command("POST", "actions", { actions: [typing("alice")] });
    await page.tabTo("checkbox", "Agent install required");
    await page.press("Space");
    await page.tabTo("button", "Save");
    await page.press("Enter");
    await page.dialog(`Edit enrollment ${SERIAL}`).expectGone();
    await page.expectFocus("button", `Edit enrollment ${SERIAL}`);
    assert.deepEqual(await host.stored(SERIAL), { username: "alice", login: false, agent: false });

    await page.tabTo("button", `Checklist ${SERIAL}`);
    await page.press("Enter");
    const checklist = page.get("region", "Before-enroll checklist");
    await checklist.get("status").expectText("Ready to hand out");
    await page.tabTo("checkbox", "Device was used before");
    await page.press("Space");
    await page.tabTo("button", "Confirm: A device that was used before has been reset");
    await page.press("Enter");
    await checklist.get("status").expectText("Ready to hand out");
    await page.press("Escape");
    await page.expectFocus("button", `Checklist ${SERIAL}`);
  });

  scene("arrow keys move between tabs", SPREAD, async ({ page }) => {
    await page.get("tab", "Devices").click();
    await page.press("ArrowRight");
    await page.expectFocus("tab", "Profiles");
    await page.get("tab", "Profiles").expectAttribute("aria-selected", "true");
    await page.get("table", "Profiles").expectVisible();
  });
});

/** Expects no horizontal scrolling, and no dialog wider than the page. */
async function expectFits(page: Page): Promise<void> {
  // Consoles collapse their menus with a delay.
  let overflow = 0;
  await until(
    () => `the page to fit, which is ${overflow} pixels too wide`,
    async () => (overflow = await page.overflow()) <= 0,
  );
  const wide = await page.browser.run<string[]>(`
    const wide = [];
    const walk = (root) => {
      for (const e of root.querySelectorAll("*")) {
        if (e.shadowRoot) walk(e.shadowRoot);
        if (e.localName !== "dialog" || !e.open) continue;
        const box = e.getBoundingClientRect();
        if (box.right > innerWidth + 1 || box.left < -1) wide.push("dialog " + e.className);
        if (e.scrollWidth > e.clientWidth + 1) wide.push("content of dialog " + e.className);
      }
    };
    walk(document);
    return wide;`);
  assert.deepEqual(wide, []);
}

/** The key strokes for a text. */
function typing(text: string) {
  const strokes = [...text].flatMap((value) => [
    { type: "keyDown", value },
    { type: "keyUp", value },
  ]);
  return { type: "key", id: "keyboard", actions: strokes };
}
