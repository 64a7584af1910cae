// Takes the README's pictures from the running consoles: `node screenshots.mjs FOLDER`. It needs the
// environment of the tests (DEP_REFHOST, DEP_WWW, Chromium).

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEngine } from "./harness/engines";
import { type ConsoleName, CONSOLES, Host } from "./harness/host";
import { Page } from "./harness/page";
import { DEVICES } from "./harness/seeded";

interface Picture {
  name: string;
  reach: (page: Page) => Promise<void>;
  consoles?: readonly ConsoleName[];
  width?: number;
  height?: number;
  dark?: boolean;
  devices?: number;
}

const LIST = { method: "GET", path: "/dep/devices" };

const openChecklist = async (page: Page, serial: string): Promise<void> => {
  await page.button(`Checklist ${serial}`).click();
  await page
    .get("region", "Before-enroll checklist")
    .get("status")
    .expectText(/open item|Ready/);
};

const openReady = async (page: Page): Promise<void> => {
  await openChecklist(page, DEVICES.assigned);
  const checklist = page.get("region", "Before-enroll checklist");
  await checklist.button(/^Confirm: The agent/).click();
  await checklist.get("status").expectText("Ready to hand out");
  // This scrolls to the top of the list, which the picture shows.
  await page.button("Check again").click();
  await checklist.get("status").expectText("Ready to hand out");
};

const openEnrollment = async (page: Page): Promise<void> => {
  const dialog = await page.editEnrollment(DEVICES.empty);
  await dialog.field("Assigned user's username").fill("alice@carbon.super");
  await dialog.css('[data-code="username.tenant-domain"]').expectVisible();
};

const openAssign = async (page: Page): Promise<void> => {
  const dialog = await page.assign(DEVICES.stale);
  await dialog.field("Profile").choose(/^Test bench/);
};

const nothing = (): Promise<void> => Promise.resolve();

const PICTURES: Picture[] = [
  { name: "devices", reach: nothing },
  { name: "assign", reach: openAssign },
  { name: "enrollment", reach: openEnrollment },
  { name: "checklist-open", reach: (page) => openChecklist(page, DEVICES.empty) },
  { name: "checklist-ready", reach: openReady },
  {
    name: "profiles",
    reach: async (page) => {
      await page.get("tab", "Profiles").click();
      await page.get("table", "Profiles").expectVisible();
    },
  },
  { name: "devices-dark", reach: nothing, dark: true, consoles: ["entgra"] },
  { name: "enrollment-dark", reach: openEnrollment, dark: true, consoles: ["entgra"] },
  { name: "devices-narrow", reach: nothing, width: 320, height: 720 },
  { name: "enrollment-narrow", reach: openEnrollment, width: 320, height: 720 },
  {
    name: "checklist-narrow",
    reach: (page) => openChecklist(page, DEVICES.empty),
    width: 320,
    height: 720,
  },
  { name: "devices-10000", reach: nothing, devices: 10_000 },
  {
    name: "loading",
    reach: async (page) => {
      await page.host.fault({ match: LIST, times: 1, do: { delayMs: 5000 } });
      await page.reload();
      await page.css("dep-enroll").css(".skeleton").expectVisible();
    },
  },
  {
    name: "empty",
    reach: async (page) => {
      await page.field("Search").fill("ZZZZZZZZ");
      await page.get("heading", "No devices match").expectVisible();
    },
  },
  {
    name: "failing",
    reach: async (page) => {
      await page.host.fault({ match: LIST, times: 0, do: { status: 500 } });
      await page.reload();
      await page.banner("host.server").expectVisible();
    },
  },
];

async function take(page: Page, picture: Picture, folder: string): Promise<void> {
  const { name, reach, width = 1280, height = 860, dark = false, devices = 200 } = picture;
  await page.host.clearFaults();
  await page.host.reset(devices);
  await page.engine.viewport(width, height);
  await page.engine.colorScheme(dark ? "dark" : "light");
  await page.start();
  await page.signIn("admin");
  await page.open();
  await reach(page);
  const file = join(folder, `${page.console}-${name}.png`);
  await writeFile(file, await page.browser.screenshot());
  console.log(file);
}

const folder = process.argv[2];
if (!folder) throw new Error("name the folder for the pictures");
await mkdir(folder, { recursive: true });
const host = await Host.start();
const engine = await startEngine("chromium");
try {
  for (const consoleName of CONSOLES) {
    for (const picture of PICTURES) {
      if (!(picture.consoles ?? CONSOLES).includes(consoleName)) continue;
      await take(new Page(engine, host, consoleName), picture, folder);
    }
  }
} finally {
  await engine.stop();
  await host.stop();
}
