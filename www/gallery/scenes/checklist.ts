// The checklist: in the device panel, and as an element of its own.

import { SERIALS } from "../data";
import { JUDGED, openChecklist, type Scene, startTestRound } from "../scene";

const READINESS = { path: "/dep/readiness" } as const;
const DEVICE = { method: "GET", path: `/dep/devices/${SERIALS.empty}` } as const;

export const CHECKLIST: readonly Scene[] = [
  { id: "checklist/open-items", title: "A device with open items", reach: openChecklist },
  {
    id: "checklist/ready",
    title: "A device that is ready",
    reach: (hand) => openChecklist(hand, SERIALS.assigned),
  },
  {
    id: "checklist/used-before",
    title: "A device that was used before",
    reach: (hand) => openChecklist(hand, SERIALS.pushed),
  },
  {
    id: "checklist/superseded",
    title: "A device on an older version of its profile",
    reach: (hand) => openChecklist(hand, SERIALS.superseded),
  },
  {
    id: "checklist/test-round",
    title: "All seven items in a test round",
    reach: async (hand) => {
      startTestRound();
      const dialog = await openChecklist(hand, SERIALS.assigned);
      await dialog.press("button", { code: "checklist.show-all" });
      await dialog.seeCss('[data-item="mandatory"][data-verdict="warning"]');
    },
  },
  {
    id: "checklist/confirmed",
    title: "An item was confirmed by hand",
    host: (host) => host.replace(READINESS, { status: 404 }),
    reach: async (hand) => {
      const dialog = await openChecklist(hand, SERIALS.assigned);
      const item = hand.text("checklist.agent.title");
      const action = hand.text("checklist.confirm");
      const params = { action, item };
      await dialog.press("button", { code: "common.named", params });
      await dialog.seeCss('[data-verdict="confirmed"]');
    },
  },
  {
    id: "checklist/loading",
    title: "The host has not answered yet",
    tag: "dep-enroll-checklist",
    attributes: { serial: SERIALS.empty },
    host: (host) => host.replace(DEVICE, "never"),
    reach: (hand) => hand.seeCss(".skeleton"),
  },
  {
    id: "checklist/waiting-for-facts",
    title: "Some facts are still being read",
    tag: "dep-enroll-checklist",
    attributes: { serial: SERIALS.empty },
    host: (host) => host.replace(READINESS, "never"),
    reach: (hand) => hand.seeCss(".checklist-reading"),
  },
  {
    id: "checklist/facts-missing",
    title: "Profiles, users and settings cannot be read",
    tag: "dep-enroll-checklist",
    attributes: { serial: SERIALS.assigned },
    host: (host) =>
      host
        .replace({ path: "/dep/profiles" }, { status: 500 })
        .replace({ path: "/users/" }, { status: 500 })
        .replace(READINESS, { status: 500 }),
    reach: (hand) => hand.seeCss(JUDGED),
  },
  {
    id: "checklist/device-unreadable",
    title: "The device cannot be read",
    tag: "dep-enroll-checklist",
    attributes: { serial: SERIALS.empty },
    host: (host) => host.replace(DEVICE, { status: 404 }),
    reach: (hand) => hand.seeCode("host.not-found"),
  },
  {
    id: "checklist/bad-serial",
    title: "The page gave no serial number",
    tag: "dep-enroll-checklist",
    attributes: { serial: "?" },
    reach: (hand) => hand.seeCss("p"),
  },
  {
    id: "checklist/viewer",
    title: "An admin who may only look",
    tag: "dep-enroll-checklist",
    attributes: { serial: SERIALS.empty },
    options: { canEdit: false },
    reach: (hand) => hand.seeCss(JUDGED),
  },
];
