// One run over many devices through everything that its seed lets go wrong, ordered and resumed in the page as an admin does.

import assert from "node:assert/strict";
import type { ConsoleName, Host } from "../harness/host";
import { catchDownload } from "../harness/import";
import { until } from "../harness/locator";
import { Admin } from "./admin";
import { Chance } from "./chance";
import { type Trouble, troubles } from "./faults";
import { order, standings } from "./plans";
import type { Story } from "./story";
import { lies, readReport, repetitions } from "./truth";

export const DEVICES = 2_000;

/** The longest time in which nothing may change. It covers the page's longest pause. */
const PATIENCE_MS = 40_000;

/** Plays the run of a seed, and expects that its report is true and that nothing was sent twice. */
export async function play(host: Host, seed: number, story: Story): Promise<void> {
  const chance = new Chance(seed);
  const consoleName: ConsoleName = seed % 2 === 0 ? "legacy" : "entgra";
  await host.clearFaults();
  await host.reset(DEVICES);
  const before = await standings(host);
  const wanted = order(chance);
  const plan = troubles(chance, wanted.hasSaves);
  const admin = await Admin.arrive(host, consoleName);
  try {
    await admin.open();
    let planned = 0;
    const place = async (): Promise<void> => {
      await admin.page.expectChecked();
      planned = await wanted.place(admin.page, DEVICES);
      story.tell(`${consoleName}: ${wanted.name}, ${planned} devices`);
      await admin.until("the run", (shown) => shown !== null);
    };
    await place();
    const hasSecondTab = chance.happens(1 / 2);
    await goThrough({ admin, place, story }, plan, hasSecondTab);
    await host.clearFaults();
    const report = readReport(await download(admin));
    story.tell(`the end: ${counts(report.map(({ result }) => result))}`);
    assert.equal(report.length, planned, "the report has every device of the plan");
    const false_ = await lies(host, wanted, before, report);
    const again = await repetitions(host, new Set(report.map(({ serial }) => serial)));
    const wrong = [...false_, ...again];
    const shown = wrong.slice(0, 5).join("\n");
    assert.equal(wrong.length, 0, `the report is not true, or something was repeated:\n${shown}`);
  } finally {
    await host.clearFaults();
    await admin.goHome();
  }
}

/** A run that is being played. */
interface Playing {
  admin: Admin;
  story: Story;
  /** Orders the run. */
  place(): Promise<void>;
  /** The run had ended before its browser was killed. */
  isOver?: boolean;
}

/** Lets everything go wrong, and does each time what an admin does, until the run has ended. */
async function goThrough(
  it: Playing,
  plan: { at: number; trouble: Trouble }[],
  hasSecondTab: boolean,
): Promise<void> {
  const { admin, story } = it;
  let last = "";
  let since = Date.now();
  let resumes = 0;
  for (;;) {
    const shown = await admin.look();
    const state = JSON.stringify(shown);
    if (state !== last) [last, since] = [state, Date.now()];
    assert.ok(Date.now() - since < PATIENCE_MS, `the run stands still at ${state}`);
    if (shown?.isInterrupted) {
      resumes++;
      story.tell("resumed");
      await (hasSecondTab && resumes === 1 ? resumeTwice(admin, story) : resume(admin));
    } else if (shown?.isSignedOut) {
      story.tell(`signed in again, at ${shown.ended} of ${shown.total}`);
      await admin.comeBack();
      // What is still to go wrong may end this session too: then the admin sees it again, and signs in again.
      await settles(async () => (await admin.look())?.isSignedOut !== true, 5_000);
    } else if (shown?.isRunning) {
      const next = plan[0];
      if (!next || shown.ended / shown.total < next.at) continue;
      plan.shift();
      await cause(it, next.trouble, `${shown.ended} of ${shown.total}`);
    } else if (shown || it.isOver) {
      const left = plan.length;
      if (left > 0) story.tell(`${left} troubles came too late`);
      return;
    }
  }
}

/** Whether a state is reached in this time. */
function settles(is: () => Promise<boolean>, patience: number): Promise<boolean> {
  return until("it", is, patience).then(
    () => true,
    () => false,
  );
}

async function resume(admin: Admin): Promise<void> {
  await admin.strip.button("Resume").click();
  await admin.until("the run to go on", (shown) => !shown?.isInterrupted);
}

/** Resumes the same run in two tabs. Only one of them may carry it on. */
async function resumeTwice(admin: Admin, story: Story): Promise<void> {
  const { browser } = admin.page;
  const [first, second] = await admin.openSecondTab();
  await admin.until(
    "the interrupted run in the second tab",
    (shown) => shown?.isInterrupted === true,
  );
  await browser.switchTo(first);
  await admin.strip.button("Resume").click();
  await browser.switchTo(second);
  await admin.press("Resume");
  const there = await admin.look();
  await browser.switchTo(first);
  const isHere = async () => (await admin.look())?.isInterrupted === false;
  await until("the first tab to have the run", isHere, 30_000);
  story.tell("two tabs were asked to resume");
  await browser.switchTo(second);
  await until("the second tab to leave it", async () => (await admin.look())?.isRunning !== true);
  assert.ok(there?.isRunning !== true, "two tabs must not run one plan");
  await admin.closeTab(first);
}

async function cause(it: Playing, trouble: Trouble, where: string): Promise<void> {
  const { admin, story } = it;
  const { host } = admin;
  switch (trouble.what) {
    case "fault":
      story.tell(`at ${where}: ${JSON.stringify(trouble.fault)}`);
      return host.fault(trouble.fault);
    case "expire":
      story.tell(`at ${where}: every session ends`);
      return host.expire();
    case "kill": {
      // Only the run is to suffer from what is still to go wrong, not the log-in.
      await host.clearFaults();
      if (trouble.during) {
        await host.fault(trouble.during);
        await until(
          "a write, or the end",
          async () => {
            const shown = await admin.look();
            return (
              shown?.isRunning !== true ||
              shown.isSignedOut ||
              (await host.faultsLeft()).length === 0
            );
          },
          PATIENCE_MS,
        );
        await host.clearFaults();
      }
      const shown = await admin.look();
      const during = trouble.during ? ` during ${JSON.stringify(trouble.during.do)}` : "";
      story.tell(`at ${shown?.ended} of ${shown?.total}: the browser is killed${during}`);
      await admin.killBrowser();
      return findAgain(it);
    }
    case "second tab": {
      story.tell(`at ${where}: a second tab`);
      await host.clearFaults();
      const [first] = await admin.openSecondTab();
      const runs = await admin.page.ownRuns();
      await runs.expectVisible();
      await runs.button("Resume").expectGone();
      return admin.closeTab(first);
    }
  }
}

/** After a kill the page offers the run again, or has its report; else nothing of it was sent, and the admin orders it again. */
async function findAgain(it: Playing): Promise<void> {
  const { admin, story } = it;
  const { page, host } = admin;
  if (await settles(async () => (await admin.look()) !== null, 5_000)) return;
  const runs = (await page.ownRuns()).get("row");
  const none = page.get("heading", "No runs yet");
  await until("the history", async () => (await runs.count()) + (await none.count()) > 0);
  it.isOver = (await runs.count()) > 0;
  if (it.isOver) return story.tell("the run had ended before");
  story.tell("the browser knows no run");
  const { length } = await host.writes();
  assert.equal(length, 0, "a run that has sent something must be offered again");
  await page.get("tab", "Devices").click();
  await it.place();
}

/** The report of the run that has just ended, as a file. */
async function download(admin: Admin): Promise<string> {
  const { page } = admin;
  if (await admin.look()) await admin.strip.button("Show report").click();
  else await (await page.ownRuns()).button(/./).click();
  const saved = await catchDownload(page);
  await page.css(".run").button("Download CSV").click();
  return (await saved()).text;
}

function counts(words: readonly string[]): string {
  const all = new Map<string, number>();
  for (const word of words) all.set(word, (all.get(word) ?? 0) + 1);
  return [...all].map(([word, count]) => `${count} ${word}`).join(", ");
}
