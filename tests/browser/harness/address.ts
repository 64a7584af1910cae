// The address of the browser, and what the page tells of its places, on a page of `visit.ts`.

import { until } from "./locator";
import type { Page } from "./page";

/** The places that the page has told. */
export const sent = (page: Page): Promise<string[]> =>
  page.browser.run<string[]>("return window.sentEvents");

/** The address behind the origin. */
export const address = async (page: Page): Promise<string> => {
  const { pathname, search, hash } = new URL(await page.browser.url());
  return pathname + search + hash;
};

/** Waits for an address. */
export const expectAddress = (page: Page, wanted: string): Promise<void> =>
  until(`the address ${wanted}`, async () => (await address(page)) === wanted);

/** Goes back or forward in the history of the browser. */
export const step = (page: Page, way: "back" | "forward"): Promise<void> =>
  page.browser.run(`history.${way}()`);
