// The style sheet of all elements. It is constructed once and adopted, because a strict Content-Security-Policy forbids `<style>`.

import base from "../../src/ui/css/base.css";
import lists from "../../src/ui/css/lists.css";
import narrow from "../../src/ui/css/narrow.css";
import selection from "../../src/ui/css/selection.css";
import strip from "../../src/ui/css/strip.css";
import surfaces from "../../src/ui/css/surfaces.css";
import widgets from "../../src/ui/css/widgets.css";

/** The style sheet's text: what the first screen needs, then what the second module has brought. */
export let styles = base + surfaces + widgets + strip + lists + narrow + selection;

let sheet: CSSStyleSheet | undefined;

/** The elements in place of it, in a browser or page that cannot adopt one. */
const inline: HTMLStyleElement[] = [];

/** Adds rules, in all elements at once. */
export function addStyles(rules: string): void {
  styles += rules;
  sheet?.replaceSync(styles);
  for (const style of inline) style.textContent = styles;
}

/**
 * Adopts the style sheet in the shadow root of an element in the document. A browser without constructed style sheets gets a
 * `<style>`. Returns `false` if the page's policy forbids that, too.
 */
export function adoptStyles(root: ShadowRoot): boolean {
  try {
    if (!sheet) {
      const made = new CSSStyleSheet();
      made.replaceSync(styles);
      sheet = made;
    }
    if (!("adoptedStyleSheets" in root)) throw new TypeError("no adopted style sheets");
    root.adoptedStyleSheets = [sheet];
    return true;
  } catch {
    let style = root.querySelector("style");
    if (!style) {
      style = document.createElement("style");
      style.textContent = styles;
      inline.push(style);
      root.prepend(style);
    }
    return style.sheet !== null;
  }
}
