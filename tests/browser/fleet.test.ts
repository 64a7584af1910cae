// The numbers in the segments and the marks in the rows after each kind of change, also of one that another tab has made: they
// are what judging every device by the host's database gives.

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { judgeAll, type Judgement } from "./harness/fleet-truth";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

/** Two pages of the host. */
const MANY = { devices: 120 };

/** The segments, then the rows with their marks, one line each. */
const SHOWN = `
  const root = document.querySelector("dep-enroll").shadowRoot;
  const text = (element) => element?.textContent.replace(/\\s+/g, " ").trim() ?? "";
  const row = (row) => text(row.querySelector(".serial")) + ": " + text(row.querySelector(".cell-readiness"));
  return [
    ...[...root.querySelectorAll(".segment")].map(text),
    ...[...root.querySelectorAll(".devices-table tbody tr")].map(row),
  ];`;

const SEGMENTS = 4;

/** What the page has to show of these judgements: of all devices, and of so many rows. */
function wanted(judgements: Judgement[], rows: number): string[] {
  const count = (word: string): number =>
    judgements.filter(({ readiness }) => readiness === word).length;
  const mark = ({ readiness, open }: Judgement): string =>
    ({ ready: "Ready", "to-do": `${open} to do`, "cannot-tell": "Can't tell" })[readiness] ?? "";
  return [
    `All ${judgements.length}`,
    `Ready ${count("ready")}`,
    `To do ${count("to-do")}`,
    `Can't tell ${count("cannot-tell")}`,
    ...judgements.slice(0, rows).map((one) => `${one.serial}: ${mark(one)}`),
  ];
}

/** Waits until the page shows what is true, and that is not what was true `before`. Returns it. */
async function expectTruth(
  page: Page,
  what: string,
  before: Judgement[] = [],
  testRound = false,
): Promise<Judgement[]> {
  let judgements: Judgement[] = [];
  let wrong: string[] = [];
  await until(
    () => `the truth after ${what}:\n  ${wrong.join("\n  ")}`,
    async () => {
      judgements = await judgeAll(page.host, testRound);
      const shown = await page.browser.run<string[]>(SHOWN);
      const rows = shown.length - SEGMENTS;
      wrong = wanted(judgements, rows)
        .map((line, at) => (line === shown[at] ? "" : `${shown[at]}, not ${line}`))
        .filter((line) => line !== "");
      if (isDeepStrictEqual(judgements, before)) wrong.push("nothing has changed");
      return rows > 0 && wrong.length === 0;
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
      const { page } = it;
      let before = await expectTruth(page, "the first reading");
      const change = async (
        what: string,
        make: () => Promise<void>,
        testRound = false,
      ): Promise<void> => {
        await make();
        before = await expectTruth(page, what, before, testRound);
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
        await dialog.expectGone();
        const strip = page.get("region", "Reassign devices of Staff iPads");
        await strip.expectText(/\d+ Done/);
        await page.get("tab", "Devices").click();
      });
      const known = before.length;
      await change("a sync with new devices", () => page.button("Sync with Apple").click());
      assert.ok(before.length > known, "Apple had new devices");
    });

    scene("a change in another tab counts here too", MANY, async (it) => {
      const { page } = it;
      let truth = await expectTruth(page, "the first reading");
      await page.inAnotherTab(async () => {
        await page.open();
        await page.button("Yes, it is").click();
        await page.button(`Confirm reset ${DEVICES.pushed}`).click();
        // The server has said who it was, so it has the answers.
        const panel = await page.checklist(DEVICES.pushed);
        for (const item of ["agent", "reset"])
          await panel.css(`[data-item="${item}"]`).expectText("admin confirmed this on");
      });
      truth = await expectTruth(page, "answers in another tab, which come by themselves", truth);
      await page.inAnotherTab(async () => {
        await page.open();
        await page.rowAction(DEVICES.login, "Remove assignment");
        await page.row(DEVICES.login).expectText("Removed");
      });
      const panel = await page.checklist(DEVICES.login);
      await panel.css('[data-code="assign.now.removed"]').expectVisible();
      await page.leave(panel);
      await expectTruth(page, "a removal in another tab, which the panel has read", truth);
    });
  },
  EVERY_ENGINE,
);
