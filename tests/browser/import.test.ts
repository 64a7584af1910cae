// The page “Import”: a file with mistakes, each of which is found, repaired, and run. The database says what came of it.

import assert from "node:assert/strict";
import { workbook } from "../faces/xlsx";
import type { Host } from "./harness/host";
import { catchDownload, choose, expectChecked, importFile, outcome, rows } from "./harness/import";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { presses } from "./harness/presses";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

/** Waits until the database has a user and a profile for a device. */
async function expectStored(
  host: Host,
  serial: string,
  username: string,
  uuid?: string,
): Promise<void> {
  let seen = "";
  await until(
    () => `${serial} for ${username} on ${uuid}, not ${seen}`,
    async () => {
      const [stored, assigned] = [await host.stored(serial), await host.assignment(serial)];
      seen = JSON.stringify({ ...stored, ...assigned });
      const isAssigned =
        uuid === undefined || (assigned.uuid === uuid && assigned.status !== "Removed");
      return stored.username === username && !stored.login && isAssigned;
    },
  );
}

/** The page has gone to the report of the run. */
async function expectReport(page: Page): Promise<void> {
  await page.get("tab", "History").expectAttribute("aria-selected", "true");
}

const MISTAKES = [
  "serial,profile,username",
  `${DEVICES.empty},Staff iPads,alice`,
  `C02-STALE-0001,Staff iPads,bob`,
  `${DEVICES.removed},Staff iPad,bob`,
  `${DEVICES.assigned},${PROFILES.shop.uuid},dave@carbon.super`,
  `${DEVICES.empty},Staff iPads,alice`,
  `C02MAC00OOO1,,carol`,
  `${DEVICES.login},,alcie`,
  "C99NOWHERE99,,bob",
  `${DEVICES.pushed},,nobody.at.all`,
].join("\n");

scenes(
  "import",
  (scene) => {
    const FOUND =
      "each mistake of a file is found and repaired, and the database becomes as planned";
    scene(FOUND, {}, async ({ page, host }) => {
      const before = await host.stored(DEVICES.pushed);
      await importFile(page, "mistakes.csv", MISTAKES);
      await expectChecked(page, { change: 1, wrong: 8 });
      await outcome(page, 2).expectText(/^assign, set user/);
      await outcome(page, 3).expectText("Use C02STALE0001");
      await outcome(page, 4).expectText("Use Staff iPads");
      await outcome(page, 5).expectText("Use dave");
      await outcome(page, 6).expectText("row 2 already");
      await outcome(page, 7).expectText(`Use ${DEVICES.mac}`);
      await outcome(page, 8).expectText("Use alice");
      await outcome(page, 9).expectText("This server has no device C99NOWHERE99.");
      await outcome(page, 10).expectText("No user “nobody.at.all” in the directory.");

      await page.button("Use dave: row 5").click();
      await outcome(page, 5).expectText(/^assign in place of another, set user/);
      await page.button("Use all 4 suggestions").click();
      await expectChecked(page, { change: 6, wrong: 3 });
      // A cell is corrected in its place, and judged at once.
      await page.field("User, row 10").fill("bob");
      await page.press("Tab");
      await expectChecked(page, { change: 7, wrong: 2 });
      await page.button("Leave out: row 6").click();
      await expectChecked(page, { change: 7, wrong: 1 });

      await page.button("Import 7 rows").click();
      await expectReport(page);
      await expectStored(host, DEVICES.empty, "alice", PROFILES.staff.uuid);
      await expectStored(host, DEVICES.stale, "bob", PROFILES.staff.uuid);
      await expectStored(host, DEVICES.removed, "bob", PROFILES.staff.uuid);
      await expectStored(host, DEVICES.assigned, "dave", PROFILES.shop.uuid);
      await expectStored(host, DEVICES.mac, "carol");
      await expectStored(host, DEVICES.login, "alice");
      await expectStored(host, DEVICES.pushed, "bob");
      assert.equal(
        (await host.stored(DEVICES.pushed)).agent,
        before.agent,
        "the agent stays as it is",
      );
    });

    const FIFTY = "50 devices for 50 people from a file take at most 6 clicks";
    scene(FIFTY, { devices: 400 }, async ({ page, host }) => {
      const devices = await host.sql(
        `SELECT SERIAL FROM IOS_PRE_ENROLLED_DEVICE LEFT JOIN APPLE_OUTCOME USING (SERIAL)
       WHERE TENANT_DOMAIN = 'carbon.super' AND STATUS = 'Empty' AND OUTCOME IS NULL ORDER BY ID LIMIT 50`,
      );
      const people = await host.sql(
        `SELECT USERNAME FROM USER WHERE TENANT_DOMAIN = 'carbon.super' AND STORE = 'PRIMARY' ORDER BY ID LIMIT 50`,
      );
      assert.deepEqual([devices.length, people.length], [50, 50]);
      const pairs = devices.map(({ SERIAL }, at) => [
        String(SERIAL),
        String(people[at]?.["USERNAME"]),
      ]);
      const file = ["Serial number,Profile,Assigned user"];
      file.push(...pairs.map(([serial, user]) => `${serial},Staff iPads,${user}`));
      const done = await presses(page, async () => {
        await page.get("tab", "Import").click();
        await choose(page, "people.csv", file.join("\r\n"));
        await expectChecked(page, { change: 50 });
        await page.button("Import 50 rows").click();
        await expectReport(page);
      });
      // The button that opens the system's dialog, and the one that ends it, are not pressed here.
      assert.ok(done.clicks + 2 <= 6, `it took ${JSON.stringify(done)} and the system's dialog`);
      for (const [serial = "", user = ""] of pairs) {
        await expectStored(host, serial, user, PROFILES.staff.uuid);
      }
    });

    scene(
      "rows that were copied from a spreadsheet are read as a file is",
      {},
      async ({ page }) => {
        await page.get("tab", "Import").click();
        const field = page.field("Or paste rows from a spreadsheet");
        await field.expectVisible();
        // As a browser pastes: the whole text in one event.
        await page.browser.run(
          `const root = document.querySelector("dep-enroll").shadowRoot;
       const field = root.querySelector("#import-text");
       field.value = arguments[0];
       field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true, inputType: "insertFromPaste" }));`,
          `Serial Number\tUser\n${DEVICES.empty}\talice\n${DEVICES.mac}\tbob\n`,
        );
        await page.button("Read these rows").click();
        await expectChecked(page, { change: 2 });
        await page.css(".about-text").expectText("Pasted rows · 2 rows · tab");
      },
    );

    scene("columns are chosen by hand, and remembered for the next file", {}, async ({ page }) => {
      const file = (user: string): string => `Tag,Number,Who\n12,${DEVICES.empty},${user}\n`;
      await importFile(page, "first.csv", file("alice"));
      const columns = page.get("table", "Columns");
      await columns.get("row", /Number/).expectText(DEVICES.empty);
      await page.button("Check the rows").expectEnabled(false);
      await page.get("combobox", "Read as: Number").choose("Serial number");
      await page.get("combobox", "Read as: Who").choose("Username");
      await page.button("Check the rows").click();
      await expectChecked(page, { change: 1 });
      await page.button("Other file").click();
      await choose(page, "second.csv", file("bob"));
      await expectChecked(page, { change: 1 });
      await rows(page).expectText("bob");
      const stored = await page.browser.run<string>("return JSON.stringify(localStorage)");
      assert.ok(!/Tag|Who|alice|bob/.test(stored), "nothing of a file is stored");
    });

    scene("a workbook is read, and another sheet of it", {}, async ({ page }) => {
      const sheets = [
        {
          name: "Pupils",
          rows: [
            ["Serial", "User"],
            [DEVICES.empty, "alice"],
          ],
        },
        {
          name: "Staff",
          rows: [
            ["Serial", "User"],
            [DEVICES.mac, "bob"],
            [DEVICES.stale, "carol"],
          ],
        },
      ];
      await importFile(page, "school.xlsx", workbook(sheets));
      await expectChecked(page, { change: 1 });
      await page.css('[data-code="workbook.other-sheets"]').expectText("Staff");
      await page.get("combobox", "Sheet").choose("Staff");
      await expectChecked(page, { change: 2 });
    });

    scene("a file that is none says so in a clear word", {}, async ({ page }) => {
      const png = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...Array<number>(500).fill(0)];
      await importFile(page, "photo.csv", new Uint8Array(png));
      await page.css(".complaint").expectText("which cannot be read");
      await choose(
        page,
        "old.xls",
        new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      );
      await page.css('[data-code="import.kind"]').expectText("Excel workbook of the old kind");
      await choose(page, "empty.csv", "");
      await page.css('[data-code="import.empty"]').expectText("There is nothing in the file.");
      await choose(page, "long.csv", new Uint8Array((32 << 20) + 1));
      await page.css('[data-code="imports.refused.too-large"]').expectText("larger than 32 MB");
      await choose(page, "plain.csv", `serial,username\n${DEVICES.empty},alice\n`);
      await expectChecked(page, { change: 1 });
    });

    scene("rows that stay out are a file with their reasons", {}, async ({ page }) => {
      await importFile(
        page,
        "a.csv",
        `serial,username\n${DEVICES.empty},alice\nC99NOWHERE99,bob\n=1+1,"carol"\n`,
      );
      await expectChecked(page, { change: 1, wrong: 2 });
      const saved = await catchDownload(page);
      await page.button("Download the 2 rows").click();
      const { name, text } = await saved();
      assert.equal(name, "not-imported.csv");
      const [head, first, second, ...rest] = text.split("\r\n");
      assert.match(head ?? "", /^\ufeff?serial,username,row,reason$/);
      assert.match(first ?? "", /^C99NOWHERE99,bob,3,This server has no device C99NOWHERE99\./);
      // No spreadsheet takes it for a formula.
      assert.match(second ?? "", /^'=1\+1,carol,4,/);
      assert.deepEqual(rest, [""]);
    });

    scene(
      "a mistake was told by its code where no script calls a function",
      {},
      async ({ page }) => {
        await importFile(page, "a.csv", "serial,username\nC02-EMPTY-0001,bob\n");
        await expectChecked(page, { change: 0, wrong: 1 });
        await outcome(page, 2).expectText(/only the letters A to Z and digits/);
      },
    );

    scene("an import is done with the keyboard alone", {}, async ({ page, host }) => {
      await page.get("tab", "Devices").click();
      for (const _ of ["Profiles", "Import"]) await page.press("ArrowRight");
      await page.expectFocus("tab", "Import");
      await page.tabTo("textbox", "Or paste rows from a spreadsheet");
      const rows = page.field("Or paste rows from a spreadsheet");
      await rows.type("serial,username");
      await page.press("Enter");
      await rows.type(`${DEVICES.empty},alcie`);
      await page.tabTo("button", "Read these rows");
      await page.press("Enter");
      await expectChecked(page, { change: 0, wrong: 1 });
      await page.tabTo("button", "Use alice: row 2");
      await page.press("Enter");
      await expectChecked(page, { change: 1 });
      await page.tabTo("button", "Import 1 row");
      await page.press("Enter");
      await expectStored(host, DEVICES.empty, "alice");
    });

    const KEPT =
      "Tab leads from a corrected cell to the next one, and the start of the run to its tab";
    scene(KEPT, { spread: true }, async ({ page }) => {
      await importFile(
        page,
        "a.csv",
        `serial,profile,username\n${DEVICES.empty},Nope,alice\n${DEVICES.mac},Nope,bob\n`,
      );
      await expectChecked(page, { change: 0, wrong: 2 });
      await page
        .get("group", "Rows")
        .button(/^Cannot be/)
        .click();
      await page.field("Profile, row 2").fill(PROFILES.bench.name);
      await page.press("Tab");
      await expectChecked(page, { change: 1, wrong: 1 });
      await page.expectFocus("textbox", "User, row 2");
      await page.press("Tab");
      const after = await page.focused();
      assert.notEqual(after.role, "", "the focus is in the row");
      await page.tabTo("button", "Import 1 row");
      await page.press("Enter");
      await page.expectFocus("tab", "History");
    });

    scene(
      "a directory that is closed to the admin keeps no row out",
      { as: "helpdesk" },
      async ({ page }) => {
        await importFile(page, "a.csv", `serial,username\n${DEVICES.empty},whoever\n`);
        await expectChecked(page, { change: 1 });
        await outcome(page, 2).expectText("Nobody could check whether “whoever” exists.");
      },
    );

    scene("an admin who may only look has no such tab", { as: "viewer" }, async ({ page }) => {
      await page.get("tab", "Profiles").expectVisible();
      await page.get("tab", "Import").expectGone();
      await page.visit(`${host(page)}#import`);
      await page.devices().expectVisible();
    });
  },
  EVERY_ENGINE,
);

/** The page's address. */
function host(page: { host: Host; console: keyof Host["pages"] }): string {
  return page.host.pages[page.console];
}
