// Runs inside the page. Finds elements as a user of assistive technology does: by role and accessible
// name, through open shadow roots. It must never return an element that a user cannot perceive or
// reach.

import {
  computeAccessibleDescription,
  computeAccessibleName,
  getRole,
} from "dom-accessibility-api";
import type { FinderResult, Query, Step } from "./query";

interface Finder {
  find(query: Query): FinderResult;
  outline(): string;
  describe(element: Element): { name: string; description: string; role: string; text: string };
  focused(): Element | null;
}

declare global {
  interface Window {
    __finder?: Finder;
  }
}

/** Every element below a node in tree order. A shadow tree comes before the children of its host. */
export function* below(node: Element | Document | ShadowRoot): Generator<Element> {
  if (node instanceof Element && node.shadowRoot) yield* below(node.shadowRoot);
  for (const child of node.children) {
    yield child;
    yield* below(child);
  }
}

function parent(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

function contains(outer: Element, inner: Element): boolean {
  for (let at: Element | null = inner; at; at = parent(at)) if (at === outer) return true;
  return false;
}

/** Whether an element is drawn, and not hidden from assistive technology. */
function perceivable(element: Element): boolean {
  const style = getComputedStyle(element);
  if (style.visibility === "hidden" || style.visibility === "collapse") return false;
  // An option is drawn by its list, not by itself.
  const drawn = element instanceof HTMLOptionElement ? element.closest("select") : element;
  if (!drawn || drawn.getClientRects().length === 0) return false;
  for (let at: Element | null = element; at; at = parent(at)) {
    if (at.getAttribute("aria-hidden") === "true" || at.hasAttribute("inert")) return false;
  }
  return true;
}

/** Whether no open modal dialog blocks an element. */
function reachable(modals: Element[], element: Element): boolean {
  return modals.length === 0 || modals.some((modal) => contains(modal, element));
}

function matches(step: Step, element: Element): boolean {
  if (step.css !== undefined && !element.matches(step.css)) return false;
  if (step.roles !== undefined) {
    const role = getRole(element);
    if (role === null || !step.roles.includes(role)) return false;
  }
  if (step.name === undefined) return true;
  const name = squeeze(computeAccessibleName(element));
  return step.name.kind === "exact"
    ? name === step.name.text
    : new RegExp(step.name.source, step.name.flags).test(name);
}

/** A text with single spaces, as it is read out. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** The visible text of an element, shadow trees included. */
function textOf(node: Node): string {
  if (node instanceof Text) return node.data;
  if (!(node instanceof Element) && !(node instanceof ShadowRoot)) return "";
  if (node instanceof Element) {
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return "";
    if (node instanceof HTMLStyleElement || node instanceof HTMLScriptElement) return "";
    if (node.shadowRoot) return textOf(node.shadowRoot);
  }
  let text = "";
  for (const child of node.childNodes) {
    const apart = child instanceof Element && getComputedStyle(child).display !== "inline";
    text += apart ? ` ${textOf(child)} ` : textOf(child);
  }
  return text;
}

function find(query: Query): FinderResult {
  const everything = [...below(document)];
  const modals = everything.filter((element) => element.matches("dialog:modal"));
  let scopes: Element[] = [document.documentElement];
  let near: Element[] = [];
  for (const step of query.steps) {
    const inside = scopes.flatMap((scope) => [...below(scope)]);
    const candidates = inside.filter((element) => reachable(modals, element));
    scopes = [...new Set(candidates)].filter(
      (element) => matches(step, element) && perceivable(element),
    );
    if (scopes.length === 0) {
      near = candidates.filter(
        (element) =>
          perceivable(element) && (step.roles?.includes(getRole(element) ?? "") ?? false),
      );
      break;
    }
  }
  return {
    elements: scopes,
    near: near.slice(0, 40).map((element) => line(element)),
  };
}

function line(element: Element): string {
  return `${getRole(element) ?? element.localName} “${squeeze(computeAccessibleName(element))}”`;
}

/** The page as a list of roles and names, for the message of a failed test. */
function outline(): string {
  const lines: string[] = [];
  for (const element of below(document)) {
    const role = getRole(element);
    if (role === null || ["generic", "presentation", "none"].includes(role)) continue;
    if (!perceivable(element)) continue;
    const own = ["alert", "status", "paragraph", "cell", "note"].includes(role);
    const text = own ? ` — ${squeeze(textOf(element)).slice(0, 200)}` : "";
    const value = element instanceof HTMLInputElement ? ` = ${element.value}` : "";
    const state = element instanceof HTMLInputElement && element.checked ? " [checked]" : "";
    lines.push(line(element) + value + state + text);
    if (lines.length > 250) break;
  }
  return lines.join("\n");
}

function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}

window.__finder = {
  find,
  outline,
  focused,
  describe: (element) => ({
    role: getRole(element) ?? "",
    name: squeeze(computeAccessibleName(element)),
    description: squeeze(computeAccessibleDescription(element)),
    text: squeeze(textOf(element)),
  }),
};
