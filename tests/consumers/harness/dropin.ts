// What both drop-ins must do once they are where an administrator put them. The pages are found the way their users find them;
// nothing here knows how a drop-in is made.

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
  /** The folder with the files that an administrator may edit. */
  site(host: Host): string;
  /** The part of the page that the drop-in brings, or the smallest around it, as a selector. */
  ours: string;
  /** The type that the server gives to WebAssembly. */
  wasmType: string;
  /** What the server says about how long a file that never changes may be kept. */
  cacheControl: RegExp;
  /** Names in `editPermissions` that the reference host's admin holds. */
  editPermission: string;
}

const SERIAL = DEVICES.empty;

/** Defines the scenes. */
export function dropinScenes(scene: DefineScene, dropin: Dropin): void {
  const consoles = [dropin.console];

  scene("log in, set a user, save, look at the checklist", { as: null, consoles }, async (it) => {
    const { page, host } = it;
    await logIn(page, "admin");
    assert.equal(new URL(await page.browser.url()).pathname, host.pages[dropin.console]);
    const dialog = await page.editEnrollment(SERIAL);
    await dialog.field("Assigned user's username").fill("bob");
    await dialog.button("Save").click();
    await dialog.expectGone();
    await page.row(SERIAL).expectText("bob");
    assert.deepEqual(await host.stored(SERIAL), { username: "bob", login: false, agent: true });
    await page.button(`Checklist ${SERIAL}`).click();
    const checklist = page.get("region", "Before-enroll checklist");
    await checklist.css('[data-item="user"][data-verdict="pass"]').expectVisible();
    await checklist.css('[data-item="assigned"][data-verdict="fail"]').expectVisible();
  });

  scene(
    "the session is lost in a dialog: log in elsewhere, save again",
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
      await logInElsewhere(page, "admin");
      await dialog.button("Save").click();
      await dialog.expectGone();
      const stored = { username: "jürgen.müller", login: false, agent: true };
      assert.deepEqual(await host.stored(SERIAL), stored);
    },
  );

  scene("the session is lost on the page: it says where to log in", { consoles }, async (it) => {
    const { page, host } = it;
    await host.expire();
    await page.field("Search").fill(SERIAL);
    const link = page.get("link", "Log in in a new tab");
    await link.expectVisible();
    assert.match((await link.attribute("href")) ?? "", /\/login$/);
    await expectAccessible(page, dropin.ours);
  });

  scene("who lacks the permission is offered no change", { as: "viewer", consoles }, async (it) => {
    const { page, host } = it;
    const options = join(dropin.site(host), "options.json");
    await changed(options, withNames("editPermissions", [dropin.editPermission]), async () => {
      await page.open();
      await page.css('[data-code="common.read-only"]').expectVisible();
      await page.button("Sync with Apple").expectGone();
    });
  });

  scene("who holds it is offered everything", { consoles }, async ({ page, host }) => {
    const options = join(dropin.site(host), "options.json");
    await changed(options, withNames("editPermissions", [dropin.editPermission]), async () => {
      await page.open();
      await page.button("Sync with Apple").expectVisible();
    });
  });

  scene("an edited contract counts at the next reload", { consoles }, async ({ page, host }) => {
    const contract = join(dropin.site(host), "contract.json");
    const elsewhere = (text: string) => text.replace('/dep/devices"', '/dep/elsewhere"');
    await changed(contract, elsewhere, async () => {
      await host.clearLog();
      await page.visit(host.pages[dropin.console]);
      await page.css('[role="alert"]').expectVisible();
      const paths = (await host.log()).map(({ path }) => path);
      assert.ok(paths.includes("/api/device-mgt/ios/v1.0/dep/elsewhere"), paths.join(" "));
    });
    await page.open();
  });

  for (const [what, broken, words] of [
    ["no JSON", "{ policy", /options\.json is not valid JSON/],
    ["a wrong type", '{"editPermissions": "all"}', /editPermissions must be a list of texts/],
    ["an unknown option", '{"colour": "red"}', /there is no option colour/],
  ] as const) {
    scene(`options.json with ${what} is said`, { consoles, open: false }, async (it) => {
      const { page, host } = it;
      await changed(
        join(dropin.site(host), "options.json"),
        () => broken,
        async () => {
          await page.visit(host.pages[dropin.console]);
          await page.css(".dep-notice").expectText(words);
        },
      );
    });
  }

  scene("the second start takes the plugin from the browser", { consoles }, async (it) => {
    const { page, host } = it;
    const url = await wasmUrl(page);
    const answer = await fetch(url);
    await answer.arrayBuffer();
    assert.equal(answer.headers.get("content-type"), dropin.wasmType);
    assert.match(answer.headers.get("cache-control") ?? "", dropin.cacheControl);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    assert.equal(answer.headers.get("x-frame-options"), "DENY");
    // An automated MiniBrowser keeps no files at all.
    if (page.engine.name === "webkit") return;
    // Whoever asks the server once more for one of these files gets nothing.
    const folder = new URL(".", url).pathname;
    await host.fault({ match: { path: folder }, do: { missing: true } });
    await page.open();
    assert.equal(await wasmUrl(page), url);
    assert.equal((await host.faultsLeft()).length, 1, "a file was asked for again");
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

/** Does something while a file has other contents. */
export async function changed(
  file: string,
  change: (text: string) => string,
  deed: () => Promise<void>,
): Promise<void> {
  const before = await readFile(file, "utf8");
  const after = change(before);
  assert.notEqual(after, before, `${file} was not changed`);
  await writeFile(file, after);
  try {
    await deed();
  } finally {
    await writeFile(file, before);
  }
}
