// The selection of devices, and the plan for them.

import { manyDevices, PROFILES, SERIALS } from "../data";
import type { Hand, Name } from "../hand";
import type { Scene } from "../scene";

const DEVICE = { method: "GET", path: "/dep/devices/DMP" } as const;
const TABLE = { code: "devices.table" };
/** The pages that are read to select all devices of a search. */
const ALL = { method: "GET", path: "limit=100&serial=DMP0000" } as const;

/** Waits until every row has its verdict, so that none moves any more. */
async function judged(hand: Hand): Promise<void> {
  await hand.within("table", TABLE).see(["rowheader"]);
  await hand.seeCss("tbody:not(:has(.mark-quiet))");
}

async function select(hand: Hand, serials: readonly string[]): Promise<void> {
  await judged(hand);
  for (const serial of serials) {
    await hand.press("checkbox", { code: "devices.select", params: { serial } });
  }
  await hand.seeCss(".bar");
}

const selectPage = async (hand: Hand): Promise<void> => {
  await judged(hand);
  await hand.press("checkbox", { code: "devices.select.page" });
  await hand.seeCss(".bar");
};

/** Searches for 100 of 120 devices, and selects all of them. */
async function selectFound(hand: Hand): Promise<void> {
  await judged(hand);
  await hand.type({ code: "devices.search" }, "DMP0000");
  await selectPage(hand);
  await hand.press("button", hand.text("devices.select.matching.other", { count: "100" }));
}

/** Opens a plan for the whole page. */
async function plan(hand: Hand, code: string): Promise<void> {
  await selectPage(hand);
  await hand.press("button", { code });
  await hand.seeCss("dialog .plan");
}

const PROFILE: Name = { code: "assign.profile" };

async function assign(hand: Hand): Promise<void> {
  await plan(hand, "bulk.assign");
  await hand.type(PROFILE, PROFILES.staff.profileName);
  await hand.seeCss('[data-kind="assign"]');
}

/** Selects two devices of the first page of many, turns the page, and opens the plan. */
async function planElsewhere(hand: Hand): Promise<void> {
  await select(hand, ["DMP000000XYZ", "DMP000003XYZ"]);
  await hand.press("button", { code: "devices.page.next" });
  await hand.seeText("DMP000050XYZ");
  await hand.press("button", { code: "bulk.remove" });
}

export const SELECTION: readonly Scene[] = [
  {
    id: "selection/some",
    title: "Four devices are selected",
    reach: (hand) =>
      select(hand, [SERIALS.empty, SERIALS.assigned, SERIALS.login, SERIALS.superseded]),
  },
  {
    id: "selection/page",
    title: "Every device of the only page is selected",
    reach: selectPage,
  },
  {
    id: "selection/compact",
    title: "One device is selected, with low rows",
    reach: async (hand) => {
      localStorage.setItem("dep-enroll:settings", "density=compact");
      window.dispatchEvent(new StorageEvent("storage", { key: "dep-enroll:settings" }));
      await hand.seeCss(".devices-compact");
      await select(hand, [SERIALS.empty]);
    },
  },
  {
    id: "selection/all",
    title: "All of 120 devices are selected, on three pages",
    host: (host) => (host.devices = manyDevices(120)),
    reach: async (hand) => {
      await selectPage(hand);
      await hand.press("button", hand.text("devices.select.all.other", { count: "120" }));
      await hand.seeText({ code: "devices.selected.other", params: { count: "120" } });
    },
  },
  {
    id: "selection/reading",
    title: "All that match are being read",
    host: (host) => {
      host.devices = manyDevices(120);
      host.replace(ALL, "never");
    },
    reach: async (hand) => {
      await selectFound(hand);
      await hand.see(["button"], { code: "devices.select.stop" });
    },
  },
  {
    id: "selection/failed",
    title: "All that match could not be read",
    host: (host) => {
      host.devices = manyDevices(120);
      host.replace(ALL, { status: 403 });
    },
    reach: async (hand) => {
      await selectFound(hand);
      await hand.see(["button"], { code: "common.retry" });
    },
  },
  {
    id: "bulk/assign",
    title: "What a profile comes to for nine devices",
    reach: assign,
  },
  {
    id: "bulk/assign-empty",
    title: "No profile is chosen yet",
    reach: (hand) => plan(hand, "bulk.assign"),
  },
  {
    id: "bulk/assign-missing",
    title: "The button was pressed without a profile",
    reach: async (hand) => {
      await plan(hand, "bulk.assign");
      await hand.press("button", { code: "bulk.assign.verb" });
      await hand.seeCode("assign.profile.missing");
    },
  },
  {
    id: "bulk/assign-login",
    title: "A profile, and whoever sets a device up signs in",
    reach: async (hand) => {
      await assign(hand);
      await hand.press("button", { code: "enrollment.login" });
      await hand.seeCode("bulk.users-removed");
    },
  },
  {
    id: "bulk/which",
    title: "The devices that will be assigned are listed",
    reach: async (hand) => {
      await assign(hand);
      (await hand.seeCss('[data-kind="assign"] .link-button')).click();
      await hand.seeCss(".plan-device");
    },
  },
  {
    id: "bulk/nothing",
    title: "The device has the profile already",
    reach: async (hand) => {
      await select(hand, [SERIALS.assigned]);
      await hand.press("button", { code: "bulk.assign" });
      await hand.type(PROFILE, PROFILES.staff.profileName);
      await hand.seeCss(".plan-none");
    },
  },
  {
    id: "bulk/enrollment",
    title: "The agent for nine devices, of which some cannot be changed",
    reach: async (hand) => {
      await plan(hand, "bulk.enrollment");
      await hand.choose({ code: "enrollment.agent" }, hand.text("bulk.on"));
      await hand.seeCss('[data-kind="impossible"]');
      (await hand.seeCss('[data-kind="impossible"] .link-button')).click();
      await hand.seeCss(".plan-device");
    },
  },
  {
    id: "bulk/user",
    title: "One user for all devices",
    reach: async (hand) => {
      await plan(hand, "bulk.enrollment");
      await hand.type({ code: "enrollment.username" }, "alice");
      await hand.leave({ code: "enrollment.username" });
      await hand.seeCode("enrollment.user.exists");
      await hand.seeCode("changes.username.all");
    },
  },
  {
    id: "bulk/remove",
    title: "The assignments of nine devices are to be removed",
    reach: async (hand) => {
      await plan(hand, "bulk.remove");
      await hand.seeCss('[data-kind="remove"]');
    },
  },
  {
    id: "bulk/reading",
    title: "Devices of another page are being read",
    host: (host) => {
      host.devices = manyDevices(1_000);
      host.replace(DEVICE, "never");
    },
    reach: async (hand) => {
      await planElsewhere(hand);
      await hand.seeCss("dialog .skeleton");
    },
  },
  {
    id: "bulk/failed",
    title: "A device of another page cannot be read",
    host: (host) => {
      host.devices = manyDevices(1_000);
      host.replace(DEVICE, { status: 500 });
    },
    reach: async (hand) => {
      await planElsewhere(hand);
      await hand.seeCode("host.server");
    },
  },
  {
    id: "bulk/gone",
    title: "A device of another page is gone",
    host: (host) => {
      host.devices = manyDevices(1_000);
      host.replace(DEVICE, { status: 404 }, 1);
    },
    reach: async (hand) => {
      await planElsewhere(hand);
      await hand.seeCss('[data-kind="gone"]');
    },
  },
];
