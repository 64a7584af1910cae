// What admins answer where no host can tell: shared by a host that keeps notes, and otherwise kept in the browser, which the
// page says. Nobody may believe that colleagues know what only this browser knows.

import assert from "node:assert/strict";
import { until } from "./harness/locator";
import type { Locator } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const AGENT = "The agent is ready to be installed";
const HERE = "in this browser only";
/** Confirms the agent in the open panel. Returns the item. */
async function confirmAgent(panel: Locator): Promise<Locator> {
  await panel.button(`Confirm: ${AGENT}`).click();
  const item = panel.css('[data-item="agent"]');
  await item.expectAttribute("data-verdict", "confirmed");
  return item;
}

/** Opens the settings, which say who keeps the answers. */
async function settings(page: Page): Promise<Locator> {
  await page.button("Checklist settings").click();
  return page.get("group", "Checklist settings");
}

interface Export {
  forAllDevices: { what: string; value: string; at: string }[];
  devices: Record<string, { what: string; at: string }[]>;
}

/** The file behind the link. */
async function exported(form: Locator): Promise<Export> {
  const link = form.get("link", "Download what this browser keeps");
  assert.match((await link.attribute("download")) ?? "", /\.json$/);
  const href = (await link.attribute("href")) ?? "";
  return JSON.parse(decodeURIComponent(href.replace("data:application/json,", ""))) as Export;
}

/** What the answers are does not depend on the console. */
const SPREAD = { spread: true };

scenes(
  "answers of all admins",
  (scene) => {
    scene("a colleague's answer counts with who and when", SPREAD, async ({ page, host }) => {
      const item = await confirmAgent(await page.checklist(DEVICES.assigned));
      await item.expectText(
        /admin confirmed this on .*\d{4}\. It ends when the facts change\. Undo$/,
      );
      await page.leave(page.panel(DEVICES.assigned));
      const form = await settings(page);
      await form.expectText("shared with all admins");
      await form.get("link").expectGone();

      await page.signIn("helpdesk");
      await page.open();
      await page.button("Yes, it is").expectGone();
      const panel = await page.checklist(DEVICES.pushed);
      const theirs = panel.css('[data-item="agent"]');
      await theirs.expectText("admin confirmed this on");
      await panel.button(`Undo: ${AGENT}`).click();
      await theirs.expectAttribute("data-verdict", "unknown");
      await until("no note", async () => (await host.sql("SELECT ID FROM NOTE")).length === 0);
    });

    scene(
      "an answer that a colleague takes back is gone after “Check again”",
      SPREAD,
      async ({ page, host }) => {
        const panel = await page.checklist(DEVICES.assigned);
        const item = await confirmAgent(panel);
        await item.expectText("admin confirmed this on");
        const [note] = await host.sql("SELECT VALUE FROM NOTE WHERE WORD = 'agent'");
        const query = `serial=&word=agent&value=${note?.["VALUE"]}`;
        await host.as("helpdesk", "DELETE", `/api/device-mgt/ios/v1.0/dep/notes?${query}`);
        await panel.button("Check again").click();
        await item.expectAttribute("data-verdict", "unknown");
        await page.leave(panel);
        await page.button("Yes, it is").expectVisible();
      },
    );

    scene(
      "an answer given while all answers are read is not lost",
      SPREAD,
      async ({ page, host }) => {
        const reading = { method: "GET", path: "/dep/notes" };
        await host.fault({
          match: reading,
          times: 1,
          do: { delayMs: 1500, status: 200, body: '{"notes":[],"count":0}' },
        });
        await page.reload();
        await page.devices().expectVisible();
        const panel = await page.checklist(DEVICES.assigned);
        const item = await confirmAgent(panel);
        await item.expectText("admin confirmed this on");
        await until("the reading from before", async () => {
          const log = await host.log();
          return (
            log.filter(({ method, path }) => method === "GET" && path.includes("/notes")).length >=
            2
          );
        });
        await panel.button("Check again").expectVisible();
        await item.expectAttribute("data-verdict", "confirmed");
      },
    );

    scene(
      "an answer that the server refuses stays in the browser, and says so",
      SPREAD,
      async (it) => {
        const { page, host } = it;
        await host.fault({
          match: { method: "PUT", path: "/dep/notes" },
          times: 0,
          do: { status: 500 },
        });
        const item = await confirmAgent(await page.checklist(DEVICES.assigned));
        await item.expectText(HERE);
        await page.leave(page.panel(DEVICES.assigned));
        const form = await settings(page);
        await form.expectText(`The server did not keep your last answers. They are ${HERE}.`);
        assert.equal((await exported(form)).forAllDevices[0]?.what, "agent");
        await page.reload();
        await page.devices().expectVisible();
        const again = await page.checklist(DEVICES.pushed);
        await again.css('[data-item="agent"]').expectText(HERE);
      },
    );
  },
  EVERY_ENGINE,
);

scenes(
  "answers in one browser",
  (scene) => {
    scene(
      "a server without notes: the page says where answers are, and exports them",
      SPREAD,
      async (it) => {
        const { page } = it;
        const item = await confirmAgent(await page.checklist(DEVICES.assigned));
        await item.expectText(
          /confirmed this on .*\d{4}\. .*It is kept in this browser only\. Undo$/,
        );
        await page.leave(page.panel(DEVICES.assigned));
        const form = await settings(page);
        await form.expectText(`Answers about devices are kept ${HERE}.`);
        const { forAllDevices, devices } = await exported(form);
        assert.deepEqual(
          forAllDevices.map(({ what }) => what),
          ["agent"],
        );
        assert.match(forAllDevices[0]?.at ?? "", /^\d{4}-\d\d-\d\dT/);
        assert.deepEqual(devices, {});

        const reset = page.button(`Confirm reset ${DEVICES.pushed}`);
        await reset.expectVisible();
        await page.inAnotherTab(async () => {
          await page.open();
          await reset.click();
          await page.css(".toast").expectText("is confirmed");
        });
        await page.row(DEVICES.pushed).expectText("Ready");
        assert.equal((await exported(form)).devices[DEVICES.pushed]?.[0]?.what, "reset");
      },
    );
  },
  EVERY_ENGINE,
  () => Promise.resolve({ plain: true }),
);
