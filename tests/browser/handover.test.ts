// The hand-over sheet: what stands on it is held against the host's database, what is saved is read as a browser and a spreadsheet
// read it, and on paper nothing else is seen.

import assert from "node:assert/strict";
import { expectAccessible } from "./harness/axe";
import { DRAWN, KEEP, drawn, openAll, preview, ready, rows } from "./harness/handover";
import { saved, setMedia, sheet, stored } from "./harness/handover";
import { until } from "./harness/locator";
import { EVERY_ENGINE, type Scene, scenes } from "./harness/scenes";
import { DEVICES, PROFILES } from "./harness/seeded";

const SPREAD = { spread: true };
const MANY = { devices: 300, spread: true };

scenes(
  "handover",
  (scene) => {
    scene("one device, from its row", {}, async ({ page, host }) => {
      await page.rowAction(DEVICES.login, "Hand-over sheet");
      assert.deepEqual(await drawn(page, 1), [DEVICES.login]);
      const [device] = await stored(host, [DEVICES.login]);
      await preview(page).expectText(device?.model ?? "?");
      await preview(page).expectText("Its user signs in during setup");
      await preview(page).expectText("Sign in with your username and password");
      await expectAccessible(page.browser, "dep-enroll");
      await page.press("Escape");
      await sheet(page).expectGone();
      await page.expectFocus("button", `More for ${DEVICES.login}`);
      assert.ok((await host.log()).every(({ method }) => method === "GET"));
    });

    scene(
      "the steps of the setup are those of the whole profile",
      { consoles: ["legacy"] },
      async ({ page }) => {
        const open = async (): Promise<string> => {
          await page.rowAction(DEVICES.login, "Hand-over sheet");
          await sheet(page).button("One page per person").click();
          await drawn(page, 1);
          return preview(page).text();
        };
        const whole = await open();
        // The seed's profile skips Siri, and says where help is.
        assert.match(whole, /Remote Management.*Apple Account/s);
        assert.doesNotMatch(whole, /Siri/);
        assert.match(whole, /depends on the model/);
        assert.match(whole, /Help: IT · \+1 555 0100/);
        await page.press("Escape");
        await page.browser.run(`DepEnroll.configure({ contract: { paths: { profile: null } } })`);
        const part = await open();
        assert.match(part, /Remote Management/);
        assert.doesNotMatch(part, /Apple Account|Siri|Help:/);
        assert.match(part, /may have more steps/);
      },
    );

    scene("a device that is not ready says why there is no sheet", SPREAD, async ({ page }) => {
      await page.rowAction(DEVICES.stale, "Hand-over sheet");
      await sheet(page).expectText("No device is ready to hand out.");
      await sheet(page).css(".handover-out").expectText("Older profile version");
      await sheet(page).button("Print").expectGone();
      await sheet(page).button("Close").click();
      await sheet(page).expectGone();
    });

    scene("many devices, and who is left out", MANY, async ({ page, host }) => {
      const wanted = await ready(host);
      assert.ok(wanted.length > 10, "the seed has devices that are ready");
      await openAll(page);
      assert.deepEqual((await drawn(page, wanted.length)).sort(), wanted.sort());
      const [total] = await host.sql(
        "SELECT COUNT(*) AS N FROM IOS_PRE_ENROLLED_DEVICE WHERE TENANT_DOMAIN = 'carbon.super'",
      );
      const out = Number(total?.["N"]) - wanted.length;
      await sheet(page).css(".handover-head").expectText(`${wanted.length} devices`);
      const left = sheet(page).css(".handover-out");
      await left.expectText(`${out} devices left out`);
      await left.css("summary").click();
      await left.css("li").expectCount(out);
      await left.expectText(new RegExp(`${DEVICES.empty}\\s*No profile`));
      // The persons whom the directory knows are called by their full names.
      const texts = await preview(page).text();
      for (const { username, name } of await stored(host, wanted)) {
        if (username !== "" && name !== "")
          assert.ok(texts.includes(`${name} (${username})`), username);
      }
    });

    scene("a page for each person, without the others", MANY, async ({ page, host }) => {
      const wanted = await ready(host);
      await openAll(page);
      await sheet(page).button("One page per person").click();
      await drawn(page, wanted.length);
      const devices = await stored(host, wanted);
      const persons = new Set(devices.map(({ serial, username }) => username || serial));
      assert.ok(persons.size < wanted.length, "somebody has two");
      const pages = await page.browser.run<{ title: string; serials: string[] }[]>(`
      const paper = document.querySelector("dep-enroll").shadowRoot.querySelector(".handover-paper");
      return [...paper.shadowRoot.querySelectorAll(".page")].map((page) => ({
        title: page.querySelector(".title").textContent,
        serials: [...page.querySelectorAll(".code > .serial")].map((it) => it.textContent) }))`);
      assert.equal(pages.length, persons.size);
      for (const { title, serials } of pages) {
        for (const { username } of devices.filter(({ serial }) => serials.includes(serial))) {
          assert.ok(title.includes(username || "signs in"), `${title} for ${username}`);
        }
      }
      await preview(page).get("heading", "Left out").expectGone();
    });

    scene(
      "the saved page has what the database says, and no script",
      MANY,
      async ({ page, host }) => {
        const wanted = await ready(host);
        await page.browser.run(KEEP);
        await openAll(page);
        const file = await saved(page, "Save as HTML");
        assert.equal(file.name, "hand-over-sheet.html");
        const read = await page.browser.run<{
          serials: string[];
          text: string;
          elements: string[];
          on: string[];
        }>(
          `const page = new DOMParser().parseFromString(arguments[0], "text/html");
       const all = [...page.querySelectorAll("*")];
       return {
         serials: [...page.querySelectorAll(".code > .serial")].map((it) => it.textContent),
         text: page.body.textContent,
         elements: [...new Set(all.map((it) => it.localName))],
         on: all.flatMap((it) => it.getAttributeNames()).filter((name) => /^on|^style$|href|src/.test(name)),
       };`,
          // Read here, its style would be one of this page, whose policy forbids it.
          file.text.replace(/<style>.*?<\/style>/s, ""),
        );
        assert.deepEqual(read.serials.sort(), [...wanted].sort());
        for (const { model, username } of await stored(host, wanted)) {
          assert.ok(read.text.includes(model) && read.text.includes(username), username);
        }
        assert.deepEqual(read.on, []);
        for (const name of ["script", "link", "img", "iframe", "object", "base", "form"]) {
          assert.ok(!read.elements.includes(name), name);
        }
        assert.match(file.text, /default-src 'none'/);
      },
    );

    scene(
      "names that are markup or formulas are neither in a file",
      SPREAD,
      async ({ page, host }) => {
        const model = `=HYPERLINK("x")<img src=x onerror=alert(1)>`;
        const { uuid, name } = PROFILES.staff;
        const record = {
          ...{ serial: DEVICES.login, status: "Assigned", profileUuid: uuid, profileName: name },
          ...{ username: "", loginRequired: true, agentRequired: false },
          ...{ os: "iOS", deviceFamily: "iPad", deviceModel: model, color: "@SUM(1)" },
        };
        await page.browser.run(KEEP);
        await page.expectChecked();
        await host.fault({
          match: { method: "GET", path: `/devices/${DEVICES.login}` },
          times: 0,
          do: { status: 200, body: JSON.stringify(record) },
        });
        for (const serial of [DEVICES.login, DEVICES.empty, DEVICES.stale]) {
          await page.checkbox(`Select ${serial}`).click();
        }
        await page.button("Hand-over sheet").click();
        await sheet(page).button("Print").expectVisible();
        const html = await saved(page, "Save as HTML");
        assert.ok(html.text.includes("&lt;img src=x onerror=alert(1)&gt;"));
        assert.ok(!html.text.includes("<img"));
        const csv = await saved(page, "Save as CSV");
        assert.equal(csv.name, "hand-over-sheet.csv");
        assert.ok(csv.text.startsWith("\ufeff"));
        const table = rows(csv.text);
        const row = table.find((row) => row["Serial number"] === DEVICES.login);
        assert.equal(row?.["Model"], `'${model}`);
        assert.equal(row?.["Color"], "'@Sum(1)");
        for (const cell of table.flatMap((row) => Object.values(row)))
          assert.doesNotMatch(cell, /^\s*[=+\-@|%]/);
        for (const [serial, why] of [
          [DEVICES.login, ""],
          [DEVICES.empty, "No profile · No user decided · Needs your answer"],
        ] as const) {
          const row = table.find((row) => row["Serial number"] === serial);
          assert.equal(row?.["Left out because"], why);
        }
        assert.match(
          table.find((row) => row["Serial number"] === DEVICES.stale)?.["Left out because"] ?? "",
          /^Older profile version/,
        );
        assert.equal(table.length, 3);
      },
    );

    scene("the keyboard alone opens, reads, changes and closes it", SPREAD, async ({ page }) => {
      await page.browser.run(KEEP);
      await page.expectChecked();
      await page.tabTo("checkbox", `Select ${DEVICES.login}`);
      await page.press(" ");
      // Back to the bar, which stands before the list.
      for (let pressed = 0; pressed < 40; pressed++) {
        if ((await page.focused()).name === "Hand-over sheet") break;
        await page.press("Shift", "Tab");
      }
      await page.press("Enter");
      await sheet(page).button("Print").expectVisible();
      await page.expectFocus("heading", "Hand-over sheet");
      await page.tabTo("button", "One page per person");
      await page.press(" ");
      await preview(page).css(".page").expectCount(1);
      await page.tabTo("region", "Preview");
      await page.tabTo("button", "Print");
      await page.press("Enter");
      await until("printing", () => page.browser.run<boolean>("return window.printed === 1"));
      await page.press("Escape");
      await sheet(page).expectGone();
      await page.expectFocus("button", "Hand-over sheet");
    });

    scene("on paper only the sheet is seen", MANY, async ({ page, host }) => {
      const { browser } = page;
      const wanted = await ready(host);
      await browser.run(KEEP);
      await openAll(page);
      await sheet(page).button("Print").click();
      await until("printing", () => browser.run<boolean>("return window.printed === 1"));
      const onScreen = await browser.run<{ others: number; devices: number }>(DRAWN);
      assert.ok(onScreen.others > 0);
      assert.equal(onScreen.devices, 0, "the copy is not seen on the screen");
      if (page.engine.name === "chromium") {
        await setMedia(page, "print");
        try {
          const onPaper = await browser.run<{ others: number; devices: number }>(DRAWN);
          assert.deepEqual(onPaper, { others: 0, devices: wanted.length });
        } finally {
          await setMedia(page, "");
        }
      }
      await sheet(page).button("Close").click();
      await sheet(page).expectGone();
      const left =
        "return [document.querySelectorAll('[data-dep-paper]').length, document.adoptedStyleSheets.length]";
      assert.deepEqual(await browser.run<number[]>(left), [0, 0], "nothing is left of it");
      await page.devices().expectVisible();
    });

    scene(
      "the browser's own command prints the sheet, on as many pages as it fills",
      { devices: 60 },
      async ({ page, host }) => {
        // Only drivers with a real printer backend answer.
        if (page.engine.name !== "chromium") return;
        const wanted = await ready(host);
        const pages = async (): Promise<number> => {
          const pdf = (await page.browser.command("POST", "print", {})) as string;
          const text = Buffer.from(pdf, "base64").toString("latin1");
          return [...text.matchAll(/\/Type\s*\/Page\b/g)].length;
        };
        await openAll(page);
        await drawn(page, wanted.length);
        const list = await pages();
        // Four or more devices on a page, and behind them those that are left out.
        const most = Math.ceil(wanted.length / 4) + 2;
        assert.ok(list >= wanted.length / 8 && list <= most, `${list} pages`);
        await sheet(page).button("One page per person").click();
        await drawn(page, wanted.length);
        const devices = await stored(host, wanted);
        const persons = new Set(devices.map(({ serial, username }) => username || serial));
        const people = await pages();
        assert.ok(people >= persons.size, `${people} pages for ${persons.size} persons`);
      },
    );

    scene("a viewer prints from the panel", { ...SPREAD, as: "viewer" }, async ({ page, host }) => {
      const panel = await page.openPanel(DEVICES.login);
      await panel.button(`More for ${DEVICES.login}`).click();
      await panel.get("menuitem", "Hand-over sheet").click();
      await panel.expectGone();
      assert.deepEqual(await drawn(page, 1), [DEVICES.login]);
      await page.press("Escape");
      await sheet(page).expectGone();
      assert.ok((await host.log()).every(({ method }) => method === "GET"));
    });

    scene("from the panel unsaved changes are asked about first", SPREAD, async ({ page }) => {
      const panel = await page.editEnrollment(DEVICES.login);
      await panel.checkbox("Agent install required").check();
      await panel.button(`More for ${DEVICES.login}`).click();
      await panel.get("menuitem", "Hand-over sheet").click();
      await panel.button("Discard and go on").click();
      await panel.expectGone();
      assert.deepEqual(await drawn(page, 1), [DEVICES.login]);
    });

    scene("a failed read is tried again", SPREAD, async (scene: Scene) => {
      const { page, host } = scene;
      await page.expectChecked();
      await host.fault({
        match: { method: "GET", path: `/devices/${DEVICES.login}` },
        do: { status: 500 },
      });
      await page.rowAction(DEVICES.login, "Hand-over sheet");
      await page.banner("host.server").expectVisible();
      await sheet(page).button("Try again").click();
      assert.deepEqual(await drawn(page, 1), [DEVICES.login]);
      await page.expectFocus("heading", "Hand-over sheet");
    });
  },
  EVERY_ENGINE,
);
