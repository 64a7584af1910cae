// What the user of a device will see: in its panel and from the list of profiles, by the mouse and by the keyboard alone.

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { listen, said } from "./harness/contract";
import type { Locator } from "./harness/locator";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, type Scene, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const TITLE = "What the user will see";

/** What the test gives the profile, so that a pane of every state and a key of every kind is there. */
const SKIPS = [
  "AppleID",
  "Siri",
  "Restore",
  "Keyboard",
  "Zoom",
  "Wallpaper",
  "Registration",
  "Sirri",
];

const DEP = "/api/device-mgt/ios/v1.0/dep";

interface Remark {
  code: string;
  message: string;
}

/** The part of `dep-enroll/profile` that is asked here. */
interface Functions {
  ready(): Promise<unknown>;
  previewSetup(request: object): Omit<Answer, "flags">;
  effectiveFlags(request: object): Pick<Answer, "flags">;
}

interface Answer {
  panes: { pane: string; state: string }[];
  keys: { key: string; state: string }[];
  signIn: Remark;
  owner: Remark;
  agent: Remark;
  flags: ({ flag: string } & Remark)[];
}

/** What the exported functions say about a profile and a device. Their entry for Node has the same rules as the page. */
async function asked(request: object): Promise<Answer> {
  const file = join(process.env["DEP_WWW"] ?? "www/dist", "dep-enroll-profile.node.js");
  const functions = (await import(pathToFileURL(file).href)) as Functions;
  await functions.ready();
  const { flags } = functions.effectiveFlags(request);
  return { ...functions.previewSetup(request), flags };
}

/** What the page shows, in the same words. */
function shown(page: Page): Promise<Answer> {
  return page.browser.run<Answer>(`
    const root = document.querySelector("dep-enroll").shadowRoot;
    const all = (css) => [...root.querySelectorAll(".setup " + css)];
    const words = ({ dataset }, name) => ({ [name]: dataset[name], state: dataset.state });
    const [signIn, owner, agent] = all(".setup-people dd").map(({ dataset, textContent }) => {
      return { code: dataset.code, message: textContent };
    });
    return {
      panes: all("[data-pane]").map((it) => words(it, "pane")),
      keys: all("[data-key]").map((it) => words(it, "key")),
      signIn, owner, agent,
      flags: all("[data-flag]").map(({ dataset, textContent }) => {
        return { flag: dataset.flag, message: textContent };
      }),
    };`);
}

/** Waits until the page shows what the functions answer. */
async function expectSame(page: Page, request: object): Promise<Answer> {
  const answer = await asked(request);
  const remark = ({ code, message }: Remark) => ({ code, message });
  const expected = {
    panes: answer.panes.map(({ pane, state }) => ({ pane, state })),
    keys: answer.keys.map(({ key, state }) => ({ key, state })),
    signIn: remark(answer.signIn),
    owner: remark(answer.owner),
    agent: remark(answer.agent),
    flags: answer.flags.map(({ flag, message }) => ({ flag, message })),
  };
  let seen: unknown;
  await until(
    () => `the preview ${JSON.stringify(expected)}, not ${JSON.stringify(seen)}`,
    async () => isDeepStrictEqual((seen = await shown(page)), expected),
  );
  return answer;
}

/** The profile with these steps to skip. */
const NAME = "Skipping";

/** Defines such a profile, assigns it to a device, and returns it whole. */
async function skip({ host }: Scene, serial: string): Promise<object> {
  const of = (column: string, value: string) =>
    host.sql(
      `SELECT UUID, PROFILE_CONTENT AS WHOLE FROM IOS_DEP_PROFILE WHERE ${column} = '${value}'`,
    );
  const [staff] = await of("UUID", PROFILES.staff.uuid);
  const profile = {
    ...(JSON.parse(String(staff?.["WHOLE"])) as object),
    profile_name: NAME,
    skip_setup_items: SKIPS,
  };
  await host.as("admin", "POST", `${DEP}/profiles`, profile);
  const [made] = await of("PROFILE_NAME", NAME);
  const profileUuid = String(made?.["UUID"]);
  await host.as("admin", "PUT", `${DEP}/devices/${serial}/profile`, { profileUuid });
  return profile;
}

/** The caption under the drawn device. */
const caption = (inside: Locator) => inside.css(".setup-caption");

scenes(
  "preview",
  (scene) => {
    scene("the panel shows what previewSetup answers for the device", {}, async (it) => {
      const { page } = it;
      const profile = await skip(it, DEVICES.login);
      await page.reload();
      const panel = await page.editEnrollment(DEVICES.login);
      await panel.button(TITLE).click();
      const enrollment = { username: "", loginRequired: true, agentRequired: false };
      const ipad = { deviceFamily: "iPad" };
      const newest = await expectSame(page, { profile, device: ipad, enrollment });
      const states = new Set(newest.panes.map(({ state }) => state));
      assert.deepEqual([...states].sort(), ["always", "shown", "skipped"]);
      assert.equal(newest.signIn.code, "setup.sign-in.credentials");
      assert.deepEqual(newest.keys.map(({ key }) => key).sort(), [
        "Registration",
        "Sirri",
        "Wallpaper",
        "Zoom",
      ]);

      // It follows what is chosen and what is typed.
      await panel.css("#device-setup-version").choose("iOS 7");
      const device = { ...ipad, osVersion: "7" };
      const oldest = await expectSame(page, { profile, device, enrollment });
      assert.ok(oldest.panes.length < newest.panes.length);
      await panel.checkbox("Agent install required").check();
      await expectSame(page, {
        profile,
        device,
        enrollment: { ...enrollment, agentRequired: true },
      });
      await panel.button("Discard").click();
      await expectSame(page, { profile, device, enrollment });
    });

    scene(
      "the keyboard alone opens the preview and goes through the steps",
      { spread: true },
      async (it) => {
        const { page } = it;
        const panel = await page.checklist(DEVICES.assigned);
        await page.tabTo("button", TITLE);
        await page.press("Enter");
        await panel.css(".setup-stage").expectVisible();
        const count = await panel.css("button.setup-step").count();
        await caption(panel).expectText(`1 of ${count}`);
        await page.tabTo("button", "Next step");
        await listen(page.browser);
        await page.press("Enter");
        await caption(panel).expectText(`2 of ${count}`);
        for (const number of [3, 4]) {
          await page.press("ArrowRight");
          await caption(panel).expectText(`${number} of ${count}`);
        }
        let heard: string[] = [];
        await until(
          () => `“4 of ${count}: …” in ${JSON.stringify(heard)}`,
          async () => {
            heard = (await said(page.browser)).polite;
            return heard.some((text) => text.includes(`4 of ${count}: `));
          },
        );
        await page.press("ArrowLeft");
        await caption(panel).expectText(`3 of ${count}`);
        await page.press("End");
        await caption(panel).expectText(`${count} of ${count}`);
        await page.expectFocus("button", "Next step");
        await page.press("Home");
        await caption(panel).expectText(`1 of ${count}`);

        // The list is one stop, at the step that is shown, and its keys move the focus and the device.
        await page.press("Tab");
        await page.expectFocus("button", /^1 Language/);
        await page.press("ArrowDown");
        await page.expectFocus("button", /^2 Country or region/);
        await caption(panel).expectText(`2 of ${count}`);
        await page.press("End");
        await page.expectFocus("button", /Get started/);
        await caption(panel).expectText(`${count} of ${count}`);
        await panel.css('[aria-current="step"]').expectCount(1);
        await page.press("Tab");
        await panel.css(".setup-step:focus").expectGone();
        await page.press("Escape");
        await panel.expectGone();
      },
    );

    scene(
      "a profile is previewed for every kind of device from the list",
      { spread: true },
      async (it) => {
        const { page } = it;
        const profile = await skip(it, DEVICES.login);
        await page.get("tab", "Profiles").click();
        const open = async () => {
          await page.tabTo("button", `More for ${NAME}`);
          await page.press("Enter");
          await page.expectFocus("menuitem", `Preview setup with ${NAME}`);
          await page.press("Enter");
        };
        await open();
        const dialog = page.dialog(`Setup with ${NAME}`);
        for (const [kind, deviceFamily, newest, oldest] of [
          ["iPhone", "iPhone", "27", "7"],
          ["iPad", "iPad", "27", "7"],
          ["Mac", "Mac", "27", "10.9"],
          ["Apple TV", "AppleTV", "13", "10.2"],
          ["Apple Vision Pro", "Vision", "27", "26"],
        ] as const) {
          await dialog.css("#profile-setup-kind").choose(kind);
          await dialog.css(`.setup-stage[data-kind="${deviceFamily}"]`).expectVisible();
          const versions = dialog.css("#profile-setup-version");
          for (const [osVersion, option] of [
            [newest, / or later$/],
            [oldest, new RegExp(`S ${oldest.replace(".", "\\.")}$`)],
          ] as const) {
            await versions.choose(option);
            const answer = await asked({ profile, device: { deviceFamily, osVersion } });
            const panes = answer.panes.map(({ pane, state }) => ({ pane, state }));
            let seen: unknown;
            await until(
              () =>
                `${kind} ${osVersion} with ${JSON.stringify(panes)}, not ${JSON.stringify(seen)}`,
              async () => isDeepStrictEqual((seen = (await shown(page)).panes), panes),
            );
          }
        }
        await page.press("Escape");
        await dialog.expectGone();
        await page.expectFocus("button", `More for ${NAME}`);
      },
    );

    scene(
      "a profile that cannot be read is read again, and the focus stays",
      { spread: true },
      async ({ page, host }) => {
        const match = { method: "GET", path: `profiles/${PROFILES.staff.uuid}` };
        await host.fault({ match, do: { status: 500 } });
        const panel = await page.checklist(DEVICES.assigned);
        await panel.button(TITLE).click();
        await panel.css('.setup-fold [data-code="host.server"]').expectVisible();
        await host.clearFaults();
        await panel.css(".setup-fold").button("Try again").click();
        await panel.css(".setup-stage").expectVisible();
        await page.expectFocus("button", TITLE);
      },
    );

    scene(
      "the settings that take effect stand at the profile and at the items about them",
      { spread: true },
      async ({ page }) => {
        await page.testRound();
        const panel = await page.checklist(DEVICES.mac);
        const profile = panel.get("region", "Profile");
        await profile
          .css('[data-flag="mandatory"]')
          .expectText("The user can leave out the enrollment.");
        await panel.button("Show all 7").click();
        const item = panel.css('[data-item="mandatory"]');
        await item.css("summary").click();
        await item.css(".checklist-effect").expectText("The user can leave out the enrollment.");
        // An item about no setting says nothing of the kind.
        await panel.css('[data-item="user"] .checklist-effect:not([hidden])').expectGone();
      },
    );

    scene("a device without a profile has no preview", { spread: true }, async ({ page }) => {
      const panel = await page.checklist(DEVICES.empty);
      await panel.button(TITLE).expectGone();
    });
  },
  EVERY_ENGINE,
);

scenes(
  "preview without whole profiles",
  (scene) => {
    scene(
      "a host that cannot read one profile whole is offered no preview",
      { spread: true },
      async ({ page, host }) => {
        const panel = await page.checklist(DEVICES.assigned);
        await panel.button("Show all 7").expectVisible();
        await panel.button(TITLE).expectGone();
        // What the list of profiles tells is told all the same.
        await panel.get("region", "Profile").css('[data-flag="supervised"]').expectVisible();
        await page.press("Escape");
        await page.get("tab", "Profiles").click();
        await page
          .get("table", "Profiles")
          .get("row", /^Staff iPads/)
          .expectVisible();
        await page.button(/^More for/).expectGone();
        const asked = (await host.log()).filter(({ path }) => /profiles\/./.test(path));
        assert.deepEqual(asked, []);
      },
    );
  },
  EVERY_ENGINE,
  () => Promise.resolve({ plain: true }),
);
