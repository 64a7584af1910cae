// Watches the elements for input that the host has not confirmed, by the mark `data-unsaved` of the surfaces, and for runs, by
// `data-running`. While there is some, leaving the page is asked about. It must never keep a listener longer: it would cost
// Firefox its fast way back.

const MARK = '[data-unsaved="true"]';
/** What leaving the page would end. Unlike input, a run goes on at another place of the page. */
const BUSY = `${MARK}, [data-running="true"]`;

const roots = new Set<ShadowRoot>();
let isListening = false;

/**
 * Watches one shadow root. Calls `onSaved` each time its unsaved input is saved, discarded or removed. Returns a function that
 * says whether there is any.
 */
export function watchUnsaved(root: ShadowRoot, onSaved: () => void): () => boolean {
  const has = (): boolean => root.querySelector(MARK) !== null;
  let had = false;
  new MutationObserver(() => {
    if (root.querySelector(BUSY)) roots.add(root);
    else roots.delete(root);
    listen(roots.size > 0);
    const wasUnsaved = had;
    had = has();
    if (wasUnsaved && !had) onSaved();
  }).observe(root, {
    attributeFilter: ["data-unsaved", "data-running"],
    childList: true,
    subtree: true,
  });
  return has;
}

function listen(isBusy: boolean): void {
  if (isBusy === isListening) return;
  isListening = isBusy;
  if (isBusy) window.addEventListener("beforeunload", ask);
  else window.removeEventListener("beforeunload", ask);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
  // For Chrome and Edge before 119.
  event.returnValue = true;
}
