// The message of a failed build. It lies over everything, open dialogs too, and never takes the focus.

export interface BuildFailure {
  title: string;
  text: string;
}

// A strict Content-Security-Policy forbids <style> and style attributes, but not a constructed style sheet.
const STYLES = `
:host {
  position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box; width: 100%; max-width: none;
  max-height: 60vh; margin: 0; padding: 1rem; overflow: auto; border: 0; border-top: 4px solid #d92d20;
  background: #1b1b1f; color: #f4f4f5; font: 13px/1.45 ui-monospace, monospace;
}
h2 { margin: 0 0 .5rem; font: bold 15px/1.4 system-ui, sans-serif; color: #ff8a80; }
pre { margin: 0 0 1rem; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
`;

let overlay: HTMLElement | undefined;

/** Shows these failures; none takes the message away. */
export function showFailures(failures: readonly BuildFailure[]): void {
  overlay?.remove();
  overlay = undefined;
  if (failures.length === 0) return;
  overlay = document.createElement("div");
  overlay.id = "dep-enroll-dev";
  overlay.setAttribute("role", "alert");
  overlay.popover = "manual";
  const root = overlay.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  root.adoptedStyleSheets = [sheet];
  for (const { title, text } of failures) {
    const heading = document.createElement("h2");
    heading.textContent = `${title}: the build failed`;
    const words = document.createElement("pre");
    words.textContent = text;
    root.append(heading, words);
  }
  // Beside the body, which a framework may own.
  document.documentElement.append(overlay);
  overlay.showPopover();
}

// A dialog that opens later lies above the message, until the message is shown again. The dialog takes the focus.
document.addEventListener("focusin", () => {
  if (!overlay?.isConnected) return;
  overlay.hidePopover();
  overlay.showPopover();
});
