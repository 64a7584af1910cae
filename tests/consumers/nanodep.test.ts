// The example for nanodep as an admin puts it up: its page and the installed package on one origin with a reverse proxy, nanodep
// behind it. One engine drives it. The reference host only serves the probe and takes reports.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { Annex } from "../browser/harness/annex";
import { type Engine, engineNames, startEngine } from "../browser/harness/engines";
import { Host } from "../browser/harness/host";
import type { Locator } from "../browser/harness/locator";
import { Page } from "../browser/harness/page";
import { expectQuiet, explained } from "../browser/harness/scenes";
import { AppleDevices, type Json } from "./harness/apple-devices";
import { KEY, Nanodep, SESSION } from "./harness/nanodep";

const ENGINE = engineNames()[0] ?? "chromium";
const consumers = process.env["DEP_CONSUMERS"];
if (!consumers) throw new Error("DEP_CONSUMERS must name the folder with the installed projects");

const STAFF = "A1B2C3D4E5F60718293A4B5C6D7E8F90";
const LAB = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";
const SERIAL = "DMPN000000";
const LAST = "DMPN001499";

/** Assigns the profile that is known to the page. */
async function assignStaff(page: Page): Promise<Locator> {
  const dialog = await page.assign(SERIAL);
  await dialog.field("Profile").fill("Staff iPads");
  await dialog.button("Assign device").click();
  return dialog;
}

/** Records the events that a page can hear. */
const LISTEN = `
  window.heard = [];
  for (const name of ["dep-profile-assigned", "dep-profile-removed", "dep-session-lost"]) {
    document.addEventListener(name, ({ detail }) => window.heard.push([name, detail]));
  }`;

describe(`the example for nanodep in ${ENGINE}`, { concurrency: 1 }, () => {
  let engine: Engine;
  let host: Host;
  let apple: AppleDevices;
  let server: Nanodep;
  let annex: Annex;
  before(async () => {
    // One after the other, so that `after` can stop the started ones if the next one fails.
    host = await Host.start({ devices: 20 });
    engine = await startEngine(ENGINE);
  });
  after(async () => {
    await engine?.stop();
    await host?.stop();
  });

  /** Runs a scene on the opened page, with 1,500 devices of which one has a profile. */
  function scene(name: string, body: (page: Page) => Promise<void>): void {
    it(name, { timeout: 90_000 }, async () => {
      const page = new Page(engine, host, "legacy");
      try {
        await page.start();
        await page.visit(`${annex.origin}/devices/`);
        await page.browser.run(LISTEN);
        await body(page);
        await expectQuiet(page, host);
      } catch (error) {
        throw await explained(error, page, `nanodep-${name.replace(/\W+/g, "-")}`);
      } finally {
        await annex.close();
        await server.stop();
      }
    });
  }
  const heard = (page: Page): Promise<[string, Json][]> => page.browser.run("return window.heard");

  beforeEach(async () => {
    apple = new AppleDevices();
    apple.add(1500);
    apple.define(STAFF, "Staff iPads", { is_supervised: true, is_mandatory: true });
    apple.change(LAST, { profile_status: "pushed", profile_uuid: STAFF });
    server = await Nanodep.start(apple, host.origin);
    annex = await Annex.open(server.origin, {
      folders: {
        "/devices/dep-enroll/": join(consumers, "node_modules/dep-enroll/dist"),
        "/devices/": join(process.cwd(), "www/examples/nanodep"),
      },
    });
  });

  scene("lists, pages and filters with two calls to Apple's list", async (page) => {
    const range = page.css(".pager-range");
    await range.expectText("1–50 of 1,500");
    await page.field("Page").fill("30");
    await page.press("Enter");
    await page.row(LAST).expectText("Staff iPads");
    await page.row(LAST).expectText("Pushed");
    await page.field("Status").choose("Pushed");
    await range.expectText("1–1 of 1");
    await page.field("Status").choose("Assigned");
    await page.get("heading", "No devices match").expectVisible();
    await page.button("Clear: No devices match").click();
    await range.expectText("1–50 of 1,500");
    await page.search("000777");
    await page.get("tab", "Profiles").click();
    const staff = page.get("table", "Profiles").get("row", /^Staff iPads/);
    await staff.expectText(STAFF);
    await staff.expectText("Supervised");
    assert.equal(apple.calls("/server/devices").length, 2);
    assert.equal(apple.calls("/profile").length, 1);
  });

  scene("assigns and removes a profile, with the events", async (page) => {
    await page.expectAssigned(await assignStaff(page));
    await page.row(SERIAL).expectText("Assigned");
    await page.row(SERIAL).expectText("Staff iPads");
    assert.equal(apple.devices.get(SERIAL)?.["profile_uuid"], STAFF);
    const again = await page.assign(SERIAL);
    await again.button("Remove assignment").click();
    await again.css('[data-code="assign.removed"]').expectVisible();
    await page.leave(again);
    await page.row(SERIAL).expectText("Removed");
    assert.equal(apple.devices.get(SERIAL)?.["profile_status"], "removed");
    assert.deepEqual(await heard(page), [
      ["dep-profile-assigned", { serial: SERIAL, profileUuid: STAFF }],
      ["dep-profile-removed", { serial: SERIAL }],
    ]);
    const writes = apple.calls("/profile/devices").map(({ method, body }) => [method, body]);
    assert.deepEqual(writes, [
      ["PUT", { profile_uuid: STAFF, devices: [SERIAL] }],
      ["DELETE", { devices: [SERIAL] }],
    ]);
  });

  scene("says what Apple refuses: one device, and everything before new terms", async (page) => {
    apple.results.set(SERIAL, "NOT_ACCESSIBLE");
    const dialog = await assignStaff(page);
    await dialog.css('[data-code="assign.apple.not-accessible"]').expectVisible();
    await page.leave(dialog);
    apple.areTermsSigned = false;
    await page.button("Sync with Apple").click();
    await page.css('[data-say="assertive"]').expectText("T_C_NOT_SIGNED");
    apple.areTermsSigned = true;
    await page.button("Sync with Apple").click();
    await page.css(".pager-range").expectText("1–50 of 1,500");
    assert.deepEqual(await heard(page), []);
  });

  scene("offers a paste for a profile that no device has", async (page) => {
    apple.define(LAB, "Lab iPads");
    const dialog = await page.assign(SERIAL);
    await dialog.field("Profile").fill(LAB);
    await dialog.button("Assign device").click();
    await page.expectAssigned(dialog);
    await page.row(SERIAL).expectText("Lab iPads");
  });

  scene("shows nothing of enrollments and users, which nanodep does not have", async (page) => {
    await page.row(SERIAL).expectVisible();
    await page.devices().get("columnheader", "User").expectGone();
    await page.button(`More for ${SERIAL}`).click();
    await page.get("menuitem", /^Edit enrollment/).expectGone();
    await page.get("menuitem", `Before-enroll checklist ${SERIAL}`).click();
    const checklist = page.get("region", "Before-enroll checklist");
    await checklist.css('[data-item="assigned"][data-verdict="fail"]').expectVisible();
    for (const item of ["user", "agent"]) await checklist.css(`[data-item="${item}"]`).expectGone();
    const known = /^\/(server\/devices|devices|profile\?.*)$/;
    assert.deepEqual(
      apple.log.filter(({ path }) => !known.test(path)),
      [],
    );
  });

  scene("takes a redirect of the reverse proxy for the end of the session", async (page) => {
    await page.row(SERIAL).expectVisible();
    server.inPlace = { status: 302, location: "https://login.example.com/" };
    await page.button("Sync with Apple").click();
    await page.banner("host.session").expectVisible();
    assert.deepEqual(await heard(page), [["dep-session-lost", {}]]);
  });

  scene("never has the key in the browser, and reaches nothing else of nanodep", async (page) => {
    await page.devices().expectVisible();
    const ask = (method: string, path: string): Promise<[number, string, string]> =>
      page.browser.runAsync(
        `const [method, path, done] = arguments;
         fetch("/nanodep" + path, { method }).then(async (it) => done([it.status, await it.text(), JSON.stringify([...it.headers])]));`,
        method,
        path,
      );
    for (const [method, path] of [
      ["GET", "/../v1/tokens/mdmserver1"],
      ["POST", "/profile"],
      ["POST", "/devices/disown"],
      ["OPTIONS", "/devices"],
    ] as const) {
      const [status, text] = await ask(method, path);
      assert.notEqual(status, 200, `${method} ${path}`);
      assert.doesNotMatch(text, /secret/);
    }
    const [status, , headers] = await ask("GET", `/profile?profile_uuid=${STAFF}`);
    assert.equal(status, 200);
    assert.ok(!headers.includes(SESSION), headers);
    assert.ok(server.fromBrowser.length > 0);
    assert.ok(server.fromBrowser.every(({ headers }) => headers.authorization === undefined));
    const source = await page.browser.run<string>("return document.documentElement.outerHTML");
    assert.ok(!source.includes(KEY));
  });
});
