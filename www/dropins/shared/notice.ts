// The messages of a drop-in itself: why the plugin is missing, where to log in again, and that somebody else is logged in now.
// It must never show a message that the plugin can show.

/** A link of a message. It opens in a new tab, so that this tab keeps unsaved input. */
export interface NoticeLink {
  text: string;
  url: string;
}

/** Shows a message before `place`, and replaces the previous one. Returns the message. */
export function showNotice(
  place: HTMLElement,
  sentence: string,
  ...links: NoticeLink[]
): HTMLElement {
  hideNotice(place);
  const notice = document.createElement("p");
  notice.className = "dep-notice";
  notice.setAttribute("role", "alert");
  notice.append(sentence);
  for (const { text, url } of links) {
    const anchor = document.createElement("a");
    anchor.href = url;
    anchor.target = "_blank";
    anchor.rel = "noreferrer";
    anchor.textContent = text;
    notice.append(" ", anchor);
  }
  place.before(notice);
  return notice;
}

/** Removes the message. */
export function hideNotice(place: HTMLElement): void {
  const before = place.previousElementSibling;
  if (before?.classList.contains("dep-notice")) before.remove();
}

/**
 * Offers the log-in page when the session is lost, and takes the message away when a call has succeeded again. Where only the
 * token is dead, the legacy console's log-in page sends a live session back without a new one, so it also offers `logOut`.
 */
export function offerLogIn(place: HTMLElement, logIn: string, logOut?: string): void {
  const links = [{ text: "Log in in a new tab", url: logIn }];
  let sentence = "You are no longer logged in.";
  if (logOut !== undefined) {
    sentence += " If the log-in page sends you straight back, log out first.";
    links.push({ text: "Log out in a new tab", url: logOut });
  }
  let notice: HTMLElement | undefined;
  place.addEventListener("dep-session-lost", () => {
    notice = showNotice(place, sentence, ...links);
  });
  // Another notice that has taken its place stays, such as that of another user.
  place.addEventListener("dep-session-restored", () => notice?.remove());
}
