// The plugin in pages that are not its own: what it promises them, what they may do to it, and what
// it says when it cannot come.

import assert from "node:assert/strict";
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

interface Heard {
  name: string;
  detail: Record<string, unknown>;
}

/** Writes down every event that the plugin sends to the page. */
async function listen(page: Page): Promise<() => Promise<Heard[]>> {
  await page.browser.run(`
    window.heard = [];
    for (const name of ["dep-enrollment-saved", "dep-profile-assigned", "dep-profile-removed",
      "dep-dialog-close", "dep-session-lost"]) {
      document.addEventListener(name, (event) => {
        window.heard.push({ name, detail: JSON.parse(JSON.stringify(event.detail)) });
      });
    }`);
  return () => page.browser.run<Heard[]>("return window.heard");
}

scenes("embedding", (scene) => {
  scene("the console's own button gets the word “saved”", LEGACY, async ({ page, host }) => {
    await page.button(OWN_BUTTON).click();
    const dialog = page.dialog(`Edit enrollment ${SERIAL}`);
    await dialog.field("Assigned user's username").fill("alice");
    await dialog.button("Save").click();
    await dialog.expectGone();
    await page.css("#own-result").expectText("The dialog answered: saved");
    assert.equal((await host.stored(SERIAL)).username, "alice");
  });

  scene("the console's own button gets the word “cancelled”", LEGACY, async ({ page }) => {
    await page.button(OWN_BUTTON).click();
    const dialog = page.dialog(`Edit enrollment ${SERIAL}`);
    await dialog.button("Cancel").click();
    await page.css("#own-result").expectText("The dialog answered: cancelled");
    await page.button(OWN_BUTTON).click();
    await dialog.field("Assigned user's username").expectVisible();
    await page.press("Escape");
    await dialog.expectGone();
  });

  scene("the console's own script checks a username", LEGACY, async ({ page }) => {
    const field = page.field("Check a username with the console's own script");
    await field.fill("alice@carbon.super");
    await page.button("Check username").click();
    await page.css("#check-result").expectText("Leave out “@carbon.super”");
    await field.fill("alice");
    await page.button("Check username").click();
    await page.css("#check-result").expectText("The username “alice” can be used.");
  });

  scene("events tell the page what was done", {}, async ({ page }) => {
    const heard = await listen(page);
    const assign = await page.assign(SERIAL);
    await assign.field("Profile").choose(/^Staff iPads/);
    await assign.button("Assign device").click();
    await assign.expectGone();
    const dialog = await page.editEnrollment(SERIAL);
    await dialog.field("Assigned user's username").fill("alice");
    await dialog.button("Save").click();
    await dialog.expectGone();
    const again = await page.assign(SERIAL);
    await again.button("Remove assignment").click();
    await again.expectGone();
    const saved = { serial: SERIAL, username: "alice", loginRequired: false, agentRequired: true };
    assert.deepEqual(await heard(), [
      {
        name: "dep-profile-assigned",
        detail: { serial: SERIAL, profileUuid: PROFILES.staff.uuid },
      },
      { name: "dep-enrollment-saved", detail: saved },
      { name: "dep-dialog-close", detail: { serial: SERIAL, reason: "saved" } },
      { name: "dep-profile-removed", detail: { serial: SERIAL } },
    ]);
  });

  scene("a lost session is an event", {}, async ({ page, host }) => {
    const heard = await listen(page);
    await host.expire();
    await page.field("Search").fill(SERIAL);
    await page.banner("host.session").expectVisible();
    const names = new Set((await heard()).map(({ name }) => name));
    assert.deepEqual([...names], ["dep-session-lost"]);
  });

  scene("a page may keep the dialog open", SPREAD, async ({ page }) => {
    await page.browser.run(`window.asked = 0;
      document.addEventListener("dep-dialog-close", (event) => {
        window.asked += 1;
        if (window.asked === 1) event.preventDefault();
      });`);
    const dialog = await page.editEnrollment(SERIAL);
    await dialog.button("Cancel").click();
    await until("the page to be asked", async () => (await asked(page)) === 1);
    await dialog.field("Assigned user's username").expectVisible();
    await dialog.button("Cancel").click();
    await dialog.expectGone();
    assert.equal(await asked(page), 2);
  });

  scene("moved in the document it keeps its state", SPREAD, async ({ page }) => {
    await page.search(DEVICES.assigned);
    const dialog = await page.editEnrollment(DEVICES.assigned);
    await page.press("Escape");
    await dialog.expectGone();
    await page.browser.run(`
      const element = document.querySelector("dep-enroll");
      const place = document.createElement("section");
      element.parentNode.append(place);
      place.append(element);`);
    await page.field("Search").expectValue(DEVICES.assigned);
    await page.row(DEVICES.assigned).expectVisible();
    await page.search(DEVICES.login);
  });

  scene("two elements on a page do not disturb each other", MANY, async ({ page }) => {
    await page.browser.run(`
      const second = document.createElement("dep-enroll");
      second.id = "second";
      second.setAttribute("tab", "profiles");
      document.querySelector("dep-enroll").parentNode.append(second);`);
    const second = page.css("#second");
    const first = page.css("dep-enroll:not(#second)");
    await second.get("table", "Profiles").expectVisible();
    await first.field("Search").fill(SERIAL);
    await first.get("table", "Devices").get("rowheader").expectCount(1);
    await second.get("tab", "Devices").click();
    await second.get("table", "Devices").get("rowheader").expectCount(50);
    await first.field("Search").expectValue(SERIAL);
    await second.field("Search").expectValue("");
  });

  scene("an element that leaves and one that comes start afresh", MANY, async ({ page }) => {
    await page.search(SERIAL);
    await page.browser.run(`
      const old = document.querySelector("dep-enroll");
      const place = old.parentNode;
      old.remove();
      setTimeout(() => place.append(document.createElement("dep-enroll")), 50);`);
    await page.devices().get("rowheader").expectCount(50);
    await page.field("Search").expectValue("");
  });

  scene("a page whose fetch rejects with strings is survived", SPREAD, async ({ page }) => {
    await page.browser.run(`
      const real = window.fetch;
      window.broken = true;
      window.fetch = function (...call) {
        return window.broken ? Promise.reject("computer says no") : real.apply(window, call);
      };`);
    await page.field("Search").fill(SERIAL);
    await page.banner("host.unreachable").expectVisible();
    await page.browser.run("window.broken = false");
    await page.banner("host.unreachable").button("Try again").click();
    await page.devices().get("rowheader").expectCount(1);
  });

  scene("a dialog that cannot open rejects and leaves nothing behind", LEGACY, async ({ page }) => {
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
  });

  scene("an option that does not exist is refused by name", LEGACY, async ({ page }) => {
    const words = await page.browser.run<string>(`
      try { DepEnroll.configure({ transprot: "invoker" }); return "nothing"; }
      catch (error) { return error.name + ": " + error.message; }`);
    assert.match(words, /^TypeError: .*transprot/);
  });

  const failures = [
    ["a missing file", { missing: true }, "load.missing"],
    [
      "a page instead of it",
      { status: 200, body: "<html>", contentType: "text/html" },
      "load.not-wasm",
    ],
    ["a damaged file", { truncate: true }, "load."],
    ["a dropped connection", { drop: true }, "load.unreachable"],
  ] as const;
  for (const [what, deed, code] of failures) {
    scene(
      `${what}: says why the plugin does not come`,
      { open: false, spread: true },
      async (it) => {
        const { page, host } = it;
        // What cannot be downloaded is an error of the page in some engines' words.
        const annex = await Annex.open(host.origin);
        try {
          await host.fault({ match: { path: "dep-enroll.wasm" }, times: 0, do: deed });
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
    "a policy without WebAssembly is named",
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

  scene("the witness sees what it is there to see", LEGACY, async ({ page, host, provoke }) => {
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
    const seen = await page.takeSeen();
    assert.equal(seen.violations.length, 1);
    assert.deepEqual(seen.synchronous, ["GET /entgra/public/conf/config.json"]);
    assert.ok(seen.console.includes("error: seen"));
  });

  scene("nothing waits on a synchronous request", {}, async ({ page }) => {
    // The witness counts them in every test; this one walks through everything on purpose.
    await page.get("tab", "Profiles").click();
    await page.get("table", "Profiles").expectVisible();
    await page.get("tab", "Devices").click();
    const dialog = await page.editEnrollment(DEVICES.assigned);
    await dialog.field("Assigned user's username").fill("bo");
    await page.press("Escape");
    const seen = await page.takeSeen();
    assert.deepEqual(seen.synchronous, []);
  });
});

function asked(page: Page): Promise<number> {
  return page.browser.run<number>("return window.asked");
}
