// Compares the screen with the host's database. A surface may say that it does not know. Each function returns the false
// statement, or "" if there is none. This file must never wait.

import type { Call } from "./calls";
import type { Host } from "./host";
import type { Page } from "./page";
import { PROFILES, STAFF_BEFORE } from "./seeded";

/** What the list says of a change that nobody knows the end of, and of its own rows when they could not be read. */
const DOUBT = /not confirmed|not known whether|signed out|read the list again/i;

/** The answer for a panel that shows the record and says nothing of the change. */
export const SILENT = "the panel is open and says nothing";

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
  const notice = (await page.css(".toast").texts()).join(" ");
  const wrong = await noticeIsTrue(notice, host, call.serial);
  if (wrong !== "") return wrong;
  if (await isOpen(page, call)) return dialogIsTrue(page, host, call);
  const alerts = page.css('[data-say="assertive"]');
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

/** What the panel says of a change that is done: of the enrollment, or of the profile. */
export async function success(page: Page, call: Call): Promise<string> {
  const said = await call.dialog?.(page).css(".panel-said, .panel-outcome p").texts();
  return (
    (said ?? []).find((text) => /^(Saved\.|Assigned to|The assignment is removed)/.test(text)) ?? ""
  );
}

/** An open panel shows an error, or what the host has. */
async function dialogIsTrue(page: Page, host: Host, call: Call): Promise<string> {
  const dialog = call.dialog?.(page);
  if (!dialog) return "";
  const { status, uuid, current, username } = await recordOf(host, call.serial);
  const record = `${status}, ${current}, ${username}`;
  for (const standing of await dialog.css(".panel-standing").texts()) {
    if (/not known|Checking which version|Reading/i.test(standing)) continue;
    const wanted =
      status !== "Assigned" && status !== "Pushed"
        ? "No profile is assigned"
        : uuid === STAFF_BEFORE
          ? "older version of Staff iPads"
          : current;
    if (wanted !== undefined && !standing.includes(wanted)) return `“${standing}” is ${record}`;
  }
  const done = await success(page, call);
  const [, assigned] = /^Assigned to (.+?)\./.exec(done) ?? [];
  if (assigned !== undefined && (status !== "Assigned" || assigned !== current))
    return `“${done}” is ${record}`;
  if (done.startsWith("The assignment is removed") && status === "Assigned")
    return `“${done}” is ${record}`;
  const field = dialog.field("Assigned user's username");
  const isThere = (await field.count()) > 0;
  if ((done === "Saved." || call.name === "read enrollment") && isThere) {
    const value = await field.value();
    if (value !== username) return `the form shows ${value}, not ${username}`;
  }
  if (done !== "" || (await dialog.css('[data-say="assertive"]').count()) > 0) return "";
  if (call.name === "read enrollment") return isThere ? "" : "the form is not there";
  // A look-up alone ends nothing.
  const isWrite = call.method !== "GET" || call.finish !== undefined;
  return isWrite ? SILENT : "";
}

/** The row of a device in the list. */
async function rowIsTrue(page: Page, host: Host, serial: string): Promise<string> {
  const record = await recordOf(host, serial);
  const row = page.row(serial);
  const profile = await row.css(".cell-profile").text();
  const user = await row.css(".cell-user").text();
  const { status, uuid, current = "", username, login } = record;
  const version = uuid === STAFF_BEFORE ? "Older version" : current;
  const standing: Record<string, readonly string[]> = {
    Empty: ["No profile"],
    Removed: ["No profile", "Removed"],
    Assigned: [version, "assigned"],
    Pushed: [version, "fetched"],
  };
  const has = (words: readonly string[]): boolean =>
    words.every((word) => profile.toLowerCase().includes(word.toLowerCase()));
  const name = username || (login ? "Signs in during setup" : "Not decided");
  const isTrue =
    has(standing[status] ?? []) && user === (record.agent ? `${name} Agent app` : name);
  return isTrue ? "" : `the row “${profile}”, “${user}” is ${JSON.stringify(record)}`;
}
