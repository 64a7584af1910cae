// The web application, deployed in a real Tomcat behind the reference host. It uses the host's sessions and log-in page.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after } from "node:test";
import { expectAccessible } from "../browser/harness/axe";
import { expectFits } from "../browser/harness/fits";
import type { Host } from "../browser/harness/host";
import { scenes } from "../browser/harness/scenes";
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
