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

/** Chooses an action in the menu of a device's row. */
export async function act(hand: Hand, serial: string, code: string): Promise<void> {
  await hand.press("button", { code: "devices.action.more", params: { serial } });
  await hand.press("menuitem", ofDevice(code, serial));
}

/** The open panel of a device. */
export function panel(hand: Hand, serial: string): Hand {
  return hand.within("dialog", { code: "panel.title", params: { serial } });
}

/** Opens the panel of a device, as an admin does who may only look. */
export async function look(hand: Hand, serial: string): Promise<Hand> {
  await hand.press("button", ofDevice("devices.action.open", serial));
  const open = panel(hand, serial);
  await open.seeCss(JUDGED);
  return open;
}

export async function openAssign(hand: Hand, serial: string = SERIALS.empty): Promise<Hand> {
  await act(hand, serial, "devices.action.assign");
  const open = panel(hand, serial);
  await open.see(["button"], { code: "common.close" });
  await open.seeCss(JUDGED);
  return open;
}

export async function openEnrollment(hand: Hand, serial: string = SERIALS.empty): Promise<Hand> {
  await act(hand, serial, "devices.action.enrollment");
  const open = panel(hand, serial);
  await open.seeCss("#enrollment-username:not([readonly]), .panel-facts");
  await open.seeCss(JUDGED);
  return open;
}

export async function openChecklist(hand: Hand, serial: string = SERIALS.empty): Promise<Hand> {
  await act(hand, serial, "devices.action.checklist");
  const open = panel(hand, serial);
  await open.seeCss(JUDGED);
  return open;
}

/** Turns the test round on, as another tab of the browser does. */
export function startTestRound(): void {
  const key = "dep-enroll:settings";
  localStorage.setItem(key, "test-round=1");
  window.dispatchEvent(new StorageEvent("storage", { key }));
}

/** The checklist's first line, once every fact is read. */
export const JUDGED = ".checklist-summary:not(.checklist-reading)";

export const USERNAME: Name = { code: "enrollment.username" };
