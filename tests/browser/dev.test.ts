// The client of `cargo xtask dev` in the consoles' pages. The events come from the test in place of a watcher, so nothing is
// built; `cargo xtask bench dev` measures the whole loop.

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import client from "in-page:../../www/dev/client";
import { Pages } from "../../www/dev/pages.mjs";
import { createDevServer } from "../../www/dev/server.mjs";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";

/** Shows the console through a development server while a test runs. */
async function developing(page: Page, test: (pages: Pages) => Promise<void>): Promise<void> {
  const pages = new Pages();
  const server = createDevServer(page.host.origin, pages, client);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    await page.visit(`http://127.0.0.1:${port}${page.host.pages[page.console]}`);
    await page.devices().expectVisible();
    await test(pages);
    // The stream has to end before the server, or the browser reports a lost connection.
    await page.visit(page.host.pages[page.console]);
    await page.devices().expectVisible();
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The message's words, if it is in the top layer: a modal dialog makes it inert, so that no locator finds it. */
const MESSAGE = `const message = document.getElementById("dep-enroll-dev");
  return message?.matches(":popover-open") ? message.shadowRoot.textContent : ""`;

const expectMessage = (page: Page, pattern: RegExp): Promise<void> =>
  until(
    () => `the message ${pattern}`,
    async () => pattern.test(await page.browser.run<string>(MESSAGE)),
  );

const RESTYLED = `getComputedStyle(document.querySelector("dep-enroll")).outlineColor === "rgb(1, 2, 3)"`;

scenes("development loop", (scene) => {
  scene(
    "a changed style sheet is shown without closing a dialog",
    { open: false, spread: true },
    ({ page }) =>
      developing(page, async (pages) => {
        const dialog = await page.editEnrollment("C02EMPTY0001");
        await dialog.field("Assigned user's username").fill("alice");
        pages.set("styles", ":host { outline-color: rgb(1, 2, 3) }");
        await until(
          () => "the new style",
          () => page.browser.run<boolean>(`return ${RESTYLED}`),
        );
        await dialog.field("Assigned user's username").expectValue("alice");
      }),
  );

  scene(
    "a changed sentence is shown now, after a reload, and goes when it is changed back",
    { open: false, spread: true },
    ({ page }) =>
      developing(page, async (pages) => {
        pages.set("sentences", { "devices.search": "Find a device" });
        await page.field("Find a device").expectVisible();
        await page.reload();
        await page.field("Find a device").expectVisible();
        pages.set("sentences", {});
        await page.field("Serial number or user").expectVisible();
      }),
  );

  scene(
    "the message of a failed build lies over an open dialog until the build is mended",
    { open: false, spread: true },
    ({ page }) =>
      developing(page, async (pages) => {
        pages.report("Rust", "error: a <b>\n --> src/ui/page.rs:1:2");
        await page.editEnrollment("C02EMPTY0001");
        await expectMessage(page, /error: a <b>[^]*src\/ui\/page\.rs:1:2/);
        pages.report("Rust", undefined);
        await expectMessage(page, /^$/);
      }),
  );
});
