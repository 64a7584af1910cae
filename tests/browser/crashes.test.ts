// The module stops under a hostile script of the page. The card that says so must be seen and have the focus.

import assert from "node:assert/strict";
import { until } from "./harness/locator";
import { scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const SERIAL = DEVICES.empty;
/** The legacy console's page has the global `DepEnroll`. */
const LEGACY = { consoles: ["legacy"] } as const;

scenes("crashes", (scene) => {
  /** What a hostile script of the page breaks, and the word that the card repeats. */
  const crashes = [
    ["insertBefore throws", `Node.prototype.insertBefore = () => { throw new Error("patched"); }`],
    ["Intl is missing", `delete window.Intl`],
    [
      "createTextNode throws a text",
      `Document.prototype.createTextNode = () => { throw "patched"; }`,
    ],
    ["Date.now throws", `window.Date.now = () => { throw new Error("patched"); }`],
  ] as const;
  const noise =
    /unreachable|patched|Intl|panic|null function|memory access|RuntimeError|undefined|^\{\}$|failed to insert/;
  for (const [what, patch] of crashes) {
    scene(
      `${what} while a dialog is open: the card is seen and has the focus`,
      LEGACY,
      async (it) => {
        const { page, provoke } = it;
        provoke("errors", noise);
        provoke("console", noise);
        const dialog = await page.editEnrollment(SERIAL);
        await dialog.field("Assigned user's username").fill("a");
        await page.browser.run(patch);
        // The key changes what is drawn; if the surface has survived it, closing draws a question.
        await page.press(" ");
        await page.press("Escape");
        const card = page.banner("load.crashed");
        await card.expectVisible();
        await card.expectText("Reload the page");
        await page.css("dialog[open]").expectGone();
        const focus = `return document.querySelector("dep-enroll").shadowRoot.activeElement
          ?.dataset.code ?? ""`;
        await until("the focus on the card", async () => {
          return (await page.browser.run<string>(focus)) === "load.crashed";
        });
        // Elements made afterwards say the same.
        await page.browser.run(`
        const tags = { "dep-enroll": {}, "dep-enroll-checklist": { serial: "${SERIAL}" },
          "dep-enroll-dialog": { serial: "${SERIAL}", open: "" } };
        for (const [tag, attributes] of Object.entries(tags)) {
          const element = document.createElement(tag);
          for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          document.body.append(element);
        }`);
        await page.banner("load.crashed").expectCount(4);
        await page.banner("load.configuration").expectGone();
        const reason = await page.browser.runAsync<string>(
          `const done = arguments[arguments.length - 1];
         DepEnroll.openEnrollment({ serial: "${SERIAL}" })
           .then(() => done("opened"), (error) => done(error.message));`,
        );
        assert.match(reason, /has stopped\. Reload the page/);
      },
    );
  }
});
