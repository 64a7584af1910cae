// Counts what a person does in the page: real presses, as the browser hears them, so that no test can claim a number. It must
// never change what a press does.

import type { Page } from "./page";

/** What was done in the page. */
export interface Presses {
  /** Presses of the pointer's button. */
  clicks: number;
  /** Presses of keys that enter no text, such as Enter or an arrow. */
  keys: number;
  /** Texts that were typed or pasted, however long: as many as fields. */
  texts: number;
}

// On the window and at its capture, so that nothing in the page can keep an event from being counted.
const COUNT = `
  window.__presses?.stop();
  const counts = { clicks: 0, keys: 0, texts: 0 };
  const editing = new Set(["Backspace", "Delete", "Home", "End"]);
  const modifiers = new Set(["Shift", "Control", "Alt", "Meta"]);
  let typedInto = null;
  const pressed = (event) => {
    if (!event.isTrusted) return;
    counts.clicks += 1;
    typedInto = null;
  };
  const key = (event) => {
    if (!event.isTrusted || modifiers.has(event.key)) return;
    const [field] = event.composedPath();
    const isText = field instanceof HTMLInputElement && field.type !== "checkbox";
    if (isText && (editing.has(event.key) || [...event.key].length === 1)) {
      if (field !== typedInto) counts.texts += 1;
      typedInto = field;
      return;
    }
    counts.keys += 1;
    typedInto = null;
  };
  addEventListener("mousedown", pressed, true);
  addEventListener("keydown", key, true);
  window.__presses = {
    counts,
    stop: () => {
      removeEventListener("mousedown", pressed, true);
      removeEventListener("keydown", key, true);
    },
  };`;

/** Counts the presses of a task. The page must not be left meanwhile. */
export async function presses(page: Page, task: () => Promise<void>): Promise<Presses> {
  await page.browser.run(COUNT);
  await task();
  return page.browser.run<Presses>(
    "const { counts, stop } = window.__presses; stop(); delete window.__presses; return counts",
  );
}
