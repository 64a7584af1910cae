// What the tests of the hand-over sheet share: the sheet as it is drawn, the files that it saves, and the host's database.

import { judgeAll } from "./fleet-truth";
import type { Host } from "./host";
import { type Locator, until } from "./locator";
import type { Page } from "./page";

export const sheet = (page: Page): Locator => page.dialog("Hand-over sheet");
export const preview = (page: Page): Locator => sheet(page).get("region", "Preview");

/** A device as the host's database has it. */
interface Stored {
  serial: string;
  username: string;
  name: string;
  model: string;
}

export async function stored(host: Host, serials: readonly string[]): Promise<Stored[]> {
  const rows = await host.sql(
    `SELECT SERIAL, D.USERNAME AS USERNAME, DEVICE_MODEL, FIRST_NAME || ' ' || LAST_NAME AS NAME
     FROM IOS_PRE_ENROLLED_DEVICE D LEFT JOIN USER P ON P.TENANT_DOMAIN = D.TENANT_DOMAIN
       AND D.USERNAME = iif(P.STORE = 'PRIMARY', P.USERNAME, P.STORE || '/' || P.USERNAME)
     WHERE D.TENANT_DOMAIN = 'carbon.super'`,
  );
  return serials.map((serial) => {
    const row = rows.find((row) => row["SERIAL"] === serial) ?? {};
    const text = (key: string): string => String(row[key] ?? "");
    return { serial, username: text("USERNAME"), name: text("NAME"), model: text("DEVICE_MODEL") };
  });
}

/** The serial numbers of the devices that are ready, by the published rules. */
export async function ready(host: Host): Promise<string[]> {
  const all = await judgeAll(host);
  return all.filter(({ readiness }) => readiness === "ready").map(({ serial }) => serial);
}

/** Selects every device that matches, and opens their sheet. */
export async function openAll(page: Page): Promise<Locator> {
  await page.expectChecked();
  await page.checkbox("Select all on this page").click();
  await page.get("group", "Selected devices").expectVisible();
  const all = page.button(/^Select all \d+/);
  if ((await all.count()) > 0) {
    await all.click();
    await all.expectGone();
  }
  await page.button("Hand-over sheet").click();
  await sheet(page).button("Print").expectVisible();
  return sheet(page);
}

/** The serial numbers on the sheet, once it is drawn. */
export async function drawn(page: Page, count: number): Promise<string[]> {
  let seen: string[] = [];
  await until(
    () => `${count} devices on the sheet, not ${seen.length}`,
    async () => {
      seen = await page.browser.run<string[]>(`
        const root = document.querySelector("dep-enroll").shadowRoot;
        const paper = root.querySelector(".handover-paper")?.shadowRoot;
        return [...(paper?.querySelectorAll(".code > .serial") ?? [])].map((it) => it.textContent)`);
      return seen.length === count;
    },
  );
  return seen;
}

/** Keeps the files that the page saves, and how often it prints, in place of the browser. */
export const KEEP = `
  window.saved = [];
  window.printed = 0;
  window.print = () => void (window.printed += 1);
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    window.saved.push(blob);
    return make.call(URL, blob);
  };
  HTMLAnchorElement.prototype.click = function () {
    window.savedAs = this.download;
  };`;

/** The file that a button saves, with its name. */
export async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  await sheet(page).button(button).click();
  await until(`a file of “${button}”`, () =>
    page.browser.run<boolean>("return window.saved.length > 0"),
  );
  return page.browser.runAsync<{ name: string; text: string }>(`
    const [done] = arguments;
    new Response(window.saved.pop()).arrayBuffer().then((bytes) =>
      done({ name: window.savedAs, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) }));`);
}

/** What is drawn of the page: the elements of the body, and how much of the sheet. */
export const DRAWN = `
  const isDrawn = (element) => element.getClientRects().length > 0;
  const paper = document.querySelector("[data-dep-paper]");
  const body = [...document.body.children].filter(isDrawn);
  const devices = paper ? [...paper.shadowRoot.querySelectorAll(".device")].filter(isDrawn) : [];
  return { others: body.filter((element) => element !== paper).length, devices: devices.length };`;

export async function setMedia({ engine, browser }: Page, media: "print" | ""): Promise<void> {
  if (engine.name === "chromium") await browser.devtools("Emulation.setEmulatedMedia", { media });
}

/** A CSV with a head, as objects. It has no line breaks in its cells. */
export function rows(csv: string): Record<string, string>[] {
  const cells = (line: string): string[] =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
      quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
    );
  const [head = "", ...lines] = csv.replace("\ufeff", "").trimEnd().split("\r\n");
  const names = cells(head);
  return lines.map((line) =>
    Object.fromEntries(cells(line).map((cell, at) => [names[at] ?? "", cell])),
  );
}
