// The messages of a drop-in itself: why the plugin is missing, and where to log in again. It must never show a message that
// the plugin can show.

/** Shows a message before `place`, and replaces the previous one. */
export function showNotice(
  place: HTMLElement,
  sentence: string,
  link?: { text: string; url: string },
) {
  hideNotice(place);
  const notice = document.createElement("p");
  notice.className = "dep-notice";
  notice.setAttribute("role", "alert");
  notice.append(sentence);
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = link.url;
    anchor.target = "_blank";
    anchor.rel = "noreferrer";
    anchor.textContent = link.text;
    // The admin has read the message, and returns to a page that works.
    anchor.addEventListener("click", () => hideNotice(place));
    notice.append(" ", anchor);
  }
  place.before(notice);
}

/** Removes the message. */
export function hideNotice(place: HTMLElement): void {
  const before = place.previousElementSibling;
  if (before?.classList.contains("dep-notice")) before.remove();
}

/** Offers the log-in page when the session is lost. It opens in a new tab, so that this tab keeps unsaved input. */
export function offerLogIn(place: HTMLElement, url: string): void {
  place.addEventListener("dep-session-lost", () =>
    showNotice(place, "You are no longer logged in.", { text: "Log in in a new tab", url }),
  );
}
