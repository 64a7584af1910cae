// A locator finds an element by role and name, and acts on it as a user does. Every action waits
// until exactly one element matches; every expectation waits until it holds. A locator must never
// wait for a fixed time.

import { setTimeout as sleep } from "node:timers/promises";
import { type Driver, DriverError, type ElementRef, KEYS } from "./driver";
import finderSource from "in-page:./finder";
import type { FinderResult, NameMatch, Query, Step } from "./query";

export type Name = string | RegExp;

/** The longest wait for an element or a state. */
export const PATIENCE_MS = 10_000;

/** Errors of a driver while a page redraws. A retry sees the new state. */
const TRANSIENT_ERRORS = new Set([
  "stale element reference",
  "element not interactable",
  "element click intercepted",
  "no such element",
  "detached shadow root",
]);

/** Whether a page was redrawn under a command, so that a retry sees the new state. */
export function isTransient(error: unknown): error is DriverError {
  return error instanceof DriverError && TRANSIENT_ERRORS.has(error.code);
}

/**
 * Waits until nothing around the element slides, and until it stands still: a focus that moves may scroll the page. WebKit loses
 * a press on it meanwhile, and no person is that quick.
 */
const STANDING = `
  const [element, done] = arguments;
  const slides = ({ effect, playState }) =>
    playState === "running" && effect.target.contains(element) && effect.getKeyframes().some((frame) => "translate" in frame);
  const all = (element.getRootNode().getAnimations?.() ?? []).filter(slides);
  const still = (last, looks) => {
    const { x, y } = element.getBoundingClientRect();
    const place = x + "," + y;
    if (place === last || looks === 0) return done();
    setTimeout(() => still(place, looks - 1), 20);
  };
  Promise.allSettled(all.map(({ finished }) => finished)).then(() => still("", 50));`;

/** From now on the page keeps whether a press arrives at an element. A control that is disabled may hear of none. */
const LISTEN = `
  const [element] = arguments;
  window.__pressed = Boolean(element.disabled);
  element.addEventListener("mousedown", () => (window.__pressed = true), { capture: true, once: true });`;

/** The centre of an element, or null if another element covers it. */
const CLICK_POINT = `
  const element = arguments[0];
  const box = element.getBoundingClientRect();
  const x = Math.round(box.left + box.width / 2);
  const y = Math.round(box.top + box.height / 2);
  let hit = document.elementFromPoint(x, y);
  for (let inner; (inner = hit?.shadowRoot?.elementFromPoint(x, y)) && inner !== hit; ) hit = inner;
  if (hit?.contains(element)) hit.addEventListener("mousedown", () => (window.__pressed = true), { once: true });
  else if (!element.contains(hit)) return null;
  return { x, y };`;

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

  /** An element inside this one. */
  get(role: string | string[], name?: Name): Locator {
    const roles = typeof role === "string" ? [role] : role;
    const step: Step = name === undefined ? { roles } : { roles, name: matching(name) };
    return new Locator(this.driver, [...this.steps, step]);
  }

  /** An element inside this one by selector, for elements without a role. */
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

  /** Clicks while the Shift key is held. Unlike a click of the driver, one by the mouse scrolls nothing into view. */
  async shiftClick(): Promise<void> {
    await this.act(async (element) => {
      const point = await this.clickPoint(element);
      if (!point) throw new Error(`${this}: something covers it`);
      await this.driver.shiftClickAt(point.x, point.y);
    });
  }

  /** Replaces the value of a text field by key presses, as a user does. */
  async fill(text: string): Promise<void> {
    await this.act(async (element) => {
      await this.clickNow(element);
      const before = await this.driver.run<string>("return arguments[0].value", element);
      // One call, because every call of a driver moves the caret to the end.
      const { End = "", Backspace = "" } = KEYS;
      await this.driver.type(element, End + Backspace.repeat(before.length) + text);
    });
    await this.expectValue(text);
  }

  /** Types after the existing text. */
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

  /** Chooses an option of a list by its label. */
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

  /** The current number of matching elements. */
  async count(): Promise<number> {
    return (await this.look()).elements.length;
  }

  /** The current text of each matching element. */
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

  /** Waits until a state of this element holds. */
  async expectState(what: string | (() => string), holds: () => Promise<boolean>): Promise<void> {
    await until(() => `${this} to be ${typeof what === "string" ? what : what()}`, holds);
  }

  toString(): string {
    return this.steps.map(words).join(" > ");
  }

  /** Waits for exactly one matching element and acts on it. Retries if the page redraws meanwhile. */
  private async act<Result>(action: (element: ElementRef) => Promise<Result>): Promise<Result> {
    const deadline = Date.now() + PATIENCE_MS;
    let problem = "";
    do {
      const { elements, near } = await this.look();
      const [only] = elements;
      if (only && elements.length === 1) {
        try {
          return await action(only);
        } catch (error) {
          if (!isTransient(error)) throw error;
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

  /** Clicks, until the press has arrived: WebKit's driver presses where the element was, and a page may move meanwhile. */
  private async clickNow(element: ElementRef): Promise<void> {
    await this.driver.runAsync(STANDING, element);
    await this.driver.run(LISTEN, element);
    await this.clickOnce(element);
    // Nothing is known of a page that the click has left.
    const pressed = "return window.__pressed ?? true";
    if (!(await this.driver.run<boolean>(pressed).catch(() => true))) {
      throw new DriverError("element click intercepted", "the page has moved under the mouse");
    }
  }

  /**
   * Clicks through the driver. WebKit's driver mistakes a shadow root for an obstacle in front of its
   * content; in this case, clicks with the mouse at the same point.
   */
  private async clickOnce(element: ElementRef): Promise<void> {
    try {
      await this.driver.click(element);
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      // WebKit's driver scrolls no element into view of which a part is seen already, as under the foot of the panel.
      if (error.code === "element not interactable") {
        await this.driver.run(`arguments[0].scrollIntoView({ block: "center" })`, element);
        return this.driver.click(element);
      }
      if (error.code !== "element click intercepted") throw error;
      const point = await this.clickPoint(element);
      if (!point) throw error;
      await this.driver.clickAt(point.x, point.y);
    }
  }

  /** Where the mouse hits an element, which is scrolled into view; `null` if something covers it. */
  private async clickPoint(element: ElementRef): Promise<{ x: number; y: number } | null> {
    const intoView = `arguments[0].scrollIntoView({ block: "center", inline: "nearest" })`;
    await this.driver.run(intoView, element);
    await this.driver.runAsync(STANDING, element);
    return this.driver.run(CLICK_POINT, element);
  }

  private async look(): Promise<FinderResult<ElementRef>> {
    const query: Query = { steps: [...this.steps] };
    try {
      return await inPage<FinderResult<ElementRef>>(this.driver, "find", query);
    } catch (error) {
      // The page is being replaced by another one.
      if (error instanceof DriverError && error.code !== "no such window") {
        return { elements: [], near: [error.message] };
      }
      throw error;
    }
  }
}

/** Calls a function of the finder. Injects the finder into the page on first use. */
export async function inPage<Result>(
  driver: Driver,
  method: "find" | "outline" | "focused",
  argument: unknown = null,
): Promise<Result> {
  const call = "[window.__finder[arguments[0]](arguments[1])]";
  const script = `return window.__finder ? ${call} : null`;
  // Firefox returns null if the page navigates while a script runs. The next attempt reaches the new page.
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer =
      (await driver.run<[Result] | null>(script, method, argument)) ??
      // Injected and called in one script, because the page may navigate between two scripts.
      (await driver.run<[Result] | null>(`${finderSource}\nreturn ${call}`, method, argument));
    if (answer) return answer[0];
  }
  throw new Error(`the page does not answer ${method}`);
}

/** Waits until a condition holds. */
export async function until(
  what: string | (() => string),
  holds: () => Promise<boolean>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
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
