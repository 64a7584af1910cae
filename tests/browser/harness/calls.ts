// Every write and every read that the plugin sends, as an admin causes it. A call says what the admin does and has typed. It
// must never know how the call ends.

import assert from "node:assert/strict";
import type { Locator } from "./locator";
import type { Page } from "./page";
import { DEVICES, PROFILES } from "./seeded";

const DEP = "/api/device-mgt/ios/v1.0/dep";
const USERNAME = "Assigned user's username";

export interface Call {
  name: string;
  method: "GET" | "PUT" | "POST" | "DELETE";
  /** Its address, as faults and the host's log have it. */
  path: string;
  /** The device that the call is about. */
  serial: string;
  /** The dialog from which the call is sent, or which it fills. */
  dialog?: (page: Page) => Locator;
  /** Everything up to the call. */
  prepare?: (page: Page) => Promise<void>;
  /** Causes the call. */
  send: (page: Page) => Promise<void>;
  /** What the admin does next, while the call is under way. */
  finish?: (page: Page) => Promise<void>;
  /** Whether what the admin has typed or chosen is still there. */
  kept?: (page: Page) => Promise<void>;
}

const panel = (serial: string) => (page: Page) => page.panel(serial);
const choose = (serial: string, action: string) => (page: Page) => page.rowAction(serial, action);
const press = (name: string) => (page: Page) => page.button(name).click();

/** Types a name into the open form of a device and unticks the agent. */
async function fillForm(page: Page, serial: string, name: string): Promise<void> {
  const dialog = panel(serial)(page);
  await dialog.field(USERNAME).fill(name);
  await dialog.checkbox("Agent install required").check(false);
}

/** The save of a form, or a look-up that its typing causes. */
function saving(name: string, method: "GET" | "PUT", path: string, user: string): Call {
  const serial = DEVICES.empty;
  const [dialog, isLookUp] = [panel(serial), method === "GET"];
  const save = (page: Page): Promise<void> => dialog(page).button("Save").click();
  return {
    name,
    method,
    path,
    serial,
    dialog,
    prepare: async (page) => {
      await page.editEnrollment(serial);
      if (!isLookUp) await fillForm(page, serial, user);
    },
    send: (page) => (isLookUp ? fillForm(page, serial, user) : save(page)),
    ...(isLookUp ? { finish: save } : {}),
    kept: async (page) => {
      assert.equal(await dialog(page).field(USERNAME).value(), user);
      assert.equal(await dialog(page).checkbox("Agent install required").checked(), false);
    },
  };
}

function reassigning(name: string, method: "PUT" | "DELETE"): Call {
  const serial = DEVICES.stale;
  return {
    name,
    method,
    path: `${DEP}/devices/${serial}/profile`,
    serial,
    dialog: panel(serial),
    prepare: async (page) => {
      await page.assign(serial);
    },
    send: (page) => panel(serial)(page).button("Reassign").click(),
  };
}

export const CALLS: readonly Call[] = [
  saving("save", "PUT", `${DEP}/devices/${DEVICES.empty}/enrollment`, "bob"),
  {
    name: "assign",
    method: "PUT",
    path: `${DEP}/devices/${DEVICES.empty}/profile`,
    serial: DEVICES.empty,
    dialog: panel(DEVICES.empty),
    prepare: async (page) => {
      const dialog = await page.assign(DEVICES.empty);
      await dialog.field("Profile").fill("Shop floor iPhones");
    },
    send: (page) => panel(DEVICES.empty)(page).button("Assign device").click(),
    kept: async (page) => {
      const field = panel(DEVICES.empty)(page).field("Profile");
      assert.equal(await field.value(), PROFILES.shop.name);
    },
  },
  {
    name: "remove",
    method: "DELETE",
    path: `${DEP}/devices/${DEVICES.assigned}/profile`,
    serial: DEVICES.assigned,
    dialog: panel(DEVICES.assigned),
    prepare: async (page) => {
      await page.assign(DEVICES.assigned);
    },
    send: (page) => page.removeAssignment(panel(DEVICES.assigned)(page)),
  },
  reassigning("reassign, removal", "DELETE"),
  reassigning("reassign, assignment", "PUT"),
  {
    name: "sync",
    method: "POST",
    path: `${DEP}/devices/sync`,
    serial: DEVICES.empty,
    send: press("Sync with Apple"),
  },
  {
    name: "read devices",
    method: "GET",
    path: `${DEP}/devices?`,
    serial: DEVICES.assigned,
    send: (page) => page.field("Serial number or user").fill(DEVICES.assigned),
    kept: (page) => page.field("Serial number or user").expectValue(DEVICES.assigned),
  },
  {
    name: "read device",
    method: "GET",
    path: `${DEP}/devices/${DEVICES.login}$`,
    serial: DEVICES.login,
    dialog: panel(DEVICES.login),
    send: choose(DEVICES.login, "Before-enroll checklist"),
  },
  {
    name: "read enrollment",
    method: "GET",
    path: `${DEP}/devices/${DEVICES.assigned}/enrollment`,
    serial: DEVICES.assigned,
    dialog: panel(DEVICES.assigned),
    send: choose(DEVICES.assigned, "Edit enrollment"),
  },
  {
    name: "read profiles",
    method: "GET",
    path: `${DEP}/profiles`,
    serial: DEVICES.assigned,
    send: (page) => page.reload(),
  },
  {
    name: "read readiness",
    method: "GET",
    path: `${DEP}/readiness`,
    serial: DEVICES.empty,
    dialog: panel(DEVICES.empty),
    // The list has read it already, so the panel reads it again only when it is asked to.
    prepare: async (page) => {
      await page.checklist(DEVICES.empty);
    },
    send: (page) => panel(DEVICES.empty)(page).button("Check again").click(),
  },
  saving("check user", "GET", "/users/checkUser", "alice"),
  // A part of a name, because nothing is searched for one that exists. It cannot be saved.
  { ...saving("search users", "GET", "/users/search", "caro"), finish: undefined },
];
