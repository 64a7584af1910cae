// The types of every event that the elements send. Events bubble and are composed, so a page can listen anywhere above.

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
 * Detail of `dep-navigate`: the admin has gone to another place of the page. `preventDefault()` keeps the address of the browser
 * as it is.
 */
export interface Navigate {
  /** The place, as the property `state` has it. */
  state: string;
  /** Whether it takes the place of the one before in the history, as the letters of a search do. */
  replace: boolean;
}

/**
 * Every event by its name. Events bubble, are composed, and are sent only for actions of a person.
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
  "dep-navigate": CustomEvent<Navigate>;
  /** The admin's session at the host has ended. The page may offer its log-in. */
  "dep-session-lost": CustomEvent<Record<string, never>>;
  /** A call has succeeded again, once after `dep-session-lost`. */
  "dep-session-restored": CustomEvent<Record<string, never>>;
}

declare global {
  // The common base of HTMLElementEventMap, DocumentEventMap and WindowEventMap.
  interface GlobalEventHandlersEventMap extends DepEnrollEventMap {}
}
