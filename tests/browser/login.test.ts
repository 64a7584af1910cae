// The consoles' own log-in and log-out.

import assert from "node:assert/strict";
import { logIn } from "./harness/login";
import { PAGES } from "./harness/host";
import { scenes } from "./harness/scenes";

scenes("log-in", (scene) => {
  // The legacy log-in page has no probe, so each test ends on a page with one.
  scene("a wrong password is rejected", { as: null }, async ({ page }) => {
    await page.visit(PAGES[page.console]);
    await page.field("Username").fill("admin");
    await page.css('input[type="password"]').fill("wrong");
    await page.button(/^(log|sign) in$/i).click();
    await page.get("alert").expectText(/wrong/i);
    await page.visit("/entgra/login");
  });

  scene(
    "log-in leads to the devices and log-out to the log-in page",
    { as: null },
    async ({ page }) => {
      await logIn(page, "admin");
      if (page.console === "legacy") {
        await page.button(/^admin/).click();
        await page.get("link", "Logout").click();
      } else {
        await page.button("Log out").click();
      }
      await page.field("Username").expectVisible();
      assert.match(await page.browser.url(), /login/);
      await page.visit("/entgra/login");
    },
  );
});
