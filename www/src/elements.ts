// The custom elements. They are defined before the module is loaded, so that each can show why loading failed. They pass
// the surface, the options and the place to the module, and must never draw a surface themselves.

import { Address } from "./address";
import { crashCard, failureCard, stopped } from "./failure";
import { LoadError } from "./load";
import { crashMessage, onCrash, plugin } from "./module";
import { bare, checkedOptions, hostOf, merge, type Options } from "./options";
import { adoptStyles } from "./styles";
import { watchUnsaved } from "./unsaved";

let pageOptions: Options = bare();
const connected = new Set<DepElement>();

/**
 * Sets the options of the whole page and updates every element in it.
 *
 * @internal
 */
export function setPageOptions(options: Options): void {
  pageOptions = merge(pageOptions, options);
  for (const element of connected) element.reconfigure();
}

/**
 * The surface of an element, as the module expects it.
 *
 * @internal
 */
type Surface =
  { tab: string } | { page: string } | { dialog: string } | { checklist: string } | { none: true };

/** The base of all elements: loading, mounting, failing. */
abstract class DepElement extends HTMLElement {
  readonly #root = this.attachShadow({ mode: "open" });
  /**
   * Whether anything in the surface is not saved.
   *
   * @internal
   */
  protected readonly hasUnsaved = watchUnsaved(this.#root, () => {
    if (this.#isPostponed) this.reconfigure();
  });
  #config: Options = bare();
  #handle: number | undefined;
  /** The options that mean the surface's host. */
  #host = "";
  /** Whether the surface waits with another host until nothing is unsaved. */
  #isPostponed = false;
  #own: HTMLElement | undefined;
  #attaching = false;
  #unsubscribe: (() => void) | undefined;

  /**
   * Called with the reason if the surface cannot be shown.
   *
   * @internal
   */
  onfailure: ((reason: unknown) => void) | undefined;

  /**
   * Called if the page has removed the element.
   *
   * @internal
   */
  onremoved: (() => void) | undefined;

  /**
   * Options of this element, which override those of the page. Setting them keeps the state of the surface, unless they mean
   * another host. An unknown name throws a `TypeError`.
   */
  get config(): Options {
    return { ...this.#config };
  }

  set config(options: Options | null | undefined) {
    this.#config = checkedOptions(options ?? {});
    this.reconfigure();
  }

  /** @internal */
  protected abstract surface(): Surface;

  connectedCallback(): void {
    connected.add(this);
    this.#unsubscribe ??= onCrash(() => this.#stop());
    // Moving an element takes its dialogs out of the top layer, and they would no longer be modal.
    for (const dialog of this.#root.querySelectorAll<HTMLDialogElement>("dialog[open]")) {
      if (dialog.matches(":modal")) continue;
      dialog.removeAttribute("open");
      dialog.showModal();
    }
    // A framework may have set the property before the element was defined. Pass it to the accessor.
    if (Object.keys(this).includes("config")) {
      const early = this.config;
      Reflect.deleteProperty(this, "config");
      try {
        this.config = early;
      } catch (reason) {
        return this.#fail(reason);
      }
    }
    void this.#attach();
  }

  disconnectedCallback(): void {
    // Moving an element disconnects it for a moment. Return the root only if the element stays out of the document.
    queueMicrotask(() => {
      if (this.isConnected) return;
      connected.delete(this);
      this.#unsubscribe?.();
      this.#unsubscribe = undefined;
      if (this.#handle !== undefined) plugin.loaded?.detach(this.#handle);
      this.#handle = undefined;
      this.onremoved?.();
    });
  }

  attributeChangedCallback(): void {
    this.refresh();
  }

  /**
   * Shows the surface that the attributes ask for.
   *
   * @internal
   */
  protected refresh(): void {
    if (!this.isConnected) return;
    if (this.#handle === undefined) void this.#attach();
    else plugin.loaded?.show(this.#handle, this.surface());
  }

  /**
   * Gives the surface the current options. If they mean another host, it restarts as soon as nothing in it is unsaved.
   *
   * @internal
   */
  reconfigure(): void {
    const { loaded } = plugin;
    if (!this.isConnected) return;
    if (this.#handle === undefined || !loaded) return void this.#attach();
    const options = merge(pageOptions, this.#config);
    const host = hostOf(options);
    const isOther = host !== this.#host;
    this.#isPostponed = isOther && this.hasUnsaved();
    if (this.#isPostponed) return;
    try {
      loaded.configure(this.#handle, this, options, isOther);
      // A fresh surface begins where the element was asked to be first.
      if (isOther) loaded.show(this.#handle, this.surface());
      this.#host = host;
      this.#put(undefined);
    } catch (reason) {
      this.#fail(reason);
    }
  }

  async #attach(): Promise<void> {
    if ("none" in this.surface() || this.#attaching || this.#handle !== undefined) return;
    this.#attaching = true;
    try {
      if (!adoptStyles(this.#root)) throw new LoadError("unsupported", "");
      if (!plugin.loaded) this.#put(skeleton());
      const loaded = await plugin.load();
      if (crashMessage() !== undefined) return this.#stop();
      // The element may have been removed or changed while the module was loading.
      if (this.isConnected && !("none" in this.surface())) {
        const options = merge(pageOptions, this.#config);
        this.#host = hostOf(options);
        this.#handle = loaded.attach(this, options, this.surface());
      }
      this.#put(undefined);
    } catch (reason) {
      this.#fail(reason);
    } finally {
      this.#attaching = false;
    }
  }

  #messages(): Options["messages"] {
    return merge(pageOptions, this.#config).messages;
  }

  /** Shows why the surface cannot be shown, or above a running surface why it goes on with its earlier options. */
  #fail(reason: unknown): void {
    if (crashMessage() !== undefined) return this.#stop();
    this.#put(failureCard(reason, () => void this.#attach(), this.#messages()));
    if (this.#handle === undefined) this.onfailure?.(reason);
  }

  /** Shows that the module has crashed, in place of the surface. A modal dialog of the surface would cover the card. */
  #stop(): void {
    const message = crashMessage() ?? "";
    const hasFocus = this.#root.querySelector(":focus, dialog[open]") !== null;
    this.#handle = undefined;
    this.#root.querySelector(".root")?.remove();
    if ("none" in this.surface()) return;
    const card = crashCard(message, this.#messages());
    this.#put(card);
    if (hasFocus) card.focus();
    this.onfailure?.(stopped(message));
  }

  /** Shows an element of the shell in place of the module's surface. */
  #put(own: HTMLElement | undefined): void {
    this.#own?.remove();
    this.#own = own;
    if (own) this.#root.prepend(own);
  }
}

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
    // Going there would discard what was typed. The address takes its step back.
    if (this.hasUnsaved()) return this.#address.write(here, false);
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

function skeleton(): HTMLElement {
  const lines = document.createElement("div");
  lines.className = "skeleton";
  lines.setAttribute("role", "status");
  lines.setAttribute("aria-label", "Loading …");
  for (let line = 0; line < 6; line += 1) {
    const bar = document.createElement("div");
    bar.className = "skeleton-line";
    lines.append(bar);
  }
  return lines;
}

declare global {
  interface HTMLElementTagNameMap {
    "dep-enroll": DepEnrollElement;
    "dep-enroll-dialog": DepEnrollDialogElement;
    "dep-enroll-checklist": DepEnrollChecklistElement;
  }
}
