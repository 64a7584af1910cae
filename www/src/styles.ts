// The style sheet of all elements. It is constructed once and adopted, because a strict Content-Security-Policy forbids `<style>`.

import base from "../../src/ui/css/base.css";
import bulk from "../../src/ui/css/bulk.css";
import checklist from "../../src/ui/css/checklist.css";
import enrollment from "../../src/ui/css/enrollment.css";
import handover from "../../src/ui/css/handover.css";
import imports from "../../src/ui/css/imports.css";
import lists from "../../src/ui/css/lists.css";
import narrow from "../../src/ui/css/narrow.css";
import panel from "../../src/ui/css/panel.css";
import profiles from "../../src/ui/css/profiles.css";
import runs from "../../src/ui/css/runs.css";
import selection from "../../src/ui/css/selection.css";
import strip from "../../src/ui/css/strip.css";
import surfaces from "../../src/ui/css/surfaces.css";
import widgets from "../../src/ui/css/widgets.css";

/** The style sheet's text. */
export const styles =
  base +
  surfaces +
  widgets +
  strip +
  lists +
  narrow +
  selection +
  bulk +
  handover +
  enrollment +
  panel +
  checklist +
  profiles +
  imports +
  runs;

let sheet: CSSStyleSheet | undefined;

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
      root.prepend(style);
    }
    return style.sheet !== null;
  }
}
