// What a scene does to reach its state, from inside the page: press, type, choose, wait. Elements are found as a user of
// assistive technology finds them, by role and by a sentence's code, so that scenes work in every language. It must never
// wait for a fixed time.

import "../../tests/browser/harness/finder";
import type { Step } from "../../tests/browser/harness/query";

// Ten thousand devices are judged in three seconds, and in five times as long on a machine that is busy with other tests.
const PATIENCE_MS = 30_000;

/** An accessible name: its code with parameters, or the text itself. */
export type Name = { code: string; params?: Record<string, string>; after?: string } | string;

/** The sentence of a code with its places filled. */
export type Sentence = (code: string, params: Record<string, string>) => string;

/** Whether a scene has pressed or typed anything, so that the focus must be somewhere. */
export const touched = { yes: false };

export class Hand {
  constructor(
    private readonly sentence: Sentence,
    private readonly steps: readonly Step[] = [],
  ) {}

  /** A sentence as the plugin shows it now. */
  text(code: string, params: Record<string, string> = {}): string {
    return this.sentence(code, params);
  }

  /** Works inside an element only. */
  within(role: string, name?: Name): Hand {
    return new Hand(this.sentence, [...this.steps, this.#step([role], name)]);
  }

  async press(role: string, name?: Name): Promise<void> {
    const element = await this.see([role], name);
    touched.yes = true;
    element.focus();
    element.click();
  }

  async type(name: Name, value: string): Promise<void> {
    const field = await this.see(["textbox", "searchbox", "combobox"], name);
    touched.yes = true;
    field.focus();
    change(field as HTMLInputElement, HTMLInputElement.prototype, value, "input");
  }

  /** Leaves a field for the next control, as Tab does. */
  async leave(name: Name): Promise<void> {
    const field = await this.see(["textbox", "searchbox", "combobox"], name);
    const around = field.getRootNode() as ShadowRoot;
    const all = [...around.querySelectorAll<HTMLElement>("button, input, select, textarea")];
    const after = all.slice(all.indexOf(field) + 1);
    after.find((control) => control.tabIndex >= 0 && control.checkVisibility())?.focus();
  }

  /** Chooses the first option of a list whose text begins like this. */
  async choose(name: Name, option: string): Promise<void> {
    const list = (await this.see(["combobox"], name)) as HTMLSelectElement;
    const found = await until(
      () => `an option “${option}…”`,
      () => [...list.options].find(({ label }) => label.startsWith(option)),
    );
    change(list, HTMLSelectElement.prototype, found.value, "change");
  }

  /** Waits for an element with one of these roles. */
  see(roles: string[], name?: Name): Promise<HTMLElement> {
    return this.#find(this.#step(roles, name));
  }

  /** Waits until no element has one of these roles and the name. */
  async gone(roles: string[], name: Name): Promise<void> {
    const steps = [...this.steps, this.#step(roles, name)];
    await until(
      () => `the end of ${JSON.stringify(steps)}`,
      () => window.__finder?.find({ steps }).elements.length === 0 || undefined,
    );
  }

  /** Waits for a message by its stable code. */
  seeCode(code: string): Promise<HTMLElement> {
    return this.seeCss(`[data-code="${code}"]`);
  }

  /** Waits for a sentence anywhere on the page. */
  async seeText(name: Name): Promise<void> {
    const text = this.#text(name);
    await until(
      () => `“${text}”`,
      () => window.__finder?.describe(document.body).text.includes(text) || undefined,
    );
  }

  /** Waits for an element without a role of its own. */
  seeCss(css: string): Promise<HTMLElement> {
    return this.#find({ css });
  }

  #find(step: Step): Promise<HTMLElement> {
    const steps = [...this.steps, step];
    return until(
      () => `${JSON.stringify(steps)} in\n${window.__finder?.outline()}`,
      () => {
        const found = window.__finder?.find({ steps }).elements ?? [];
        return found[0] as HTMLElement | undefined;
      },
    );
  }

  #step(roles: string[], name?: Name): Step {
    if (name === undefined) return { roles };
    return { roles, name: { kind: "exact", text: this.#text(name) } };
  }

  #text(name: Name): string {
    if (typeof name === "string") return name;
    const { code, params = {}, after } = name;
    const text = this.text(code, params);
    return after === undefined ? text : this.text("common.about", { action: text, item: after });
  }
}

/** Sets a value as typing or choosing does: past any setter of a framework, and with its event. */
function change(
  element: HTMLInputElement | HTMLSelectElement,
  prototype: object,
  value: string,
  event: string,
): void {
  Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(element, value);
  element.dispatchEvent(new Event(event, { bubbles: true, composed: true }));
}

/** Looks again after every frame until there is something. */
export async function until<T>(what: () => string, look: () => T | undefined): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`the scene waits in vain for ${what()}`);
    await frame();
  }
}

/** Resolves with the next frame. A page in the background draws none, so a timer stands in. */
export function frame(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
    setTimeout(resolve, 100);
  });
}
