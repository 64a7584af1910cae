// The exported functions of the plugin. Importing them loads nothing; `ready()` or the first element loads the module.

import { type DepEnrollDialogElement, setPageOptions } from "./elements";
import { plugin } from "./module";
import { checkNames, type Options } from "./options";
import { setImportWasm } from "./validate/import";
import { setMessages } from "./validate/messages";

export * from "./validate/functions";
export { validateImport } from "./validate/import";

/**
 * Sets options for the whole page. They add to those of earlier calls; `headers`, `policy` and `messages` are merged key by
 * key. Elements already in the page are updated. An invalid value is reported by each element, in its place on the page.
 *
 * @throws TypeError that names an unknown option.
 * @example
 * ```js
 * import { configure } from "dep-enroll";
 *
 * configure({ transport: "invoker", policy: { tenantDomain: "carbon.super" } });
 * ```
 */
export function configure(options: Options): void {
  checkNames(options);
  const { wasm, importWasm, ...rest } = options;
  if (wasm !== undefined) plugin.source = wasm;
  if (importWasm !== undefined) setImportWasm(importWasm);
  if (rest.messages) setMessages(rest.messages);
  setPageOptions(rest);
}

/**
 * Loads the module. The other functions work once the promise has resolved.
 *
 * Rejects with a `LoadError`. The next call retries.
 */
export async function ready(): Promise<void> {
  await plugin.load();
}

/**
 * Opens the enrollment dialog of a device, for consoles that keep their own button. Resolves when the dialog has closed.
 *
 * Rejects with a `LoadError` if the module cannot be loaded, with a `TypeError` if the serial number is missing or an option
 * is unknown, and with an `Error` that names an invalid option.
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
): Promise<"saved" | "cancelled"> {
  const { serial, ...config } = request;
  if (!serial) throw new TypeError("dep-enroll: openEnrollment needs a serial number.");
  // Load before the dialog exists, so that a failure rejects the promise instead of showing a card in the page.
  await plugin.load();
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
      dialog.remove();
      settle();
    };
    dialog.onfailure = (reason) => done(() => reject(reason));
    observer.observe(dialog, { attributeFilter: ["open"] });
    document.body.append(dialog);
  });
}
