// Runs in every page of the development server: shows new styles and sentences in place, reloads for everything else, and
// shows why a build failed. It knows the elements by their tags and their public properties only.

import type { Options } from "../src/options";
import { showFailures, type BuildFailure } from "./overlay";

/** What the server says, by event; the last value of each is kept for frames that come later. */
interface Events {
  server: string;
  styles: string;
  sentences: Record<string, string>;
  failures: BuildFailure[];
}

/** The stream of a tab. All frames of a tab share one: browsers allow six connections to a server. */
class Stream {
  readonly #last: Partial<Events> = {};
  readonly #events = new EventTarget();

  constructor() {
    const source = new EventSource("/__dev/events");
    for (const kind of ["server", "styles", "sentences", "failures"] as const) {
      source.addEventListener(kind, ({ data }: MessageEvent<string>) => {
        this.#last[kind] = JSON.parse(data);
        this.#events.dispatchEvent(new Event(kind));
      });
    }
    source.addEventListener("links", () => this.#events.dispatchEvent(new Event("links")));
    source.addEventListener("reload", ({ data }: MessageEvent<string>) => {
      const pages = JSON.parse(data) as string[];
      if (pages.some((page) => location.pathname.startsWith(page))) location.reload();
    });
  }

  /** Calls back with the last value, and with every later one. */
  follow<Kind extends keyof Events>(kind: Kind, show: (value: Events[Kind]) => void): void {
    const tell = (): void => {
      const value = this.#last[kind];
      if (value !== undefined) show(value);
    };
    this.#events.addEventListener(kind, tell);
    tell();
  }

  onLinks(act: () => void): void {
    this.#events.addEventListener("links", act);
  }
}

declare global {
  interface Window {
    depEnrollDev?: Stream;
  }
}

type ConfiguredElement = HTMLElement & { config?: Options };

let styles: string | undefined;
let sentences: Events["sentences"] = {};
const styled = new WeakMap<CSSStyleSheet, string>();
const worded = new WeakMap<ConfiguredElement, Events["sentences"]>();
/** The element's own messages, as the page set them. */
const ownMessages = new WeakMap<ConfiguredElement, Options["messages"]>();

function update(): void {
  const tags = "dep-enroll, dep-enroll-dialog, dep-enroll-checklist";
  for (const element of document.querySelectorAll<ConfiguredElement>(tags)) {
    restyle(element);
    reword(element);
  }
}

/** All elements of a page adopt one style sheet. */
function restyle(element: HTMLElement): void {
  const sheet = element.shadowRoot?.adoptedStyleSheets[0];
  if (styles === undefined || !sheet || styled.get(sheet) === styles) return;
  sheet.replaceSync(styles);
  styled.set(sheet, styles);
}

function reword(element: ConfiguredElement): void {
  const isNew = !worded.has(element);
  if (worded.get(element) === sentences || (isNew && Object.keys(sentences).length === 0)) return;
  worded.set(element, sentences);
  if (isNew) ownMessages.set(element, element.config?.messages);
  const messages = { ...sentences, ...ownMessages.get(element) };
  element.config = { ...element.config, messages };
}

/** Loads the page's own style sheets again. The old one stays until the new one is there, so that nothing jumps. */
function reloadLinks(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) {
    const next = link.cloneNode() as HTMLLinkElement;
    const address = new URL(link.href);
    address.searchParams.set("dev", `${Date.now()}`);
    next.href = address.href;
    next.addEventListener("load", () => link.remove());
    link.after(next);
  }
}

/** The stream of the outermost page, if this is a frame in a page of the same server. */
function outerStream(): Stream | undefined {
  try {
    return window.top?.depEnrollDev;
  } catch {
    // Another origin.
    return undefined;
  }
}

const outer = outerStream();
const stream = outer ?? (window.depEnrollDev = new Stream());
stream.follow("styles", (text) => {
  styles = text;
  update();
});
stream.follow("sentences", (changed) => {
  sentences = changed;
  update();
});
stream.onLinks(reloadLinks);
new MutationObserver(update).observe(document, { childList: true, subtree: true });

// The outermost page reloads its frames with it, and its message lies over them.
if (!outer) {
  let server: string | undefined;
  stream.follow("failures", showFailures);
  stream.follow("server", (id) => {
    server ??= id;
    if (server !== id) location.reload();
  });
}
