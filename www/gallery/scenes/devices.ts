// The list of devices.

import type { Hand } from "../hand";
import { longNames, manyDevices, SERIALS } from "../data";
import { openAssign, openEnrollment, type Scene, USERNAME } from "../scene";
import { FAILURES } from "./failures";

const LIST = { method: "GET", path: "/dep/devices?" } as const;
const PROFILES = { method: "GET", path: "/dep/profiles" } as const;
const SYNC = { method: "POST", path: "/dep/devices/sync" } as const;
const TABLE = { code: "devices.table" };

/** Waits until every row has its verdict. */
async function judged(hand: Hand): Promise<void> {
  await hand.within("table", TABLE).see(["rowheader"]);
  await hand.seeCss("tbody:not(:has(.mark-quiet))");
}

export const DEVICES: readonly Scene[] = [
  {
    id: "devices/list",
    title: "Nine devices in different states",
    reach: judged,
  },
  {
    id: "devices/loading",
    title: "The host has not answered yet",
    host: (host) => host.replace(LIST, "never"),
    reach: (hand) => hand.seeCss('.devices-table[aria-busy="true"]'),
  },
  {
    id: "devices/empty",
    title: "No devices yet",
    host: (host) => (host.devices = []),
    reach: (hand) => hand.see(["heading"], { code: "devices.empty" }),
  },
  {
    id: "devices/no-match",
    title: "The search finds nothing",
    reach: async (hand) => {
      await hand.type({ code: "devices.search" }, "ZZZZZZZZ");
      await hand.see(["heading"], { code: "devices.none-match" });
    },
  },
  {
    id: "devices/searched",
    title: "The search finds one device",
    reach: async (hand) => {
      await hand.type({ code: "devices.search" }, SERIALS.mac);
      await hand.seeCss("tbody tr:only-child");
    },
  },
  {
    id: "devices/near",
    title: "A misread serial number, and the device that it may mean",
    reach: async (hand) => {
      await hand.type({ code: "devices.search" }, "SC02EMPTY0001");
      await hand.see(["button"], { code: "devices.near", params: { serial: SERIALS.empty } });
    },
  },
  {
    id: "devices/pasted",
    title: "Three pasted serial numbers, of which one is missing",
    reach: async (hand) => {
      const pasted = `${SERIALS.mac}, ${SERIALS.both} C02GONE00001`;
      await hand.type({ code: "devices.search" }, pasted);
      await hand.seeCss(".missing");
    },
  },
  {
    id: "devices/to-do",
    title: "Only the devices with something to do",
    reach: async (hand) => {
      await judged(hand);
      (await hand.seeCss(".segment:nth-child(3)")).click();
      await hand.seeCss('.segment:nth-child(3)[aria-pressed="true"]');
      await judged(hand);
    },
  },
  {
    id: "devices/menu",
    title: "The menu of a row",
    reach: async (hand) => {
      await judged(hand);
      const params = { serial: SERIALS.assigned };
      await hand.press("button", { code: "devices.action.more", params });
      await hand.see(["menu"]);
    },
  },
  {
    id: "devices/settings",
    title: "The settings of the checklist",
    reach: async (hand) => {
      await hand.press("button", { code: "devices.settings" });
      await hand.seeCss(".settings-form");
    },
  },
  {
    id: "devices/of-profile",
    title: "Only the devices of one profile",
    reach: async (hand) => {
      await hand.press("tab", { code: "page.profiles" });
      const devices = await hand.seeCss("tbody tr:nth-child(2) [data-label] > .link-button");
      devices.click();
      await hand.within("table", TABLE).see(["rowheader"]);
    },
  },
  {
    id: "devices/many",
    title: "10,000 devices",
    host: (host) => (host.devices = manyDevices(10_000)),
    reach: (hand) => hand.within("table", TABLE).see(["rowheader"]),
  },
  {
    id: "devices/many-last-page",
    title: "The last page of 10,000 devices",
    host: (host) => (host.devices = manyDevices(10_000)),
    reach: async (hand) => {
      await hand.within("table", TABLE).see(["rowheader"]);
      await hand.type({ code: "devices.page" }, "200");
      const field = await hand.seeCss(".page-field");
      field.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
      await hand.seeText("DMP009999XYZ");
    },
  },
  {
    id: "devices/long-names",
    title: "Long names of profiles, users and models, and a status that is not known",
    host: (host) => Object.assign(host, longNames()),
    reach: judged,
  },
  {
    id: "devices/without-profiles",
    title: "The profiles cannot be read",
    host: (host) => host.replace(PROFILES, { status: 403 }),
    reach: (hand) => hand.within("table", TABLE).see(["rowheader"]),
  },
  {
    id: "devices/viewer",
    title: "An admin who may only look",
    options: { canEdit: false },
    reach: (hand) => hand.seeCode("common.read-only"),
  },
  {
    id: "devices/syncing",
    title: "The sync with Apple is running",
    host: (host) => host.replace(SYNC, "never"),
    reach: async (hand) => {
      await hand.press("button", { code: "devices.sync" });
      await hand.see(["button"], { code: "devices.syncing" });
    },
  },
  {
    id: "devices/sync-failed",
    title: "The sync with Apple failed",
    host: (host) => host.replace(SYNC, { status: 500, body: { message: "The token expired" } }),
    reach: async (hand) => {
      await hand.press("button", { code: "devices.sync" });
      await hand.seeCode("host.server");
    },
  },
  {
    id: "devices/saved",
    title: "The notice after a save",
    reach: async (hand) => {
      const dialog = await openEnrollment(hand);
      await dialog.type(USERNAME, "alice");
      await dialog.seeCode("enrollment.user.exists");
      await dialog.press("button", { code: "enrollment.save" });
      await hand.seeText({ code: "devices.notice.saved", params: { serial: SERIALS.empty } });
    },
  },
  {
    id: "devices/assigned",
    title: "The notice after an assignment",
    reach: async (hand) => {
      const dialog = await openAssign(hand);
      await dialog.type({ code: "assign.profile" }, "Shop floor iPhones");
      await dialog.press("button", { code: "assign.do" });
      const params = { serial: SERIALS.empty, profile: "Shop floor iPhones" };
      await hand.seeText({ code: "devices.notice.assigned", params });
    },
  },
  ...FAILURES.map(({ name, title, answer, code, options = {} }): Scene => ({
    id: `devices/${name}`,
    title,
    options,
    host: (host) => host.replace(LIST, answer),
    reach: (hand) => hand.seeCode(code),
  })),
];
