// The custom elements, and what their attributes ask for.

import { Address } from "./address";
import { DepElement, type Surface } from "./element";
import { bare } from "./options";

/** `<dep-enroll tab="devices|profiles|history" state="…" history="hash">`: the page. */
export class DepEnrollElement extends DepElement {
  static readonly observedAttributes = ["tab", "state", "history"];

  /** The place where the page is, or was sent to; `undefined` as long as only a tab was asked for. */
  #place: string | undefined;
  #isStarted = false;
  readonly #address = new Address((place) => this.#arrive(place));

  constructor() {
    super();
    this.addEventListener("dep-navigate", (event) => {
      const { state, replace } = event.detail;
      this.#place = state;
      // Any listener of the page may prevent the default, so this waits for all of them.
      queueMicrotask(() => {
        if (!event.defaultPrevented) this.#address.write(state, replace);
      });
    });
  }

  /** The selected tab. Setting it switches to that tab. */
  get tab(): string {
    return this.getAttribute("tab") ?? "devices";
  }

  set tab(tab: string) {
    this.setAttribute("tab", tab);
  }

  /**
   * The place in the page, for links: `devices?r=to-do&page=3`, `devices/C02EMPTY0001`, `profiles`. Setting it goes there;
   * parts that cannot be read are left out.
   */
  get state(): string {
    return this.#place ?? this.#asked();
  }

  set state(state: string) {
    this.setAttribute("state", state);
  }

  /** `hash` if the place stands in the address of the browser, after `#dep:`. */
  get history(): string {
    return this.getAttribute("history") ?? "";
  }

  set history(history: string) {
    this.setAttribute("history", history);
  }

  override connectedCallback(): void {
    // A framework may have set the property before the element was defined. Pass it to the accessor.
    const early = Object.getOwnPropertyDescriptor(this, "state")?.value as unknown;
    if (typeof early === "string") {
      Reflect.deleteProperty(this, "state");
      this.state = early;
    }
    if (!this.#isStarted) this.#place = this.getAttribute("state") ?? undefined;
    this.#isStarted = true;
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving an element disconnects it for a moment.
    queueMicrotask(() => {
      if (!this.isConnected) this.#address.leave();
    });
  }

  override attributeChangedCallback(name?: string, _?: unknown, value?: string | null): void {
    // Before, the attributes are read together: their order means nothing.
    if (!this.#isStarted) return;
    if (name === "history") return this.#follow();
    this.#place = name === "state" ? (value ?? undefined) : undefined;
    super.attributeChangedCallback();
  }

  /** @internal */
  protected surface(): Surface {
    return bare<Surface>(this.#place === undefined ? { tab: this.tab } : { page: this.#place });
  }

  /** The place that the attributes ask for. */
  #asked(): string {
    return this.getAttribute("state") ?? this.tab;
  }

  /** Takes the address and goes to its place if the attribute `history` asks for it, otherwise leaves it. */
  #follow(): void {
    if (!this.isConnected || this.history !== "hash") return this.#address.leave();
    if (this.#address.take()) this.#arrive(this.#address.place ?? this.state);
  }

  /** The address leads to a place, by a step back or forward or by a link. Without one it leads to where the page began. */
  #arrive(place: string | undefined): void {
    const here = this.state;
    const there = place ?? this.#asked();
    if (there === here) return;
    // Going there would discard what was typed. The address takes its step back. The editor of a profile asks by itself.
    const isAsked = [here, there].every((place) => /^profiles(\/|$)/.test(place));
    if (this.hasUnsaved() && !isAsked) return this.#address.write(here, false);
    this.#place = there;
    this.refresh();
  }
}

/** `<dep-enroll-dialog serial="…" open>`: the enrollment dialog. It removes its `open` attribute when it closes. */
export class DepEnrollDialogElement extends DepElement {
  static readonly observedAttributes = ["serial", "open"];

  /** Serial number of the device. */
  get serial(): string {
    return this.getAttribute("serial") ?? "";
  }

  set serial(serial: string) {
    this.setAttribute("serial", serial);
  }

  /** Whether the dialog is shown. */
  get open(): boolean {
    return this.hasAttribute("open");
  }

  set open(open: boolean) {
    this.toggleAttribute("open", open);
  }

  /** @internal */
  protected surface(): Surface {
    return bare<Surface>(this.open && this.serial ? { dialog: this.serial } : { none: true });
  }
}

/** `<dep-enroll-checklist serial="…">`: the checklist of one device. */
export class DepEnrollChecklistElement extends DepElement {
  static readonly observedAttributes = ["serial"];

  /** Serial number of the device. */
  get serial(): string {
    return this.getAttribute("serial") ?? "";
  }

  set serial(serial: string) {
    this.setAttribute("serial", serial);
  }

  /** @internal */
  protected surface(): Surface {
    return bare<Surface>(this.serial ? { checklist: this.serial } : { none: true });
  }
}

/**
 * Defines the elements. If the page has another copy of the plugin, the first copy keeps its elements.
 *
 * @internal
 */
export function defineElements(): void {
  const elements: Record<string, CustomElementConstructor> = {
    "dep-enroll": DepEnrollElement,
    "dep-enroll-dialog": DepEnrollDialogElement,
    "dep-enroll-checklist": DepEnrollChecklistElement,
  };
  for (const [name, element] of Object.entries(elements)) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "dep-enroll": DepEnrollElement;
    "dep-enroll-dialog": DepEnrollDialogElement;
    "dep-enroll-checklist": DepEnrollChecklistElement;
  }
}
