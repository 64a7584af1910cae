// The list of scenes beside the stage, with switches for how a scene is shown. The scene is in the address, so that it can be
// linked and survives a reload.

import { SCENES } from "./scenes";
import type {} from "./settings";

function part<E extends Element>(css: string): E {
  const found = document.querySelector<E>(css);
  if (!found) throw new Error(`the page has no ${css}`);
  return found;
}

const nav = part<HTMLElement>("nav");
const form = part<HTMLFormElement>("form");
const frame = part<HTMLIFrameElement>("iframe");
const alone = part<HTMLAnchorElement>("form a");
const tree = part<HTMLElement>("pre");

/** The scene of the address, or the first one. */
function current(): string {
  return decodeURIComponent(location.hash.slice(1)) || (SCENES[0]?.id ?? "");
}

function list(): void {
  const surfaces = new Set(SCENES.map(({ id }) => id.split("/")[0] ?? ""));
  for (const surface of surfaces) {
    const heading = document.createElement("h2");
    heading.textContent = surface;
    const items = document.createElement("ul");
    for (const { id, title } of SCENES.filter(({ id }) => id.startsWith(`${surface}/`))) {
      const link = document.createElement("a");
      link.href = `#${id}`;
      link.textContent = title;
      const item = document.createElement("li");
      item.append(link);
      items.append(item);
    }
    nav.append(heading, items);
  }
}

function show(): void {
  const settings = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") settings.set(name, value);
  }
  const width = settings.get("width") ?? "";
  settings.delete("width");
  if (width === "") delete frame.dataset["width"];
  else frame.dataset["width"] = width;
  for (const link of nav.querySelectorAll("a")) {
    link.removeAttribute("aria-current");
    if (link.hash !== `#${current()}`) continue;
    link.setAttribute("aria-current", "page");
    link.scrollIntoView({ block: "nearest" });
  }
  const address = `stage.html#${current()}?${settings}`;
  alone.href = address;
  tree.textContent = "";
  // The same address with another hash would not load the page anew.
  frame.src = `stage.html?${Date.now()}#${current()}?${settings}`;
}

addEventListener("message", ({ source, origin }) => {
  if (source !== frame.contentWindow || origin !== location.origin) return;
  tree.textContent = frame.contentWindow?.gallery.tree() ?? "";
});
addEventListener("hashchange", show);
form.addEventListener("change", show);
list();
show();
