// The scenes for both drop-ins, after an administrator has copied them. They use the pages as a user does, and must never
// depend on how a drop-in is built.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectAccessible } from "../../browser/harness/axe";
import type { ConsoleName, Host } from "../../browser/harness/host";
import { logIn, logInElsewhere } from "../../browser/harness/login";
import type { Page } from "../../browser/harness/page";
import type { DefineScene } from "../../browser/harness/scenes";
import { DEVICES } from "../../browser/harness/seeded";

export interface Dropin {
  console: ConsoleName;
  /** The folder with the administrator's files. */
  site(host: Host): string;
  /** A selector for the drop-in's part of the page. */
  ours: string;
  /** The server's content type for WebAssembly. */
  wasmType: string;
  /** The server's `Cache-Control` for files that never change. */
  cacheControl: RegExp;
  /** A permission of the reference host's admin, for `editPermissions`. */
  editPermission: string;
}

const SERIAL = DEVICES.empty;

/** Defines the scenes. */
export function dropinScenes(scene: DefineScene, dropin: Dropin): void {
  const consoles = [dropin.console];

  scene("log in, set a user, save, open the checklist", { as: null, consoles }, async (it) => {
    const { page, host } = it;
    await logIn(page, "admin");
    assert.equal(new URL(await page.browser.url()).pathname, host.pages[dropin.console]);
    const dialog = await page.editEnrollment(SERIAL);
    await dialog.field("Assigned user's username").fill("bob");
    await dialog.button("Save").click();
    await page.expectSaved(dialog);
    await page.row(SERIAL).expectText("bob");
    assert.deepEqual(await host.stored(SERIAL), { username: "bob", login: false, agent: true });
    const checklist = await page.checklist(SERIAL);
    await checklist.button("Show all 7").click();
    await checklist.css('[data-item="user"][data-verdict="pass"]').expectVisible();
    await checklist.css('[data-item="assigned"][data-verdict="fail"]').expectVisible();
  });

  scene(
    "after a session lost in a dialog the admin logs in elsewhere and saves again",
    { consoles },
    async (it) => {
      const { page, host } = it;
      const dialog = await page.editEnrollment(SERIAL);
      const user = dialog.field("Assigned user's username");
      await user.fill("jürgen.müller");
      await host.expire();
      await dialog.button("Save").click();
      await page.banner("host.session").expectVisible();
      await user.expectValue("jürgen.müller");
      // The dialog makes the rest of the page inert, so the finder does not see the notice.
      const notices = "return document.querySelectorAll('.dep-notice').length";
      assert.equal(await page.browser.run(notices), 1);
      await logInElsewhere(page, "admin");
      await dialog.button("Save").click();
      await page.expectSaved(dialog);
      await page.css(".dep-notice").expectGone();
      const stored = { username: "jürgen.müller", login: false, agent: true };
      assert.deepEqual(await host.stored(SERIAL), stored);
    },
  );

  scene("after a lost session the page links to the log-in", { consoles }, async (it) => {
    const { page, host } = it;
    await host.expire();
    await page.field("Serial number or user").fill(SERIAL);
    const link = page.get("link", "Log in in a new tab");
    await link.expectVisible();
    assert.match((await link.attribute("href")) ?? "", /\/login$/);
    await expectAccessible(page.browser, dropin.ours);
  });

  scene(
    "an admin without the permission has read-only access",
    { as: "viewer", consoles },
    async (it) => {
      const { page, host } = it;
      const options = join(dropin.site(host), "options.json");
      await withEdit(options, withNames("editPermissions", [dropin.editPermission]), async () => {
        await page.open();
        await page.css('[data-code="common.read-only"]').expectVisible();
        await page.button("Sync with Apple").expectGone();
      });
    },
  );

  scene("an admin with the permission can edit", { consoles }, async ({ page, host }) => {
    const options = join(dropin.site(host), "options.json");
    await withEdit(options, withNames("editPermissions", [dropin.editPermission]), async () => {
      await page.open();
      await page.button("Sync with Apple").expectVisible();
    });
  });

  scene(
    "an edited contract takes effect at the next reload",
    { consoles },
    async ({ page, host }) => {
      const contract = join(dropin.site(host), "contract.json");
      const elsewhere = (text: string) => text.replace('/dep/devices"', '/dep/elsewhere"');
      await withEdit(contract, elsewhere, async () => {
        await host.clearLog();
        await page.visit(host.pages[dropin.console]);
        await page.css('[data-say="assertive"]').expectVisible();
        const paths = (await host.log()).map(({ path }) => path);
        assert.ok(paths.includes("/api/device-mgt/ios/v1.0/dep/elsewhere"), paths.join(" "));
      });
      await page.open();
    },
  );

  for (const [fault, content, message] of [
    ["invalid JSON", "{ policy", /options\.json is not valid JSON/],
    ["a wrong type", '{"editPermissions": "all"}', /editPermissions must be a list of texts/],
    ["an unknown option", '{"colour": "red"}', /there is no option colour/],
  ] as const) {
    scene(`options.json with ${fault} shows an error`, { consoles, open: false }, async (it) => {
      const { page, host } = it;
      await withEdit(
        join(dropin.site(host), "options.json"),
        () => content,
        async () => {
          await page.visit(host.pages[dropin.console]);
          await page.css(".dep-notice").expectText(message);
        },
      );
    });
  }

  scene("the second start loads the plugin from the browser's cache", { consoles }, async (it) => {
    const { page, host } = it;
    const url = await wasmUrl(page);
    const answer = await fetch(url);
    await answer.arrayBuffer();
    assert.equal(answer.headers.get("content-type"), dropin.wasmType);
    assert.match(answer.headers.get("cache-control") ?? "", dropin.cacheControl);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.equal(answer.headers.get("x-frame-options"), "DENY");
    // An automated MiniBrowser has no cache.
    if (page.engine.name === "webkit") return;
    // From now on the server has none of these files.
    const folder = new URL(".", url).pathname;
    await host.fault({ match: { path: folder }, do: { missing: true } });
    await page.open();
    assert.equal(await wasmUrl(page), url);
    assert.equal((await host.faultsLeft()).length, 1, "a file was requested again");
  });
}

/** The address of the module that the page has loaded. */
async function wasmUrl(page: Page): Promise<string> {
  const urls = await page.browser.run<string[]>(
    "return performance.getEntriesByType('resource').map((entry) => entry.name)",
  );
  const url = urls.find((url) => url.endsWith("/dep-enroll.wasm"));
  if (url === undefined) throw new Error(`the page has loaded no module: ${urls.join(" ")}`);
  return url;
}

function withNames(key: string, names: string[]): (text: string) => string {
  return (text) => JSON.stringify({ ...(JSON.parse(text) as object), [key]: names });
}

/** Runs an action while a file is edited, then restores the file. */
export async function withEdit(
  file: string,
  change: (text: string) => string,
  action: () => Promise<void>,
): Promise<void> {
  const before = await readFile(file, "utf8");
  const after = change(before);
  assert.notEqual(after, before, `${file} was not changed`);
  await writeFile(file, after);
  try {
    await action();
  } finally {
    await writeFile(file, before);
  }
}
