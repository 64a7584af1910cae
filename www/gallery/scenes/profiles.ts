// The list of profiles.

import { longNames } from "../data";
import type { Hand, Name } from "../hand";
import type { Scene } from "../scene";

const LIST = { method: "GET", path: "/dep/profiles" } as const;

const onTab = { tab: "profiles" };

/** The name of the button that reassigns the one device on an older version. */
export function reassignOf(hand: Hand): Name {
  const action = hand.text("profiles.reassign.one", { count: "1" });
  return { code: "common.named", params: { action, item: "Staff iPads" } };
}

/** Opens the dialog that reassigns it. */
export async function openReassign(hand: Hand): Promise<Hand> {
  await hand.press("button", reassignOf(hand));
  const dialog = hand.within("dialog", {
    code: "reassign.title",
    params: { profile: "Staff iPads" },
  });
  await dialog.see(["heading"], { code: "reassign.what" });
  return dialog;
}

const table = (hand: Hand) => hand.within("table", { code: "profiles.table" });

export const PROFILES: readonly Scene[] = [
  {
    id: "profiles/list",
    title: "Three profiles",
    attributes: onTab,
    reach: (hand) => table(hand).see(["rowheader"]),
  },
  {
    id: "profiles/older-uuids",
    title: "The older UUIDs of a profile are shown",
    attributes: onTab,
    reach: async (hand) => {
      (await table(hand).seeCss("summary")).click();
      await table(hand).seeCss("details[open]");
    },
  },
  {
    id: "profiles/reassign-preview",
    title: "What reassigning will do",
    attributes: onTab,
    reach: openReassign,
  },
  {
    id: "profiles/loading",
    title: "The host has not answered yet",
    attributes: onTab,
    host: (host) => host.replace(LIST, "never"),
    reach: (hand) => hand.seeCss(".skeleton"),
  },
  {
    id: "profiles/empty",
    title: "No profiles yet",
    attributes: onTab,
    host: (host) => (host.profiles = []),
    reach: (hand) => hand.see(["heading"], { code: "profiles.empty" }),
  },
  {
    id: "profiles/server-error",
    title: "The profiles cannot be read",
    attributes: onTab,
    host: (host) => host.replace(LIST, { status: 500 }),
    reach: (hand) => hand.seeCode("host.server"),
  },
  {
    id: "profiles/long-names",
    title: "Long names",
    attributes: onTab,
    host: (host) => Object.assign(host, longNames()),
    reach: (hand) => table(hand).see(["rowheader"]),
  },
];
