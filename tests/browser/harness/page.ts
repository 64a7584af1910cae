// A browser tab with a console in it, and the record of its probe: errors, console output, policy
// violations and synchronous requests on all visited pages.

import type { Driver, ElementRef } from "./driver";
import type { Engine } from "./engines";
import type { ConsoleName, Host } from "./host";
import { type Description, inPage, isTransient, Locator, type Name, until } from "./locator";

/** The record of the probe inside the pages. */
export interface ProbeRecord {
  violations: string[];
  errors: string[];
  console: string[];
  synchronous: string[];
}

export class Page extends Locator {
  private record: ProbeRecord = emptyRecord();

  constructor(
    readonly engine: Engine,
    readonly host: Host,
    readonly console: ConsoleName,
  ) {
    super(engine.driver, []);
  }

  get browser(): Driver {
    return this.engine.driver;
  }

  /** Clears the storage of earlier tests, on a page that needs no session. */
  async start(): Promise<void> {
    await this.browser.go(`${this.host.origin}/__probe.js`);
    await this.browser.run("localStorage.clear(); indexedDB.deleteDatabase('dep-enroll')");
  }

  /** Logs in without the log-in page. The tab must be on a page of the host. */
  async signIn(user: string): Promise<void> {
    await this.browser.addCookie(await this.host.session(this.console, user));
  }

  /** Opens the console's DEP page and waits for the device list. */
  async open(query = ""): Promise<void> {
    await this.visit(this.host.pages[this.console] + query);
    await this.devices().expectVisible();
  }

  /** Goes to an address of the host. */
  async visit(path: string): Promise<void> {
    await this.collect();
    await this.browser.go(path.startsWith("http") ? path : this.host.origin + path);
  }

  async reload(): Promise<void> {
    await this.collect();
    await this.browser.reload();
  }

  /** The table of devices. */
  devices(): Locator {
    return this.get("table", "Devices");
  }

  /** Waits until every device has its verdict, so that nothing is asked in the background any more. */
  async expectChecked(): Promise<void> {
    await until("every device to be checked", () =>
      this.browser.run<boolean>(`
        const root = document.querySelector("dep-enroll").shadowRoot;
        const isDone = root.querySelector(".progress")?.dataset.progress === "done";
        return isDone && root.querySelector(".cell-readiness .mark-quiet") === null`),
    );
  }

  /** The row of one device. */
  row(serial: string): Locator {
    return this.devices().get("row", new RegExp(serial));
  }

  /** Finds one device by its serial. */
  async search(serial: string): Promise<Locator> {
    await this.field("Serial number or user").fill(serial);
    await this.devices().get("rowheader").expectCount(1);
    await this.row(serial).expectVisible();
    return this.row(serial);
  }

  /** Chooses an action in the menu of a device's row. */
  async rowAction(serial: string, action: string): Promise<void> {
    await this.button(`More for ${serial}`).click();
    await this.get("menuitem", `${action} ${serial}`).click();
  }

  /** The open panel of a device. */
  panel(serial: string): Locator {
    return this.dialog(`Device ${serial}`);
  }

  /** Opens the panel of a device, as an admin does who may only look. */
  async openPanel(serial: string): Promise<Locator> {
    await this.button(`Open ${serial}`).click();
    const panel = this.panel(serial);
    await panel.css(".checklist-summary:not(.checklist-reading)").expectVisible();
    return panel;
  }

  /** Opens the panel of a device from its row, at the enrollment. The seeded devices are on the first page. */
  async editEnrollment(serial: string): Promise<Locator> {
    await this.rowAction(serial, "Edit enrollment");
    const panel = this.panel(serial);
    await panel.css("#enrollment-username:not([readonly]), .panel-facts").expectVisible();
    return panel;
  }

  /** Opens the panel of a device from its row, at the choice of a profile. */
  async assign(serial: string): Promise<Locator> {
    await this.rowAction(serial, "Assign device");
    const panel = this.panel(serial);
    await panel.expectVisible();
    return panel;
  }

  /** Opens the panel of a device from its row, at the checklist. */
  async checklist(serial: string): Promise<Locator> {
    await this.rowAction(serial, "Before-enroll checklist");
    const panel = this.panel(serial);
    await panel.css(".checklist-summary:not(.checklist-reading)").expectVisible();
    return panel;
  }

  /** The runs of this browser, on a host that has a history of all admins. */
  async ownRuns(): Promise<Locator> {
    await this.get("tab", "History").click();
    await this.get("group", "Whose changes").button("This browser").click();
    return this.get("table", "Runs");
  }

  /** Closes the panel of a device, in which nothing is unsaved. */
  async leave(panel: Locator): Promise<void> {
    await panel.css(".dialog-close").click();
    await panel.expectGone();
  }

  /** Waits until the panel says that the enrollment is saved, and closes it. */
  async expectSaved(panel: Locator): Promise<void> {
    await panel.css(".panel-said").expectText("Saved.");
    await this.leave(panel);
  }

  /** Waits until the panel says that the profile is changed, and closes it. */
  async expectAssigned(panel: Locator): Promise<void> {
    await panel.css('[data-code="assign.assigned"]').expectVisible();
    await this.leave(panel);
  }

  /** Turns the test round on, as the settings of the checklist do, and reads the page again. */
  async testRound(): Promise<void> {
    await this.browser.run('localStorage.setItem("dep-enroll:settings", "test-round=1")');
    await this.reload();
    await this.devices().expectVisible();
  }

  /** Removes the assignment of the panel's device. */
  async removeAssignment(panel: Locator): Promise<void> {
    await panel.button("Remove assignment").click();
  }

  /** An error or warning banner with a stable code: of a surface, or the card of the shell, which has no announcer. */
  banner(code: string): Locator {
    return this.css(`:is([data-say="assertive"], [role="alert"])[data-code="${code}"]`);
  }

  /** Presses keys at the focus. */
  async press(...keys: string[]): Promise<void> {
    await this.browser.press(...keys);
  }

  /** The focused element, through shadow roots. */
  async focused(): Promise<Description> {
    const element = await inPage<ElementRef | null>(this.browser, "focused");
    if (!element) return { role: "", name: "", description: "", text: "" };
    return this.browser.run<Description>("return window.__finder.describe(arguments[0])", element);
  }

  async expectFocus(role: string, name: Name): Promise<void> {
    let seen: Description | undefined;
    await until(
      () => `the focus on ${role} “${name}”, not on ${seen?.role} “${seen?.name}”`,
      async () => {
        try {
          seen = await this.focused();
        } catch (error) {
          // The element with the focus has just been replaced.
          if (isTransient(error)) return false;
          throw error;
        }
        const named = typeof name === "string" ? seen.name === name : name.test(seen.name);
        return seen.role === role && named;
      },
    );
  }

  /** Presses Tab until the focus is on the element. */
  async tabTo(role: string, name: Name, most = 60): Promise<void> {
    const passed: string[] = [];
    for (let pressed = 0; pressed < most; pressed++) {
      const at = await this.focused();
      const named = typeof name === "string" ? at.name === name : name.test(at.name);
      if (at.role === role && named) return;
      passed.push(`${at.role} “${at.name}”`);
      await this.press("Tab");
    }
    throw new Error(`${most} tabs do not lead to ${role} “${name}”:\n  ${passed.join("\n  ")}`);
  }

  outline(): Promise<string> {
    return inPage<string>(this.browser, "outline");
  }

  /** Runs an action in a second tab, then returns to this one. */
  async inAnotherTab(action: () => Promise<void>): Promise<void> {
    const here = await this.browser.window();
    await this.browser.switchTo(await this.browser.newTab());
    try {
      await action();
    } finally {
      await this.browser.closeTab();
      await this.browser.switchTo(here);
    }
  }

  /** Whether the current page has a probe. */
  hasProbe(): Promise<boolean> {
    return this.browser.run<boolean>("return Boolean(window.__probe)");
  }

  /** The record since the last call, over all pages. */
  async takeRecord(): Promise<ProbeRecord> {
    await this.collect();
    const record = this.record;
    this.record = emptyRecord();
    return record;
  }

  /** Adds the current page's record, because the next page starts with an empty one. */
  private async collect(): Promise<void> {
    const current = await this.browser
      .run<ProbeRecord | null>(
        "const p = window.__probe; if (!p) return null; const all = JSON.parse(JSON.stringify(p));" +
          " for (const k of Object.keys(p)) p[k].length = 0; return all",
      )
      .catch(() => null);
    if (!current) return;
    for (const kind of Object.keys(this.record) as (keyof ProbeRecord)[])
      this.record[kind].push(...current[kind]);
  }
}

function emptyRecord(): ProbeRecord {
  return { violations: [], errors: [], console: [], synchronous: [] };
}
