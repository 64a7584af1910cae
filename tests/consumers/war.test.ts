// The web application, deployed in a real Tomcat behind the reference host. It uses the host's sessions and log-in page.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after } from "node:test";
import { expectAccessible } from "../browser/harness/axe";
import { expectFits } from "../browser/harness/fits";
import type { Host } from "../browser/harness/host";
import { until } from "../browser/harness/locator";
import { scenes } from "../browser/harness/scenes";
import { DEVICES } from "../browser/harness/seeded";
import { dropinScenes, withEdit } from "./harness/dropin";
import { Tomcat } from "./harness/tomcat";

/** The engines run in parallel and edit files, so each has its own Tomcat. */
const running = new Map<string, Tomcat>();

async function deploy(): Promise<string> {
  const war = process.env["DEP_WAR"];
  if (!war) throw new Error("DEP_WAR must name the packed web application");
  const tomcat = await Tomcat.start(war);
  running.set(tomcat.origin, tomcat);
  return tomcat.origin;
}

after(async () => {
  await Promise.all([...running.values()].map((tomcat) => tomcat.stop()));
});

const site = ({ war = "" }: Host) => {
  return join(running.get(war)?.webapps ?? "", "dep-enrollment/site");
};

const consoles = ["entgra"] as const;

scenes(
  "web application",
  (scene) => {
    dropinScenes(scene, {
      console: "entgra",
      ours: "body",
      site,
      wasmType: "application/wasm",
      // The servlet container computes this from the clock, and a second may pass meanwhile.
      cacheControl: /^max-age=(12960000|12959999)$/,
      editPermission: "ios:dep:add",
    });

    scene("the page shows the user and links to the console", { consoles }, async ({ page }) => {
      await page.css("#user").expectText("admin");
      await page.get("link", "Endpoint Management").click();
      await page.button("Log out").expectVisible();
    });

    scene(
      "the page is accessible in dark mode and fits a phone",
      { consoles },
      async ({ page }) => {
        // MiniBrowser has no switch for dark colours.
        const hasDark = page.engine.name !== "webkit";
        if (hasDark) await page.engine.colorScheme("dark");
        await page.engine.viewport(320, 700);
        try {
          await expectAccessible(page.browser, "body");
          await expectFits(page.browser);
        } finally {
          await page.engine.viewport(1280, 900);
          if (hasDark) await page.engine.colorScheme("light");
        }
      },
    );

    scene(
      "an address without the trailing slash shows the same page",
      { consoles },
      async ({ page }) => {
        await page.visit("/dep-enrollment");
        await page.devices().expectVisible();
        assert.match(await page.browser.url(), /\/dep-enrollment\/$/);
      },
    );

    scene(
      "the container forbids frames and guessed types for every answer",
      { consoles, open: false },
      async ({ host, page }) => {
        const folder = `${host.war}/dep-enrollment/`;
        const html = await (await fetch(folder)).text();
        const [, script = ""] = /src="([^"]+app\.js)"/.exec(html) ?? [];
        const wasm = script.replace("app.js", "dep-enroll.wasm");
        for (const path of ["", "site/options.json", script, wasm, "site/nothing.json"]) {
          const { headers, status } = await fetch(new URL(path, folder));
          assert.equal(status, path === "site/nothing.json" ? 404 : 200, path);
          assert.equal(headers.get("x-frame-options"), "DENY", path);
          assert.equal(headers.get("x-content-type-options"), "nosniff", path);
          // A value would replace the console's own for the whole server.
          assert.equal(headers.get("strict-transport-security"), null, path);
        }
        await page.visit("/dep-enrollment/");
        await page.devices().expectVisible();
      },
    );

    const injections = [
      [
        "an inline script",
        `const script = document.createElement("script");
        script.append("window.injected = true"); document.body.append(script);`,
      ],
      ["markup", `document.body.innerHTML = "<img src=x onerror='window.injected = true'>";`],
      ["a call to another origin", `fetch("http://127.0.0.1:9/").catch(() => undefined);`],
      [
        "a form",
        `const form = document.createElement("form"); form.action = "http://127.0.0.1:9/";
        document.body.append(form); form.submit();`,
      ],
      [
        "another base",
        `const base = document.createElement("base");
        base.href = "http://127.0.0.1:9/"; document.head.append(base);`,
      ],
    ] as const;
    scene("the page's policy refuses what the plugin does not need", { consoles }, async (it) => {
      const { page } = it;
      it.provoke("violations", /./);
      it.provoke("errors", /./);
      for (const [what, script] of injections) {
        await page.takeRecord();
        await page.browser.run(
          `try { ${script} } catch (error) { window.refusal = String(error); }`,
        );
        const refused = () =>
          page.browser.run<boolean>(
            `return Boolean(window.refusal) || window.__probe.violations.length > 0`,
          );
        await until(`${what} to be refused`, refused);
        await page.browser.run("delete window.refusal");
      }
      assert.equal(await page.browser.run("return window.injected ?? null"), null);
      await page.search(DEVICES.empty);
    });

    scene("another user who logs in elsewhere is told", { consoles }, async ({ page, host }) => {
      const returned = `document.dispatchEvent(new Event("visibilitychange"))`;
      const notice = page.css(".dep-notice");
      await page.browser.run(returned);
      await page.search(DEVICES.empty);
      await notice.expectGone();
      await page.browser.addCookie(await host.session("entgra", "viewer"));
      await page.browser.run(returned);
      await notice.expectText("viewer is logged in in this browser now");
      await notice.expectText("opened by admin");
    });

    scene("a missing request handler shows an error", { consoles }, async ({ page, host }) => {
      const elsewhere = (text: string) => text.replace("/entgra-ui-request-handler", "/nowhere");
      await withEdit(join(site(host), "options.json"), elsewhere, async () => {
        await page.visit("/dep-enrollment/");
        await page.css(".dep-notice").expectText("/nowhere/user answered 404");
      });
    });
  },
  ["chromium", "firefox", "webkit"],
  async () => ({ war: await deploy() }),
);
