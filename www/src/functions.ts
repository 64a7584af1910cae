// What a host page's scripts call. They load nothing by themselves: the rules are the module's.

import { type DepEnrollDialogElement, setPageOptions } from "./elements";
import { plugin } from "./module";
import { checkNames, type Options } from "./options";
import { setImportWasm } from "./validate/import";
import { setMessages } from "./validate/messages";

export * from "./validate/functions";
export { validateImport } from "./validate/import";

/**
 * Sets options for the whole page, over those of earlier calls; `headers`, `policy` and `messages` are merged key by key.
 * Elements that are there already follow.
 *
 * @throws TypeError that names an option that does not exist. What cannot be used otherwise, the elements say.
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
 * Loads the module; the other functions work once it has resolved.
 *
 * Rejects with a `LoadError`. The next call tries again.
 */
export async function ready(): Promise<void> {
  await plugin.load();
}

/**
 * Opens the enrollment dialog of a device, for consoles that keep their own button. Resolves when it has closed.
 *
 * Rejects with a `LoadError` when the module does not come, with a `TypeError` without a serial number or with an option
 * that does not exist, and with an `Error` that says which option cannot be used.
 *
 * @param request The device's serial number, and options for this dialog over those of the page.
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
  // Before the dialog, so that a failure reaches the caller and does not wait in the page.
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
    // The dialog takes its `open` away when it has really closed: a page may have prevented an earlier attempt.
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
