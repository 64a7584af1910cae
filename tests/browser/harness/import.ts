// What a person does on the page “Import”, and what it shows.

import { rmSync } from "node:fs";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "./locator";
import type { Page } from "./page";

let folder: string | undefined;
process.on("exit", () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

/** Gives the page a file, as the system's dialog does. */
export async function choose(
  page: Page,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  folder ??= await mkdtemp(join(tmpdir(), "import-"));
  const path = join(folder, name);
  await writeFile(path, content);
  await page.css("#import-file").type(path);
}

/** Opens the tab and gives it a file. */
export async function importFile(
  page: Page,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  await page.get("tab", "Import").click();
  await choose(page, name, content);
}

/** The table of the rows. */
export function rows(page: Page): Locator {
  return page.get("table", "Rows of the file");
}

/** What will happen to a row, or what is wrong with it. */
export function outcome(page: Page, row: number): Locator {
  return rows(page).css(`.import-outcome[data-row="${row}"]`);
}

/** Waits until every row has its verdict: so many that change, none that change, and wrong ones. */
export async function expectChecked(
  page: Page,
  counts: { change: number; same?: number; wrong?: number },
): Promise<void> {
  const { change, same = 0, wrong = 0 } = counts;
  await rows(page).expectVisible();
  await page.css(".import-progress").expectText(/^$/);
  const group = page.get("group", "Rows");
  await group.button(/^Will change/).expectText(new RegExp(`^Will change ${change}$`));
  await group.button(/^No change/).expectText(new RegExp(`^No change ${same}$`));
  await group.button(/^Cannot be/).expectText(new RegExp(`^Cannot be imported ${wrong}$`));
}

/** Keeps the next file that the page gives away, in place of the browser's download. */
export async function catchDownload(
  page: Page,
): Promise<() => Promise<{ name: string; text: string }>> {
  await page.browser.run(`
    const make = URL.createObjectURL;
    let blob;
    URL.createObjectURL = (made) => make.call(URL, (blob = made));
    HTMLAnchorElement.prototype.click = function () {
      window.__saved = blob.text().then((text) => ({ name: this.download, text }));
      URL.createObjectURL = make;
      delete HTMLAnchorElement.prototype.click;
    };`);
  return () =>
    page.browser.runAsync(`
      const done = arguments[arguments.length - 1];
      const look = () => (window.__saved ? window.__saved.then(done) : setTimeout(look, 20));
      look();`);
}
