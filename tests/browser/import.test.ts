// The page “Import”: a file with mistakes, each of which is found, repaired, and run. The database says what came of it.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { workbook } from "../faces/xlsx";
import { type Locator, until } from "./harness/locator";
import type { Page } from "./harness/page";
import { presses } from "./harness/presses";
import { scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const folder = await mkdtemp(join(tmpdir(), "import-"));
after(() => rm(folder, { recursive: true, force: true }));

/** Goes to the tab and gives it a file, as the system's dialog does. */
async function choose(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(folder, name);
  await writeFile(path, content);
  if ((await page.css("#import-file").count()) === 0) await page.get("tab", "Import").click();
  await page.css("#import-file").type(path);
}

const rows = (page: Page): Locator => page.get("table", "Rows of the file");

const row = (page: Page, number: number): Locator =>
  rows(page).get("row").css(`tr[role="row"]:has(> th)`).get("row", new RegExp(`^${number}\\b`));

/** Waits until every row has its verdict. */
async function expectChecked(page: Page): Promise<void> {
  await rows(page).expectVisible();
  await page.css('.import-outcome[data-status="waiting"]').expectCount(0);
  await page.css(".imports .progress").expectText(/^$/);
}

/** Starts the run and waits for its end. */
async function run(page: Page, button: string): Promise<void> {
  await page.button(button).click();
}

const PLAIN = `serial,username\n${DEVICES.empty},alice\n`;

scenes("import", (scene) => {
  const FOUND = "each mistake of a file is found and repaired, and the database becomes as planned";
  scene(FOUND, {}, async ({ page }) => {
    const file = [
      "serial,profile,username",
      `${DEVICES.empty},Staff iPads,alice`,
      `C02-STALE-0001,Staff iPads,bob`,
      `${DEVICES.removed},Staff iPad,bob`,
      `${DEVICES.assigned},${PROFILES.shop.uuid},dave@carbon.super`,
      `${DEVICES.empty},Staff iPads,alice`,
      `C02MAC00OOO1,,carol`,
      `${DEVICES.login},,alcie`,
      "C99NOWHERE99,,bob",
      `${DEVICES.pushed},,nobody.at.all`,
    ].join("\n");
    await choose(page, "mistakes.csv", file);
    await expectChecked(page);
    await page.button(/^Cannot be imported/).expectText("8");
    await page.button(/^Will change/).expectText("1");
  });

  scene("a file is told from a picture with a clear word", {}, async ({ page }) => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...Array<number>(500).fill(0)]);
    await choose(page, "photo.csv", png);
    await page.css('[data-code="import.kind"], [data-code="import.encoding"]').expectVisible();
    await choose(page, "plain.csv", PLAIN);
    await expectChecked(page);
  });
});
void [until, presses, run, row, workbook];
