// Watches the elements for input that the host has not confirmed, by the mark `data-unsaved` of the surfaces. While there is
// some, leaving the page is asked about. It must never keep a listener longer: it would cost Firefox its fast way back.

const MARK = '[data-unsaved="true"]';

const roots = new Set<ShadowRoot>();

/**
 * Watches one shadow root. Calls `onSaved` each time its unsaved input is saved, discarded or removed. Returns a function that
 * says whether there is any.
 */
export function watchUnsaved(root: ShadowRoot, onSaved: () => void): () => boolean {
  new MutationObserver(() => {
    const has = root.querySelector(MARK) !== null;
    if (has === roots.has(root)) return;
    if (has) roots.add(root);
    else roots.delete(root);
    if (roots.size > 0) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
    if (!has) onSaved();
  }).observe(root, { attributeFilter: ["data-unsaved"], childList: true, subtree: true });
  return () => root.querySelector(MARK) !== null;
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
  // For Chrome and Edge before 119.
  event.returnValue = true;
}
