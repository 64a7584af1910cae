// The card that an element shows if the module cannot be loaded or has crashed. It must work without the module, so its
// sentences are here and not in the catalogue. A page replaces them by the same option as all others: `load.CASE.title`,
// `load.CASE.advice`, `load.retry`.

import { LoadError, type LoadFailure } from "./load";

type Case = LoadFailure | "configuration" | "crashed";

/** Sentences of the page by code. */
type Messages = Readonly<Record<string, string>> | undefined;

const SENTENCES: Record<Case, [title: string, advice: string]> = {
  unsupported: [
    "This browser cannot run the device enrollment plugin",
    "It is too old, or WebAssembly was switched off. Use a current browser, or ask your IT team.",
  ],
  unreachable: [
    "The device enrollment plugin could not be downloaded",
    "The server cannot be reached. Check the network, then try again.",
  ],
  stalled: [
    "The device enrollment plugin could not be downloaded",
    "The server has sent nothing for a minute. Check the network, then try again.",
  ],
  refused: [
    "The server refuses to give out the device enrollment plugin",
    "You are not signed in, or you may not read the file at the address below. Sign in again; if it stays so, tell the server's administrator.",
  ],
  "server-error": [
    "The device enrollment plugin could not be downloaded",
    "The server failed when it was asked for the file at the address below. Try again; if it stays so, tell the server's administrator.",
  ],
  missing: [
    "The device enrollment plugin is not where it should be",
    "The server has no file at the address below. The server's administrator must put it there.",
  ],
  "not-wasm": [
    "The device enrollment plugin was not delivered",
    "The server sent something else at the address below, for example a sign-in or error page. Sign in again; if it stays so, tell the server's administrator.",
  ],
  blocked: [
    "This page does not allow the device enrollment plugin",
    "The page's Content-Security-Policy forbids WebAssembly. Its script-src must contain 'wasm-unsafe-eval'.",
  ],
  broken: [
    "The device enrollment plugin could not be started",
    "The file at the address below is damaged, or this browser is too old for it. Reload the page; if it stays so, tell the server's administrator.",
  ],
  configuration: [
    "The device enrollment plugin is not set up correctly",
    "Whoever embedded it in this page must correct its options.",
  ],
  crashed: [
    "The device enrollment plugin has stopped",
    "It found an error in itself. What the server has confirmed is safe. Reload the page.",
  ],
};

const RETRIABLE: ReadonlySet<Case> = new Set([
  "unreachable",
  "stalled",
  "refused",
  "server-error",
  "missing",
  "not-wasm",
]);

/** The card for a failed start. It offers `retry` if a retry can help. */
export function failureCard(reason: unknown, retry: () => void, messages: Messages): HTMLElement {
  const isLoad = reason instanceof LoadError;
  return card(
    isLoad ? reason.code : "configuration",
    isLoad ? reason.url : reason instanceof Error ? reason.message : String(reason),
    retry,
    messages,
  );
}

/** The card for a module that crashed while in use. It can take the focus of the surface that it replaces. */
export function crashCard(message: string, messages: Messages): HTMLElement {
  const crashed = card("crashed", message, () => undefined, messages);
  crashed.tabIndex = -1;
  return crashed;
}

/** The error for a page that calls a module which has crashed. */
export function stopped(message: string): Error {
  return new Error(`dep-enroll: the plugin has stopped. Reload the page. (${message})`);
}

function card(code: Case, detail: string, retry: () => void, messages: Messages): HTMLElement {
  const [title, advice] = SENTENCES[code];
  const text = (part: string, english: string): string => messages?.[`load.${part}`] ?? english;
  const card = element("div", "banner banner-danger failure");
  card.setAttribute("role", "alert");
  card.dataset.code = `load.${code}`;
  card.append(
    element("p", "failure-title", text(`${code}.title`, title)),
    element("p", "", text(`${code}.advice`, advice)),
    element("p", "banner-detail", detail),
  );
  if (RETRIABLE.has(code)) {
    const button = element("button", "button", text("retry", "Try again"));
    button.setAttribute("type", "button");
    button.addEventListener("click", retry);
    card.append(button);
  }
  return card;
}

function element(tag: string, className: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
