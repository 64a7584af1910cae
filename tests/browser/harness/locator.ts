// A place on the page by role and name, and what a user does there. Every action waits until the
// place is there exactly once; every expectation waits until it holds. Nothing sleeps for a fixed
// time.

import { setTimeout as sleep } from "node:timers/promises";
import { type Driver, DriverError, type ElementRef, KEYS } from "./driver";
import finderSource from "in-page:./finder";
import type { Found, NameMatch, Query, Step } from "./query";

export type Name = string | RegExp;

/** How long a place or a state may take to come. */
export const PATIENCE_MS = 10_000;

/** What a driver says while a page redraws; the next look sees the new drawing. */
const PASSING = new Set([
  "stale element reference",
  "element not interactable",
  "element click intercepted",
  "no such element",
  "detached shadow root",
]);

/** The middle of an element, if that is what a user would hit there. */
const HIT = `
  const element = arguments[0];
  element.scrollIntoView({ block: "center", inline: "nearest" });
  const box = element.getBoundingClientRect();
  const x = Math.round(box.left + box.width / 2);
  const y = Math.round(box.top + box.height / 2);
  let hit = document.elementFromPoint(x, y);
  for (let inner; (inner = hit?.shadowRoot?.elementFromPoint(x, y)) && inner !== hit; ) hit = inner;
  return hit && (element.contains(hit) || hit.contains(element)) ? { x, y } : null;`;

export interface Description {
  role: string;
  name: string;
  description: string;
  text: string;
}

export class Locator {
  constructor(
    private readonly driver: Driver,
    private readonly steps: readonly Step[],
  ) {}

  /** A place inside this one. */
  get(role: string | string[], name?: Name): Locator {
    const roles = typeof role === "string" ? [role] : role;
    const step: Step = name === undefined ? { roles } : { roles, name: matching(name) };
    return new Locator(this.driver, [...this.steps, step]);
  }

  /** A place inside this one by selector, for hooks that have no role. */
  css(css: string): Locator {
    return new Locator(this.driver, [...this.steps, { css }]);
  }

  button(name: Name): Locator {
    return this.get("button", name);
  }

  field(name: Name): Locator {
    return this.get(["textbox", "combobox", "searchbox", "spinbutton"], name);
  }

  checkbox(name: Name): Locator {
    return this.get(["checkbox", "switch"], name);
  }

  dialog(name: Name): Locator {
    return this.get(["dialog", "alertdialog"], name);
  }

  async click(): Promise<void> {
    await this.act((element) => this.clickNow(element));
  }

  /** Replaces what is in a text field, by keys as a user would. */
  async fill(text: string): Promise<void> {
    await this.act(async (element) => {
      await this.clickNow(element);
      const before = await this.driver.run<string>("return arguments[0].value", element);
      // One call, because a driver puts the caret at the end again with each.
      const { End = "", Backspace = "" } = KEYS;
      await this.driver.type(element, End + Backspace.repeat(before.length) + text);
    });
    await this.expectValue(text);
  }

  /** Types after what is there already. */
  async type(text: string): Promise<void> {
    await this.act((element) => this.driver.type(element, text));
  }

  /** Ticks or unticks a box. */
  async check(on = true): Promise<void> {
    if ((await this.checked()) !== on) await this.click();
    await this.expectState(`checked ${on}`, async () => (await this.checked()) === on);
  }

  checked(): Promise<boolean> {
    return this.act((element) => this.driver.run<boolean>("return arguments[0].checked", element));
  }

  /** Chooses an option of a list by what it says. */
  async choose(option: Name): Promise<void> {
    await this.act(async (element) => {
      const options = await this.driver.run<ElementRef[]>(
        "return [...arguments[0].options].filter((o) => new RegExp(arguments[1]).test(o.label.trim()))",
        element,
        typeof option === "string" ? `^${escape(option)}$` : option.source,
      );
      const [only] = options;
      if (!only || options.length > 1) {
        throw new Error(`${this} has ${options.length} options like ${option}`);
      }
      await this.driver.click(only);
    });
  }

  value(): Promise<string> {
    return this.act((element) => this.driver.run<string>("return arguments[0].value", element));
  }

  async text(): Promise<string> {
    return (await this.describe()).text;
  }

  describe(): Promise<Description> {
    return this.act((element) =>
      this.driver.run<Description>("return window.__finder.describe(arguments[0])", element),
    );
  }

  attribute(name: string): Promise<string | null> {
    return this.act((element) =>
      this.driver.run<string | null>(
        "return arguments[0].getAttribute(arguments[1])",
        element,
        name,
      ),
    );
  }

  enabled(): Promise<boolean> {
    return this.act((element) =>
      this.driver.run<boolean>(
        "return !arguments[0].disabled && arguments[0].getAttribute('aria-disabled') !== 'true'",
        element,
      ),
    );
  }

  /** How many there are now. */
  async count(): Promise<number> {
    return (await this.look()).elements.length;
  }

  /** What each one says, now. */
  async texts(): Promise<string[]> {
    const { elements } = await this.look();
    return this.driver.run<string[]>(
      "return arguments[0].map((element) => window.__finder.describe(element).text)",
      elements,
    );
  }

  async expectVisible(): Promise<void> {
    await this.act(() => Promise.resolve());
  }

  async expectGone(): Promise<void> {
    await this.expectCount(0);
  }

  async expectCount(count: number): Promise<void> {
    let seen = -1;
    await this.expectState(
      () => `there ${count} times, not ${seen}`,
      async () => (seen = await this.count()) === count,
    );
  }

  async expectText(expected: Name): Promise<void> {
    let seen = "";
    await this.expectState(
      () => `saying ${expected}, not “${seen}”`,
      async () => {
        seen = await this.text();
        return typeof expected === "string" ? seen.includes(expected) : expected.test(seen);
      },
    );
  }

  async expectValue(expected: string): Promise<void> {
    let seen = "";
    await this.expectState(
      () => `holding “${expected}”, not “${seen}”`,
      async () => (seen = await this.value()) === expected,
    );
  }

  async expectAttribute(name: string, expected: string): Promise<void> {
    let seen: string | null = null;
    await this.expectState(
      () => `with ${name}=“${expected}”, not “${seen}”`,
      async () => (seen = await this.attribute(name)) === expected,
    );
  }

  async expectEnabled(on = true): Promise<void> {
    await this.expectState(`enabled ${on}`, async () => (await this.enabled()) === on);
  }

  /** Waits until a state of this place holds. */
  async expectState(what: string | (() => string), holds: () => Promise<boolean>): Promise<void> {
    await until(() => `${this} to be ${typeof what === "string" ? what : what()}`, holds);
  }

  toString(): string {
    return this.steps.map(words).join(" > ");
  }

  /** Waits for the one place and acts on it; again when the page redraws under it. */
  private async act<Result>(deed: (element: ElementRef) => Promise<Result>): Promise<Result> {
    const deadline = Date.now() + PATIENCE_MS;
    let problem = "";
    do {
      const { elements, near } = await this.look();
      const [only] = elements;
      if (only && elements.length === 1) {
        try {
          return await deed(only);
        } catch (error) {
          if (!(error instanceof DriverError && PASSING.has(error.code))) throw error;
          problem = error.message;
        }
      } else {
        problem = elements.length > 1 ? `found ${elements.length} times` : "not found";
        if (near.length > 0) problem += `; there are:\n  ${near.join("\n  ")}`;
      }
      await sleep(25);
    } while (Date.now() < deadline);
    throw new Error(`${this}: ${problem}`);
  }

  /**
   * A click by the driver, or, where the driver takes a shadow root for an obstacle in front of
   * what is in it (WebKit's does), by the mouse at the same place.
   */
  private async clickNow(element: ElementRef): Promise<void> {
    try {
      await this.driver.click(element);
    } catch (error) {
      if (!(error instanceof DriverError && error.code === "element click intercepted"))
        throw error;
      const point = await this.driver.run<{ x: number; y: number } | null>(HIT, element);
      if (!point) throw error;
      await this.driver.clickAt(point.x, point.y);
    }
  }

  private async look(): Promise<Found<ElementRef>> {
    const query: Query = { steps: [...this.steps] };
    try {
      return await inPage<Found<ElementRef>>(this.driver, "find", query);
    } catch (error) {
      // The page is being replaced by another one.
      if (error instanceof DriverError && error.code !== "no such window") {
        return { elements: [], near: [error.message] };
      }
      throw error;
    }
  }
}

/** Calls a function of the finder, which is put into each page when it is first needed. */
export async function inPage<Result>(
  driver: Driver,
  method: "find" | "outline" | "focused",
  argument: unknown = null,
): Promise<Result> {
  const call = "[window.__finder[arguments[0]](arguments[1])]";
  const script = `return window.__finder ? ${call} : null`;
  // Firefox answers with nothing when the page leaves while a script runs in it; then the next page is asked.
  for (let asked = 0; asked < 5; asked++) {
    const answer =
      (await driver.run<[Result] | null>(script, method, argument)) ??
      // Put and called at once: between two scripts the page may give way to another one.
      (await driver.run<[Result] | null>(`${finderSource}\nreturn ${call}`, method, argument));
    if (answer) return answer[0];
  }
  throw new Error(`the page does not answer ${method}`);
}

/** Waits until a condition holds. */
export async function until(
  what: string | (() => string),
  holds: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`waited in vain for ${typeof what === "string" ? what : what()}`);
    }
    await sleep(25);
  }
}

function matching(name: Name): NameMatch {
  return typeof name === "string"
    ? { kind: "exact", text: name }
    : { kind: "pattern", source: name.source, flags: name.flags };
}

function words(step: Step): string {
  const role = step.roles?.join("/") ?? step.css ?? "";
  if (!step.name) return role;
  return step.name.kind === "exact"
    ? `${role} “${step.name.text}”`
    : `${role} /${step.name.source}/`;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
