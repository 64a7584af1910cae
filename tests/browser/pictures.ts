// Takes pictures: of the gallery's scenes, in three looks each, and of the consoles for the README. It needs the environment of
// the tests (DEP_REFHOST, DEP_WWW, Chromium).
//
//   node pictures.mjs scenes FOLDER [TEXT]    the scenes whose name contains the text
//   node pictures.mjs readme FOLDER

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SCENES } from "../../www/gallery/scenes";
import type { Settings } from "../../www/gallery/settings";
import { type Engine, startEngine } from "./harness/engines";
import { showScene } from "./harness/gallery";
import { type ConsoleName, Host } from "./harness/host";
import { expectChecked, importFile } from "./harness/import";
import { Page } from "./harness/page";
import { DEVICES, PROFILES } from "./harness/seeded";

interface Look {
  name: string;
  width: number;
  height: number;
  settings: Settings;
}

const LOOKS: readonly Look[] = [
  { name: "light", width: 1280, height: 860, settings: {} },
  { name: "dark", width: 1280, height: 860, settings: { colors: "dark" } },
  {
    name: "phone",
    width: 390,
    height: 844,
    settings: { texts: "long", direction: "rtl" },
  },
];

interface ConsolePicture {
  console: ConsoleName;
  name: string;
  dark?: boolean;
  reach: (page: Page) => Promise<void>;
}

const README: readonly ConsolePicture[] = [
  { console: "legacy", name: "devices", reach: () => Promise.resolve() },
  {
    console: "legacy",
    name: "enrollment",
    reach: async (page) => {
      const dialog = await page.editEnrollment(DEVICES.empty);
      await dialog.field("Assigned user's username").fill("alice@carbon.super");
      await page.press("Tab");
      await dialog.css('[data-code="username.tenant-domain"]').expectVisible();
    },
  },
  { console: "entgra", name: "devices-dark", dark: true, reach: () => Promise.resolve() },
  {
    console: "entgra",
    name: "ready",
    reach: async (page) => {
      const panel = await page.checklist(DEVICES.assigned);
      await panel.button(/^Confirm: The agent/).click();
      await panel.css(".checklist-summary").expectText("Ready to hand out");
    },
  },
  {
    console: "legacy",
    name: "editor",
    reach: async (page) => {
      await page.get("tab", "Profiles").click();
      await page.button(`Edit ${PROFILES.staff.name}`).click();
      await page.css(".setup-stage").expectVisible();
    },
  },
  {
    console: "entgra",
    name: "import",
    reach: async (page) => {
      const lines = [
        "serial,username,profile",
        `${DEVICES.empty},alcie,Staff iPads`,
        "C02EMPTY001,bob,Staff iPads",
        `${DEVICES.stale},dave,Staf iPads`,
        `${DEVICES.login},carol,Staff iPads`,
      ];
      await importFile(page, "devices.csv", lines.join("\n"));
      await expectChecked(page, { change: 1, wrong: 3 });
    },
  },
];

async function takeScenes(engine: Engine, host: Host, folder: string, text: string) {
  const wanted = SCENES.filter(({ id }) => id.includes(text));
  if (wanted.length === 0) throw new Error(`no scene has “${text}” in its name`);
  const page = new Page(engine, host, "legacy");
  for (const { name, width, height, settings } of LOOKS) {
    await engine.viewport(width, height);
    for (const { id } of wanted) {
      await showScene(page, id, settings);
      await save(engine, join(folder, `${id.replace("/", "-")}-${name}.png`));
    }
  }
}

async function takeReadme(engine: Engine, host: Host, folder: string): Promise<void> {
  await engine.viewport(1280, 860);
  for (const { console: consoleName, name, dark = false, reach } of README) {
    const page = new Page(engine, host, consoleName);
    await host.reset();
    await engine.colorScheme(dark ? "dark" : "light");
    await page.start();
    await page.signIn("admin");
    await page.open();
    await page.expectChecked();
    await reach(page);
    await save(engine, join(folder, `${consoleName}-${name}.png`));
  }
}

async function save(engine: Engine, file: string): Promise<void> {
  await writeFile(file, await engine.driver.screenshot());
  console.log(file);
}

const [what, folder, text = ""] = process.argv.slice(2);
if (!folder || !["scenes", "readme"].includes(what ?? "")) {
  throw new Error("say what to take pictures of, scenes or readme, and name a folder for them");
}
await mkdir(folder, { recursive: true });
const host = await Host.start();
const engine = await startEngine("chromium");
try {
  if (what === "scenes") await takeScenes(engine, host, folder, text);
  else await takeReadme(engine, host, folder);
} finally {
  await engine.stop();
  await host.stop();
}
