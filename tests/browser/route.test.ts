// Places in the page: links, reload, Back, and the event that tells the host page. The address of the browser belongs to the
// console, so most of these tests are about what must not happen to it.

import assert from "node:assert/strict";
import { address, expectAddress, sent, step } from "./harness/address";
import { until } from "./harness/locator";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";
import { DEVICES, PROFILES, STAFF_BEFORE } from "./harness/seeded";
import { visit } from "./harness/visit";

const LEGACY = { consoles: ["legacy"], open: false } as const;
const MANY = { ...LEGACY, devices: 200 };
const FIELD = "Assigned user's username";
const SEARCH = "Serial number or user";

const expectTab = (page: Page, tab: "Devices" | "Profiles"): Promise<void> =>
  page.get("tab", tab).expectAttribute("aria-selected", "true");

const state = (page: Page): Promise<string> =>
  page.browser.run<string>(`return document.querySelector("dep-enroll").state`);

scenes("places", (scene) => {
  scene("a link leads to its place", LEGACY, async (it) => {
    await visit(it, { hash: "#dep:profiles" }, async () => {
      await expectTab(it.page, "Profiles");
      assert.equal(await address(it.page), "/annex/page.html#dep:profiles");
      assert.deepEqual(await sent(it.page), [], "nobody has gone anywhere");
    });
  });

  scene("a reload stays at the place, and Back goes to the one before", LEGACY, async (it) => {
    const { page } = it;
    await visit(it, {}, async () => {
      await page.devices().expectVisible();
      await page.get("tab", "Profiles").click();
      await expectAddress(page, "/annex/page.html#dep:profiles");
      assert.deepEqual(await sent(page), ["profiles"]);
      await page.reload();
      await expectTab(page, "Profiles");
      await step(page, "back");
      await expectTab(page, "Devices");
      await page.devices().expectVisible();
      await expectAddress(page, "/annex/page.html");
      await step(page, "forward");
      await expectTab(page, "Profiles");
      assert.deepEqual(await sent(page), [], "a step in the history is no news");
    });
  });

  scene(
    "without the attribute the address stays as it is, and the page is told",
    LEGACY,
    async (it) => {
      const { page } = it;
      await visit(it, { body: "<dep-enroll></dep-enroll>", hash: "#dep:profiles" }, async () => {
        await expectTab(page, "Devices");
        await page.get("tab", "Profiles").click();
        await page.get("tab", "Devices").click();
        assert.deepEqual(await sent(page), ["profiles", "devices"]);
        assert.equal(await address(page), "/annex/page.html#dep:profiles");
      });
    },
  );

  scene("the property goes to a place, again and again, and tells nobody", LEGACY, async (it) => {
    const { page } = it;
    const go = (place: string) =>
      page.browser.run(`document.querySelector("dep-enroll").state = arguments[0]`, place);
    await visit(it, { body: `<dep-enroll state="profiles"></dep-enroll>` }, async () => {
      await expectTab(page, "Profiles");
      await go("devices");
      await expectTab(page, "Devices");
      await page.get("tab", "Profiles").click();
      assert.equal(await state(page), "profiles");
      await go("devices");
      await expectTab(page, "Devices");
      assert.equal(await state(page), "devices");
      assert.deepEqual(await sent(page), ["profiles"], "only the click of a person is news");
    });
  });

  scene("a place that was set before the script has run is gone to", LEGACY, async (it) => {
    const before = `
      new MutationObserver((_, observer) => {
        const element = document.querySelector("dep-enroll");
        if (!element) return;
        observer.disconnect();
        element.state = "profiles";
      }).observe(document, { childList: true, subtree: true });`;
    await visit(it, { body: "<dep-enroll></dep-enroll>", before }, async () => {
      await expectTab(it.page, "Profiles");
    });
  });

  scene("the tab attribute still switches, and keeps the list of devices", LEGACY, async (it) => {
    const { page } = it;
    const tab = (word: string) =>
      page.browser.run(`document.querySelector("dep-enroll").tab = arguments[0]`, word);
    await visit(it, {}, async () => {
      await page.field(SEARCH).fill(DEVICES.empty);
      await expectAddress(page, `/annex/page.html#dep:devices?q=${DEVICES.empty}`);
      await tab("profiles");
      await expectTab(page, "Profiles");
      await tab("devices");
      await expectTab(page, "Devices");
      await page.field(SEARCH).expectValue(DEVICES.empty);
    });
  });

  scene(
    "the element of a page that prevents the event leaves the address alone",
    LEGACY,
    async (it) => {
      const { page } = it;
      // On the window, which is the last to hear of it.
      const before = `window.addEventListener("dep-navigate", (event) => event.preventDefault());`;
      await visit(it, { before }, async () => {
        await page.get("tab", "Profiles").click();
        await expectTab(page, "Profiles");
        assert.deepEqual(await sent(page), ["profiles"]);
        assert.equal(await state(page), "profiles");
        assert.equal(await address(page), "/annex/page.html");
      });
    },
  );

  scene(
    "two elements: the first has the address, and the other one works without",
    LEGACY,
    async (it) => {
      const { page } = it;
      const [first, second] = [page.css("#first"), page.css("#second")];
      const body = `<dep-enroll id="first" history="hash"></dep-enroll>
      <dep-enroll id="second" history="hash"></dep-enroll>`;
      await visit(it, { body, hash: "#dep:profiles" }, async () => {
        const selected = (at: typeof first, tab: string) =>
          at.get("tab", tab).expectAttribute("aria-selected", "true");
        await selected(first, "Profiles");
        await selected(second, "Devices");
        await second.get("tab", "Profiles").click();
        await second.get("tab", "Devices").click();
        await first.get("tab", "Devices").click();
        await expectAddress(page, "/annex/page.html#dep:devices");
        await step(page, "back");
        await selected(first, "Profiles");
        await selected(second, "Devices");
      });
    },
  );

  const foreign = ["#/devices?page=2", "#main", "#dep", "#!dep:profiles", "#%64ep:profiles"];
  for (const hash of foreign) {
    scene(`the hash ${hash} belongs to the console`, LEGACY, async (it) => {
      const { page } = it;
      await visit(it, { hash }, async () => {
        await expectTab(page, "Devices");
        await page.get("tab", "Profiles").click();
        await expectTab(page, "Profiles");
        assert.equal(await address(page), `/annex/page.html${hash}`);
        await page.browser.run(`location.hash = "#/somewhere"`);
        await expectAddress(page, "/annex/page.html#/somewhere");
        await expectTab(page, "Profiles");
      });
    });
  }

  const hostile = [
    "#dep:nowhere/%",
    "#dep:devices?page=-1&page=99999999999&size=0",
    "#dep:devices?q=%FF%00&r=constructor&problem=__proto__",
    "#dep:devices?status=<img src=x onerror=alert(1)>",
    `#dep:devices?${"q=%25&".repeat(2000)}`,
    "#dep:#dep:profiles",
  ];
  for (const hash of hostile) {
    scene(`the hash ${hash.slice(0, 60)} is some place in the list`, LEGACY, async (it) => {
      const { page } = it;
      await visit(it, { hash }, async () => {
        await expectTab(page, "Devices");
        await page.get("tab", "Profiles").click();
        await expectAddress(page, "/annex/page.html#dep:profiles");
      });
    });
  }

  scene("a document with a base keeps its address, and a router its state", LEGACY, async (it) => {
    const { page } = it;
    const before = `history.replaceState({ router: 7 }, "");`;
    await visit(it, { head: `<base href="/elsewhere/">`, before }, async () => {
      await page.get("tab", "Profiles").click();
      await expectAddress(page, "/annex/page.html#dep:profiles");
      assert.deepEqual(await page.browser.run("return history.state"), { router: 7 });
    });
  });

  scene(
    "an element that has left no longer listens, and gives the address back",
    LEGACY,
    async (it) => {
      const { page } = it;
      const before = `
      window.listening = 0;
      for (const [name, step] of [["addEventListener", 1], ["removeEventListener", -1]]) {
        const real = window[name];
        window[name] = function (type, ...rest) {
          if (type === "popstate" || type === "hashchange") window.listening += step;
          return real.call(window, type, ...rest);
        };
      }`;
      const listening = () => page.browser.run<number>("return window.listening");
      await visit(it, { before }, async () => {
        await page.devices().expectVisible();
        assert.equal(await listening(), 2);
        await page.browser.run(`
        const main = document.querySelector("main");
        main.append(document.querySelector("dep-enroll"));`);
        assert.equal(await listening(), 2, "it was only moved");
        await page.browser.run(
          `window.left = document.querySelector("dep-enroll"); left.remove();`,
        );
        await until("no listener", async () => (await listening()) === 0);
        await page.browser.run(`location.hash = "#dep:profiles"`);
        await page.browser.run(`document.querySelector("main").append(window.left);`);
        await expectTab(page, "Profiles");
        assert.equal(await listening(), 2);
      });
    },
  );

  scene("Back while something is unsaved takes nothing away", LEGACY, async (it) => {
    const { page } = it;
    await visit(it, {}, async () => {
      await page.devices().expectVisible();
      await page.browser.run(`location.hash = "#dep:devices/${DEVICES.empty}"`);
      const panel = page.panel(DEVICES.empty);
      await panel.field(FIELD).fill("alice");
      const here = await address(page);
      await step(page, "back");
      await until("a new entry", async () => (await address(page)) === here);
      await panel.field(FIELD).expectValue("alice");
    });
  });

  scene("a link opens the panel of a device, and Back closes it", LEGACY, async (it) => {
    const { page } = it;
    const device = `/annex/page.html#dep:devices/${DEVICES.empty}?q=C02`;
    await visit(it, { hash: "#dep:devices?q=C02" }, async () => {
      await page.field(SEARCH).expectValue("C02");
      await page
        .row(DEVICES.empty)
        .button(new RegExp(`^${DEVICES.empty}`))
        .click();
      await page.panel(DEVICES.empty).expectVisible();
      await expectAddress(page, device);
      await step(page, "back");
      await page.panel(DEVICES.empty).expectGone();
      await step(page, "forward");
      await page.panel(DEVICES.empty).expectVisible();
      await page.reload();
      await page.panel(DEVICES.empty).expectVisible();
      assert.equal(await address(page), device);
    });
  });

  scene("a page of the list is a place", MANY, async (it) => {
    const { page } = it;
    await visit(it, { hash: "#dep:devices?page=2" }, async () => {
      await page.field("Page").expectValue("2");
      await page.button("Next").click();
      await expectAddress(page, "/annex/page.html#dep:devices?page=3");
      await page.reload();
      await page.field("Page").expectValue("3");
      await step(page, "back");
      await page.field("Page").expectValue("2");
    });
  });

  scene("every filter is a link, and Back takes them off one by one", MANY, async (it) => {
    const { page } = it;
    const readiness = page.get("group", "Readiness");
    await visit(it, { hash: "#dep:devices" }, async () => {
      const places: string[] = [await address(page)];
      const filter = async (choose: Promise<void>): Promise<void> => {
        await choose;
        await until("another place", async () => (await address(page)) !== places.at(-1));
        places.push(await address(page));
      };
      await filter(readiness.button(/^To do \d/).click());
      await filter(page.field("Problem").choose("Older profile version"));
      await filter(page.field("Status").choose("Assigned"));
      await page.row(DEVICES.stale).expectVisible();
      await filter(page.field("Profile").choose("Staff iPads"));
      await page.css(".empty").expectText("No device matches these filters.");
      const link = places.pop() ?? "";
      for (const place of places.reverse()) {
        await step(page, "back");
        await expectAddress(page, place);
        await page.row(DEVICES.stale).expectVisible();
      }
      await page.row(DEVICES.login).expectVisible();
      await readiness.button(/^All/).expectAttribute("aria-pressed", "true");

      await page.visit(new URL(link, await page.browser.url()).href);
      await page.reload();
      await page.field("Profile").expectValue(PROFILES.staff.uuid);
      await page.field("Status").expectValue("Assigned");
      await page.field("Problem").expectValue("older-profile");
      await readiness.button(/^To do/).expectAttribute("aria-pressed", "true");
      await page.field("Profile").choose("Any profile");
      await page.row(DEVICES.stale).expectVisible();
    });
    const serials = `${DEVICES.login}, ${DEVICES.stale}`;
    await visit(it, { hash: `#dep:devices?q=${encodeURIComponent(serials)}` }, async () => {
      await page.devices().get("rowheader").expectCount(2);
      await page.field(SEARCH).expectValue(serials);
    });
    await visit(it, { hash: `#dep:devices?profile=${STAFF_BEFORE}&sort=-serial` }, async () => {
      await page.row(DEVICES.stale).expectVisible();
      await page.row(DEVICES.empty).expectGone();
      await page.field("Profile").expectValue(STAFF_BEFORE);
    });
  });

  scene("the letters of a search are one step", LEGACY, async (it) => {
    const { page } = it;
    await visit(it, {}, async () => {
      await page.get("tab", "Profiles").click();
      await page.get("tab", "Devices").click();
      await page.field(SEARCH).fill("C02E");
      await expectAddress(page, "/annex/page.html#dep:devices?q=C02E");
      await page.field(SEARCH).fill(DEVICES.empty);
      await expectAddress(page, `/annex/page.html#dep:devices?q=${DEVICES.empty}`);
      await step(page, "back");
      await expectTab(page, "Profiles");
    });
  });

  scene(
    "a lost session: a link to the log-in, and the list comes by itself on return",
    LEGACY,
    async (it) => {
      const { page, host } = it;
      const options = `signInUrl: () => "/devicemgt/login?from=" + encodeURIComponent(location.hash)`;
      await visit(it, { options, hash: "#dep:devices" }, async () => {
        await page.devices().expectVisible();
        await host.expire();
        await page.field(SEARCH).fill(DEVICES.empty);
        const link = page.banner("host.session").get("link", "Sign in in a new tab");
        await link.expectAttribute(
          "href",
          `/devicemgt/login?from=%23dep%3Adevices%3Fq%3D${DEVICES.empty}`,
        );
        await link.expectAttribute("target", "_blank");
        await link.expectAttribute("rel", "noopener");
        await page.signIn("admin");
        await page.browser.run(`window.dispatchEvent(new Event("focus"))`);
        await page.banner("host.session").expectGone();
        await page.row(DEVICES.empty).expectVisible();
      });
    },
  );

  scene("an address of a log-in that runs a script is refused", LEGACY, async (it) => {
    const { page } = it;
    await visit(it, { options: `signInUrl: "java\\nscript:alert(1)"` }, async () => {
      await page
        .css('[role="alert"][data-code="load.configuration"]')
        .expectText("signInUrl must be an http or https address");
    });
    await visit(it, { options: `signInUrl: () => "javascript:alert(1)"` }, async () => {
      await page.devices().expectVisible();
      await it.host.expire();
      await page.field(SEARCH).fill(DEVICES.empty);
      await page.banner("host.session").expectVisible();
      await page.banner("host.session").get("link", "Sign in in a new tab").expectGone();
    });
  });
});
