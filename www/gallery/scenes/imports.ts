// The import of a file.

import { PROFILES, SERIALS } from "../data";
import type { Hand } from "../hand";
import type { Scene } from "../scene";

const onTab = { tab: "import" };

/** Gives the page a file, as the system's dialog does. */
async function choose(hand: Hand, name: string, content: BlobPart): Promise<void> {
  const field = (await hand.seeCss("#import-file")) as HTMLInputElement;
  const chosen = new DataTransfer();
  chosen.items.add(new File([content], name));
  field.files = chosen.files;
  field.dispatchEvent(new Event("change", { bubbles: true, composed: true }));
}

/** Gives the page a file and waits until every row is checked. */
async function check(hand: Hand, lines: readonly string[]): Promise<void> {
  await choose(hand, "devices.csv", lines.join("\n"));
  await hand.seeCss(".imports tbody:has([data-status]):not(:has([data-status='waiting']))");
}

const PLAIN = [
  "serial,profile,username",
  `${SERIALS.empty},Staff iPads,alice`,
  `${SERIALS.login},Staff iPads,bob`,
  `${SERIALS.superseded},Staff iPads,bob`,
];

/** A line for each kind of mistake. */
const MISTAKES = [
  "serial,profile,username,login,agent",
  `${SERIALS.empty},Staff iPads,alice,,yes`,
  `C02-STALE-0001,Staff iPads,bob,,`,
  `${SERIALS.removed},Staff iPad,bob,,`,
  `${SERIALS.assigned},${PROFILES.shop.uuid},carol@carbon.super,,`,
  `${SERIALS.empty},Staff iPads,alice,,yes`,
  `C02MAC00OOO1,,bob,,`,
  `${SERIALS.login},,alcie,,`,
  "C99NOWHERE99,,bob,,",
  `${SERIALS.pushed},No such profile,bob,,`,
  `${SERIALS.both},,bob,yes,`,
  `${SERIALS.strange},,bob,maybe,`,
  `${SERIALS.mac},,nobody,,`,
];

const LIST = { method: "GET", path: "/dep/devices" } as const;

export const IMPORTS: readonly Scene[] = [
  {
    id: "imports/empty",
    title: "No file yet",
    attributes: onTab,
    reach: (hand) => hand.seeCss("#import-file"),
  },
  {
    id: "imports/opening",
    title: "A file is being read",
    attributes: onTab,
    host: (host) => host.replace({ path: "/dep/readiness" }, "never"),
    reach: async (hand) => {
      await choose(hand, "devices.csv", PLAIN.join("\n"));
      await hand.seeCss("progress");
    },
  },
  {
    id: "imports/refused",
    title: "The file is a picture",
    attributes: onTab,
    reach: async (hand) => {
      await choose(hand, "photo.png", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]));
      await hand.seeCode("imports.problem");
    },
  },
  {
    id: "imports/columns",
    title: "Nobody knows which column has the serial numbers",
    attributes: onTab,
    reach: async (hand) => {
      await choose(hand, "stock.csv", `Tag,Number,Owner\n12,${SERIALS.empty},alice\n13,C02X,bob\n`);
      await hand.see(["button"], { code: "imports.columns.go" });
    },
  },
  {
    id: "imports/check",
    title: "What will happen to three devices",
    attributes: onTab,
    reach: (hand) => check(hand, PLAIN),
  },
  {
    id: "imports/mistakes",
    title: "A line for each kind of mistake",
    attributes: onTab,
    reach: async (hand) => {
      await check(hand, MISTAKES);
      await hand.see(["button"], { code: "imports.repair.all.other", params: { count: "5" } });
    },
  },
  {
    id: "imports/waiting",
    title: "The host has not answered yet",
    attributes: onTab,
    host: (host) => host.replace(LIST, "never"),
    reach: async (hand) => {
      await choose(hand, "devices.csv", PLAIN.join("\n"));
      await hand.see(["table"], { code: "imports.table" });
    },
  },
  {
    id: "imports/failed",
    title: "The devices cannot be read",
    attributes: onTab,
    host: (host) => host.replace(LIST, { status: 500 }),
    reach: async (hand) => {
      await choose(hand, "devices.csv", PLAIN.join("\n"));
      await hand.within("tabpanel", { code: "page.import" }).seeCode("host.server");
    },
  },
  {
    id: "imports/started",
    title: "The import was started, and its run has ended",
    attributes: onTab,
    reach: async (hand) => {
      await check(hand, PLAIN);
      await hand.press("button", { code: "imports.run.other", params: { count: "3" } });
      await hand.press("tab", { code: "page.import" });
      await hand.seeCode("imports.started");
      // The host of the gallery answers at once, so the run has ended soon.
      await hand.see(["button"], { code: "common.close" });
    },
  },
];
