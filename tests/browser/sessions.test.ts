// Sessions that are lost, and sessions that only seem to be: expired access tokens, gateways that are away, answers without a
// word. Both consoles' own code was run to see these answers.

import assert from "node:assert/strict";
import type { ConsoleName, Expiry } from "./harness/host";
import type { Locator } from "./harness/locator";
import { logInElsewhere } from "./harness/login";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, type Scene, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";
import { visit } from "./harness/visit";

const SERIAL = DEVICES.empty;
const PUT = { method: "PUT", path: `${SERIAL}/enrollment` };
const LIST = { method: "GET", path: "/dep/devices?" };
const SAVED = { username: "bob", login: false, agent: true };
const UNTOUCHED = { username: "", login: false, agent: true };
const NOT_SIGNED = { code: 403, message: "T_C_NOT_SIGNED", errorItems: [] };

const LEGACY = { consoles: ["legacy"] as readonly ConsoleName[] };
const NEWER = { consoles: ["entgra"] as readonly ConsoleName[] };

/** The legacy console shows its error page then, and the newer one nothing at all. */
const AWAY = '[data-say="assertive"]:is([data-code="host.unreachable"], [data-code="host.server"])';

/** Opens the form, enters a user, and keeps the names of the events. */
async function fillForm({ page, host }: Scene) {
  await page.browser.run(`
    window.sentEvents = [];
    for (const name of ["dep-enrollment-saved", "dep-session-lost"])
      document.addEventListener(name, () => window.sentEvents.push(name));`);
  const dialog = await page.editEnrollment(SERIAL);
  const user = dialog.field("Assigned user's username");
  await user.fill("bob");
  // The look-ups are reads. After them, the save is the next call.
  await dialog.css('[data-code="enrollment.user.exists"]').expectVisible();
  await host.expectRest();
  return { dialog, user, save: dialog.button("Save") };
}

const events = (page: Page): Promise<string[]> =>
  page.browser.run<string[]>("return [...new Set(window.sentEvents)]");

/** The dialog ends, the host has the values, and nobody heard of a lost session. */
async function expectSaved({ page, host }: Scene, dialog: Locator): Promise<void> {
  await page.expectSaved(dialog);
  assert.deepEqual(await host.stored(SERIAL), SAVED);
  assert.deepEqual(await events(page), ["dep-enrollment-saved"]);
}

/** The admin is told to log in again. What was typed is kept, and the page has heard of it. */
async function expectLost({ page, host }: Scene, user: Locator): Promise<void> {
  await page.banner("host.session").expectVisible();
  await user.expectValue("bob");
  assert.deepEqual(await host.stored(SERIAL), UNTOUCHED);
  assert.deepEqual(await events(page), ["dep-session-lost"]);
}

/** The verbs and statuses of the calls about saving, in order. */
const calls = async ({ host }: Scene): Promise<string[]> =>
  (await host.log()).map(({ method, status }) => `${method} ${status}`);

scenes(
  "sessions",
  (scene) => {
    for (const form of ["fault", "xml", "text"] as const) {
      scene(
        `a save after an hour is saved, where the gateway says ${form} of the token`,
        // The legacy console understands only the text.
        form === "text" ? {} : NEWER,
        async (it) => {
          await it.page.expectChecked();
          const { dialog, save } = await fillForm(it);
          await it.host.expireToken({ form });
          await it.host.clearLog();
          await save.click();
          await expectSaved(it, dialog);
          const sent = await calls(it);
          assert.equal(sent.filter((call) => call === "PUT 401").length, 1, sent.join());
          assert.equal(sent.filter((call) => call === "PUT 200").length, 1, sent.join());
        },
      );
    }

    scene("an assignment after an hour is made, and a removal too", NEWER, async (it) => {
      const { page, host } = it;
      const assign = await page.assign(SERIAL);
      await assign.field("Profile").fill("Shop floor iPhones");
      await host.expireToken();
      await assign.button("Assign device").click();
      await page.expectAssigned(assign);
      const assigned = { status: "Assigned", uuid: PROFILES.shop.uuid };
      assert.deepEqual(await host.assignment(SERIAL), assigned);
      const remove = await page.assign(SERIAL);
      await host.expireToken();
      await page.removeAssignment(remove);
      await remove.css('[data-code="assign.removed"]').expectVisible();
      assert.equal((await host.assignment(SERIAL)).status, "Removed");
    });

    scene("a list after an hour is read", NEWER, async ({ page, host }) => {
      await host.expireToken();
      await page.search(DEVICES.assigned);
      await page.css('[data-say="assertive"]').expectGone();
    });

    const lost: [string, { consoles: readonly ConsoleName[] }, Expiry][] = [
      ["a refused refresh", { consoles: ["legacy", "entgra"] }, { form: "text", refresh: false }],
      ["a gateway that wants other credentials", LEGACY, { form: "fault" }],
      ["a gateway's 401 that the console drops", LEGACY, { form: "xml" }],
    ];
    for (const [name, options, expiry] of lost) {
      scene(`${name} is a lost session and keeps the input`, options, async (it) => {
        const { page, host } = it;
        const { dialog, user, save } = await fillForm(it);
        await host.expireToken(expiry);
        await save.click();
        await expectLost(it, user);
        // The log-in pages send a live session back, so the admin logs out first.
        await host.expire();
        await logInElsewhere(page, "admin");
        await save.click();
        await page.expectSaved(dialog);
        assert.deepEqual(await host.stored(SERIAL), SAVED);
      });
    }

    scene(
      "a session lost in the panel: nothing typed is lost, and a link signs in",
      LEGACY,
      async (it) => {
        const { page, host } = it;
        const hash = `#dep:devices/${SERIAL}`;
        await visit(it, { options: `signInUrl: "/devicemgt/login"`, hash }, async () => {
          const panel = page.panel(SERIAL);
          const user = panel.field("Assigned user's username");
          await user.fill("bob");
          await panel.css('[data-code="enrollment.user.exists"]').expectVisible();
          await host.expire();
          await panel.button("Save").click();
          const link = panel.get("link", "Sign in in a new tab");
          await link.expectAttribute("href", "/devicemgt/login");
          await user.expectValue("bob");
          await page.signIn("admin");
          await panel.button("Save").click();
          await panel.css(".panel-said").expectText("Saved.");
          assert.deepEqual(await host.stored(SERIAL), SAVED);
        });
      },
    );

    scene("a list that cannot be read without a new token says so", {}, async ({ page, host }) => {
      await page.browser.run(
        "window.lost = 0; document.addEventListener('dep-session-lost', () => { window.lost += 1 })",
      );
      await host.expireToken({ form: "text", refresh: false });
      await page.field("Serial number or user").fill(SERIAL);
      await page.banner("host.session").expectVisible();
      assert.ok((await page.browser.run<number>("return window.lost")) > 0);
    });

    scene("a gateway that is away is no lost session", {}, async (it) => {
      const { page, host } = it;
      const { dialog, user, save } = await fillForm(it);
      await host.fault({ match: { path: "/dep/" }, times: 0, do: { gateway: "unreachable" } });
      await save.click();
      await dialog.css(AWAY).expectVisible();
      await page.banner("host.session").expectGone();
      await user.expectValue("bob");
      assert.deepEqual(await host.stored(SERIAL), UNTOUCHED);
      assert.deepEqual(await events(page), []);
      await host.clearFaults();
      await save.click();
      await expectSaved(it, dialog);
    });

    scene("a list behind a gateway that is away is no lost session", {}, async (it) => {
      const { page, host } = it;
      await host.fault({ match: LIST, times: 0, do: { gateway: "unreachable" } });
      await page.field("Serial number or user").fill(SERIAL);
      await page.css(AWAY).expectVisible();
      await page.banner("host.session").expectGone();
      await host.clearFaults();
      await page.css(AWAY).button("Try again").click();
      await page.row(SERIAL).expectVisible();
    });

    for (const handled of [true, false]) {
      const what = handled ? "stored" : "not stored";
      scene(`an empty 200 to a save that was ${what} is no lost session`, {}, async (it) => {
        const { page, host } = it;
        const { dialog, user, save } = await fillForm(it);
        await host.fault({ match: PUT, times: 1, do: { status: 200, body: "", handled } });
        await save.click();
        if (handled) return expectSaved(it, dialog);
        await dialog.css('[data-say="assertive"]').expectVisible();
        await user.expectValue("bob");
        assert.deepEqual(await events(page), []);
      });
    }

    scene("an empty 200 to a read is a lost session", LEGACY, async ({ page, host }) => {
      await host.fault({ match: LIST, times: 0, do: { status: 200, body: "" } });
      await page.field("Serial number or user").fill(SERIAL);
      await page.banner("host.session").expectVisible();
    });

    scene("Apple's new terms are no lost session", {}, async ({ page, host }) => {
      const dialog = await page.assign(SERIAL);
      await dialog.field("Profile").fill("Shop floor iPhones");
      const match = { method: "PUT", path: `${SERIAL}/profile` };
      const body = JSON.stringify(NOT_SIGNED);
      await host.fault({ match, times: 1, do: { status: 403, body } });
      await dialog.button("Assign device").click();
      await page.banner("host.apple-terms").expectText("Apple has new terms");
      await page.banner("host.session").expectGone();
      await dialog.button("Assign device").click();
      await page.expectAssigned(dialog);
      assert.equal((await host.assignment(SERIAL)).uuid, PROFILES.shop.uuid);
    });
  },
  EVERY_ENGINE,
);
