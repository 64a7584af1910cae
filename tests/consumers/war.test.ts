// The web application: deployed in a real Tomcat behind the reference host, whose sessions and log-in page it uses.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after } from "node:test";
import { expectAccessible } from "../browser/harness/axe";
import type { Host } from "../browser/harness/host";
import { scenes } from "../browser/harness/scenes";
import { changed, dropinScenes } from "./harness/dropin";
import { Tomcat } from "./harness/tomcat";

/** Each engine plays side by side with the other and edits files, so each has a Tomcat. */
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
      // The servlet container reckons from the clock, and a second may pass meanwhile.
      cacheControl: /^max-age=(12960000|12959999)$/,
      editPermission: "ios:dep:add",
    });

    scene("it says who is signed in and leads to the console", { consoles }, async ({ page }) => {
      await page.css("#user").expectText("admin");
      await page.get("link", "Endpoint Management").click();
      await page.button("Log out").expectVisible();
    });

    scene("in the dark and on a phone nothing is lost", { consoles }, async ({ page }) => {
      // MiniBrowser has no switch for dark colours.
      const hasDark = page.engine.name !== "webkit";
      if (hasDark) await page.engine.colorScheme("dark");
      await page.engine.viewport(320, 700);
      try {
        await expectAccessible(page, "body");
        assert.ok((await page.overflow()) <= 0, "the page is wider than the phone");
      } finally {
        await page.engine.viewport(1280, 900);
        if (hasDark) await page.engine.colorScheme("light");
      }
    });

    scene("an address without its slash is the same page", { consoles }, async ({ page }) => {
      await page.visit("/dep-enrollment");
      await page.devices().expectVisible();
      assert.match(await page.browser.url(), /\/dep-enrollment\/$/);
    });

    scene("a request handler that is not there is said", { consoles }, async ({ page, host }) => {
      const elsewhere = (text: string) => text.replace("/entgra-ui-request-handler", "/nowhere");
      await changed(join(site(host), "options.json"), elsewhere, async () => {
        await page.visit("/dep-enrollment/");
        await page.css(".dep-notice").expectText("/nowhere/user answered 404");
      });
    });
  },
  ["chromium", "firefox", "webkit"],
  async () => ({ war: await deploy() }),
);
