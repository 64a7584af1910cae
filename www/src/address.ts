// The place of a page in the browser's address, as `#dep:` and the place. It must never touch the hash of anybody else: a console
// may route by hashes of its own.

const PREFIX = "#dep:";

/** The events that follow a step back or forward, a link within the page, and an address typed by hand. */
const STEPS = ["popstate", "hashchange"];

/** Who may use the address: the first page of the document that wants to, because there is one address. */
let owner: Address | undefined;

/** The address, as one page of the plugin sees it. */
export class Address {
  readonly #arrive: (place: string | undefined) => void;
  readonly #listen = (): void => {
    if (isFree()) this.#arrive(this.place);
  };

  /** Calls `arrive` with each place that the address leads to; with `undefined` if it names none. */
  constructor(arrive: (place: string | undefined) => void) {
    this.#arrive = arrive;
  }

  /** The place in the address; `undefined` if it names none, or belongs to somebody else. */
  get place(): string | undefined {
    const { hash } = location;
    return owner === this && hash.startsWith(PREFIX) ? hash.slice(PREFIX.length) : undefined;
  }

  /** Takes the address, unless a page of the plugin has it. Returns whether it was taken now. */
  take(): boolean {
    if (owner) return false;
    owner = this;
    for (const step of STEPS) window.addEventListener(step, this.#listen);
    return true;
  }

  /** Leaves the address to others, as it is. */
  leave(): void {
    if (owner !== this) return;
    owner = undefined;
    for (const step of STEPS) window.removeEventListener(step, this.#listen);
  }

  /** Writes a place into the address, with a new entry in the history or in place of the present one. */
  write(place: string, replace: boolean): void {
    if (owner !== this || !isFree() || this.place === place) return;
    // A relative address would be relative to the `<base>` of the document.
    const url = location.href.replace(/#.*$/s, "") + PREFIX + place;
    try {
      // The entry keeps the state of the console's own router.
      if (replace) history.replaceState(history.state, "", url);
      else history.pushState(history.state, "", url);
    } catch {
      // Browsers refuse very long addresses, and hundreds within seconds. The page works without.
    }
  }
}

/** Whether the hash is nobody's, or of the plugin. */
function isFree(): boolean {
  const { hash } = location;
  return hash === "" || hash.startsWith(PREFIX);
}
