// The numbers in the segments and the marks in the rows after each kind of change, also of one that another tab has made: they
// are what judging every device by the host's database gives.

import assert from "node:assert/strict";
import { judgeAll, type Judgement } from "./harness/fleet-truth";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

/** Two pages of the host. */
const MANY = { devices: 120 };

/** The segments and the marks of the rows, as the page shows them. */
interface Shown {
  segments: string[];
  marks: string[];
}

const SHOWN = `
  const root = document.querySelector("dep-enroll").shadowRoot;
  const text = (element) => element?.textContent.replace(/\\s+/g, " ").trim() ?? "";
  const row = (row) => text(row.querySelector(".serial")) + ": " + text(row.querySelector(".cell-readiness"));
  return {
    segments: [...root.querySelectorAll(".segment")].map(text),
    marks: [...root.querySelectorAll("tbody tr")].map(row),
  };`;

/** What the page has to show of these judgements: of all devices, and of its rows. */
function wanted(judgements: Judgement[], rows: number): Shown {
  const count = (word: string): number =>
    judgements.filter(({ readiness }) => readiness === word).length;
  const mark = ({ readiness, open }: Judgement): string =>
    ({ ready: "Ready", "to-do": `${open} to do`, "cannot-tell": "Can't tell" })[readiness] ?? "";
  return {
    segments: [
      `All ${judgements.length}`,
      `Ready ${count("ready")}`,
      `To do ${count("to-do")}`,
      `Can't tell ${count("cannot-tell")}`,
    ],
    marks: judgements.slice(0, rows).map((one) => `${one.serial}: ${mark(one)}`),
  };
}

/** Waits until the page shows what is true. Returns that. */
async function expectTruth(page: Page, what: string, testRound = false): Promise<Judgement[]> {
  let [judgements, seen, truth]: [Judgement[], string, string] = [[], "", ""];
  await until(
    () => `the truth after ${what}:\n  ${truth}\nnot\n  ${seen}`,
    async () => {
      judgements = await judgeAll(page.host, testRound);
      const shown = await page.browser.run<Shown>(SHOWN);
      [seen, truth] = [
        JSON.stringify(shown),
        JSON.stringify(wanted(judgements, shown.marks.length)),
      ];
      return shown.marks.length > 0 && seen === truth;
    },
  );
  return judgements;
}

/** Presses the button of the newest toast. */
async function undo(page: Page): Promise<void> {
  await page.css(".toast:last-child").button("Undo").click();
}

scenes(
  "fleet",
  (scene) => {
    scene("the numbers and the marks are true after each kind of change", MANY, async (it) => {
      const { page, host } = it;
      let before = await expectTruth(page, "the first reading");
      const change = async (
        what: string,
        make: () => Promise<void>,
        testRound = false,
      ): Promise<void> => {
        await make();
        await until(`a change by ${what}`, async () => {
          const now = await judgeAll(host, testRound);
          return JSON.stringify(now) !== JSON.stringify(before);
        });
        before = await expectTruth(page, what, testRound);
      };
      await change("the answer about the agent", () => page.button("Yes, it is").click());
      await change("a saved enrollment", async () => {
        const panel = await page.editEnrollment(DEVICES.empty);
        await panel.field("Assigned user's username").fill("alice");
        await panel.button("Save").click();
        await page.expectSaved(panel);
      });
      const assign = async (): Promise<void> => {
        const panel = await page.assign(DEVICES.empty);
        await panel.field("Profile").fill("Staff iPads");
        await panel.button("Assign device").click();
        await page.expectAssigned(panel);
      };
      await change("an assignment", assign);
      await change("its undoing", () => undo(page));
      await change("another assignment", assign);
      await change("a removal", () => page.rowAction(DEVICES.assigned, "Remove assignment"));
      await change("its undoing", () => undo(page));
      await change("a reassignment", () => page.button(`Reassign ${DEVICES.stale}`).click());
      await change("a confirmed reset", () =>
        page.button(`Confirm reset ${DEVICES.pushed}`).click(),
      );
      await change("its undoing", () => undo(page));
      await change("the word that a device was used before", async () => {
        const panel = await page.checklist(DEVICES.login);
        await panel.checkbox("This device was used before").check();
        await page.leave(panel);
      });
      const round = async (): Promise<void> => {
        await page.button("Checklist settings").click();
        await page.checkbox("Test round").check();
        await page.button("Checklist settings").click();
      };
      await change("the beginning of a test round", round, true);
      await change("its end", () => page.button("Turn off").click());
      await change("a reassignment of all", async () => {
        await page.get("tab", "Profiles").click();
        await page.button(/^Reassign \d+ devices: Staff iPads$/).click();
        const dialog = page.dialog("Reassign devices of Staff iPads");
        await dialog.button(/^Reassign \d+ devices$/).click();
        await dialog.expectText("are on the current version.");
        await dialog.css(".dialog-foot").button("Close").click();
        await page.get("tab", "Devices").click();
      });
      const known = before.length;
      await change("a sync with new devices", () => page.button("Sync with Apple").click());
      assert.ok(before.length > known, "Apple had new devices");
    });

    scene("a change in another tab counts here too", MANY, async (it) => {
      const { page, host } = it;
      const before = await expectTruth(page, "the first reading");
      await page.inAnotherTab(async () => {
        await page.open();
        await page.button("Yes, it is").click();
        await page.button(`Confirm reset ${DEVICES.pushed}`).click();
        await page.css(".toast").expectText("is confirmed");
        await until("two notes", async () => (await host.sql("SELECT ID FROM NOTE")).length === 2);
      });
      // The answers come by themselves.
      const answered = await expectTruth(page, "answers in another tab");
      assert.notDeepEqual(answered, before);
      await page.inAnotherTab(async () => {
        await page.open();
        await page.rowAction(DEVICES.login, "Remove assignment");
        await page.row(DEVICES.login).expectText("Removed");
      });
      // The record is read again with the panel.
      const panel = await page.checklist(DEVICES.login);
      await panel.css('[data-code="assign.now.removed"]').expectVisible();
      await page.leave(panel);
      assert.notDeepEqual(await expectTruth(page, "a change in another tab"), answered);
    });
  },
  ["chromium", "firefox", "webkit"],
);
