// The plan for the selected devices, and the run that it starts: what the dialog says is held against the host's database before,
// and what the run does is held against it afterwards.

import assert from "node:assert/strict";
import { expectAccessible } from "./harness/axe";
import type { Host, Row } from "./harness/host";
import { catchDownload } from "./harness/import";
import { type Locator, until } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SPREAD = { spread: true };
const MANY = { devices: 200, spread: true };
const STAFF = PROFILES.staff;

/** Every device of the tenant, as the host's database has it. */
const rows = (host: Host): Promise<Row[]> =>
  host.sql(
    `SELECT D.SERIAL AS SERIAL, D.STATUS AS STATUS, UUID, NEW_ID, DEVICE_IDENTIFIER, PROFILE_PUSH_TIME, USERNAME,
       NEED_BASIC_AUTH, IS_AGENT_REQUIRED, OUTCOME
     FROM IOS_PRE_ENROLLED_DEVICE D LEFT JOIN IOS_DEP_PROFILE P ON P.ID = DEP_PROFILE_ID
       LEFT JOIN PROFILE_LINEAGE ON OLD_ID = P.ID LEFT JOIN APPLE_OUTCOME USING (SERIAL)
     WHERE D.TENANT_DOMAIN = 'carbon.super' ORDER BY D.ID`,
  );

const isAssigned = ({ STATUS, UUID }: Row): boolean =>
  UUID !== null && STATUS !== "Empty" && STATUS !== "Removed";
const wasUsed = (row: Row): boolean =>
  row["STATUS"] === "Pushed" ||
  row["PROFILE_PUSH_TIME"] !== null ||
  row["DEVICE_IDENTIFIER"] !== null;

/** What assigning a profile comes to for a device. */
function kindOf(row: Row, uuid: string): string {
  if (isAssigned(row) && row["UUID"] === uuid) return "unchanged";
  if (wasUsed(row)) return "fetched";
  if (!isAssigned(row)) return "assign";
  return row["NEW_ID"] === null ? "replace" : "reassign";
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The numbers of the preview, by the word of their kind. */
async function preview(dialog: Locator, page: Page): Promise<Record<string, number>> {
  await dialog.css(".plan-lines").expectVisible();
  return page.browser.run<Record<string, number>>(
    `const root = document.querySelector("dep-enroll").shadowRoot;
     return Object.fromEntries([...root.querySelectorAll(".plan-line")].map((line) =>
       [line.dataset.kind, Number(line.querySelector(".plan-count").textContent.replace(",", ""))]))`,
  );
}

const bar = (page: Page): Locator => page.get("group", "Selected devices");

/** Opens a plan for all devices of the list, from its first page. */
async function planForAll(page: Page, host: Host, action: string): Promise<Locator> {
  const all = (await rows(host)).length;
  await page.expectChecked();
  await page.checkbox("Select all on this page").click();
  if (all > 50) await bar(page).button(`Select all ${all}`).click();
  await bar(page).expectText(`${all} devices selected`);
  await bar(page).button(`${action} …`).click();
  return page.dialog(`${action}: ${all} devices`);
}

/** Waits until the database holds what the plan promised. */
async function expectRows(host: Host, what: string, holds: (row: Row) => boolean): Promise<void> {
  let wrong: Row[] = [];
  await until(
    () => `${what}; ${wrong.length} are not so: ${JSON.stringify(wrong.slice(0, 3))}`,
    async () => (wrong = (await rows(host)).filter((row) => !holds(row))).length === 0,
  );
}

const byteForByte = (before: Row[]): ((row: Row) => boolean) => {
  const known = new Map(before.map((row) => [row["SERIAL"], JSON.stringify(row)]));
  return (row) => known.get(row["SERIAL"]) === JSON.stringify(row);
};

scenes(
  "bulk",
  (scene) => {
    scene("a profile for 200 devices: the plan is true, and then it is done", MANY, async (it) => {
      const { page, host } = it;
      const before = await rows(host);
      const dialog = await planForAll(page, host, "Assign device");
      await page.expectFocus("combobox", "Profile");
      await dialog.expectText("Choose a profile to see what will happen.");
      await dialog.field("Profile").fill(STAFF.name);
      const kinds = counted(before.map((row) => kindOf(row, STAFF.uuid)));
      assert.deepEqual(await preview(dialog, page), kinds);
      assert.ok(Object.keys(kinds).length >= 4, JSON.stringify(kinds));
      const changed = before.length - (kinds["unchanged"] ?? 0);
      await dialog.button("Show which: Already as wanted: left alone.").click();
      await dialog.css(".plan-devices").expectText(DEVICES.assigned);
      await dialog.button(`Assign ${changed} devices`).click();
      await dialog.expectGone();
      await bar(page).expectGone();
      const isAsBefore = byteForByte(before);
      await expectRows(
        host,
        "every device to have the profile, except where Apple refuses",
        (row) =>
          row["OUTCOME"] === null ? isAssigned(row) && row["UUID"] === STAFF.uuid : isAsBefore(row),
      );
      // Nobody was asked to change anything else.
      const enrollments = ({ SERIAL, USERNAME, NEED_BASIC_AUTH, IS_AGENT_REQUIRED }: Row) =>
        JSON.stringify([SERIAL, USERNAME, NEED_BASIC_AUTH, IS_AGENT_REQUIRED]);
      assert.deepEqual((await rows(host)).map(enrollments), before.map(enrollments));
      await page.row(DEVICES.empty).expectText(STAFF.name);
    });

    scene("with the keyboard alone, a pasted UUID for three devices", SPREAD, async (it) => {
      const { page, host } = it;
      await page.expectChecked();
      const before = await rows(host);
      const three = before.slice(0, 3).map((row) => String(row["SERIAL"]));
      await page.tabTo("checkbox", `Select ${three[0]}`);
      await page.press(" ");
      await page.tabTo("checkbox", `Select ${three[2]}`);
      await page.press("Shift", " ");
      await bar(page).expectText("3 devices selected");
      // Back to the bar, which stands before the list.
      for (let pressed = 0; pressed < 40; pressed++) {
        if ((await page.focused()).name === "Assign device …") break;
        await page.press("Shift", "Tab");
      }
      await page.press("Enter");
      await page.expectFocus("combobox", "Profile");
      await page.dialog("Assign device: 3 devices").field("Profile").type(PROFILES.loaner.uuid);
      const dialog = page.dialog("Assign device: 3 devices");
      const kinds = counted(before.slice(0, 3).map((row) => kindOf(row, PROFILES.loaner.uuid)));
      await until("the plan", async () => (await dialog.css(".plan-line").count()) > 0);
      assert.deepEqual(await preview(dialog, page), kinds);
      await page.press("Enter");
      await dialog.expectGone();
      const untouched = byteForByte(before);
      await expectRows(host, "three devices to change and no other", (row) =>
        three.includes(String(row["SERIAL"]))
          ? row["UUID"] === PROFILES.loaner.uuid && row["STATUS"] === "Assigned"
          : untouched(row),
      );
      const focused = await page.focused();
      assert.notEqual(focused.role, "", "the focus is somewhere");
    });

    scene("a user for each selected device goes by a file to the import", SPREAD, async (it) => {
      const { page, host } = it;
      await page.expectChecked();
      const serials = (await rows(host)).slice(0, 2).map((row) => String(row["SERIAL"]));
      for (const serial of serials) await page.checkbox(`Select ${serial}`).click();
      await bar(page).button("Edit enrollment …").click();
      const dialog = page.dialog("Edit enrollment: 2 devices");
      const saved = await catchDownload(page);
      await dialog.button("Save the file").click();
      const { name, text } = await saved();
      assert.equal(name, "devices.csv");
      const [head, ...lines] = text.replace("\u{feff}", "").trim().split("\r\n");
      assert.equal(head, "serial,username", "an empty flag would mean no");
      assert.deepEqual(
        lines.map((line) => line.replace(/,+$/, "")),
        serials,
      );
      await dialog.button("Go to Import").click();
      await dialog.expectGone();
      await page.get("tab", "Import").expectAttribute("aria-selected", "true");
      await page.get("tab", "Devices").click();
      await bar(page).expectText("2 devices selected");
    });

    scene("a login beside the profile removes users, and says so", SPREAD, async (it) => {
      const { page, host } = it;
      const before = await rows(host);
      const dialog = await planForAll(page, host, "Assign device");
      await dialog.field("Profile").fill(STAFF.name);
      await dialog.get("group", "Who uses them").button("Login required").click();
      const users = before.filter(({ USERNAME }) => USERNAME !== null).length;
      await dialog
        .css('[data-code="bulk.users-removed"]')
        .expectText(`${users} devices lose their users`);
      const done = (row: Row): boolean => row["NEED_BASIC_AUTH"] === 1 && row["USERNAME"] === null;
      const changed = before.filter((row) => kindOf(row, STAFF.uuid) !== "unchanged" || !done(row));
      await dialog.button(`Assign ${changed.length} devices`).click();
      await expectRows(
        host,
        "every device to require a login, except where Apple refuses the profile",
        (row) => row["OUTCOME"] !== null || (done(row) && row["UUID"] === STAFF.uuid),
      );
    });

    scene("the agent for many keeps users and logins", MANY, async ({ page, host }) => {
      const before = await rows(host);
      const dialog = await planForAll(page, host, "Edit enrollment");
      await dialog.field("Agent install required").choose("On");
      const isDecided = (row: Row): boolean =>
        (row["USERNAME"] === null) === (row["NEED_BASIC_AUTH"] === 1);
      const kinds = await preview(dialog, page);
      const impossible = kinds["impossible"] ?? 0;
      assert.ok(impossible >= before.filter((row) => !isDecided(row)).length && impossible > 0);
      await dialog.button("Show which: Cannot be changed.").click();
      await dialog.css(".plan-devices").expectText(DEVICES.both);
      await dialog.css(".plan-devices").expectText("exclude each other");
      await dialog.button(`Change ${kinds["enrollment"]} devices`).click();
      await dialog.expectGone();
      const untouched = byteForByte(before);
      const others = (row: Row) =>
        JSON.stringify({ ...row, IS_AGENT_REQUIRED: null, USERNAME: null });
      const known = new Map(before.map((row) => [row["SERIAL"], row]));
      await until("as many agents as promised", async () => {
        const now = await rows(host);
        return now.filter((row) => !untouched(row)).length === kinds["enrollment"];
      });
      for (const row of await rows(host)) {
        const was = known.get(row["SERIAL"]);
        assert.ok(was && others(row) === others(was), JSON.stringify(row));
        if (!untouched(row)) assert.equal(row["IS_AGENT_REQUIRED"], 1);
      }
    });

    scene(
      "one user for many only with the sentence that says so",
      SPREAD,
      async ({ page, host }) => {
        await page.expectChecked();
        for (const serial of [DEVICES.empty, DEVICES.login, DEVICES.mac])
          await page.checkbox(`Select ${serial}`).click();
        await bar(page).button("Edit enrollment …").click();
        const dialog = page.dialog("Edit enrollment: 3 devices");
        await dialog.expectText("Choose what to change.");
        await dialog.field("Assigned user's username").fill("alice");
        await page.press("Tab");
        await dialog.css('[data-code="enrollment.user.exists"]').expectVisible();
        await dialog
          .css('[data-code="changes.username.all"]')
          .expectText("All 3 devices will belong to alice.");
        await dialog.field("Login required").expectValue("off");
        await dialog.button("Change 3 devices").click();
        for (const serial of [DEVICES.empty, DEVICES.login, DEVICES.mac])
          await until(`alice on ${serial}`, async () => {
            const { username, login } = await host.stored(serial);
            return username === "alice" && !login;
          });
      },
    );

    scene("assignments of devices on several pages are removed", MANY, async ({ page, host }) => {
      const before = await rows(host);
      const two = [before[0], before[60]].map((row) => String(row?.["SERIAL"]));
      await page.expectChecked();
      await page.checkbox(`Select ${DEVICES.assigned}`).click();
      await page.button("Next").click();
      await page.checkbox(`Select ${two[1]}`).click();
      await bar(page).expectText("1 not on this page");
      await host.clearLog();
      await bar(page).button("Remove assignment …").click();
      const dialog = page.dialog("Remove assignment: 2 devices");
      await dialog.expectText("Without a profile, a device sets up like a private one.");
      const row = before[60];
      assert.ok(row);
      const removable = 1 + Number(isAssigned(row));
      await dialog.button(new RegExp(`Remove ${removable} assignments?`)).click();
      await dialog.expectGone();
      await until("the removal", async () => {
        const { status } = await host.assignment(DEVICES.assigned);
        return status === "Removed";
      });
      // The device that the list did not show was read before anything was said about it.
      const first = (await host.log()).findIndex(({ method }) => method !== "GET");
      const reads = (await host.log()).slice(0, first).map(({ path }) => path);
      assert.ok(
        reads.some((path) => path.includes(DEVICES.assigned)),
        reads.join("\n"),
      );
    });

    scene("records that cannot be read are told, and nothing is planned", MANY, async (it) => {
      const { page, host } = it;
      await page.expectChecked();
      await page.checkbox(`Select ${DEVICES.assigned}`).click();
      await page.button("Next").click();
      await page.css(".pager-range").expectText("51–100");
      await host.fault({
        match: { method: "GET", path: `/dep/devices/${DEVICES.assigned}` },
        times: 9,
        do: { status: 500, body: "out of order" },
      });
      await bar(page).button("Remove assignment …").click();
      const dialog = page.dialog("Remove assignment: 1 device");
      await dialog.css('[data-code="host.server"]').expectVisible();
      assert.equal(await dialog.button("Remove assignments").enabled(), false);
      await host.clearFaults();
      await dialog.button("Try again").click();
      await dialog.button("Remove 1 assignment").expectVisible();
      await page.press("Escape");
      await dialog.expectGone();
      await bar(page).expectText("1 device selected");
      await page.expectFocus("button", "Remove assignment …");
      assert.ok(
        (await host.log()).every(({ method }) => method === "GET"),
        "nothing was changed",
      );
    });

    scene("the dialogs are accessible", SPREAD, async ({ page, host }) => {
      const dialog = await planForAll(page, host, "Assign device");
      await dialog.field("Profile").fill(STAFF.name);
      await dialog.css(".plan-lines").expectVisible();
      await expectAccessible(page.browser);
    });
  },
  EVERY_ENGINE,
);
