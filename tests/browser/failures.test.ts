// Failures between the page and the host. For each one, the page shows an error, the input stays in the
// form, and the next attempt succeeds.

import assert from "node:assert/strict";
import { type FaultAction, PAGES } from "./harness/host";
import { until } from "./harness/locator";
import { logInElsewhere } from "./harness/login";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const SERIAL = DEVICES.empty;
const PUT = { method: "PUT", path: `${SERIAL}/enrollment` };

/** Fills the form with input that a failure must not lose. */
async function fillForm(page: Page) {
  const dialog = await page.editEnrollment(SERIAL);
  const user = dialog.field("Assigned user's username");
  await user.fill("jürgen.müller");
  await dialog.checkbox("Agent install required").check(false);
  const expectKept = async (): Promise<void> => {
    await user.expectValue("jürgen.müller");
    assert.equal(await dialog.checkbox("Agent install required").checked(), false);
  };
  return { dialog, save: dialog.button("Save"), expectKept };
}

const SAVED = { username: "jürgen.müller", login: false, agent: false };
const UNTOUCHED = { username: "", login: false, agent: true };

const SPREAD = { spread: true };

scenes("failures", (scene) => {
  scene(
    "after a lost session the admin logs in elsewhere and saves again",
    {},
    async ({ page, host }) => {
      const { dialog, save, expectKept } = await fillForm(page);
      await host.expire();
      await save.click();
      await page.banner("host.session").expectText("sign");
      await expectKept();
      await logInElsewhere(page, "admin");
      await expectKept();
      await save.click();
      await page.expectSaved(dialog);
      assert.deepEqual(await host.stored(SERIAL), SAVED);
    },
  );

  const legacyOnly = { consoles: ["legacy"] } as const;
  for (const session of ["expire-redirect", "expire-empty"] as const) {
    scene(
      `a lost session shown as ${session} keeps the input`,
      legacyOnly,
      async ({ page, host }) => {
        const { dialog, save, expectKept } = await fillForm(page);
        await host.fault({ match: PUT, times: 1, do: { session } });
        await save.click();
        await page.banner("host.session").expectVisible();
        await expectKept();
        assert.deepEqual(await host.stored(SERIAL), UNTOUCHED);
        await logInElsewhere(page, "admin");
        await save.click();
        await page.expectSaved(dialog);
        assert.deepEqual(await host.stored(SERIAL), SAVED);
      },
    );
  }

  scene(
    "a lost session shown as expire-401 keeps the input",
    { consoles: ["entgra"] },
    async ({ page, host }) => {
      const { dialog, save, expectKept } = await fillForm(page);
      await host.fault({ match: PUT, times: 1, do: { session: "expire-401" } });
      await save.click();
      await page.banner("host.session").expectVisible();
      await expectKept();
      await logInElsewhere(page, "admin");
      await save.click();
      await page.expectSaved(dialog);
      assert.deepEqual(await host.stored(SERIAL), SAVED);
    },
  );

  scene("the React console links to its log-in page", { consoles: ["entgra"] }, async (it) => {
    const { page, host } = it;
    await host.expire();
    await page.field("Serial number or user").fill(SERIAL);
    await page.get("link", "Log in in a new tab").expectVisible();
    await page.banner("host.session").expectVisible();
  });

  scene("a session lost while the list loads keeps the search", {}, async ({ page, host }) => {
    await host.expire();
    await page.field("Serial number or user").fill(SERIAL);
    await page.banner("host.session").expectVisible();
    await logInElsewhere(page, "admin");
    // Where the browser tells the page that it is looked at again, it has asked by itself.
    const banner = page.banner("host.session");
    const again = banner.button("Try again");
    await until("the list to be read again", async () => {
      if ((await again.count()) === 1) await again.click();
      return (await banner.count()) === 0 && (await page.row(SERIAL).count()) === 1;
    });
    await page.field("Serial number or user").expectValue(SERIAL);
  });

  const theirs = { username: "bob", loginRequired: false, agentRequired: true };
  scene("409 shows both versions and can save mine", {}, async ({ page, host }) => {
    const { dialog, save, expectKept } = await fillForm(page);
    await host.fault({ match: PUT, times: 1, do: { conflict: theirs } });
    await save.click();
    await dialog.button("Keep my version").expectVisible();
    await dialog.expectText("bob");
    await expectKept();
    await dialog.button("Keep my version").click();
    await finish(page, async () => (await host.stored(SERIAL)).username === SAVED.username);
    assert.deepEqual(await host.stored(SERIAL), SAVED);
  });

  scene("409 can take the host's version", {}, async ({ page, host }) => {
    const { dialog, save } = await fillForm(page);
    await host.fault({ match: PUT, times: 1, do: { conflict: theirs } });
    await save.click();
    await dialog.button("Use the version on the server").click();
    await dialog.field("Assigned user's username").expectValue("bob");
    assert.equal(await dialog.checkbox("Agent install required").checked(), true);
    assert.equal((await host.stored(SERIAL)).username, "bob");
  });

  const faults: [string, FaultAction, string][] = [
    ["500", { status: 500, body: "java.lang.NullPointerException" }, "host.server"],
    [
      "500 with an HTML page",
      { status: 500, body: "<html>oops</html>", contentType: "text/html" },
      "host.server",
    ],
    ["503", { status: 503, body: '{"message":"Busy"}' }, "host.server"],
    ["429", { status: 429, body: '{"message":"Slow down"}' }, "host.throttled"],
    ["403", { status: 403, body: '{"message":"Not allowed"}' }, "host.permission"],
    ["a missing endpoint", { missing: true }, "host.not-found"],
  ];
  for (const [fault, action, code] of faults) {
    // The two most frequent faults run in both consoles. The others test only the client.
    const options = ["500", "a missing endpoint"].includes(fault) ? {} : SPREAD;
    scene(
      `${fault} while saving shows an error, keeps the input and can be retried`,
      options,
      async ({ page, host }) => {
        const { dialog, save, expectKept } = await fillForm(page);
        await host.fault({ match: PUT, times: 1, do: action });
        await save.click();
        await page.banner(code).expectVisible();
        await expectKept();
        await save.click();
        await page.expectSaved(dialog);
        assert.deepEqual(await host.stored(SERIAL), SAVED);
      },
    );
  }

  scene(
    "a dropped connection shows an error, keeps the input and can be retried",
    SPREAD,
    async ({ page, host }) => {
      const { dialog, save, expectKept } = await fillForm(page);
      await host.fault({ match: PUT, times: 1, do: { drop: true } });
      await save.click();
      // Proxies report a lost connection in different ways, but never as a success.
      await page.css('[data-say="assertive"][data-code^="host."]').expectVisible();
      await expectKept();
      await save.click();
      await page.expectSaved(dialog);
      assert.deepEqual(await host.stored(SERIAL), SAVED);
    },
  );

  scene(
    "a timeout shows an error, keeps the input and can be retried",
    { query: "?timeout=1500" },
    async (it) => {
      const { page, host } = it;
      const { dialog, save, expectKept } = await fillForm(page);
      await host.fault({ match: PUT, times: 1, do: { hang: true } });
      await save.click();
      await page.banner("host.timeout").expectVisible();
      await expectKept();
      await save.click();
      await page.expectSaved(dialog);
      assert.deepEqual(await host.stored(SERIAL), SAVED);
    },
  );

  scene(
    "without the readiness endpoint the agent is confirmed by hand",
    {},
    async ({ page, host }) => {
      await missing(page, "/dep/readiness");
      await page.checklist(SERIAL);
      const agent = page.css('[data-item="agent"]');
      await agent.expectAttribute("data-verdict", "unknown");
      await agent.button("Confirm: The agent is ready to be installed").click();
      await agent.expectAttribute("data-verdict", "confirmed");
      assert.ok((await host.faultsLeft()).length > 0);
    },
  );

  scene("without the profiles endpoint a UUID can be pasted", {}, async ({ page, host }) => {
    await missing(page, "/dep/profiles");
    const dialog = await page.assign(SERIAL);
    await dialog.expectText("This server does not list its profiles. Paste the profile's UUID.");
    await dialog.css('[data-say="assertive"]').expectGone();
    await dialog.field("Profile").fill("A1F0C3D2E4B5968778695A4B3C2D1E0F");
    await dialog.button("Assign device").click();
    await page.expectAssigned(dialog);
    assert.equal((await host.assignment(SERIAL)).status, "Assigned");
  });

  scene("without the user directory the name can be saved", SPREAD, async ({ page, host }) => {
    await missing(page, "/users/");
    const dialog = await page.editEnrollment(SERIAL);
    await dialog.field("Assigned user's username").fill("alice");
    await dialog.button("Save").click();
    await page.expectSaved(dialog);
    assert.equal((await host.stored(SERIAL)).username, "alice");
  });

  scene("a read that fails once is retried silently", SPREAD, async ({ page, host }) => {
    const match = { method: "GET", path: "/dep/devices" };
    await host.fault({ match, times: 1, do: { status: 503, body: '{"message":"Busy"}' } });
    await page.visit(PAGES[page.console]);
    await page.devices().expectVisible();
    await page.css('[data-say="assertive"]').expectGone();
    assert.deepEqual(await host.faultsLeft(), []);
  });

  scene("a failed write is not retried automatically", SPREAD, async ({ page, host }) => {
    const { save } = await fillForm(page);
    await host.fault({ match: PUT, times: 99, do: { status: 500, body: "no" } });
    await save.click();
    await page.banner("host.server").expectVisible();
    const writes = (await host.log()).filter(({ method }) => method === "PUT");
    assert.equal(writes.length, 1);
  });
});

async function missing(page: Page, path: string): Promise<void> {
  await page.host.fault({ match: { path }, times: 999, do: { missing: true } });
  await page.reload();
  await page.devices().expectVisible();
}

/** Saves again if the dialog is still open, and waits for the outcome. */
async function finish(page: Page, done: () => Promise<boolean>): Promise<void> {
  const dialog = page.panel(SERIAL);
  await dialog.expectState("saved", async () => {
    if (await done()) return true;
    if ((await dialog.button("Save").count()) === 1) await dialog.button("Save").click();
    return done();
  });
}
