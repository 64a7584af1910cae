// The style sheet of all elements. It is constructed once and adopted, because a strict Content-Security-Policy forbids <style>.

import base from "../../src/ui/css/base.css";
import checklist from "../../src/ui/css/checklist.css";
import enrollment from "../../src/ui/css/enrollment.css";
import lists from "../../src/ui/css/lists.css";
import surfaces from "../../src/ui/css/surfaces.css";

/** The style sheet's text. */
export const styles = base + surfaces + lists + enrollment + checklist;

let sheet: CSSStyleSheet | undefined;

/** Adopts the style sheet in a shadow root. */
export function adoptStyles(root: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  }
  root.adoptedStyleSheets = [sheet];
}
