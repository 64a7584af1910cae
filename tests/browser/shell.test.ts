// The shell around a running surface: new options, a move in the document, and leaving the page. Nothing of these may
// lose what an admin has typed, and none may leave a dead page without a word.

import assert from "node:assert/strict";
import { until } from "./harness/locator";
import type { Locator } from "./harness/locator";
import { logInElsewhere } from "./harness/login";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const SERIAL = DEVICES.empty;
/** The legacy console's page has the global `DepEnroll`. */
const LEGACY = { consoles: ["legacy"] } as const;
const FIELD = "Assigned user's username";
const PUT = { method: "PUT", path: `${SERIAL}/enrollment` };

/** Opens the dialog and types a user. */
async function type(page: Page, user = "alice"): Promise<Locator> {
  const dialog = await page.editEnrollment(SERIAL);
  await dialog.field(FIELD).fill(user);
  return dialog;
}

/** Does something after which the surface starts afresh, and waits until it has. */
async function restart(page: Page, action: () => Promise<unknown>): Promise<void> {
  const section = `document.querySelector("dep-enroll").shadowRoot.querySelector(".devices")`;
  await page.browser.run(`${section}.isOld = true`);
  await action();
  await until("the surface to start afresh", () =>
    page.browser.run<boolean>(`const it = ${section}; return it !== null && !it.isOld`),
  );
}

/** Whether the browser would ask before it leaves the page. */
function asksBeforeLeaving(page: Page): Promise<boolean> {
  return page.browser.run<boolean>(
    `const leaving = new Event("beforeunload", { cancelable: true });
     window.dispatchEvent(leaving);
     return leaving.defaultPrevented;`,
  );
}

scenes("shell", (scene) => {
  const harmless = [
    ["fresh headers", `DepEnroll.configure({ headers: { "X-CSRF-Token": "fresh" } })`],
    ["a fresh token", `DepEnroll.configure({ token: "fresh" })`],
    ["no options", `DepEnroll.configure({})`],
    ["other sentences", `DepEnroll.configure({ messages: { "common.cancel": "Cancel" } })`],
    ["another time limit", `DepEnroll.configure({ timeoutMs: 20000 })`],
    ["another policy", `DepEnroll.configure({ policy: { maxLength: 20 } })`],
    ["the element's own options", `document.querySelector("dep-enroll").config = {}`],
    [
      "the element's own options twice",
      `for (const token of ["a", "b"]) document.querySelector("dep-enroll").config = { token }`,
    ],
  ] as const;
  for (const [what, call] of harmless) {
    scene(`${what} set while a user is typed: the dialog and the text stay`, LEGACY, async (it) => {
      const { page, host } = it;
      await page.search(SERIAL);
      const dialog = await type(page);
      await page.browser.run(call);
      await dialog.field(FIELD).expectValue("alice");
      await dialog.button("Save").click();
      await page.expectSaved(dialog);
      await page.row(SERIAL).expectText("alice");
      await page.field("Serial number or user").expectValue(SERIAL);
      assert.equal((await host.stored(SERIAL)).username, "alice");
    });
  }

  scene("the next call uses the fresh headers", LEGACY, async ({ page }) => {
    await page.expectChecked();
    await page.browser.run(`
      window.tokens = [];
      const real = window.fetch;
      window.fetch = (url, init) => {
        window.tokens.push(new Headers(init ? init.headers : url.headers).get("X-CSRF-Token"));
        return real(url, init);
      };
      DepEnroll.configure({ headers: { "X-CSRF-Token": "fresh" } });`);
    const sent = () => page.browser.run<(string | null)[]>("return window.tokens");
    assert.deepEqual(await sent(), [], "new options call nothing by themselves");
    await page.search(SERIAL);
    assert.deepEqual([...new Set(await sent())], ["fresh"]);
  });

  scene("fresh headers while a save is under way: its outcome is told", LEGACY, async (it) => {
    const { page, host } = it;
    const dialog = await type(page);
    await host.fault({ match: PUT, times: 1, do: { delayMs: 1000 } });
    await dialog.button("Save").click();
    await dialog.button("Saving …").expectVisible();
    await page.browser.run(`DepEnroll.configure({ headers: { "X-CSRF-Token": "fresh" } })`);
    await page.expectSaved(dialog);
    await page.row(SERIAL).expectText("alice");
  });

  scene("fresh headers while a save fails: the failure is told", LEGACY, async (it) => {
    const { page, host } = it;
    const dialog = await type(page);
    await host.fault({ match: PUT, times: 1, do: { status: 500 } });
    await dialog.button("Save").click();
    await page.browser.run(`DepEnroll.configure({ headers: { "X-CSRF-Token": "fresh" } })`);
    await page.banner("host.server").expectVisible();
    await dialog.field(FIELD).expectValue("alice");
  });

  scene("an invalid option keeps the running surface under its card", LEGACY, async ({ page }) => {
    const dialog = await type(page);
    await page.browser.run(`DepEnroll.configure({ timeoutMs: "soon" })`);
    await dialog.field(FIELD).expectValue("alice");
    await dialog.button("Save").click();
    await page.expectSaved(dialog);
    await page.banner("load.configuration").expectText("timeoutMs must be a number");
    await page.row(SERIAL).expectText("alice");
    await page.browser.run(`DepEnroll.configure({ timeoutMs: 20000 })`);
    await page.banner("load.configuration").expectGone();
  });

  scene(
    "canEdit set to false takes the form of an open dialog away from changes",
    LEGACY,
    async (it) => {
      const { page } = it;
      const dialog = await page.editEnrollment(SERIAL);
      await page.browser.run(`DepEnroll.configure({ canEdit: false })`);
      await dialog.button("Save").expectGone();
      await dialog.css(".panel-facts").expectVisible();
      await dialog.css("input").expectGone();
    },
  );

  const otherHosts = [
    ["contract", `{ contract: { readiness: { agentVersion: "agentRelease" } } }`],
    ["url", `{ url: "/devicemgt/api/invoker/./execute/" }`],
    ["account", `{ account: "bob@acme.com" }`],
  ] as const;
  for (const [option, options] of otherHosts) {
    scene(`another ${option} waits until the open dialog is saved`, LEGACY, async (it) => {
      const { page, host } = it;
      await page.search(SERIAL);
      const dialog = await type(page);
      await page.browser.run(`DepEnroll.configure(${options})`);
      await dialog.field(FIELD).expectValue("alice");
      await restart(page, () => dialog.button("Save").click());
      assert.equal((await host.stored(SERIAL)).username, "alice");
      // It has started afresh at the same place.
      await page.panel(SERIAL).field(FIELD).expectValue("alice");
      await page.leave(page.panel(SERIAL));
      await page.field("Serial number or user").expectValue(SERIAL);
    });
  }

  scene(
    "another host restarts a surface with nothing unsaved at once",
    LEGACY,
    async ({ page }) => {
      await page.search(SERIAL);
      await restart(page, () =>
        page.browser.run(`DepEnroll.configure({ account: "bob@acme.com" })`),
      );
      await page.row(SERIAL).expectVisible();
    },
  );

  scene("confirmations of one account are not those of another", LEGACY, async ({ page }) => {
    // Where the host keeps the answers, all admins share them.
    const choose = (account: string) =>
      restart(page, () =>
        page.browser.run(
          `DepEnroll.configure({ account: ${JSON.stringify(account)}, contract: { paths: { notes: null } } })`,
        ),
      );
    const used = page.checkbox("This device was used before");
    await choose("alice@acme.com");
    await page.checklist(SERIAL);
    await used.check();
    const keys = await page.browser.run<string[]>("return Object.keys(localStorage)");
    assert.ok(keys.length > 0, "something is stored");
    assert.doesNotMatch(keys.join(" "), /alice|acme/);
    assert.match(keys.join(" "), /^dep-enroll:[0-9a-f]+:/);
    await page.press("Escape");
    await used.expectGone();
    for (const [account, expected] of [
      ["alice@other.com", false],
      ["bob@acme.com", false],
      ["", false],
      ["alice@acme.com", true],
    ] as const) {
      await choose(account);
      await page.checklist(SERIAL);
      assert.equal(await used.checked(), expected, account);
      await page.press("Escape");
      await used.expectGone();
    }
  });

  const moves = [
    ["the element", `element.parentNode.insertBefore(element, null)`],
    ["its parent", `element.parentNode.parentNode.append(element.parentNode)`],
    [
      "it and back",
      `const place = element.parentNode; document.body.append(element); place.append(element)`,
    ],
  ] as const;
  for (const [what, move] of moves) {
    scene(
      `a move of ${what} with an open dialog: it stays modal with its text`,
      LEGACY,
      async (it) => {
        const { page } = it;
        const dialog = await type(page);
        await page.browser.run(`const element = document.querySelector("dep-enroll"); ${move};`);
        await dialog.field(FIELD).expectValue("alice");
        assert.deepEqual(await modal(page), [true]);
        await page.press("Escape");
        await dialog.button("Stay").expectVisible();
        await page.browser.run(`const element = document.querySelector("dep-enroll"); ${move};`);
        assert.deepEqual(await modal(page), [true]);
        await page.button("Stay").click();
        await dialog.button("Save").click();
        await page.expectSaved(dialog);
      },
    );
  }

  const removals = [
    ["the dialog", `document.querySelector("dep-enroll-dialog").remove()`],
    ["everything in the page", `document.body.replaceChildren()`],
    ["the dialog's shadow host by innerHTML", `document.body.innerHTML = ""`],
  ] as const;
  for (const [what, removal] of removals) {
    scene(
      `the page removes ${what}: openEnrollment answers “removed”`,
      LEGACY,
      async ({ page }) => {
        await page.browser.run(`
        DepEnroll.openEnrollment({ serial: "${SERIAL}" }).then((it) => { window.outcome = it; });`);
        await page.dialog(`Edit enrollment ${SERIAL}`).field(FIELD).fill("alice");
        await page.browser.run(removal);
        const outcome = () => page.browser.run<string | null>("return window.outcome ?? null");
        await until("the promise", async () => (await outcome()) !== null);
        assert.equal(await outcome(), "removed");
        assert.equal(await asksBeforeLeaving(page), false);
      },
    );
  }

  scene("leaving the page with typed text asks, and only then", { spread: true }, async (it) => {
    const { page, host } = it;
    assert.equal(await asksBeforeLeaving(page), false);
    const dialog = await page.editEnrollment(SERIAL);
    assert.equal(await asksBeforeLeaving(page), false);
    const field = dialog.field(FIELD);
    await field.fill("alice");
    await expectAsked(page, true);
    await field.fill("");
    await expectAsked(page, false);
    await dialog.checkbox("Login required").check();
    await expectAsked(page, true);
    await page.press("Escape");
    await page.button("Discard and go on").click();
    await dialog.expectGone();
    await expectAsked(page, false);
    const again = await type(page);
    await host.fault({ match: PUT, times: 1, do: { status: 500 } });
    await again.button("Save").click();
    await page.banner("host.server").expectVisible();
    await expectAsked(page, true);
    await again.button("Save").click();
    await again.css(".panel-said").expectText("Saved.");
    await expectAsked(page, false);
    await page.leave(again);
    await type(page, "bob");
    await expectAsked(page, true);
    await page.browser.run(`document.querySelector("dep-enroll").remove()`);
    await expectAsked(page, false);
  });

  scene("a translator of pages leaves the surface alone", { spread: true }, async ({ page }) => {
    const translate = await page.browser.run<boolean>(
      `return document.querySelector("dep-enroll").shadowRoot.querySelector(".root").translate`,
    );
    assert.equal(translate, false);
  });

  scene("the first call after a lost session sends dep-session-restored once", {}, async (it) => {
    const { page, host } = it;
    await page.browser.run(`
      window.words = [];
      for (const word of ["lost", "restored"])
        document.addEventListener("dep-session-" + word, () => window.words.push(word));`);
    const words = async () => (await page.browser.run<string[]>("return window.words")).join(" ");
    await page.search(SERIAL);
    assert.equal(await words(), "");
    const dialog = await type(page);
    await host.expire();
    await dialog.button("Save").click();
    await page.banner("host.session").expectVisible();
    assert.match(await words(), /^lost( lost)*$/);
    await logInElsewhere(page, "admin");
    await dialog.button("Save").click();
    await page.expectSaved(dialog);
    await page.search(DEVICES.assigned);
    assert.match(await words(), /^lost( lost)* restored$/);
  });

  const refused = [
    ["a number", "42"],
    ["a text", `"invoker"`],
    ["a list", `["invoker"]`],
    ["an unknown name", `{ transprot: "invoker" }`],
    ["constructor", `{ constructor: 1 }`],
    ["toString", `{ toString: () => "x" }`],
    ["__proto__ from JSON", `JSON.parse('{"__proto__": {"token": "x"}}')`],
    ["the header Cookie", `{ headers: { Cookie: "a=b" } }`],
    ["the header host", `{ headers: { host: "elsewhere" } }`],
    ["the header Sec-Fetch-Site", `{ headers: { "Sec-Fetch-Site": "none" } }`],
    ["a header that is none", `{ headers: { "X Token": "x" } }`],
  ] as const;
  scene("what cannot be an option throws a TypeError that names it", LEGACY, async ({ page }) => {
    for (const [what, options] of refused) {
      for (const call of [
        `DepEnroll.configure(${options})`,
        `document.querySelector("dep-enroll").config = ${options}`,
      ]) {
        const answer = await page.browser.run<string>(
          `try { ${call}; return "nothing"; } catch (error) { return String(error); }`,
        );
        assert.match(answer, /^TypeError: dep-enroll: /, `${what}: ${call}`);
        const named = /constructor|toString|__proto__|Cookie|host|Sec-Fetch-Site|X Token|transprot/;
        if (options.startsWith("{") || options.startsWith("JSON"))
          assert.match(answer, named, what);
      }
    }
    // Nothing of it has any effect.
    await page.search(SERIAL);
  });
});

async function expectAsked(page: Page, asked: boolean): Promise<void> {
  await until(`leaving the page to ${asked ? "" : "not "}ask`, async () => {
    return (await asksBeforeLeaving(page)) === asked;
  });
}

/** For each open dialog whether it is modal. */
function modal(page: Page): Promise<boolean[]> {
  return page.browser.run<boolean[]>(
    `return [...document.querySelector("dep-enroll").shadowRoot.querySelectorAll("dialog[open]")]
       .map((dialog) => dialog.matches(":modal"))`,
  );
}
