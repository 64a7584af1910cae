// Shows a scene of the gallery in a tab.

import type { Settings } from "../../../www/gallery/settings";
import { until } from "./locator";
import type { Page } from "./page";

const SHOW = `
  const [id, settings, done] = arguments;
  gallery.show(id, settings).then(() => done(""), (error) => done(String(error)));`;

/** Opens the stage anew, and shows a scene on it. Fails with the step that the scene waits for. */
export async function showScene(page: Page, id: string, settings: Settings = {}): Promise<void> {
  await page.visit("/gallery/stage.html");
  await until("the stage", () => page.browser.run<boolean>("return 'gallery' in window"));
  await changeScene(page, id, settings);
}

/** Shows another scene on an open stage, or the same one in another way. */
export async function changeScene(page: Page, id: string, settings: Settings): Promise<void> {
  const failed = await page.browser.runAsync<string>(SHOW, id, settings);
  if (failed !== "") throw new Error(`${id}: ${failed}`);
}
