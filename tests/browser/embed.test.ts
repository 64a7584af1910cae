// The plugin in host pages: its promises and events, its behaviour in hostile pages, and its cards for
// load failures.

import assert from "node:assert/strict";
import { PLACES } from "../bench/peers/places";
import { Annex, STRICT_POLICY } from "./harness/annex";
import { PAGES } from "./harness/host";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SERIAL = DEVICES.empty;
const SPREAD = { spread: true };
const MANY = { ...SPREAD, devices: 200 };
const LEGACY = { consoles: ["legacy"] } as const;
const OWN_BUTTON = "Edit enrollment (console's own button)";

interface SentEvent {
  name: string;
  detail: Record<string, unknown>;
}

/** Records every event that the plugin sends to the page. */
async function listen(page: Page): Promise<() => Promise<SentEvent[]>> {
  await page.browser.run(`
    window.sentEvents = [];
    for (const name of ["dep-enrollment-saved", "dep-profile-assigned", "dep-profile-removed",
      "dep-dialog-close", "dep-session-lost", "dep-session-restored"]) {
      document.addEventListener(name, (event) => {
        window.sentEvents.push({ name, detail: JSON.parse(JSON.stringify(event.detail)) });
      });
    }`);
  return () => page.browser.run<SentEvent[]>("return window.sentEvents");
}

scenes("embedding", (scene) => {
  scene("a benchmark finds the panel's parts", SPREAD, async ({ page }) => {
    const { username, dialog } = PLACES;
    const first = (place: string) => page.css(`tr:first-child :is(${place})`);
    await page.css(PLACES["devices-table"]).expectVisible();
    await first(PLACES["device-row"]).expectVisible();
    await first(PLACES.edit).click();
    for (const place of [username, PLACES["login-required"], PLACES["agent-required"]]) {
      await page.css(`${place}:not([readonly])`).expectVisible();
    }
    await page.css(username).fill("bob@");
    await page.css(PLACES["err-username"]).expectVisible();
    await page.css(username).fill("bob");
    await page.css(PLACES["err-username"]).expectGone();
    await page.css(PLACES.save).click();
    await page.css(PLACES.save).expectGone();
    await page.css(PLACES.cancel).click();
    await page.css(dialog).expectGone();
  });

  scene("openEnrollment resolves to “saved”", LEGACY, async ({ page, host }) => {
    await page.button(OWN_BUTTON).click();
    const dialog = page.dialog(`Edit enrollment ${SERIAL}`);
    await dialog.field("Assigned user's username").fill("alice");
    await dialog.button("Save").click();
    await dialog.expectGone();
    await page.css("#own-result").expectText("The dialog answered: saved");
    assert.equal((await host.stored(SERIAL)).username, "alice");
  });

  scene(
    "openEnrollment resolves to “cancelled” and can be called again",
    LEGACY,
    async ({ page }) => {
      await page.button(OWN_BUTTON).click();
      const dialog = page.dialog(`Edit enrollment ${SERIAL}`);
      await dialog.button("Cancel: Enrollment").click();
      await page.css("#own-result").expectText("The dialog answered: cancelled");
      await page.button(OWN_BUTTON).click();
      await dialog.field("Assigned user's username").expectVisible();
      await page.press("Escape");
      await dialog.expectGone();
    },
  );

  scene("a script of the page can check a username", LEGACY, async ({ page }) => {
    const field = page.field("Check a username with the console's own script");
    await field.fill("alice@carbon.super");
    await page.button("Check username").click();
    await page.css("#check-result").expectText("Leave out “@carbon.super”");
    await field.fill("alice");
    await page.button("Check username").click();
    await page.css("#check-result").expectText("The username “alice” can be used.");
  });

  scene("each completed action sends one event", {}, async ({ page }) => {
    const sentEvents = await listen(page);
    const assign = await page.assign(SERIAL);
    await assign.field("Profile").fill("Staff iPads");
    await assign.button("Assign device").click();
    await page.expectAssigned(assign);
    const dialog = await page.editEnrollment(SERIAL);
    await dialog.field("Assigned user's username").fill("alice");
    await dialog.button("Save").click();
    await page.expectSaved(dialog);
    const again = await page.assign(SERIAL);
    await page.removeAssignment(again);
    await again.css('[data-code="assign.removed"]').expectVisible();
    await page.leave(again);
    const saved = { serial: SERIAL, username: "alice", loginRequired: false, agentRequired: true };
    assert.deepEqual(await sentEvents(), [
      {
        name: "dep-profile-assigned",
        detail: { serial: SERIAL, profileUuid: PROFILES.staff.uuid },
      },
      { name: "dep-dialog-close", detail: { serial: SERIAL, reason: "cancelled" } },
      { name: "dep-enrollment-saved", detail: saved },
      { name: "dep-dialog-close", detail: { serial: SERIAL, reason: "saved" } },
      { name: "dep-profile-removed", detail: { serial: SERIAL } },
      { name: "dep-dialog-close", detail: { serial: SERIAL, reason: "cancelled" } },
    ]);
  });

  scene("a lost session sends dep-session-lost", {}, async ({ page, host }) => {
    const sentEvents = await listen(page);
    await host.expire();
    await page.field("Serial number or user").fill(SERIAL);
    await page.banner("host.session").expectVisible();
    const names = new Set((await sentEvents()).map(({ name }) => name));
    assert.deepEqual([...names], ["dep-session-lost"]);
  });

  scene("preventDefault on dep-dialog-close keeps the dialog open", SPREAD, async ({ page }) => {
    await page.browser.run(`window.asked = 0;
      document.addEventListener("dep-dialog-close", (event) => {
        window.asked += 1;
        if (window.asked === 1) event.preventDefault();
      });`);
    const dialog = await page.editEnrollment(SERIAL);
    await dialog.button("Close").click();
    await until("the page to be asked", async () => (await asked(page)) === 1);
    await dialog.field("Assigned user's username").expectVisible();
    await page.leave(dialog);
    assert.equal(await asked(page), 2);
  });

  scene("an element keeps its state when it is moved in the document", SPREAD, async ({ page }) => {
    await page.search(DEVICES.assigned);
    const dialog = await page.editEnrollment(DEVICES.assigned);
    await page.press("Escape");
    await dialog.expectGone();
    await page.browser.run(`
      const element = document.querySelector("dep-enroll");
      const place = document.createElement("section");
      element.parentNode.append(place);
      place.append(element);`);
    await page.field("Serial number or user").expectValue(DEVICES.assigned);
    await page.row(DEVICES.assigned).expectVisible();
    await page.search(DEVICES.login);
  });

  scene("two elements on a page have independent state", MANY, async ({ page }) => {
    await page.browser.run(`
      const second = document.createElement("dep-enroll");
      second.id = "second";
      second.setAttribute("tab", "profiles");
      document.querySelector("dep-enroll").parentNode.append(second);`);
    const second = page.css("#second");
    const first = page.css("dep-enroll:not(#second)");
    await second.get("table", "Profiles").expectVisible();
    await first.field("Serial number or user").fill(SERIAL);
    await first.get("table", "Devices").get("rowheader").expectCount(1);
    await second.get("tab", "Devices").click();
    await second.get("table", "Devices").get("rowheader").expectCount(50);
    await first.field("Serial number or user").expectValue(SERIAL);
    await second.field("Serial number or user").expectValue("");
  });

  scene("a new element does not inherit the state of a removed one", MANY, async ({ page }) => {
    await page.search(SERIAL);
    await page.browser.run(`
      const old = document.querySelector("dep-enroll");
      const place = old.parentNode;
      old.remove();
      setTimeout(() => place.append(document.createElement("dep-enroll")), 50);`);
    await page.devices().get("rowheader").expectCount(50);
    await page.field("Serial number or user").expectValue("");
  });

  scene(
    "a fetch that rejects with a string is shown as unreachable and can be retried",
    SPREAD,
    async ({ page }) => {
      await page.browser.run(`
      const real = window.fetch;
      window.broken = true;
      window.fetch = function (...call) {
        return window.broken ? Promise.reject("computer says no") : real.apply(window, call);
      };`);
      await page.field("Serial number or user").fill(SERIAL);
      await page.banner("host.unreachable").expectVisible();
      await page.browser.run("window.broken = false");
      await page.banner("host.unreachable").button("Try again").click();
      await page.devices().get("rowheader").expectCount(1);
    },
  );

  scene(
    "openEnrollment rejects invalid options and leaves no element behind",
    LEGACY,
    async ({ page }) => {
      await page.browser.run(`
      const words = (request) => DepEnroll.openEnrollment(request)
        .then(() => "opened", (error) => error.message);
      window.refused = Promise.all([
        words({ serial: "" }),
        words({ serial: "${SERIAL}", transport: "pigeon" }),
      ]).then((all) => { window.refusals = all; });`);
      const refusals = (): Promise<string[] | null> =>
        page.browser.run("return window.refusals ?? null");
      await until("both promises", async () => (await refusals()) !== null);
      const [empty, pigeon] = (await refusals()) ?? [];
      assert.match(empty ?? "", /needs a serial number/);
      assert.match(pigeon ?? "", /transport must be/);
      await page.css("dep-enroll-dialog").expectGone();
    },
  );

  scene("an unknown option throws a TypeError that names it", LEGACY, async ({ page }) => {
    const words = await page.browser.run<string>(`
      try { DepEnroll.configure({ transprot: "invoker" }); return "nothing"; }
      catch (error) { return error.name + ": " + error.message; }`);
    assert.match(words, /^TypeError: .*transprot/);
  });

  const failures = [
    ["a missing file", { missing: true }, "load.missing"],
    [
      "an HTML page instead of the file",
      { status: 200, body: "<html>", contentType: "text/html" },
      "load.not-wasm",
    ],
    ["a damaged file", { truncate: true }, "load."],
    ["a dropped connection", { drop: true }, "load.unreachable"],
  ] as const;
  for (const [failure, action, code] of failures) {
    scene(
      `${failure}: the card shows the reason, and “Try again” works`,
      { open: false, spread: true },
      async (it) => {
        const { page, host } = it;
        // The annex has a new port, so the file is not in the browser's cache.
        const annex = await Annex.open(host.origin);
        try {
          await host.fault({ match: { path: "dep-enroll.wasm" }, times: 0, do: action });
          await page.visit(annex.origin + PAGES[page.console]);
          const card = page.css(`[role="alert"][data-code^="${code}"]`);
          await card.expectVisible();
          await host.clearFaults();
          await card.button("Try again").click();
          await page.devices().expectVisible();
        } finally {
          await annex.close();
        }
      },
    );
  }

  scene(
    "the card names the policy that blocks WebAssembly",
    { open: false },
    async ({ page, host, provoke }) => {
      provoke("violations", /^script-src.* blocked wasm-eval/);
      const inline =
        page.console === "entgra" ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'";
      const policy = STRICT_POLICY.replace(" 'wasm-unsafe-eval'", "").replace(
        "style-src 'self'",
        inline,
      );
      const annex = await Annex.open(host.origin, { policy });
      try {
        await page.visit(annex.origin + PAGES[page.console]);
        await page.banner("load.blocked").expectText("'wasm-unsafe-eval'");
      } finally {
        await annex.close();
      }
    },
  );

  scene(
    "the probe records violations, errors, console output and synchronous requests",
    LEGACY,
    async ({ page, host, provoke }) => {
      provoke("violations", /^style-src.* blocked inline/);
      provoke("synchronous", /^GET \/entgra\/public\/conf/);
      provoke("console", /^error: seen$/);
      provoke("errors", /^unhandled rejection: lost$/);
      await page.browser.run(`
      const style = document.createElement("style");
      style.textContent = "p { color: red }";
      document.head.append(style);
      const request = new XMLHttpRequest();
      request.open("GET", "/entgra/public/conf/config.json", false);
      request.send();
      console.error("seen");
      const script = document.createElement("script");
      Promise.reject("lost");`);
      await until("the browser to report", async () => (await host.policyReports()).length > 0);
      const record = await page.takeRecord();
      assert.equal(record.violations.length, 1);
      assert.deepEqual(record.synchronous, ["GET /entgra/public/conf/config.json"]);
      assert.ok(record.console.includes("error: seen"));
    },
  );

  scene("no synchronous request is sent", {}, async ({ page }) => {
    // Every test checks this. This one visits all surfaces.
    await page.get("tab", "Profiles").click();
    await page.get("table", "Profiles").expectVisible();
    await page.get("tab", "Devices").click();
    const dialog = await page.editEnrollment(DEVICES.assigned);
    await dialog.field("Assigned user's username").fill("bo");
    await page.press("Escape");
    const record = await page.takeRecord();
    assert.deepEqual(record.synchronous, []);
  });
});

function asked(page: Page): Promise<number> {
  return page.browser.run<number>("return window.asked");
}
