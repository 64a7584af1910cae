// Logs in on the consoles' own pages, as an admin does.

import type { ConsoleName } from "./host";
import type { Page } from "./page";

const LOGIN_PAGES: Readonly<Record<ConsoleName, string>> = {
  legacy: "/devicemgt/login",
  entgra: "/entgra/login",
};

/** Visits the DEP page without a session, logs in, and waits for the device list. */
export async function logIn(page: Page, user: string): Promise<void> {
  await page.visit(page.host.pages[page.console]);
  await enter(page, user);
  await page.devices().expectVisible();
}

/** Logs in again in a second tab and closes it. The first tab is not touched. */
export async function logInElsewhere(page: Page, user: string): Promise<void> {
  await page.inAnotherTab(async () => {
    await page.visit(LOGIN_PAGES[page.console]);
    await enter(page, user);
    await page.devices().expectVisible();
  });
}

async function enter(page: Page, user: string): Promise<void> {
  await page.field("Username").fill(user);
  // A password field has no role.
  await page.css('input[type="password"]').fill(user);
  await page.button(/^(log|sign) in$/i).click();
}
