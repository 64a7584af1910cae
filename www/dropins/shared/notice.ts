// The few sentences that a drop-in says itself: why the plugin is not there, and where to log in again. Whatever the plugin
// can say is said by the plugin.

/** Puts a sentence in front of a place, in the stead of the one before. */
export function say(place: HTMLElement, sentence: string, link?: { text: string; url: string }) {
  hush(place);
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
    // Whoever follows it has read it, and comes back to a page that works.
    anchor.addEventListener("click", () => hush(place));
    notice.append(" ", anchor);
  }
  place.before(notice);
}

/** Takes the sentence away. */
export function hush(place: HTMLElement): void {
  const before = place.previousElementSibling;
  if (before?.classList.contains("dep-notice")) before.remove();
}

/** Offers the log-in page in a new tab when the session is lost: this tab keeps what was typed. */
export function offerLogIn(place: HTMLElement, url: string): void {
  place.addEventListener("dep-session-lost", () =>
    say(place, "You are no longer logged in.", { text: "Log in in a new tab", url }),
  );
}
