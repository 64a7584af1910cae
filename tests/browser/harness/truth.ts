// Compares the screen with the host's database. A surface may say that it does not know. Each function returns the false
// statement, or "" if there is none. This file must never wait.

import type { Call } from "./calls";
import type { Host } from "./host";
import type { Page } from "./page";
import { PROFILES, STAFF_BEFORE } from "./seeded";

/** What the list says of a change that nobody knows the end of, and of its own rows when they could not be read. */
const DOUBT = /not confirmed|not known whether|no longer signed in|read the list again/i;

/** What the host has about a device. */
async function recordOf(host: Host, serial: string) {
  const [stored, { status, uuid }] = [await host.stored(serial), await host.assignment(serial)];
  const current = Object.values(PROFILES).find((one) => one.uuid === uuid)?.name;
  return { ...stored, status, uuid, current };
}

/** Whether the dialog of a call is open. */
export const isOpen = async (page: Page, call: Call): Promise<boolean> =>
  call.dialog !== undefined && (await call.dialog(page).count()) === 1;

/** The false statement on the screen about the device of a call. */
export async function falsehood(page: Page, host: Host, call: Call): Promise<string> {
  const notice = (await page.css(".notice").texts()).join(" ");
  const wrong = await noticeIsTrue(notice, host, call.serial);
  if (wrong !== "") return wrong;
  if (await isOpen(page, call)) return dialogIsTrue(page, host, call);
  const alerts = page.css('[role="alert"]');
  // Without a dialog, an error stands beside the list that it is about.
  if (call.dialog === undefined && (await alerts.count()) > 0) return "";
  if (DOUBT.test([notice, ...(await alerts.texts())].join(" "))) return "";
  if ((await page.row(call.serial).count()) === 0) return "the list lacks the device";
  if (DOUBT.test(await page.row(call.serial).text())) return "";
  return rowIsTrue(page, host, call.serial);
}

/** The sentence over the list that tells of a change. */
async function noticeIsTrue(notice: string, host: Host, serial: string): Promise<string> {
  const { status, current = "", username } = await recordOf(host, serial);
  const [, assigned] = new RegExp(`${serial} is assigned to (.+?)\\.`).exec(notice) ?? [];
  const isTrue =
    (assigned === undefined || (status === "Assigned" && assigned === current)) &&
    (!notice.includes("no longer assigned") || status !== "Assigned") &&
    (!notice.includes("but not assigned to the new one") || status === "Removed") &&
    (!notice.includes("is saved") || username !== "");
  return isTrue ? "" : `the notice “${notice}” is false: ${status}, ${current}, ${username}`;
}

/** An open dialog shows an error, or what the host has. */
async function dialogIsTrue(page: Page, host: Host, call: Call): Promise<string> {
  const dialog = call.dialog?.(page);
  if (!dialog) return "";
  const { status, uuid, current, username } = await recordOf(host, call.serial);
  const now = (await dialog.css("p").texts()).find((text) => text.startsWith("Now:"));
  if (now !== undefined && !/not known/i.test(now)) {
    const wanted =
      status !== "Assigned"
        ? "No profile is assigned"
        : uuid === STAFF_BEFORE
          ? "older version of Staff iPads"
          : `Assigned to ${current}`;
    if (!now.includes(wanted)) return `“${now}” is ${status}, ${current}`;
  }
  if ((await dialog.css('[role="alert"]').count()) > 0) return "";
  if (call.name === "read enrollment") {
    const field = dialog.field("Assigned user's username");
    if ((await field.count()) === 0) return "the form is not there";
    const shown = await field.value();
    return shown === username ? "" : `the form shows ${shown}, not ${username}`;
  }
  // A look-up alone ends nothing.
  const isWrite = call.method !== "GET" || call.finish !== undefined;
  return isWrite ? "the dialog is open and says nothing" : "";
}

/** The row of a device in the list. */
async function rowIsTrue(page: Page, host: Host, serial: string): Promise<string> {
  const record = await recordOf(host, serial);
  const cells = await page.row(serial).get("cell").texts();
  const [shown = "", profile = "", user = "", agent = ""] = cells;
  const { status, current, username, login } = record;
  const isTrue =
    shown === status &&
    (status !== "Assigned" || current === undefined || profile === current) &&
    user === (username || (login ? "Logs in at set-up" : "Not decided")) &&
    agent === (record.agent ? "Required" : "Not required");
  return isTrue ? "" : `the row ${cells.join(", ")} is ${JSON.stringify(record)}`;
}
