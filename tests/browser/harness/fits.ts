// Whether a page fits its window.

import type { Driver } from "./driver";
import { until } from "./locator";

/** How much wider the page is than its window, in CSS pixels. */
const OVERFLOW = "const e = document.documentElement; return e.scrollWidth - e.clientWidth";

const WIDE_DIALOGS = `
  const wide = [];
  const walk = (root) => {
    for (const e of root.querySelectorAll("*")) {
      if (e.shadowRoot) walk(e.shadowRoot);
      if (e.localName !== "dialog" || !e.open) continue;
      const box = e.getBoundingClientRect();
      if (box.right > innerWidth + 1 || box.left < -1) wide.push("dialog " + e.className);
      if (e.scrollWidth > e.clientWidth + 1) wide.push("content of dialog " + e.className);
    }
  };
  walk(document);
  return wide;`;

/** Expects no horizontal scrolling, and no dialog wider than the page. */
export async function expectFits(browser: Driver): Promise<void> {
  // Consoles collapse their menus with a delay.
  let overflow = 0;
  await until(
    () => `the page to fit, which is ${overflow} pixels too wide`,
    async () => (overflow = await browser.run<number>(OVERFLOW)) <= 0,
  );
  // A panel that slides in stands outside of the window for a moment.
  let wide: string[] = [];
  await until(
    () => `no dialog to be too wide, not ${wide.join(", ")}`,
    async () => (wide = await browser.run<string[]>(WIDE_DIALOGS)).length === 0,
  );
}
