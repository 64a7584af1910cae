// Runs inside the page. What every surface owes people who see little, press badly or listen: each check returns the places
// that fail it, in words. It must never change the page for longer than its check.

import { computeAccessibleName, getRole } from "dom-accessibility-api";
import { below } from "./finder";

type Color = readonly [number, number, number, number];

interface Contract {
  borders(): string[];
  forced(): string[];
  targets(least: number): string[];
  names(): string[];
  regions(): string[];
  language(): string[];
  covered(): Promise<string[]>;
  cramped(): string[];
  spread(on: boolean): void;
  listen(): void;
  said(): { polite: string[]; assertive: string[] };
}

declare global {
  interface Window {
    __contract?: Contract;
  }
}

const FIELDS =
  "input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea, .button, .segment";
const TARGETS =
  "button, a[href], input:not([type=hidden]), select, textarea, summary, [role=tab], [role=menuitem]";
const NAMED = new Set(["button", "link", "checkbox", "radio", "textbox", "combobox", "searchbox"]);

const elements = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>("dep-enroll, dep-enroll-dialog, dep-enroll-checklist"),
];

/** The drawn elements of the plugin, of the top dialog only if there is one: what is behind it cannot be reached. */
function shown(): HTMLElement[] {
  const all = elements().flatMap((element) => [...below(element)]) as HTMLElement[];
  const top = all.filter((element) => element.matches("dialog:modal")).at(-1);
  const reachable = top ? ([...below(top)] as HTMLElement[]) : all;
  return reachable.filter((element) => element.checkVisibility({ visibilityProperty: true }));
}

function words(element: Element): string {
  const text = (element.getAttribute("aria-label") ?? element.textContent ?? "").trim();
  const classes = element.getAttribute("class") ?? "";
  return `${element.localName}${classes === "" ? "" : `.${classes.replaceAll(" ", ".")}`} “${text.slice(0, 40)}”`;
}

const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Reads any colour that a style sheet can name. */
function color(value: string): Color {
  if (!canvas) throw new Error("this browser draws nothing");
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = value;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

function over(top: Color, under: Color): Color {
  const mixed = (at: 0 | 1 | 2) => top[at] * top[3] + under[at] * (1 - top[3]);
  return [mixed(0), mixed(1), mixed(2), 1];
}

function outer(element: Element): Element | null {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** The colour behind an element. */
function behind(element: Element | null): Color {
  const layers: Color[] = [];
  for (let at = element; at; at = outer(at)) {
    const layer = color(getComputedStyle(at).backgroundColor);
    layers.push(layer);
    if (layer[3] === 1) break;
  }
  return layers.reduceRight<Color>((under, top) => over(top, under), [255, 255, 255, 1]);
}

function contrast(one: Color, other: Color): number {
  const part = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const light = ([red, green, blue]: Color) =>
    0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  const [high = 0, low = 0] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function isDisabled(element: Element): boolean {
  return element.matches(":disabled, [aria-disabled=true]");
}

/** Controls whose edge cannot be seen: neither the border nor the fill has 3:1 against what is around. */
function borders(): string[] {
  return shown()
    .filter((element) => element.matches(FIELDS) && !isDisabled(element))
    .flatMap((element) => {
      const style = getComputedStyle(element);
      const around = behind(outer(element));
      const width = Number.parseFloat(style.borderTopWidth);
      const border = width > 0 ? contrast(over(color(style.borderTopColor), around), around) : 1;
      const best = Math.max(border, contrast(behind(element), around));
      return best >= 3 ? [] : [`${words(element)}: ${best.toFixed(2)}`];
    });
}

/** What a contrast theme takes away: the selected tab or segment, the ink of marks, and borders that it makes appear. */
function forced(): string[] {
  const found: string[] = [];
  if (!matchMedia("(forced-colors: active)").matches) found.push("no colours are forced");
  const all = shown();
  const probe = document.createElement("span");
  probe.style.color = "CanvasText";
  document.body.append(probe);
  const ink = getComputedStyle(probe).color;
  probe.remove();
  const edge = (element: Element) => {
    const style = getComputedStyle(element);
    return [style.borderBottomWidth, style.borderBottomColor, style.outlineStyle].join(" ");
  };
  for (const [group, chosen] of [
    ["[role=tab]", "[aria-selected=true]"],
    [".segment", "[aria-pressed=true]"],
  ] as const) {
    const choices = all.filter((element) => element.matches(group));
    const others = new Set(choices.filter((it) => !it.matches(chosen)).map(edge));
    const lost = choices.filter((element) => element.matches(chosen) && others.has(edge(element)));
    found.push(...lost.map((element) => `${words(element)} looks like the others`));
  }
  for (const element of all) {
    const style = getComputedStyle(element);
    if (element.matches(".mark") && style.color !== ink)
      found.push(`${words(element)} has ${style.color}`);
    if (element.matches(".mark") && Number.parseFloat(style.borderTopWidth) === 0)
      found.push(`${words(element)} has no border`);
    if (style.getPropertyValue("forced-color-adjust") === "none" && !element.closest("svg"))
      found.push(`${words(element)} keeps its own colours`);
  }
  return found;
}

/** Targets that are smaller than this many pixels each way. A label is part of its field. What shows only with the focus cannot
 * be pressed before. */
function targets(least: number): string[] {
  return shown()
    .filter((element) => element.matches(TARGETS) && !isDisabled(element))
    .filter((element) => getComputedStyle(element).clipPath === "none")
    .flatMap((element) => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : [];
      const boxes = [element, ...labels].map((part) => part.getBoundingClientRect());
      const width =
        Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
      const height =
        Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
      const size = `${width.toFixed(1)} × ${height.toFixed(1)}`;
      return width > least - 0.5 && height > least - 0.5 ? [] : [`${words(element)}: ${size}`];
    });
}

/** Controls without a name, and names that two controls of a kind share. */
function names(): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const element of shown()) {
    const role = getRole(element);
    if (role === null || !NAMED.has(role)) continue;
    const name = computeAccessibleName(element);
    const key = `${role} “${name}”`;
    if (name === "" || seen.has(key)) found.push(key);
    seen.add(key);
  }
  return found;
}

/** Live regions besides the polite and the assertive one, or where they are not heard. */
function regions(): string[] {
  return elements().flatMap((element) => {
    const all = [...below(element)].filter((it) =>
      it.matches("[aria-live], [role=status], [role=alert], [role=log]"),
    );
    const kinds = all.map((it) => it.getAttribute("aria-live") ?? it.getAttribute("role") ?? "");
    const found =
      kinds.sort().join(", ") === "assertive, polite" ? [] : [`live regions: ${kinds.join(", ")}`];
    const top = ([...below(element)] as HTMLElement[])
      .filter((it) => it.matches("dialog:modal"))
      .at(-1);
    const lost = top && all.some((it) => !top.contains(it));
    return [...found, ...(lost ? ["a live region is behind the dialog"] : [])];
  });
}

/** Elements whose content does not say its language and its direction. */
function language(): string[] {
  return elements().flatMap((element) => {
    const root = element.shadowRoot?.querySelector(".root");
    const says = (name: string) => root?.hasAttribute(name) === true || element.hasAttribute(name);
    return ["lang", "dir"].filter((name) => !says(name));
  });
}

/** What is drawn over the middle of an element that was scrolled into view; null if it is the element itself. */
function cover(element: HTMLElement): Element | null {
  element.scrollIntoView({ block: "center", inline: "nearest" });
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  let hit = document.elementFromPoint(x, y);
  for (let inner; (inner = hit?.shadowRoot?.elementFromPoint(x, y)) && inner !== hit;) hit = inner;
  // A list that is open closes with the next key.
  if (hit?.closest("[role=listbox], [role=menu]")) return null;
  if (!hit) return document.documentElement;
  return element.contains(hit) || hit.contains(element) ? null : hit;
}

/** Controls that cannot be brought into view, because something fixed covers them or there is no room. Some show only while
 * they have the focus, and what is open closes when it loses the focus. */
async function covered(): Promise<string[]> {
  const found: string[] = [];
  const suspects = shown().filter(
    (it) => it.matches(TARGETS) && !isDisabled(it) && cover(it) !== null,
  );
  // An open menu comes first: the focus on another control closes it.
  const inMenu = (element: HTMLElement): number => (element.matches("[role=menuitem]") ? 0 : 1);
  for (const element of suspects.sort((one, other) => inMenu(one) - inMenu(other))) {
    if (!element.isConnected) continue;
    element.focus();
    await new Promise((drawn) => setTimeout(drawn));
    const by = cover(element);
    if (by) found.push(`${words(element)} by ${words(by)}`);
  }
  return found;
}

/** Dialogs of whose height less than two thirds can scroll. */
function cramped(): string[] {
  const top = elements()
    .flatMap((element) => [...below(element)])
    .filter((element) => element.matches("dialog:modal"))
    .at(-1);
  if (!top) return [];
  const scrolling = [top, ...below(top)].filter((element) => {
    const { overflowY } = getComputedStyle(element);
    return overflowY === "auto" || overflowY === "scroll";
  });
  const most = Math.max(0, ...scrolling.map(({ clientHeight }) => clientHeight));
  const isCramped = top.scrollHeight > top.clientHeight ? false : most < (top.clientHeight * 2) / 3;
  const overflows = [...below(top)].some(
    ({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1,
  );
  return isCramped && overflows ? [`${most} of ${top.clientHeight} pixels scroll`] : [];
}

const spacing = new CSSStyleSheet();
spacing.replaceSync(
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
    " p { margin-bottom: 2em !important }",
);

/** Spaces texts as far as a reader may set them (WCAG 1.4.12), or as before. */
function spread(on: boolean): void {
  for (const { shadowRoot } of elements()) {
    if (!shadowRoot) continue;
    const others = shadowRoot.adoptedStyleSheets.filter((sheet) => sheet !== spacing);
    shadowRoot.adoptedStyleSheets = on ? [...others, spacing] : others;
  }
}

let heard: { polite: string[]; assertive: string[] } = { polite: [], assertive: [] };

/** Begins to write down what the live regions say. */
function listen(): void {
  heard = { polite: [], assertive: [] };
  for (const element of elements()) {
    for (const region of below(element)) {
      const kind = region.getAttribute("aria-live");
      if (kind !== "polite" && kind !== "assertive") continue;
      new MutationObserver(() => {
        const text = region.textContent?.trim() ?? "";
        if (text !== "") heard[kind].push(text);
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  }
}

window.__contract = {
  borders,
  forced,
  targets,
  names,
  regions,
  language,
  covered,
  cramped,
  spread,
  listen,
  said: () => heard,
};
