// The accessibility tree of an element as text, one line for each thing that a screen reader can stop at. It is computed from
// roles, names and states, so it is the same in every browser. It must never contain what assistive technology does not get.

import {
  computeAccessibleDescription,
  computeAccessibleName,
  getRole,
} from "dom-accessibility-api";
import { below, squeeze } from "../../tests/browser/harness/finder";

/** A node of the tree, or a text between nodes. */
type Node = { line: string; children: Node[] } | string;

/** Roles that only group their content. A header is a banner only at the top of a page, which an element never is. */
const TRANSPARENT = new Set([
  "banner",
  "contentinfo",
  "generic",
  "none",
  "presentation",
  "rowgroup",
]);

/** Roles that count only with a name. */
const LANDMARKS = new Set(["form", "region"]);

/** Roles whose content is not told, only their name. */
const LEAVES = new Set(["button", "checkbox", "img", "option", "radio", "switch", "tab"]);

/** Roles whose name is made of their content, so that a text in them need not stand below it once more. */
const NAMED_BY_CONTENT = new Set([
  "cell",
  "columnheader",
  "heading",
  "legend",
  "link",
  "rowheader",
]);

const STATES = ["checked", "disabled", "expanded", "selected", "pressed", "busy", "modal"];
const WORDS = ["current", "invalid", "level", "haspopup", "sort"];

/** The tree of an element, or of the modal dialog in it: what is behind a modal dialog cannot be reached. */
export function ariaTree(element: Element): string {
  const modals = [...below(element)].filter((inner) => inner.matches("dialog:modal"));
  const nodes = treeOf(modals.at(-1) ?? element);
  return `${nodes.flatMap((node) => lines(node, "")).join("\n")}\n`;
}

function lines(node: Node, indent: string): string[] {
  if (typeof node === "string") return [`${indent}- text: ${node}`];
  const { line, children } = node;
  const [only] = children;
  if (children.length === 1 && typeof only === "string") return [`${indent}- ${line}: ${only}`];
  return [`${indent}- ${line}`, ...children.flatMap((child) => lines(child, `${indent}  `))];
}

/** The nodes that stand for an element: itself, or its content if it has no role of its own. */
function treeOf(element: Element): Node[] {
  if (isHidden(element) || isAnnouncer(element)) return [];
  const role = getRole(element);
  const children = contentOf(element);
  const name = squeeze(computeAccessibleName(element));
  const isGroup = role === null || TRANSPARENT.has(role) || (LANDMARKS.has(role) && name === "");
  if (isGroup) return children;
  const isNamed = NAMED_BY_CONTENT.has(role);
  const isText = children.every((child) => typeof child === "string" && name.includes(child));
  const isLeaf = LEAVES.has(role) || (isNamed && isText);
  const isNameless = name === "" || role === "row" || (isNamed && !isText);
  const line = [role, ...(isNameless ? [] : [quoted(name)]), ...states(element)];
  return [{ line: line.join(" "), children: isLeaf ? [] : children }];
}

function contentOf(element: Element): Node[] {
  const nodes: Node[] = [];
  let text = "";
  const flush = (): void => {
    const words = squeeze(text);
    if (words !== "") nodes.push(words);
    text = "";
  };
  // A select tells its options only when it is open.
  const children = element.shadowRoot?.childNodes ?? element.childNodes;
  for (const child of element instanceof HTMLSelectElement ? [] : children) {
    if (child instanceof Text) text += child.data;
    if (!(child instanceof Element)) continue;
    const inner = treeOf(child);
    const isInline = getComputedStyle(child).display.startsWith("inline");
    const [only] = inner;
    // Words in a row are read in one go, whatever elements they are in.
    if (isInline && inner.length === 1 && typeof only === "string") {
      text += ` ${only} `;
      continue;
    }
    if (inner.length > 0) flush();
    nodes.push(...inner);
  }
  flush();
  return nodes;
}

function isHidden(element: Element): boolean {
  if (element.getAttribute("aria-hidden") === "true" || element.hasAttribute("inert")) return true;
  if (element instanceof HTMLStyleElement || element instanceof HTMLScriptElement) return true;
  return !element.checkVisibility({ visibilityProperty: true });
}

/** What the announcer has just said comes and goes by the clock. It is tested where it is said. */
function isAnnouncer(element: Element): boolean {
  return element.matches(".visually-hidden[aria-live]");
}

function states(element: Element): string[] {
  const found = [
    ...STATES.filter((state) => has(element, state)).map((state) => `[${state}]`),
    ...WORDS.flatMap((word) => {
      const value = element.getAttribute(`aria-${word}`);
      return value === null || value === "false" ? [] : [`[${word}=${value}]`];
    }),
  ];
  if (element instanceof HTMLHeadingElement) found.push(`[level=${element.localName.slice(1)}]`);
  if (element instanceof HTMLInputElement && !["checkbox", "radio"].includes(element.type)) {
    if (element.readOnly) found.push("[readonly]");
    found.push(`= ${quoted(element.value)}`);
  }
  if (element instanceof HTMLSelectElement) {
    found.push(`= ${quoted(squeeze(element.selectedOptions[0]?.label ?? ""))}`);
  }
  const description = squeeze(computeAccessibleDescription(element));
  if (description !== "") found.push(`(${description})`);
  return found;
}

function has(element: Element, state: string): boolean {
  if (element.getAttribute(`aria-${state}`) === "true") return true;
  if (state === "checked") return element instanceof HTMLInputElement && element.checked;
  if (state === "disabled") return element.matches(":disabled");
  if (state === "expanded") return element.parentElement?.matches("details[open]") === true;
  return state === "modal" && element.matches("dialog:modal");
}

function quoted(text: string): string {
  return `"${text}"`;
}
