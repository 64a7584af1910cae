// Runs: changes of many devices by the one engine, through refusals, pauses, reloads, other tabs and other accounts. What the
// page says is compared with the host's database.

import assert from "node:assert/strict";
import type { Host, Row } from "./harness/host";
import { type Locator, until } from "./harness/locator";
import type { Page } from "./harness/page";
import { EVERY_ENGINE, type Scene, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SPREAD = { devices: 200, spread: true };
const LEGACY = { devices: 200, consoles: ["legacy"] } as const;

/** Reads of single devices, of which a run makes one before and one after each write. */
const READS = { method: "GET", path: "/dep/devices/C02" };
const BULK = { method: "POST", path: "/profile/bulk" };

const strip = (page: Page): Locator => page.css(".run-strip");

/** What a run may change of every device of the host. */
function database(host: Host): Promise<Row[]> {
  return host.sql(
    `SELECT SERIAL, UUID, STATUS IN ('Assigned', 'Pushed') AS IS_ASSIGNED, USERNAME, NEED_BASIC_AUTH, IS_AGENT_REQUIRED
     FROM IOS_PRE_ENROLLED_DEVICE LEFT JOIN IOS_DEP_PROFILE P ON P.ID = DEP_PROFILE_ID ORDER BY SERIAL`,
  );
}

/** The serial numbers of the devices on an older version of a profile. */
async function older(host: Host): Promise<string[]> {
  const rows = await host.sql(
    `SELECT SERIAL FROM IOS_PRE_ENROLLED_DEVICE WHERE STATUS IN ('Assigned', 'Pushed')
     AND DEP_PROFILE_ID IN (SELECT OLD_ID FROM PROFILE_LINEAGE) ORDER BY SERIAL`,
  );
  return rows.map((row) => String(row["SERIAL"]));
}

/** Starts the reassignment of all devices on an older version. Returns their serial numbers. */
async function reassign({ page, host }: Scene, those?: string[]): Promise<string[]> {
  const serials = those ?? (await older(host));
  const text = `Reassign ${serials.length} devices`;
  await page.get("tab", "Profiles").click();
  await page.button(`${text}: Staff iPads`).click();
  const dialog = page.dialog("Reassign devices of Staff iPads");
  await dialog.button(text).click();
  await dialog.expectGone();
  return serials;
}

/** The writes that the host has got. */
async function writes(host: Host): Promise<string[]> {
  const all = (await host.log()).filter(({ method }) => method !== "GET");
  return all.map(({ method, path }) => `${method} ${path.split("/dep/devices/")[1]}`);
}

scenes(
  "runs",
  (scene) => {
    scene(
      "without calls for many, what Apple refuses is told per device, and tried again alone",
      LEGACY,
      async (it) => {
        const { page, host } = it;
        await page.browser.run(
          `DepEnroll.configure({ contract: { paths: { bulkProfile: null } } })`,
        );
        const before = await database(host);
        const [refused = "", waiting = ""] = await older(host);
        for (const [serial, answer] of [
          [refused, { result: "NOT_ACCESSIBLE" }],
          [waiting, { result: "THROTTLED", retryAfterSeconds: 3600 }],
        ] as const) {
          const body = JSON.stringify({ serial, ...answer });
          const match = { method: "DELETE", path: `${serial}/profile` };
          await host.fault({ match, times: 0, do: { status: 200, body } });
        }
        await host.clearLog();
        const serials = await reassign(it);
        const done = serials.length - 2;
        await strip(page).expectText(`${done} Done · 1 Not changed · 1 Waiting`);
        assert.equal((await writes(host)).length, 2 * done + 2, "one try of each refused one");
        for (const [at, row] of (await database(host)).entries()) {
          const is = serials.indexOf(String(row["SERIAL"]));
          if (is < 2) assert.deepEqual(row, before[at], "a refused device is as before");
          else assert.equal(row["UUID"], PROFILES.staff.uuid);
        }
        await strip(page).button("Show report").click();
        const report = page.css(".run");
        await report
          .css(".segments")
          .button(/^Not changed 1/)
          .click();
        await report.css(".run-row").expectCount(1);
        await report.css(".run-row").expectText(refused);
        await report.expectText("This server may not manage");
        await host.clearFaults();
        await report.button("Try 1 device again").click();
        await strip(page).expectText("1 Done");
        assert.deepEqual(await older(host), [waiting], "the one that Apple wants to wait for");
      },
    );

    scene("a pause sends nothing, and a stop leaves what is not begun", SPREAD, async (it) => {
      const { page, host } = it;
      const before = await database(host);
      await host.fault({ match: READS, times: 0, do: { delayMs: 3_000 } });
      await host.clearLog();
      const serials = await reassign(it);
      const asks = () =>
        page.browser.run<boolean>(
          `const leaving = new Event("beforeunload", { cancelable: true });
         window.dispatchEvent(leaving);
         return leaving.defaultPrevented;`,
        );
      await strip(page).button("Pause").click();
      await strip(page).expectText("Paused.");
      assert.ok(await asks(), "leaving the page is asked about");
      await host.clearFaults();
      await strip(page).button("Stop after this batch").click();
      await strip(page).expectText(`${serials.length} Not started`);
      assert.deepEqual(await writes(host), []);
      assert.deepEqual(await database(host), before);
      await until("leaving the page to be free", async () => !(await asks()));
      await strip(page).button("Show report").click();
      await page.button(`Try ${serials.length} devices again`).click();
      await strip(page).expectText(`${serials.length} Done`);
      assert.deepEqual(await older(host), []);
    });

    scene("the way to the report stays where it is as a run ends", SPREAD, async (it) => {
      const { page, host } = it;
      const place = (): Promise<number[]> =>
        page.browser.run<number[]>(
          `const strip = document.querySelector("dep-enroll").shadowRoot.querySelector(".run-strip");
           const button = [...strip.querySelectorAll("button")].find((it) => it.textContent === "Show report");
           const { left, top, right } = button.getBoundingClientRect();
           return [left, top, right].map(Math.round);`,
        );
      await host.fault({ match: READS, times: 0, do: { delayMs: 3_000 } });
      const serials = await reassign(it);
      await strip(page).button("Pause").expectVisible();
      const underWay = await place();
      await host.clearFaults();
      await strip(page).expectText(`${serials.length} Done`);
      assert.deepEqual(await place(), underWay);
    });

    scene("the report of a run under way is not what the host tells so far", LEGACY, async (it) => {
      const { page, host } = it;
      await page.browser.run(`DepEnroll.configure({ contract: { paths: { bulkProfile: null } } })`);
      const last = (await older(host)).at(-1) ?? "";
      const slow = { path: `${last}/profile` };
      await host.fault({ match: slow, times: 0, do: { delayMs: 3_000 } });
      await host.clearLog();
      const serials = await reassign(it);
      // By now the host could tell of devices that this run has changed.
      await until("changes", async () => (await writes(host)).length > serials.length);
      await strip(page).button("Show report").click();
      const all = page.css(".run .segments").button(/^All/);
      await all.expectText(`All ${serials.length}`);
      const undo = page.css(".run-buttons").button("Undo");
      await undo.expectGone();
      await undo.expectVisible();
      await all.expectText(`All ${serials.length}`);
      const asked = (await host.log()).filter(({ path }) => path.includes("changes"));
      assert.deepEqual(asked, [], "this browser knows its own run");
    });

    scene("a reload before the first write is resumed", SPREAD, async (it) => {
      const { page, host } = it;
      await host.fault({ match: READS, times: 0, do: { delayMs: 3_000 } });
      const serials = await reassign(it);
      await strip(page).button("Pause").expectVisible();
      await host.clearLog();
      await leave(page);
      await host.clearFaults();
      await strip(page).expectText("A run was interrupted: Reassign devices of Staff iPads");
      assert.deepEqual(await writes(host), [], "nothing goes on by itself");
      await strip(page).button("Resume").click();
      await strip(page).expectText(`${serials.length} Done`);
      assert.deepEqual(await writes(host), ["POST profile/bulk", "POST profile/bulk"]);
      assert.deepEqual(await older(host), []);
    });

    scene("nothing that the host has done is sent again after a crash", SPREAD, async (it) => {
      const { page, host } = it;
      // The removal is carried out, and its answer comes too late for this page.
      await host.fault({ match: BULK, times: 1, do: { hangAfter: true } });
      await host.clearLog();
      const serials = await reassign(it);
      await until("the removal", async () => (await older(host)).length === 0);
      await leave(page);
      await strip(page).button("Resume").click();
      // A write of unknown fate may still arrive for half a minute: so long the run only waits.
      await until("the end", async () => (await strip(page).text()).includes("Done"), 60_000);
      await strip(page).expectText(`${serials.length} Done`);
      const sent = await writes(host);
      assert.deepEqual(sent, ["POST profile/bulk", "POST profile/bulk"]);
      for (const serial of serials) {
        assert.equal((await host.assignment(serial)).uuid, PROFILES.staff.uuid);
      }
    });

    scene("undo brings the database back, and says before what it cannot", SPREAD, async (it) => {
      const { page, host } = it;
      const { staff, bench } = PROFILES;
      // For now the host says that “Test bench” is an older version of “Staff iPads”.
      const merged = { uuid: staff.uuid, profileName: staff.name, supersededUuids: [bench.uuid] };
      await host.fault({
        match: { method: "GET", path: "/dep/profiles" },
        times: 0,
        do: { status: 200, body: JSON.stringify({ profiles: [merged], count: 1 }) },
      });
      const before = await database(host);
      const onBench = before.filter(
        (row) => row["UUID"] === bench.uuid && row["IS_ASSIGNED"] === 1,
      );
      const serials = onBench.map((row) => String(row["SERIAL"]));
      assert.ok(serials.length > 2);
      await reassign(it, serials);
      await strip(page).expectText(`${serials.length} Done`);
      await strip(page).button("Show report").click();
      await page.css(".run-buttons").button("Undo").click();
      // Nothing could be assigned in place of what undo would remove.
      await page.css(".run-ask").expectText(`${serials.length} devices keep their profile`);
      await page
        .css(".run-ask")
        .button(/^Undo \d/)
        .expectGone();
      // From here on “Test bench” is a profile of its own, and another admin is at work.
      await host.clearFaults();
      const [changed = ""] = serials;
      await page.open();
      await (await page.ownRuns()).button("Reassign devices of Staff iPads").click();
      await page.css(".run-buttons").button("Undo").click();
      await page.css(".run-ask").expectText(`${serials.length} devices get back what they had`);
      await host.as(
        "helpdesk",
        "DELETE",
        `/api/device-mgt/ios/v1.0/dep/devices/${changed}/profile`,
      );
      await page.button(`Undo ${serials.length} devices`).click();
      await page.css(".run > h2").expectText("Undo: Reassign devices of Staff iPads");
      await strip(page).expectText(`${serials.length - 1} Done · 1 Conflict`);
      const other = (row: Row) => row["SERIAL"] !== changed;
      assert.deepEqual((await database(host)).filter(other), before.filter(other));
      // What somebody else has changed meanwhile is shown, and not overwritten.
      assert.equal((await host.assignment(changed)).status, "Removed");
      await page
        .css(".run .segments")
        .button(/^Conflict/)
        .click();
      await page.css(".run-row").expectText("Found: No profile.");
    });

    scene("another tab does not run the same plan", SPREAD, async (it) => {
      const { page, host } = it;
      await host.fault({ match: READS, times: 0, do: { delayMs: 3_000 } });
      const serials = await reassign(it);
      await strip(page).button("Pause").click();
      await host.clearFaults();
      await page.inAnotherTab(async () => {
        await page.open();
        const row = (await page.ownRuns()).get("row", /^Reassign devices of Staff iPads/);
        await row.expectText("Running in another tab");
        await row.button("Resume").expectGone();
        await strip(page).expectGone();
      });
      await strip(page).button("Go on").click();
      await strip(page).expectText(`${serials.length} Done`);
    });

    scene("a run belongs to the account that made it", LEGACY, async (it) => {
      const { page } = it;
      const as = (account: string) =>
        page.browser.run(`DepEnroll.configure({ account: ${JSON.stringify(account)} })`);
      await as("alice@acme.com");
      const serials = await reassign(it);
      await strip(page).expectText(`${serials.length} Done`);
      await as("bob@acme.com");
      await page.ownRuns();
      await page.expectText("No runs yet");
      const kept = await page.browser.runAsync<string>(`
        const done = arguments[arguments.length - 1];
        indexedDB.open("dep-enroll").onsuccess = ({ target }) => {
          target.result.transaction("runs").objectStore("runs").getAll().onsuccess = (event) => {
            target.result.close();
            done(JSON.stringify(event.target.result));
          };
        };`);
      assert.match(kept, /plan\.1/);
      assert.doesNotMatch(kept, /acme|bob@|alice@/, "a journal does not name the account");
      await as("alice@acme.com");
      await (await page.ownRuns()).button("Reassign devices of Staff iPads").click();
      await page.button("Delete report").click();
      await page.banner("runs.delete.question").button("Delete report").click();
      await page.expectText("No runs yet");
      await page.reload();
      await page.ownRuns();
      await page.expectText("No runs yet");
    });

    // As in a browser that is killed: its pages live a moment longer than their databases.
    scene("nothing is sent while the journal cannot be written", SPREAD, async (it) => {
      const { page, host } = it;
      await page.browser.run(`
        const { add } = IDBObjectStore.prototype;
        const isWrite = ({ name }) => name.includes("/profile/bulk");
        window.journal = [];
        IDBObjectStore.prototype.add = function (...page) {
          if (!page[0].entries.some((entry) => entry.startsWith("sending"))) return add.apply(this, page);
          journal.push(performance.getEntriesByType("resource").filter(isWrite).length);
          if (journal.length === 1) this.transaction.abort();
          return add.apply(this, page);
        };`);
      const serials = await reassign(it);
      await strip(page).expectText(`${serials.length} Done`);
      assert.doesNotMatch(await strip(page).text(), /keeps no journal/);
      const sent = await page.browser.run<number[]>("return journal");
      assert.deepEqual(sent.slice(0, 2), [0, 0], "a write was sent that the journal did not have");
      assert.ok((await writes(host)).length > 0);
    });

    scene("where storage is denied the run says that it cannot be resumed", SPREAD, async (it) => {
      const { page, host } = it;
      await page.browser.run(
        `const denied = { open() { throw new DOMException("denied", "SecurityError"); } };
       Object.defineProperty(window, "indexedDB", { get: () => denied })`,
      );
      await host.fault({ match: READS, times: 0, do: { delayMs: 3_000 } });
      const serials = await reassign(it);
      await strip(page).expectText("This browser keeps no journal.");
      await host.clearFaults();
      await strip(page).expectText(`${serials.length} Done`);
      // Its report is there as long as the page is.
      await (await page.ownRuns()).button("Reassign devices of Staff iPads").expectVisible();
      assert.equal((await host.assignment(DEVICES.stale)).uuid, PROFILES.staff.uuid);
    });
  },
  EVERY_ENGINE,
);

/** Leaves the page in the middle of a run, as a crash does: nobody is asked. */
async function leave(page: Page): Promise<void> {
  await page.browser.run(`document.querySelector("dep-enroll").remove()`);
  await until("leaving the page to be free", () =>
    page.browser.run<boolean>(
      `const leaving = new Event("beforeunload", { cancelable: true });
       window.dispatchEvent(leaving);
       return !leaving.defaultPrevented;`,
    ),
  );
  await page.open();
}
