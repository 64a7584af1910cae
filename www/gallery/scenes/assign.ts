// The profile section of the device panel.

import { SERIALS, STAFF_BEFORE } from "../data";
import type { Hand } from "../hand";
import { look, openAssign, type Scene, startTestRound } from "../scene";

const PROFILE = { code: "assign.profile" };
const PROFILES = { method: "GET", path: "/dep/profiles" } as const;

/** Apple's answer about a device, as the host passes it on. */
function apple(result: string, more: object = {}) {
  return { status: 200, body: { serial: SERIALS.empty, status: "Empty", result, ...more } };
}

async function paste(hand: Hand, uuid: string): Promise<Hand> {
  const dialog = await openAssign(hand);
  await dialog.type(PROFILE, uuid);
  await dialog.leave(PROFILE);
  return dialog;
}

async function assign(hand: Hand): Promise<Hand> {
  const dialog = await openAssign(hand);
  await dialog.type(PROFILE, "Staff iPads");
  await dialog.press("button", { code: "assign.do" });
  return dialog;
}

const APPLE: readonly [string, string, object, string][] = [
  ["NOT_ACCESSIBLE", "not-accessible", {}, "assign.apple.not-accessible"],
  ["FAILED", "failed", {}, "assign.apple.failed"],
  ["THROTTLED", "throttled", { retryAfterSeconds: 86_400 }, "assign.apple.throttled"],
  ["ON_HOLD", "other-word", {}, "assign.apple.other"],
];

export const ASSIGN: readonly Scene[] = [
  { id: "assign/empty", title: "A device without a profile", reach: openAssign },
  {
    id: "assign/assigned",
    title: "A device that is assigned",
    reach: (hand) => openAssign(hand, SERIALS.assigned),
  },
  {
    id: "assign/superseded",
    title: "A device on an older version of its profile",
    reach: (hand) => openAssign(hand, SERIALS.superseded),
  },
  {
    id: "assign/removed",
    title: "A device whose assignment was removed",
    reach: (hand) => openAssign(hand, SERIALS.removed),
  },
  {
    id: "assign/pushed",
    title: "A device that has fetched its profile",
    reach: async (hand) => {
      const dialog = await openAssign(hand, SERIALS.pushed);
      await dialog.seeCode("assign.warn.pushed");
    },
  },
  {
    id: "assign/warnings",
    title: "A mandatory profile in a first test round",
    reach: async (hand) => {
      startTestRound();
      const dialog = await openAssign(hand);
      await dialog.type(PROFILE, "Shop floor iPhones");
      await dialog.seeCode("assign.warn.mandatory");
    },
  },
  {
    id: "assign/unsupervised",
    title: "A profile that is not supervised",
    reach: async (hand) => {
      const dialog = await openAssign(hand);
      await dialog.type(PROFILE, "Test bench");
      await dialog.seeCode("assign.warn.unsupervised");
    },
  },
  {
    id: "assign/nothing-chosen",
    title: "No profile was chosen",
    reach: async (hand) => {
      const dialog = await openAssign(hand);
      await dialog.press("button", { code: "assign.do" });
      await hand.seeText({ code: "assign.profile.missing" });
    },
  },
  {
    id: "assign/paste-wrong",
    title: "What was typed is no profile and no UUID",
    reach: async (hand) => (await paste(hand, "?")).seeCode("assign.profile.no-match"),
  },
  {
    id: "assign/paste-found",
    title: "The pasted UUID was repaired and found",
    reach: async (hand) =>
      (await paste(hand, "{a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}")).seeCode("assign.uuid.found"),
  },
  {
    id: "assign/paste-superseded",
    title: "The pasted UUID is an older one",
    reach: async (hand) => (await paste(hand, STAFF_BEFORE)).seeCode("assign.uuid.superseded"),
  },
  {
    id: "assign/paste-not-listed",
    title: "No profile has the pasted UUID",
    reach: async (hand) => (await paste(hand, "0".repeat(32))).seeCode("assign.uuid.not-listed"),
  },
  {
    id: "assign/list",
    title: "The profiles are offered with their facts",
    reach: async (hand) => {
      const dialog = await openAssign(hand);
      await dialog.type(PROFILE, "s");
      await dialog.seeCss('[role="option"]:nth-child(2)');
    },
  },
  {
    id: "assign/no-list",
    title: "The host does not list its profiles",
    host: (host) => host.replace(PROFILES, { status: 404 }),
    reach: openAssign,
  },
  {
    id: "assign/done",
    title: "The device is assigned, and the way back is offered",
    reach: async (hand) => (await assign(hand)).seeCode("assign.assigned"),
  },
  {
    id: "assign/no-profiles",
    title: "The host has no profiles",
    host: (host) => (host.profiles = []),
    reach: openAssign,
  },
  {
    id: "assign/profiles-unreadable",
    title: "The profiles cannot be read",
    host: (host) => host.replace(PROFILES, { status: 500 }),
    reach: openAssign,
  },
  {
    id: "assign/running",
    title: "The assignment is running",
    host: (host) => host.replace({ method: "PUT", path: "/profile" }, "never"),
    reach: async (hand) => {
      const dialog = await assign(hand);
      await dialog.see(["button"], { code: "assign.doing" });
    },
  },
  ...APPLE.map(([result, name, more, code]): Scene => ({
    id: `assign/apple-${name}`,
    title: `Apple answers ${result}`,
    host: (host) => host.replace({ method: "PUT", path: "/profile" }, apple(result, more)),
    reach: async (hand) => (await assign(hand)).seeCode(code),
  })),
  {
    id: "assign/half-done",
    title: "The old assignment is removed, the new one failed",
    host: (host) => host.replace({ method: "PUT", path: "/profile" }, { status: 503 }),
    reach: async (hand) => {
      const dialog = await openAssign(hand, SERIALS.superseded);
      await dialog.press("button", { code: "assign.reassign" });
      await dialog.seeCode("host.server");
    },
  },
  {
    id: "assign/viewer",
    title: "An admin who may only look",
    options: { canEdit: false },
    reach: (hand) => look(hand, SERIALS.assigned),
  },
];
