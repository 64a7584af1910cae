// The custom elements: thin shells that exist before the module is there, so that each can say why it does not come.
// What they show is the module's; they only say which surface, with which options, and where.

import { crashCard, failureCard } from "./failure";
import { plugin, whenBroken } from "./module";
import { checkNames, merge, type Options } from "./options";
import { adoptStyles } from "./styles";

let pageOptions: Options = {};
const connected = new Set<DepElement>();

/**
 * Sets the options of the whole page; elements that are already there follow.
 *
 * @internal
 */
export function setPageOptions(options: Options): void {
  pageOptions = merge(pageOptions, options);
  for (const element of connected) element.reconfigure();
}

/**
 * What an element shows, in the module's words.
 *
 * @internal
 */
type Surface = { page: string } | { dialog: string } | { checklist: string } | { none: true };

/** What all elements share: loading, mounting, failing. */
abstract class DepElement extends HTMLElement {
  readonly #root = this.attachShadow({ mode: "open" });
  #config: Options = {};
  #handle: number | undefined;
  #own: HTMLElement | undefined;
  #attaching = false;
  #forgetBroken: (() => void) | undefined;

  /**
   * Hears why the surface cannot be shown, for a caller that waits for it.
   *
   * @internal
   */
  onfailure: ((reason: unknown) => void) | undefined;

  constructor() {
    super();
    adoptStyles(this.#root);
  }

  /** Options of this element, over those of the page. Setting them starts its surface afresh; a name that does not exist throws a `TypeError`. */
  get config(): Options {
    return this.#config;
  }

  set config(options: Options) {
    checkNames(options);
    this.#config = { ...options };
    this.reconfigure();
  }

  /** @internal */
  protected abstract surface(): Surface;

  connectedCallback(): void {
    // A framework may have set the property before the element was defined; it must reach the accessor.
    if (Object.hasOwn(this, "config")) {
      const early = this.config;
      Reflect.deleteProperty(this, "config");
      this.config = early;
    }
    connected.add(this);
    this.#forgetBroken ??= whenBroken((message) => this.#put(crashCard(message)));
    void this.#attach();
  }

  disconnectedCallback(): void {
    // Moving an element in the document disconnects it for a moment; only one that stays away gives its root back.
    queueMicrotask(() => {
      if (this.isConnected) return;
      connected.delete(this);
      this.#forgetBroken?.();
      this.#forgetBroken = undefined;
      if (this.#handle !== undefined) plugin.loaded?.detach(this.#handle);
      this.#handle = undefined;
    });
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    if (this.#handle === undefined) void this.#attach();
    else plugin.loaded?.show(this.#handle, this.surface());
  }

  /**
   * Starts the surface again with the options as they are now.
   *
   * @internal
   */
  reconfigure(): void {
    const { loaded } = plugin;
    if (!this.isConnected) return;
    if (this.#handle === undefined || !loaded) return void this.#attach();
    try {
      loaded.configure(this.#handle, this, merge(pageOptions, this.#config));
    } catch (reason) {
      this.#fail(reason);
    }
  }

  async #attach(): Promise<void> {
    if ("none" in this.surface() || this.#attaching || this.#handle !== undefined) return;
    this.#attaching = true;
    try {
      if (!plugin.loaded) this.#put(waiting());
      const loaded = await plugin.load();
      // The element may have left, or changed its mind, while the module was on its way.
      if (this.isConnected && !("none" in this.surface())) {
        this.#handle = loaded.attach(this, merge(pageOptions, this.#config), this.surface());
      }
      this.#put(undefined);
    } catch (reason) {
      this.#fail(reason);
    } finally {
      this.#attaching = false;
    }
  }

  #fail(reason: unknown): void {
    const { loaded } = plugin;
    if (this.#handle !== undefined) loaded?.detach(this.#handle);
    this.#handle = undefined;
    this.#put(failureCard(reason, () => void this.#attach()));
    this.onfailure?.(reason);
  }

  /** Shows something of the shell's own in the place of the module's surface. */
  #put(own: HTMLElement | undefined): void {
    this.#own?.remove();
    this.#own = own;
    if (own) this.#root.append(own);
  }
}

/** `<dep-enroll tab="devices|profiles">`: the page. */
export class DepEnrollElement extends DepElement {
  static readonly observedAttributes = ["tab"];

  /** The tab that is shown first, and when it changes. */
  get tab(): string {
    return this.getAttribute("tab") ?? "devices";
  }

  set tab(tab: string) {
    this.setAttribute("tab", tab);
  }

  /** @internal */
  protected surface(): Surface {
    return { page: this.tab };
  }
}

/** `<dep-enroll-dialog serial="…" open>`: the enrollment dialog alone. It takes its `open` away when it closes. */
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
    return this.open && this.serial ? { dialog: this.serial } : { none: true };
  }
}

/** `<dep-enroll-checklist serial="…">`: the checklist alone. */
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
    return this.serial ? { checklist: this.serial } : { none: true };
  }
}

/**
 * Defines the elements. A second copy of the plugin on a page leaves the first in place.
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

function waiting(): HTMLElement {
  const skeleton = document.createElement("div");
  skeleton.className = "skeleton";
  skeleton.setAttribute("role", "status");
  skeleton.setAttribute("aria-label", "Loading …");
  for (let line = 0; line < 6; line += 1) {
    const bar = document.createElement("div");
    bar.className = "skeleton-line";
    skeleton.append(bar);
  }
  return skeleton;
}

declare global {
  interface HTMLElementTagNameMap {
    "dep-enroll": DepEnrollElement;
    "dep-enroll-dialog": DepEnrollDialogElement;
    "dep-enroll-checklist": DepEnrollChecklistElement;
  }
}
