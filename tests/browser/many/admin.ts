// An admin at a browser that may be killed: its profile is a folder that outlives it, and so do the journals in it.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, startEngine } from "../harness/engines";
import type { ConsoleName, Host } from "../harness/host";
import { type Locator, until } from "../harness/locator";
import { logIn } from "../harness/login";
import { Page } from "../harness/page";
import { fastClock } from "./fast-clock";

const USER = "admin";

/** What the strip above the list shows. */
export interface Shown {
  /** Whether it is about a run that is under way in this tab. */
  isRunning: boolean;
  isSignedOut: boolean;
  /** Whether it is about a run that was interrupted. */
  isInterrupted: boolean;
  /** How many devices have an outcome, and of how many. */
  ended: number;
  total: number;
  text: string;
}

const LOOK = `
  const strip = document.querySelector("dep-enroll")?.shadowRoot?.querySelector(".run-strip");
  if (!strip) return null;
  const bar = strip.querySelector("progress");
  return {
    isRunning: bar !== null,
    isSignedOut: strip.querySelector(".run-phase")?.textContent.includes("signed out") ?? false,
    isInterrupted: bar === null && strip.textContent.includes("A run was interrupted"),
    ended: bar?.value ?? 0,
    total: bar?.max ?? 0,
    text: strip.textContent,
  };`;

const PRESS = `
  const strip = document.querySelector("dep-enroll").shadowRoot.querySelector(".run-strip");
  const buttons = [...(strip?.querySelectorAll("button") ?? [])];
  buttons.find(({ textContent }) => textContent === arguments[0])?.click();`;

export class Admin {
  #engine: Engine | undefined;
  #page: Page | undefined;

  private constructor(
    readonly host: Host,
    private readonly folder: string,
    private readonly consoleName: ConsoleName,
    private readonly epoch: number,
  ) {}

  /** An admin whose browser knows nothing yet. */
  static async arrive(host: Host, consoleName: ConsoleName): Promise<Admin> {
    const folder = await mkdtemp(join(tmpdir(), "dep-enroll-browser-"));
    const admin = new Admin(host, folder, consoleName, Date.now());
    await admin.startBrowser();
    return admin;
  }

  /** Closes the browser for good, and deletes its profile. */
  async goHome(): Promise<void> {
    await this.#engine?.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get page(): Page {
    if (!this.#page) throw new Error("the browser is not running");
    return this.#page;
  }

  get strip(): Locator {
    return this.page.css(".run-strip");
  }

  /** What the strip shows; `null` if there is none. */
  look(): Promise<Shown | null> {
    return this.page.browser.run<Shown | null>(LOOK);
  }

  /** Opens the page and waits for the list. Signs in on the console's own page, unless the session has outlived the browser. */
  async open(): Promise<void> {
    const { page } = this;
    await page.visit(this.host.pages[this.consoleName]);
    const password = page.css('input[type="password"]');
    const is = async () => (await password.count()) + (await page.devices().count()) > 0;
    await until("the log-in or the list", is);
    if ((await password.count()) > 0) await logIn(page, USER);
    await page.devices().expectVisible();
  }

  /** Signs in again after a lost session, and tells the page, if it has not found out by itself. */
  async comeBack(): Promise<void> {
    await this.page.signIn(USER);
    await this.press("Try again");
  }

  /** Presses a button of the strip if it is there at this moment. */
  async press(name: string): Promise<void> {
    await this.page.browser.run(PRESS, name);
  }

  /** Kills the browser's process, as the system does when it is out of memory, and starts it again. */
  async killBrowser(): Promise<void> {
    const engine = this.#engine;
    const pid = engine?.driver.capabilities["goog:processID"];
    if (!engine || typeof pid !== "number") throw new Error("the browser does not say its process");
    process.kill(pid, "SIGKILL");
    await engine.stop();
    await this.startBrowser();
    await this.open();
  }

  /** Opens the page in a second tab and stays there. Returns the handles of the first tab and of this one. */
  async openSecondTab(): Promise<[string, string]> {
    const { browser } = this.page;
    const first = await browser.window();
    const second = await browser.newTab();
    await browser.switchTo(second);
    await fastClock(browser, this.epoch);
    await this.open();
    return [first, second];
  }

  /** Closes this tab and goes on in another one. */
  async closeTab(other: string): Promise<void> {
    await this.page.browser.closeTab();
    await this.page.browser.switchTo(other);
  }

  /** Waits until the strip is as wanted. */
  async until(what: string, is: (shown: Shown | null) => boolean): Promise<void> {
    await until(what, async () => is(await this.look()), 30_000);
  }

  private async startBrowser(): Promise<void> {
    this.#engine = await startEngine("chromium", [`--user-data-dir=${this.folder}`]);
    this.#page = new Page(this.#engine, this.host, this.consoleName);
    await fastClock(this.#engine.driver, this.epoch);
  }
}
