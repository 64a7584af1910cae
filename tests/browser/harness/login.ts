// The consoles' own log-in pages, used as an admin uses them.

import type { ConsoleName } from "./host";
import type { Page } from "./page";

const LOGIN_PAGES: Readonly<Record<ConsoleName, string>> = {
  legacy: "/devicemgt/login",
  entgra: "/entgra/login",
};

/** Goes to the DEP page without a session, logs in where that leads, and is back on the page. */
export async function logIn(page: Page, user: string): Promise<void> {
  await page.visit(page.host.pages[page.console]);
  await enter(page, user);
  await page.devices().expectVisible();
}

/** Logs in again in a second tab, which is then closed; the first one is not touched. */
export async function logInElsewhere(page: Page, user: string): Promise<void> {
  await page.inAnotherTab(async () => {
    await page.visit(LOGIN_PAGES[page.console]);
    await enter(page, user);
    await page.devices().expectVisible();
  });
}

async function enter(page: Page, user: string): Promise<void> {
  await page.field("Username").fill(user);
  // A password field has no role; it is found by what it is.
  await page.css('input[type="password"]').fill(user);
  await page.button(/^(log|sign) in$/i).click();
}
