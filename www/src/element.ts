// The base of the custom elements. It passes the surface and the options to the module, and must never draw a surface itself. An
// element is there before the module is, so that it can show why loading failed.

import { crashCard, failureCard, stopped } from "./failure";
import { LoadError } from "./load";
import { crashMessage, onCrash, plugin, rest, restFailure } from "./module";
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
export type Surface =
  { tab: string } | { page: string } | { dialog: string } | { checklist: string } | { none: true };

/** Whether a surface as a whole is in the second module. Of the page only parts are, which load it by themselves. */
function isInRest(surface: Surface): boolean {
  return !("tab" in surface || "page" in surface);
}

/** The base of all elements: loading, mounting, failing. */
export abstract class DepElement extends HTMLElement {
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
      const needsRest = isInRest(this.surface());
      if (!plugin.loaded || (needsRest && !rest.loaded)) this.#put(skeleton());
      const [loaded] = await Promise.all([plugin.load(), needsRest && rest.load()]);
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

  /**
   * The card of a part of the surface whose code could not be loaded. A press on its button reaches that part.
   *
   * @internal
   */
  restCard(): HTMLElement {
    return failureCard(restFailure, () => undefined, this.#messages());
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
