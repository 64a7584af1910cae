// Which scenes run, and whether each stops at its end for a person to look at. The options of `cargo xtask test browser` come
// as variables of the environment.

import { appendFileSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Driver } from "./driver";

/** Part of the file, topic or name of each scene that runs; all run without it. */
const only = process.env["DEP_ONLY"]?.toLowerCase();
/** The file to which each scene is added, with whether it is chosen. */
const list = process.env["DEP_SCENES"];

/** The tests are bundled, so this is the file of the tests. */
const file = basename(fileURLToPath(import.meta.url)).replace(/\.test\.mjs$/, "");

/** Whether each chosen scene runs wherever it can: with `--all`, or with `--only`. */
export const isWhole = only !== undefined || process.env["DEP_ALL"] !== undefined;

/** The day that decides which engine and console run a scene. `DEP_DAY` repeats another day's run. */
export const DAY = Number(process.env["DEP_DAY"] ?? Math.floor(Date.now() / 86_400_000));

/** Whether a scene is to run. */
export function isChosen(topic: string, name: string): boolean {
  if (only === undefined) return true;
  const scene = `${topic}: ${name}`;
  const chosen = file.toLowerCase().includes(only) || scene.toLowerCase().includes(only);
  if (list) appendFileSync(list, `${file}\t${chosen ? "chosen" : "left"}\t${scene}\n`);
  return chosen;
}

/** Whether the page stays open at the end of each scene. */
export const isPaused = process.env["DEP_PAUSE"] !== undefined;

/** Says where the page is, and waits until a person has closed its window. */
export async function pause(browser: Driver, failure?: Error): Promise<void> {
  const address = await browser.url();
  console.error(failure ? `\nThe scene failed: ${failure.message}` : "\nThe scene has passed.");
  console.error(`Its page is open at ${address}. Close the window to go on.`);
  // The driver has no event for a closed window.
  while (
    await browser.url().then(
      () => true,
      () => false,
    )
  )
    await sleep(250);
}
