// Runs: the strip, the history, reports. The one device on an older version is reassigned.

import { NOW, PROFILES, SERIALS, STAFF_BEFORE } from "../data";
import type { Hand } from "../hand";
import type { CannedHost } from "../host";
import type { Scene } from "../scene";
import { openReassign, reassignOf } from "./profiles";

const onTab = { tab: "profiles" };
const onHistory = { tab: "history" };
const APPLE = { method: "PUT", path: `${SERIALS.superseded}/profile` } as const;

/** A host with a history of all admins. */
const withHistory = { contract: { paths: { changes: "/dep/changes" } } };
const CHANGES = { method: "GET", path: "/dep/changes" } as const;

const enrollment = { loginRequired: false, agentRequired: true };

/** Changes of other admins: of one device, of many together, and of one profile. */
const theirs = [
  {
    run: "17c",
    serial: SERIALS.empty,
    by: "helpdesk",
    at: NOW - 5 * 60_000,
    devices: 1,
    before: { username: "bob", ...enrollment },
    after: { username: "alice", ...enrollment },
  },
  {
    run: "17b",
    serial: SERIALS.assigned,
    by: "carol@example.com",
    at: NOW - 3_600_000,
    devices: 128,
    before: {},
    after: { profileUuid: PROFILES.staff.uuid },
  },
  {
    run: "17a",
    serial: SERIALS.assigned,
    by: "helpdesk",
    at: NOW - 30 * 3_600_000,
    devices: 1,
    before: { profileUuid: PROFILES.shop.uuid, username: "alice", ...enrollment },
    after: { profileUuid: PROFILES.staff.uuid, username: "alice", ...enrollment },
  },
];

const tellAll = (host: CannedHost) =>
  host.replace(CHANGES, { status: 200, body: { changes: theirs, count: 57 } });

/** One run of another admin: a device as it left it, and one that somebody has changed since. */
const tellOne = (host: CannedHost) => {
  const row = { run: "17b", by: "carol@example.com", at: NOW - 3_600_000, devices: 2 };
  const after = { profileUuid: PROFILES.staff.uuid, username: "alice", ...enrollment };
  const changes = [SERIALS.assigned, SERIALS.removed].map((serial) => ({
    ...row,
    serial,
    before: { profileUuid: PROFILES.shop.uuid, username: "dave", ...enrollment },
    after,
  }));
  return host.replace(CHANGES, { status: 200, body: { changes, count: changes.length } });
};

async function start(hand: Hand): Promise<void> {
  const dialog = await openReassign(hand);
  await dialog.press("button", hand.text("profiles.reassign.one", { count: "1" }));
}

/** Waits until the run has ended. */
async function end(hand: Hand): Promise<void> {
  await start(hand);
  await hand.see(["button"], { code: "common.close" });
}

async function openReport(hand: Hand): Promise<void> {
  await end(hand);
  await hand.press("button", { code: "runs.show" });
  await hand.see(["list"], { code: "runs.devices" });
}

/** What a run that was interrupted has left in the browser: one device done, one sent, one not begun. */
async function interrupt(): Promise<void> {
  const plan = [
    "plan.1\t17a\tassign\tStaff iPads\tdep-enroll:\t1773651600000",
    ...[SERIALS.assigned, SERIALS.empty, SERIALS.removed].map(
      (serial) => `${serial}\t\t\t\t${PROFILES.staff.uuid}\t`,
    ),
  ];
  const entries = [plan.join("\n"), "sending\tassign\t1773651601000\t0 1", "ended\t0\tdone\t\tw"];
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open("dep-enroll", 1);
    opening.onupgradeneeded = () => {
      const store = opening.result.createObjectStore("runs", { autoIncrement: true });
      store.createIndex("owner", "owner");
      store.createIndex("run", ["owner", "run"]);
      store.createIndex("at", "at");
    };
    opening.onerror = () => reject(new Error("no database", { cause: opening.error }));
    opening.onsuccess = () => {
      const transaction = opening.result.transaction("runs", "readwrite");
      const page = { owner: "dep-enroll:", run: "17a", at: Date.now(), entries };
      transaction.objectStore("runs").add(page);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });
}

export const RUNS: readonly Scene[] = [
  {
    id: "runs/running",
    title: "A run is under way",
    attributes: onTab,
    host: (host) => host.replace(APPLE, "never"),
    reach: async (hand) => {
      await start(hand);
      await hand.see(["button"], { code: "runs.stop" });
      await hand.seeCss("dialog:not([open]), .profiles");
    },
  },
  {
    id: "runs/paused",
    title: "A run is paused",
    attributes: onTab,
    host: (host) => host.replace(APPLE, "never"),
    reach: async (hand) => {
      await start(hand);
      await hand.press("button", { code: "runs.pause" });
      await hand.see(["button"], { code: "runs.go-on" });
    },
  },
  {
    id: "runs/ended",
    title: "A run has ended",
    attributes: onTab,
    reach: async (hand) => {
      await end(hand);
      // The profiles are counted again.
      await hand.gone(["button"], reassignOf(hand));
    },
  },
  {
    id: "runs/report",
    title: "The report of a run that Apple refused",
    attributes: onTab,
    host: (host) => {
      const body = { serial: SERIALS.superseded, status: "Removed", result: "FAILED" };
      host.replace(APPLE, { status: 200, body });
    },
    reach: openReport,
  },
  {
    id: "runs/undo",
    title: "What undo will do",
    attributes: onTab,
    host: (host) => {
      // Here the earlier version is a profile of its own by the time of the undo.
      const old = { ...PROFILES.bench, uuid: STAFF_BEFORE, profileName: "Staff iPads, before" };
      host.profiles.push(old);
    },
    reach: async (hand) => {
      await openReport(hand);
      await hand.press("button", { code: "common.undo" });
      await hand.see(["heading"], { code: "runs.undo.title" });
    },
  },
  {
    id: "runs/undo-older",
    title: "Undo cannot assign an older version",
    attributes: onTab,
    reach: async (hand) => {
      await openReport(hand);
      await hand.press("button", { code: "common.undo" });
      await hand.see(["heading"], { code: "runs.undo.title" });
    },
  },
  {
    id: "runs/delete",
    title: "Whether a report is to be deleted",
    attributes: onTab,
    reach: async (hand) => {
      await openReport(hand);
      await hand.press("button", { code: "runs.delete" });
      await hand.seeCode("runs.delete.question");
    },
  },
  {
    id: "runs/history",
    title: "The history with one run",
    attributes: onTab,
    reach: async (hand) => {
      await end(hand);
      await hand.press("tab", { code: "page.history" });
      await hand.see(["table"], { code: "runs.table" });
    },
  },
  {
    id: "runs/interrupted",
    title: "A run was interrupted",
    attributes: onTab,
    reach: async (hand) => {
      await interrupt();
      await hand.press("tab", { code: "page.history" });
      await hand.see(["table"], { code: "runs.table" });
      await hand.seeCss(".run-strip");
    },
  },
  {
    id: "runs/empty",
    title: "No runs yet",
    attributes: onHistory,
    reach: (hand) => hand.see(["heading"], { code: "runs.empty" }),
  },
  {
    id: "runs/everyone",
    title: "The history of all admins",
    attributes: onHistory,
    options: withHistory,
    host: tellAll,
    reach: (hand) => hand.see(["table"], { code: "history.table" }),
  },
  {
    id: "runs/everyone-empty",
    title: "No admin has changed anything yet",
    attributes: onHistory,
    options: withHistory,
    host: (host) => host.replace(CHANGES, { status: 200, body: { changes: [], count: 0 } }),
    reach: (hand) => hand.see(["heading"], { code: "history.empty" }),
  },
  {
    id: "runs/everyone-failed",
    title: "The history of all admins cannot be read",
    attributes: onHistory,
    options: withHistory,
    host: (host) => host.replace(CHANGES, { status: 500, body: {} }),
    reach: (hand) => hand.see(["button"], { code: "common.retry" }),
  },
  {
    id: "runs/everyone-undo",
    title: "What undo of another admin's run will do",
    attributes: { state: "history/17b" },
    options: withHistory,
    host: tellOne,
    reach: async (hand) => {
      await hand.see(["list"], { code: "runs.devices" });
      await hand.press("button", { code: "common.undo" });
      await hand.see(["heading"], { code: "runs.undo.title" });
    },
  },
  {
    id: "runs/missing",
    title: "A link to a run that this browser does not know",
    attributes: { state: "history/17b" },
    reach: (hand) => hand.see(["heading"], { code: "runs.missing" }),
  },
];
