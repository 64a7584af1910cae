// The options of a page or an element. This file checks names only; it must never interpret a value, which is the module's job.

import type { WasmSource } from "./load";
import type { UsernamePolicy } from "./validate/types";

/** A REST call for the function of the `callback` transport. */
export interface HostRequest {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** API path with its query, percent-encoded, for example `/api/device-mgt/ios/v1.0/dep/devices?limit=50`. */
  path: string;
  /** The JSON body, parsed. */
  body?: unknown;
  /** Aborts when the answer is no longer needed. Pass it on, otherwise the call stays open. */
  signal: AbortSignal;
}

/** The answer to a {@link HostRequest}: the status and the body, as text or parsed. */
export interface HostReply {
  /** The status of the REST answer; 0 if there was no connection. */
  status: number;
  /** Its body, as text or parsed. */
  body?: unknown;
  /** Whether a redirect was followed. The answer is then a log-in page, whatever its status. */
  redirected?: boolean;
}

/**
 * Everything a host page can set, for the whole page with `configure` or for one element with its `config` property.
 *
 * @example
 * ```js
 * import "dep-enroll";
 *
 * const element = document.createElement("dep-enroll");
 * element.config = { transport: "invoker", canEdit: false };
 * document.body.append(element);
 * ```
 */
export interface Options {
  /** How REST calls reach the host. Required, here or on the element. */
  transport?: "direct" | "invoker" | "request-handler" | "callback";
  /** Base URL of the API, or the address of the invoker or the request handler. */
  url?: string;
  /** Additional HTTP headers, for example a CSRF token. */
  headers?: Record<string, string>;
  /** Bearer token, for `direct`. */
  token?: string;
  /** Makes the calls, for `callback`. */
  request?: (request: HostRequest) => Promise<HostReply | Response>;
  /**
   * Paths and field names of the host's DEP API, as an object or JSON text. Missing names keep their defaults; a path that
   * the host lacks is `null`. Paths and parameters that no console has (`notes`, `changes`, `sort`) are `null` until they are set.
   */
  contract?: object | string;
  /** The host's rules for usernames. Missing fields come from the host's readiness endpoint, otherwise from the defaults. */
  policy?: UsernamePolicy;
  /** Whether the signed-in admin may change anything; `true` by default. It is no access control: the host decides. */
  canEdit?: boolean;
  /** Sentences by code, in place of the English ones. */
  messages?: Record<string, string>;
  /** BCP 47 tag for dates and numbers; the browser's own by default. */
  locale?: string;
  /** Milliseconds until a call counts as timed out; 30000 by default. */
  timeoutMs?: number;
  /**
   * Who is signed in, in any form that differs between users and tenants. Another value restarts the elements, and keeps the
   * confirmations of the checklist apart. For the whole page only.
   */
  account?: string;
  /**
   * Where to sign in again when the session is lost, or a function that returns it: an `http` or `https` address, or a relative
   * one. Failures then have a link that opens it in a new tab, and reads are repeated when the admin comes back.
   */
  signInUrl?: string | (() => string | undefined);
  /**
   * Where the host's own page edits a profile, or a function that is given the profile's UUID (`undefined` for a new profile)
   * and returns it: an `http` or `https` address, or a relative one. It is linked where the contract has no paths to read and
   * define profiles.
   */
  profileEditorUrl?: string | ((uuid?: string) => string | undefined);
  /** Where the plugin's first WebAssembly file is, or the file itself; next to the script by default. For the whole page only. */
  wasm?: WasmSource;
  /** Where the plugin's second WebAssembly file is, or the file itself; next to the script by default. For the whole page only. */
  restWasm?: WasmSource;
  /** Where the import's module is, or the file itself; next to the script by default. For the whole page only. */
  importWasm?: WasmSource;
}

const KNOWN: Record<keyof Options, true> = {
  transport: true,
  url: true,
  headers: true,
  token: true,
  request: true,
  contract: true,
  policy: true,
  canEdit: true,
  messages: true,
  locale: true,
  timeoutMs: true,
  account: true,
  signInUrl: true,
  profileEditorUrl: true,
  wasm: true,
  restWasm: true,
  importWasm: true,
};

const NAMES: ReadonlySet<string> = new Set(Object.keys(KNOWN));

/**
 * One object with the own properties of all parts; a later part takes precedence. It inherits nothing, so a property that some
 * script of the page has added to `Object.prototype` is no option.
 *
 * @internal
 */
export function bare<Part extends object>(...parts: (Part | undefined)[]): Part {
  return Object.assign(Object.create(null), ...parts) as Part;
}

/**
 * The own properties of an object of options. Throws a `TypeError` that names what cannot be an option, so that a typo is not
 * silently ignored: a value that is no object, an unknown name, or a header that the browser keeps to itself.
 *
 * @internal
 */
export function checkedOptions<Part extends Options>(options: Part): Part {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new TypeError("dep-enroll: the options must be an object.");
  }
  const own = bare(options);
  const unknown = Object.keys(own).filter((name) => !NAMES.has(name));
  if (unknown.length > 0) {
    const known = [...NAMES].join(", ");
    throw new TypeError(
      `dep-enroll: there is no option ${unknown.join(", ")}. Known are ${known}.`,
    );
  }
  const refused = Object.keys(own.headers ?? {}).filter((name) => !isSendable(name));
  if (refused.length > 0) {
    throw new TypeError(`dep-enroll: a page cannot send the header ${refused.join(", ")}.`);
  }
  return own;
}

/** Whether a page may send a header. The browser knows, and drops all others from a request. */
function isSendable(name: string): boolean {
  try {
    return new Request("data:,", { headers: { [name]: "x" } }).headers.has(name);
  } catch {
    return false;
  }
}

/**
 * The page's options, overridden by an element's own. Records are merged key by key.
 *
 * @internal
 */
export function merge(page: Options, own: Options): Options {
  return bare<Options>(page, own, {
    headers: bare(page.headers, own.headers),
    policy: bare(page.policy, own.policy),
    messages: bare(page.messages, own.messages),
  });
}

/**
 * The options that mean the host: two objects of options with the same text differ only in how the host is called.
 *
 * @internal
 */
export function hostOf({ transport, url, contract, account }: Options): string {
  try {
    return JSON.stringify([transport, url, contract, account]);
  } catch {
    // The module reports a contract that is no JSON.
    return "";
  }
}
