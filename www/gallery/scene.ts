// What a scene is: one state of one element, and the way to it.

import type { Options } from "../src/options";
import { SERIALS } from "./data";
import type { Hand, Name } from "./hand";
import type { CannedHost } from "./host";

export interface Scene {
  /** A surface, a slash, a state: `enrollment/conflict`. It names the files of pictures and snapshots. */
  id: string;
  /** What is to be seen, for people. */
  title: string;
  /** The element, the page by default. */
  tag?: "dep-enroll" | "dep-enroll-dialog" | "dep-enroll-checklist";
  attributes?: Record<string, string>;
  options?: Options;
  /** Where the module is loaded from. Such a scene needs a page in which nothing was loaded yet. */
  module?: string;
  /** What is different about the host. */
  host?: (host: CannedHost) => void;
  /** The steps to the state. They end by waiting until it is shown. */
  reach?: (hand: Hand) => Promise<unknown>;
}

/** The name of a button in a device's row: its text and the serial number. */
export function ofDevice(code: string, serial: string): Name {
  return { code, after: serial };
}

export async function openAssign(hand: Hand, serial: string = SERIALS.empty): Promise<Hand> {
  await hand.press("button", ofDevice("devices.action.assign", serial));
  const dialog = hand.within("dialog", { code: "assign.title", params: { serial } });
  await dialog.see(["button"], { code: "common.cancel" });
  return dialog;
}

export async function openEnrollment(hand: Hand, serial: string = SERIALS.empty): Promise<Hand> {
  await hand.press("button", ofDevice("devices.action.enrollment", serial));
  const dialog = hand.within("dialog", { code: "enrollment.title", params: { serial } });
  await dialog.see(["textbox", "combobox"], USERNAME);
  await dialog.seeCss(JUDGED);
  return dialog;
}

export async function openChecklist(hand: Hand, serial: string = SERIALS.empty): Promise<Hand> {
  await hand.press("button", ofDevice("devices.action.checklist", serial));
  const dialog = hand.within("dialog", { code: "checklist.dialog", params: { serial } });
  await dialog.seeCss(JUDGED);
  return dialog;
}

/** The checklist's first line, once every fact is read. */
export const JUDGED = ".checklist-summary:not(.checklist-reading)";

export const USERNAME: Name = { code: "enrollment.username" };
