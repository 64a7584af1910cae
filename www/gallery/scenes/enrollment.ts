// The enrollment section of the device panel.

import { SERIALS } from "../data";
import type { Hand } from "../hand";
import { act, JUDGED, look, openEnrollment, type Scene, USERNAME } from "../scene";
import { FAILURES } from "./failures";

const LOGIN = { code: "enrollment.login" };
const SAVE = { code: "enrollment.save" };
const PUT = { method: "PUT", path: "/enrollment" } as const;
const READ = { method: "GET", path: "/enrollment" } as const;
const ONE_ROW = { method: "GET", path: "/dep/devices?limit=1" } as const;
const USERS = { path: "/users" } as const;

/** Opens the dialog and types a username, until the look-up has ended. */
async function type(hand: Hand, username: string, code: string): Promise<Hand> {
  const dialog = await openEnrollment(hand);
  await dialog.type(USERNAME, username);
  await dialog.leave(USERNAME);
  await dialog.seeCode(code);
  return dialog;
}

async function save(hand: Hand): Promise<Hand> {
  const dialog = await type(hand, "alice", "enrollment.user.exists");
  await dialog.press("button", SAVE);
  return dialog;
}

export const ENROLLMENT: readonly Scene[] = [
  { id: "enrollment/undecided", title: "Neither a user nor a login", reach: openEnrollment },
  {
    id: "enrollment/user",
    title: "A device with a user",
    reach: async (hand) => {
      const dialog = await openEnrollment(hand, SERIALS.assigned);
      await dialog.seeCode("enrollment.user.exists");
    },
  },
  {
    id: "enrollment/login",
    title: "A device with a login",
    reach: (hand) => openEnrollment(hand, SERIALS.login),
  },
  {
    id: "enrollment/both",
    title: "The host stored a user and a login",
    reach: (hand) => openEnrollment(hand, SERIALS.both),
  },
  {
    id: "enrollment/loading",
    title: "The host has not answered yet",
    host: (host) => host.replace(READ, "never"),
    reach: async (hand) => {
      await act(hand, SERIALS.empty, "devices.action.enrollment");
      await hand.within("dialog").seeCss("#enrollment-username[readonly]");
    },
  },
  {
    id: "enrollment/load-failed",
    title: "The enrollment cannot be read",
    host: (host) => host.replace(READ, { status: 500 }),
    reach: async (hand) => {
      await act(hand, SERIALS.empty, "devices.action.enrollment");
      await hand.within("dialog").seeCode("host.server");
    },
  },
  {
    id: "enrollment/suggestions",
    title: "Users are offered while a name is typed",
    reach: async (hand) => {
      const dialog = await openEnrollment(hand);
      await dialog.type(USERNAME, "ali");
      await dialog.seeCss('[role="option"]:nth-child(3)');
      await dialog.seeCss(JUDGED);
    },
  },
  {
    id: "enrollment/user-missing",
    title: "No user has this name",
    reach: (hand) => type(hand, "zacharias", "enrollment.user.missing"),
  },
  {
    id: "enrollment/directory-failed",
    title: "The directory cannot be asked",
    host: (host) => host.replace(USERS, { status: 500 }),
    reach: (hand) => type(hand, "alice", "enrollment.user.unverified"),
  },
  {
    id: "enrollment/no-directory",
    title: "The admin may not read the directory",
    host: (host) => host.replace(USERS, { status: 403 }),
    reach: async (hand) => {
      const dialog = await openEnrollment(hand);
      // Whoever leaves the field at once searches for nobody.
      await dialog.type(USERNAME, "alice");
      await dialog.seeCode("enrollment.user.unverified");
      await dialog.type(USERNAME, "");
      await dialog.seeCode("enrollment.no-search");
    },
  },
  {
    id: "enrollment/problem",
    title: "A username that can be repaired",
    reach: (hand) => type(hand, "alice@carbon.super", "username.tenant-domain"),
  },
  {
    id: "enrollment/offer",
    title: "A typed user took the place of the login",
    reach: async (hand) => {
      const dialog = await openEnrollment(hand, SERIALS.login);
      await dialog.type(USERNAME, "alice");
      await dialog.seeCode("enrollment.switched");
      await dialog.seeCode("enrollment.user.exists");
      await dialog.seeCss(JUDGED);
    },
  },
  {
    id: "enrollment/put-aside",
    title: "The login took the place of a user",
    reach: async (hand) => {
      const dialog = await openEnrollment(hand, SERIALS.assigned);
      await dialog.press("checkbox", LOGIN);
      await dialog.seeCss("#enrollment-username[readonly]");
    },
  },
  {
    id: "enrollment/neither",
    title: "Save was pressed without a user or a login",
    reach: async (hand) => {
      const dialog = await openEnrollment(hand, SERIALS.assigned);
      await dialog.type(USERNAME, "");
      await dialog.press("button", SAVE);
      await dialog.seeCode("enrollment.neither");
    },
  },
  {
    id: "enrollment/saving",
    title: "The save is running",
    host: (host) => host.replace(PUT, "never"),
    reach: async (hand) => (await save(hand)).see(["button"], { code: "enrollment.saving" }),
  },
  {
    id: "enrollment/conflict",
    title: "Somebody else saved first",
    host: (host) =>
      host
        .replace(PUT, {
          status: 409,
          body: { current: { username: "bob", loginRequired: false, agentRequired: true } },
        })
        .replace(READ, enrollmentOf("bob"))
        .replace(READ, enrollmentOf(""), 1),
    reach: async (hand) => (await save(hand)).see(["button"], { code: "enrollment.conflict.keep" }),
  },
  {
    id: "enrollment/not-read-back",
    title: "What was saved could not be read",
    host: (host) => host.replace(READ, { status: 500 }).replace(READ, enrollmentOf(""), 1),
    reach: async (hand) => (await save(hand)).see(["button"], { code: "enrollment.check-saved" }),
  },
  {
    id: "enrollment/stored-differently",
    title: "The host stored something else",
    host: (host) => host.replace(PUT, { status: 204 }),
    reach: async (hand) => (await save(hand)).see(["button"], { code: "enrollment.conflict.keep" }),
  },
  {
    id: "enrollment/discard",
    title: "The question before changes are lost",
    reach: async (hand) => {
      const dialog = await type(hand, "alice", "enrollment.user.exists");
      await dialog.press("button", { code: "common.close" });
      await dialog.see(["button"], { code: "enrollment.discard.no" });
    },
  },
  {
    id: "enrollment/saved",
    title: "The enrollment is saved, and the panel stays",
    reach: async (hand) => {
      const dialog = await save(hand);
      await hand.seeText({ code: "enrollment.saved" });
      return dialog;
    },
  },
  {
    id: "enrollment/viewer",
    title: "An admin who may only look",
    options: { canEdit: false },
    reach: async (hand) => (await look(hand, SERIALS.assigned)).seeCss(".panel-facts"),
  },
  ...FAILURES.map(({ name, title, answer, code }): Scene => ({
    id: `enrollment/save-${name}`,
    title: `Saving: ${title}`,
    options: name === "timeout" ? { timeoutMs: 500 } : {},
    host: (host) => {
      host.replace(PUT, answer);
      // The plugin asks whether the session lives before it believes a 401 to a write.
      if (code === "host.session") host.replace(ONE_ROW, answer);
    },
    // An answer that cannot be read is no failure: what was stored is read back.
    reach: async (hand) => {
      const dialog = await save(hand);
      if (code === "host.unreadable")
        await dialog.see(["button"], { code: "enrollment.conflict.keep" });
      else await dialog.seeCode(code);
    },
  })),
];

function enrollmentOf(username: string) {
  return { status: 200, body: { username, loginRequired: false, agentRequired: true } };
}
