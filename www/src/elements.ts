// The custom elements. They are defined before the module is loaded, so that each can show why loading failed. They pass
// the surface, the options and the place to the module, and must never draw a surface themselves.

import { crashCard, failureCard } from "./failure";
import { onCrash, plugin } from "./module";
import { checkNames, merge, type Options } from "./options";
import { adoptStyles } from "./styles";

let pageOptions: Options = {};
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
type Surface = { page: string } | { dialog: string } | { checklist: string } | { none: true };

/** The base of all elements: loading, mounting, failing. */
abstract class DepElement extends HTMLElement {
  readonly #root = this.attachShadow({ mode: "open" });
  #config: Options = {};
  #handle: number | undefined;
  #own: HTMLElement | undefined;
  #attaching = false;
  #unsubscribe: (() => void) | undefined;

  /**
   * Called with the reason if the surface cannot be shown.
   *
   * @internal
   */
  onfailure: ((reason: unknown) => void) | undefined;

  constructor() {
    super();
    adoptStyles(this.#root);
  }

  /** Options of this element, which override those of the page. Setting them restarts the surface. An unknown name throws a `TypeError`. */
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
    // A framework may have set the property before the element was defined. Pass it to the accessor.
    if (Object.hasOwn(this, "config")) {
      const early = this.config;
      Reflect.deleteProperty(this, "config");
      this.config = early;
    }
    connected.add(this);
    this.#unsubscribe ??= onCrash((message) => this.#put(crashCard(message)));
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
    });
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    if (this.#handle === undefined) void this.#attach();
    else plugin.loaded?.show(this.#handle, this.surface());
  }

  /**
   * Restarts the surface with the current options.
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
      if (!plugin.loaded) this.#put(skeleton());
      const loaded = await plugin.load();
      // The element may have been removed or changed while the module was loading.
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

  /** Shows an element of the shell in place of the module's surface. */
  #put(own: HTMLElement | undefined): void {
    this.#own?.remove();
    this.#own = own;
    if (own) this.#root.append(own);
  }
}

/** `<dep-enroll tab="devices|profiles">`: the page. */
export class DepEnrollElement extends DepElement {
  static readonly observedAttributes = ["tab"];

  /** The selected tab. Setting it switches to that tab. */
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
    return this.open && this.serial ? { dialog: this.serial } : { none: true };
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
    return this.serial ? { checklist: this.serial } : { none: true };
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
