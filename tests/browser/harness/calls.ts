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

const edit = (serial: string) => (page: Page) => page.dialog(`Edit enrollment ${serial}`);
const assigning = (serial: string) => (page: Page) => page.dialog(`Assign device ${serial}`);
const checking = (serial: string) => (page: Page) => page.dialog(`Checklist ${serial}`);
const press = (name: string) => (page: Page) => page.button(name).click();

/** Types a name into the open form of a device and unticks the agent. */
async function fillForm(page: Page, serial: string, name: string): Promise<void> {
  const dialog = edit(serial)(page);
  await dialog.field(USERNAME).fill(name);
  await dialog.checkbox("Agent install required").check(false);
}

/** The save of a form, or a look-up that its typing causes. */
function saving(name: string, method: "GET" | "PUT", path: string, user: string): Call {
  const serial = DEVICES.empty;
  const [dialog, isLookUp] = [edit(serial), method === "GET"];
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
    dialog: assigning(serial),
    prepare: async (page) => {
      await page.assign(serial);
    },
    send: (page) => assigning(serial)(page).button("Remove and reassign").click(),
  };
}

export const CALLS: readonly Call[] = [
  saving("save", "PUT", `${DEP}/devices/${DEVICES.empty}/enrollment`, "bob"),
  {
    name: "assign",
    method: "PUT",
    path: `${DEP}/devices/${DEVICES.empty}/profile`,
    serial: DEVICES.empty,
    dialog: assigning(DEVICES.empty),
    prepare: async (page) => {
      const dialog = await page.assign(DEVICES.empty);
      await dialog.field("Profile").choose(/^Shop floor iPhones/);
    },
    send: (page) => assigning(DEVICES.empty)(page).button("Assign device").click(),
    kept: async (page) => {
      const field = assigning(DEVICES.empty)(page).field("Profile");
      assert.equal(await field.value(), PROFILES.shop.uuid);
    },
  },
  {
    name: "remove",
    method: "DELETE",
    path: `${DEP}/devices/${DEVICES.assigned}/profile`,
    serial: DEVICES.assigned,
    dialog: assigning(DEVICES.assigned),
    prepare: async (page) => {
      await page.assign(DEVICES.assigned);
    },
    send: (page) => assigning(DEVICES.assigned)(page).button("Remove assignment").click(),
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
    send: (page) => page.field("Search").fill(DEVICES.assigned),
    kept: (page) => page.field("Search").expectValue(DEVICES.assigned),
  },
  {
    name: "read device",
    method: "GET",
    path: `${DEP}/devices/${DEVICES.login}$`,
    serial: DEVICES.login,
    dialog: checking(DEVICES.login),
    send: press(`Checklist ${DEVICES.login}`),
  },
  {
    name: "read enrollment",
    method: "GET",
    path: `${DEP}/devices/${DEVICES.assigned}/enrollment`,
    serial: DEVICES.assigned,
    dialog: edit(DEVICES.assigned),
    send: press(`Edit enrollment ${DEVICES.assigned}`),
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
    dialog: checking(DEVICES.empty),
    send: press(`Checklist ${DEVICES.empty}`),
  },
  saving("check user", "GET", "/users/checkUser", "alice"),
  // A part of a name, because nothing is searched for one that exists. It cannot be saved.
  { ...saving("search users", "GET", "/users/search", "caro"), finish: undefined },
];
