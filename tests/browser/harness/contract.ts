// The accessibility contract of every surface, as checks that a test awaits.

import source from "in-page:./contract-page";
import type { Driver } from "./driver";

/** A check of `contract-page.ts` that answers with the places that fail it. */
export type Check =
  "borders" | "forced" | "targets" | "names" | "regions" | "language" | "covered" | "cramped";

/** The places of what is shown that fail a check, behind the words that say what it means. */
export async function failing(
  browser: Driver,
  check: Check,
  what: string,
  ...args: unknown[]
): Promise<string[]> {
  await load(browser);
  const script = `
    const [done, ...args] = [...arguments].reverse();
    Promise.resolve(window.__contract.${check}(...args.reverse())).then(done);`;
  const places = await browser.runAsync<string[]>(script, ...args);
  return places.map((place) => `${what}: ${place}`);
}

/** Spaces texts as far as a reader may set them, or as before. */
export async function spreadTexts(browser: Driver, on: boolean): Promise<void> {
  await load(browser);
  await browser.run("window.__contract.spread(arguments[0])", on);
}

/** Begins to write down what the live regions say. */
export async function listen(browser: Driver): Promise<void> {
  await load(browser);
  await browser.run("window.__contract.listen()");
}

/** What the live regions have said since. */
export function said(browser: Driver): Promise<{ polite: string[]; assertive: string[] }> {
  return browser.run("return window.__contract.said()");
}

async function load(browser: Driver): Promise<void> {
  if (!(await browser.run<boolean>("return '__contract' in window"))) await browser.run(source);
}
