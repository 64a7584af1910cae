// The second file of the plugin, with the code that nobody sees on the first screen: it comes after the first rows, once, and a
// failed load is said and can be tried again.

import assert from "node:assert/strict";
import { Annex } from "./harness/annex";
import { type Host, PAGES } from "./harness/host";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const FILE = "dep-enroll-rest.wasm";
/** The scripts that come when they are needed, each with a call that needs it. The four bytes begin a workbook. */
const SCRIPTS = [
  ["dep-enroll-functions.js", `DepEnroll.ready()`],
  ["dep-enroll-import.js", `DepEnroll.ready().then(() => DepEnroll.validateImport("serial"))`],
  [
    "dep-enroll-workbook.js",
    `DepEnroll.ready().then(() => DepEnroll.validateImport(new Uint8Array([80, 75, 3, 4])))`,
  ],
] as const;
const CLOSED = { open: false, spread: true } as const;
const LEGACY = { open: false, consoles: ["legacy"] } as const;
const MISSING = { missing: true } as const;
/** How the engines tell of a call of a function that is not there. */
const TRAP = /RuntimeError|null function|indirect call|table|undefined|^\{\}$/;

/** The files of the plugin that the page has asked for, in their order. */
const files = (page: Page): Promise<string[]> =>
  page.browser.run<string[]>(`
    return performance.getEntriesByType("resource")
      .map(({ name }) => name.split("?")[0].split("/").pop())
      .filter((name) => name.endsWith(".wasm"));`);

/** Opens the console's page under an address of which no browser has a file yet. */
async function afresh(page: Page, host: Host, action: () => Promise<void>): Promise<void> {
  const annex = await Annex.open(host.origin);
  try {
    await page.visit(annex.origin + PAGES[page.console]);
    await action();
  } finally {
    await annex.close();
  }
}

/** A page of the legacy console's server with one element. */
const withElement = (element: string, options = "{}"): string => `
  DepEnroll.configure({ ...${options}, transport: "invoker" });
  document.querySelector("dep-enroll").remove();
  document.body.insertAdjacentHTML("beforeend", '${element}');`;

scenes(
  "rest",
  (scene) => {
    scene("the first screen does without the second file", CLOSED, async ({ page, host }) => {
      await host.fault({ match: { path: FILE }, times: 0, do: { hang: true } });
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        await page.expectChecked();
        await page.button("Checklist settings").click();
        const codes = await page.browser.run<string[]>(`
        const root = document.querySelector("dep-enroll").shadowRoot.querySelector(".root");
        const groups = "assign|checklist|common|devices|enrollment|host|page|panel|profiles|reassign|status";
        return root.innerText.match(new RegExp("\\b(" + groups + ")\\.[a-z.-]+", "g")) ?? [];`);
        assert.deepEqual(codes, [], "no code stands in place of a sentence");
        await page.press("Escape");
        await page.button(DEVICES.assigned).click();
        await page.panel(DEVICES.assigned).expectText("Loading");
        await page.press("Escape");
        await page.panel(DEVICES.assigned).expectGone();
        await page.expectFocus("button", DEVICES.assigned);
        const more = `More for ${DEVICES.assigned}`;
        await page.button(more).click();
        await page.dialog(more).expectText("Loading");
        await page.press("Escape");
        await page.dialog(more).expectGone();
        await page.expectFocus("button", more);
      });
    });

    scene("it comes by itself after the first rows, and once", CLOSED, async ({ page, host }) => {
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        await until("the second file", async () => (await files(page)).includes(FILE));
        for (const serial of [DEVICES.assigned, DEVICES.stale]) {
          await page.leave(await page.editEnrollment(serial));
        }
        await page.get("tab", "Profiles").click();
        await page.get("table", "Profiles").expectVisible();
        assert.deepEqual(await files(page), ["dep-enroll.wasm", FILE]);
      });
    });

    scene("a failed load is said in the panel, and can be tried again", CLOSED, async (it) => {
      const { page, host } = it;
      await host.fault({ match: { path: FILE }, times: 0, do: MISSING });
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        await page.button(DEVICES.assigned).click();
        const panel = page.panel(DEVICES.assigned);
        const card = panel.css('[role="alert"][data-code="load.missing"]');
        await card.expectText(FILE);
        await card.button("Try again").click();
        await card.expectVisible();
        await panel.button("Close").click();
        await panel.expectGone();
        await page.button(DEVICES.assigned).click();
        await card.expectVisible();
        await host.clearFaults();
        await card.button("Try again").click();
        await panel.css("#enrollment-username").expectVisible();
        await card.expectGone();
        await page.leave(panel);
        await page.expectFocus("button", DEVICES.assigned);
      });
    });

    scene("a menu whose load failed says so, and opens when it is there", CLOSED, async (it) => {
      const { page, host } = it;
      await host.fault({ match: { path: FILE }, times: 0, do: MISSING });
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        const more = `More for ${DEVICES.assigned}`;
        await page.button(more).click();
        const card = page.dialog(more).css('[role="alert"][data-code="load.missing"]');
        await card.expectText(FILE);
        await host.clearFaults();
        await card.button("Try again").click();
        await page.dialog(more).expectGone();
        await page.expectFocus("menuitem", `Assign device ${DEVICES.assigned}`);
        await page.press("Escape");
        await page.expectFocus("button", more);
      });
    });

    scene("a trap of the module that is no panic brings the card", CLOSED, async (it) => {
      const { page, host } = it;
      it.provoke("errors", TRAP);
      it.provoke("console", TRAP);
      await host.fault({ match: { path: FILE }, times: 0, do: MISSING });
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        // What both files share is in nobody's reach but when the second one starts.
        await page.browser.run(`
          const { instantiate } = window.WebAssembly;
          window.WebAssembly.instantiate = (module, imports) => {
            window.shared ??= imports.__wasm_split;
            return instantiate(module, imports);
          };`);
        await page.button(DEVICES.assigned).click();
        const panel = page.panel(DEVICES.assigned);
        const card = panel.css('[role="alert"][data-code="load.missing"]');
        await card.expectVisible();
        await host.clearFaults();
        await card.button("Try again").click();
        await panel.css("#enrollment-username").expectVisible();
        await page.browser.run(`
          const table = window.shared.__indirect_function_table;
          for (let at = 0; at < table.length; at++) table.set(at, null);`);
        await page.press("Escape");
        await page.banner("load.crashed").expectText("Reload the page");
        await panel.expectGone();
      });
    });

    scene("a sync that could not be loaded can be tried again", CLOSED, async (it) => {
      const { page, host } = it;
      await host.fault({ match: { path: FILE }, times: 0, do: MISSING });
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        await page.button("Sync with Apple").click();
        const banner = page.banner("host.unreachable");
        await banner.expectVisible();
        await host.clearFaults();
        await banner.button("Try again").click();
        await banner.expectGone();
        await page.css(".toast").expectText("Synced");
      });
    });

    scene("a change from a row that could not be loaded is not done", CLOSED, async (it) => {
      const { page, host } = it;
      await host.fault({ match: { path: FILE }, times: 0, do: MISSING });
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        await page.button(`Reassign ${DEVICES.stale}`).click();
        const note = page.row(DEVICES.stale).css('[data-code="devices.failed.reassign"]');
        await note.expectText("Not reassigned.");
        await host.clearFaults();
        await note.button("Try again").click();
        await note.expectGone();
        await page.button(`Reassign ${DEVICES.stale}`).expectGone();
      });
    });

    scene("a failed load is said in the tab, and can be tried again", CLOSED, async (it) => {
      const { page, host } = it;
      await host.fault({ match: { path: FILE }, times: 0, do: { status: 503 } });
      await afresh(page, host, async () => {
        await page.get("tab", "Profiles").click();
        const card = page.banner("load.server-error");
        await card.expectVisible();
        await host.clearFaults();
        await card.button("Try again").click();
        await page.get("table", "Profiles").expectVisible();
        await card.expectGone();
      });
    });

    for (const [name, element, shown] of [
      ["dialog", `<dep-enroll-dialog open serial="${DEVICES.assigned}">`, "#enrollment-username"],
      ["checklist", `<dep-enroll-checklist serial="${DEVICES.assigned}">`, ".checklist-view li"],
    ] as const) {
      scene(`the ${name} as an element says it too, and works then`, LEGACY, async (it) => {
        const { page, host } = it;
        await host.fault({ match: { path: FILE }, times: 0, do: MISSING });
        await afresh(page, host, async () => {
          await page.devices().expectVisible();
          const messages = `{ messages: { "load.missing.title": "Es fehlt" } }`;
          await page.browser.run(withElement(element, messages));
          const card = page.banner("load.missing");
          await card.expectText("Es fehlt");
          await host.clearFaults();
          await card.button("Try again").click();
          await page.css(shown).expectVisible();
        });
      });
    }

    scene("a function that needs it rejects with the reason", LEGACY, async ({ page, host }) => {
      await host.fault({ match: { path: FILE }, times: 0, do: MISSING });
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        const call = (body: string): Promise<string> =>
          page.browser.runAsync<string>(
            `const done = arguments[0]; ${body}.then(() => done("done"), (e) => done(e.code));`,
          );
        const open = `DepEnroll.openEnrollment({ serial: "${DEVICES.assigned}" })`;
        assert.equal(await call(open), "missing");
        assert.equal(await call("DepEnroll.ready()"), "missing");
        await page.css("dep-enroll-dialog").expectGone();
        await host.clearFaults();
        assert.equal(await call("DepEnroll.ready()"), "done");
        const said = `return DepEnroll.validateUsername("bob@acme.com").problems[0].message`;
        assert.match(await page.browser.run<string>(said), /acme\.com/);
      });
    });

    for (const [file, call] of SCRIPTS) {
      scene(
        `${file} comes when it is needed, and can be tried again`,
        LEGACY,
        async ({ page, host }) => {
          await host.fault({ match: { path: file }, times: 0, do: MISSING });
          await afresh(page, host, async () => {
            await page.devices().expectVisible();
            const answer = (): Promise<string[]> =>
              page.browser.runAsync<string[]>(`
          const done = arguments[0];
          (${call}).then(() => done(["done"]), ({ name, code, url }) => done([name, code, url]));`);
            for (let time = 0; time < 2; time++) {
              assert.deepEqual(await answer(), ["LoadError", "unreachable", file]);
            }
            await page.leave(await page.editEnrollment(DEVICES.assigned));
            await host.clearFaults();
            assert.deepEqual(await answer(), ["done"]);
          });
        },
      );
    }

    scene("a file of another build is never started", LEGACY, async ({ page, host }) => {
      await host.fault({ match: { path: FILE }, times: 0, do: { status: 500 } });
      await afresh(page, host, async () => {
        await page.devices().expectVisible();
        const empty = "{ restWasm: new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]) }";
        const element = `<dep-enroll-checklist serial="${DEVICES.assigned}">`;
        await page.browser.run(withElement(element, empty));
        await page.banner("load.broken").expectVisible();
      });
    });
  },
  EVERY_ENGINE,
);
