// What a host page's scripts call. They load nothing by themselves: the rules are the module's.

import { type DepEnrollDialogElement, setPageOptions } from "./elements";
import { plugin } from "./module";
import { checkNames, type Options } from "./options";
import { setImportWasm } from "./validate/import";
import { setMessages } from "./validate/messages";

export * from "./validate/functions";
export { validateImport } from "./validate/import";

/** Sets options for the whole page. Throws a `TypeError` that names an option that does not exist. */
export function configure(options: Options): void {
  checkNames(options);
  const { wasm, importWasm, ...rest } = options;
  if (wasm !== undefined) plugin.source = wasm;
  if (importWasm !== undefined) setImportWasm(importWasm);
  if (rest.messages) setMessages(rest.messages);
  setPageOptions(rest);
}

/** Loads the module; the other functions work once it has resolved. Rejects with a `LoadError`. */
export async function ready(): Promise<void> {
  await plugin.load();
}

/**
 * Opens the enrollment dialog of a device, for consoles that keep their own button. Rejects when the module cannot be loaded
 * or the options cannot be used.
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
