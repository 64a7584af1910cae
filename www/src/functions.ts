// The exported functions of the plugin. Importing them loads nothing; `ready()` or the first element loads the module.

import { setPageOptions } from "./element";
import type { DepEnrollDialogElement } from "./elements";
import { stopped } from "./failure";
import { crashMessage, loadFunctions, plugin, rest } from "./module";
import { bare, checkedOptions, type Options } from "./options";
import { setImportWasm } from "./validate/import";
import { pageMessages } from "./validate/checks";

export * from "./setup/functions";
export * from "./validate/functions";
export { validateImport, validateImportRows } from "./validate/import";

/**
 * Sets options for the whole page. They add to those of earlier calls; `headers`, `policy` and `messages` are merged key by
 * key. Elements already in the page use them from their next call on, and keep their state. Other values of `transport`, `url`,
 * `contract` or `account` restart an element, as soon as nothing in it is unsaved. An invalid value is reported by each element,
 * in its place on the page.
 *
 * @throws TypeError that names an unknown option, or a header that a page cannot send.
 * @example
 * ```js
 * import { configure } from "dep-enroll";
 *
 * configure({ transport: "invoker", policy: { tenantDomain: "carbon.super" } });
 * ```
 */
export function configure(options: Options): void {
  const { wasm, restWasm, importWasm, ...others } = checkedOptions(options);
  if (wasm !== undefined) plugin.source = wasm;
  if (restWasm !== undefined) rest.source = restWasm;
  if (importWasm !== undefined) setImportWasm(importWasm);
  Object.assign(pageMessages, others.messages);
  setPageOptions(others);
}

/**
 * Loads the module. The other functions work once the promise has resolved.
 *
 * Rejects with a `LoadError`. The next call retries.
 */
export async function ready(): Promise<void> {
  await loadFunctions();
}

/**
 * Opens the enrollment dialog of a device, for consoles that keep their own button. Resolves when the dialog has closed:
 * `"removed"` if the page has removed its element, in which case a save may have been under way.
 *
 * Rejects with a `LoadError` if the module cannot be loaded, with a `TypeError` if the serial number is missing or an option
 * is unknown, with an `Error` that names an invalid option, and with an `Error` if the plugin has stopped. If it stops while
 * the dialog is open, the element stays and shows that.
 *
 * @param request The device's serial number, and options for this dialog, which override those of the page.
 * @example
 * ```js
 * import { openEnrollment } from "dep-enroll";
 *
 * const outcome = await openEnrollment({ serial: "C02EMPTY0001", transport: "invoker" });
 * ```
 */
export async function openEnrollment(
  request: { serial: string } & Options,
): Promise<"saved" | "cancelled" | "removed"> {
  const { serial, ...config } = bare(request);
  if (!serial) throw new TypeError("dep-enroll: openEnrollment needs a serial number.");
  // Load before the dialog exists, so that a failure rejects the promise instead of showing a card in the page.
  await Promise.all([plugin.load(), rest.load()]);
  const crash = crashMessage();
  if (crash !== undefined) throw stopped(crash);
  const dialog: DepEnrollDialogElement = document.createElement("dep-enroll-dialog");
  let outcome: "saved" | "cancelled" = "cancelled";
  dialog.config = config;
  dialog.serial = serial;
  dialog.addEventListener("dep-dialog-close", (event) => {
    outcome = event.detail.reason;
  });
  dialog.open = true;
  return new Promise((resolve, reject) => {
    // `open` disappears only when the dialog has really closed. The page may have prevented an earlier attempt.
    const observer = new MutationObserver(() => {
      if (!dialog.open) done(() => resolve(outcome));
    });
    const done = (settle: () => void): void => {
      observer.disconnect();
      // After a crash the element shows its card.
      if (crashMessage() === undefined) dialog.remove();
      settle();
    };
    dialog.onfailure = (reason) => done(() => reject(reason));
    dialog.onremoved = () => done(() => resolve("removed"));
    observer.observe(dialog, { attributeFilter: ["open"] });
    document.body.append(dialog);
  });
}
