// The hand-over sheet.

import { device, longNames, PROFILES, SERIALS } from "../data";
import type { Hand, Name } from "../hand";
import type { CannedHost } from "../host";
import { act, JUDGED, look, type Scene } from "../scene";

/** A host that can read one profile whole. */
const WHOLE = {
  contract: { paths: { profile: "/api/device-mgt/ios/v1.0/dep/profiles/{uuid}" } },
};

const TABLE = { code: "devices.table" };
const HAND_OVER: Name = { code: "devices.action.hand-over" };

/** The sheet of these devices, selected in the list. */
async function open(hand: Hand, serials: readonly string[]): Promise<Hand> {
  await hand.within("table", TABLE).see(["rowheader"]);
  await hand.seeCss("tbody:not(:has(.mark-quiet))");
  for (const serial of serials) {
    await hand.press("checkbox", { code: "devices.select", params: { serial } });
  }
  await hand.press("button", HAND_OVER);
  return hand.within("dialog", { code: "handover.title" });
}

const ALL = [SERIALS.login, SERIALS.mac, SERIALS.assigned, SERIALS.superseded, SERIALS.both];

/** A host on which the device with the agent is ready too, and that of a person who has two. */
function ready(host: CannedHost): void {
  const own = { username: "alice", agentRequired: true, color: "SPACE GRAY" };
  host.devices = host.devices.map((one) =>
    one.serial === SERIALS.assigned ? { ...one, ...own } : one,
  );
  const phone = {
    ...own,
    agentRequired: false,
    os: "iOS",
    deviceFamily: "iPhone",
    deviceModel: "iPhone 13",
  };
  host.devices.push(device("C02SECOND001", PROFILES.staff, phone));
}

export const HAND_OVERS: readonly Scene[] = [
  {
    id: "handover/list",
    title: "The devices that are ready, and those left out",
    host: ready,
    reach: async (hand) => (await open(hand, [...ALL, "C02SECOND001"])).seeCss(".sheet .out"),
  },
  {
    id: "handover/people",
    title: "A page for each person, with the steps of the profile",
    options: WHOLE,
    host: ready,
    reach: async (hand) => {
      const sheet = await open(hand, [...ALL, "C02SECOND001"]);
      await sheet.press("button", { code: "handover.layout.people" });
      await sheet.seeCss(".page:last-child");
    },
  },
  {
    id: "handover/none",
    title: "No device is ready",
    reach: async (hand) =>
      (await open(hand, [SERIALS.empty, SERIALS.superseded, SERIALS.both])).seeCss(".handover-out"),
  },
  {
    id: "handover/reading",
    title: "The devices are being read",
    host: (host) => host.replace({ path: `/dep/devices/${SERIALS.mac}` }, "never"),
    reach: async (hand) => (await open(hand, [SERIALS.login, SERIALS.mac])).seeCss("progress"),
  },
  {
    id: "handover/failed",
    title: "A device cannot be read",
    host: (host) => host.replace({ path: `/dep/devices/${SERIALS.login}` }, { status: 500 }),
    reach: async (hand) => (await open(hand, [SERIALS.login])).seeCode("host.server"),
  },
  {
    id: "handover/long-names",
    title: "Long names",
    host: (host) => {
      const { devices, profiles } = longNames();
      // As long as the rules take it, and a full name.
      const username = "konstantina.papadopoulou-hatzi";
      const lastname = "Papadopoulou-Hatzimichali, Außendienst Nordrhein-Westfalen";
      const person = { username, firstname: "Konstantina Alexandra", lastname, emailAddress: "" };
      const named = devices.map((one) => ({ ...one, username, color: "SPACE GRAY" }));
      Object.assign(host, { profiles, devices: named });
      host.replace({ path: "/users/checkUser" }, { status: 200, body: true });
      host.replace({ path: "/users/search/usernames" }, { status: 200, body: [person] });
    },
    reach: async (hand) =>
      (await open(hand, ["DMPZK0VEQ1GCZ9X4", "F9FZT4Q6WX3N"])).seeCss(".sheet .device"),
  },
  {
    id: "handover/viewer",
    title: "An admin who may only look prints as well",
    options: { canEdit: false },
    reach: async (hand) => {
      const panel = await look(hand, SERIALS.login);
      const serial = SERIALS.login;
      await panel.press("button", { code: "devices.action.more", params: { serial } });
      await panel.press("menuitem", HAND_OVER);
      await hand.within("dialog", { code: "handover.title" }).seeCss(".sheet .device");
    },
  },
  {
    id: "handover/panel",
    title: "The menu in a device's panel",
    reach: async (hand) => {
      await act(hand, SERIALS.login, "devices.action.checklist");
      const serial = SERIALS.login;
      const panel = hand.within("dialog", { code: "panel.title", params: { serial } });
      await panel.seeCss(JUDGED);
      await panel.press("button", { code: "devices.action.more", params: { serial } });
      await panel.see(["menuitem"], HAND_OVER);
    },
  },
];
