// The types of every event that an element sends. They bubble and are composed, so that a page can listen anywhere above.

/** Detail of `dep-enrollment-saved`: an enrollment that the host has confirmed. */
export interface EnrollmentSaved {
  serial: string;
  username: string;
  loginRequired: boolean;
  agentRequired: boolean;
}

/** Detail of `dep-profile-assigned`: an assignment that the host has confirmed. */
export interface ProfileAssigned {
  serial: string;
  profileUuid: string;
}

/** Detail of `dep-profile-removed`: a removal that the host has confirmed. */
export interface ProfileRemoved {
  serial: string;
}

/** Detail of `dep-dialog-close`: the enrollment dialog is about to close; `preventDefault()` keeps it open. */
export interface DialogClose {
  serial: string;
  reason: "saved" | "cancelled";
}

/**
 * Every event by its name. They bubble, are composed, and are sent only for what a person did.
 *
 * @example
 * ```js
 * document.addEventListener("dep-enrollment-saved", ({ detail }) => (document.title = detail.serial));
 * ```
 */
export interface DepEnrollEventMap {
  "dep-enrollment-saved": CustomEvent<EnrollmentSaved>;
  "dep-profile-assigned": CustomEvent<ProfileAssigned>;
  "dep-profile-removed": CustomEvent<ProfileRemoved>;
  "dep-dialog-close": CustomEvent<DialogClose>;
  /** The host no longer knows the admin; the page may offer its log-in. */
  "dep-session-lost": CustomEvent<Record<string, never>>;
}

declare global {
  // What HTMLElementEventMap, DocumentEventMap and WindowEventMap have in common.
  interface GlobalEventHandlersEventMap extends DepEnrollEventMap {}
}
