// Fetches and starts a WebAssembly module, once. Every kind of failure has its own code, because an administrator repairs
// each of them differently.

/**
 * Why the module could not be loaded: `unsupported` (no WebAssembly, or the browser is too old), `unreachable` (no connection),
 * `stalled` (nothing came for a minute), `refused` (401, 403), `missing` (404, 410), `server-error` (another error status),
 * `not-wasm` (an HTML page in its place), `blocked` (the Content-Security-Policy), `broken` (a damaged file, or the browser is
 * too old).
 */
export type LoadFailure =
  | "unsupported"
  | "unreachable"
  | "stalled"
  | "refused"
  | "missing"
  | "server-error"
  | "not-wasm"
  | "blocked"
  | "broken";

/**
 * A module that could not be loaded.
 *
 * @example
 * ```js
 * import { configure, ready } from "dep-enroll/validate";
 *
 * configure({ wasm: new Uint8Array(8) });
 * (await ready().catch((error) => error)).code; // → "broken"
 * ```
 */
export class LoadError extends Error {
  override name = "LoadError";
  constructor(
    /** The kind of failure. */
    readonly code: LoadFailure,
    /** The address of the module; empty if it was passed as bytes. */
    readonly url: string,
    cause?: unknown,
  ) {
    super(`dep-enroll: the module could not be loaded (${code}): ${url}`, { cause });
  }
}

/** The address of a module (relative to the page), its bytes, or the compiled module. */
export type WasmSource = string | URL | BufferSource | WebAssembly.Module;

/**
 * A module that is loaded on first use. A failed load can be retried.
 *
 * @internal
 */
export class Loader<Module> {
  /** Where the module is. A page's setting takes precedence over the script's own guess, in whatever order they come. */
  source: WasmSource | undefined;
  /** The module, once it is loaded. */
  loaded: Module | undefined;
  #loading: Promise<Module> | undefined;
  #hasFailed = false;

  /** `start` instantiates the compiled module and returns its functions. */
  constructor(private readonly start: (compiled: WebAssembly.Module) => Promise<Module>) {}

  /** Loads the module on the first call. */
  load(): Promise<Module> {
    return (this.#loading ??= this.#load());
  }

  async #load(): Promise<Module> {
    // Elements already in the page start the load while their script is still running. Without this wait, a `configure` call
    // right after the `import` would come too late. All scripts of one module graph run before the wait ends; a classic
    // script may run even later.
    await Promise.resolve();
    const { source = "" } = this;
    try {
      return (this.loaded = await this.#loadFrom(source));
    } catch (reason) {
      this.#loading = undefined;
      this.#hasFailed = true;
      // The page has set another source in the meantime.
      if (source !== (this.source ?? "")) return this.load();
      throw reason;
    }
  }

  async #loadFrom(source: WasmSource): Promise<Module> {
    const isAddress = typeof source === "string" || source instanceof URL;
    const url = isAddress ? new URL(source, globalThis.document?.baseURI).href : "";
    if (typeof WebAssembly !== "object") throw new LoadError("unsupported", url);
    const bytes = isAddress
      ? await fetchBytes(url, this.#hasFailed ? "no-cache" : "default")
      : source;
    try {
      return await this.start(
        bytes instanceof WebAssembly.Module ? bytes : await WebAssembly.compile(bytes),
      );
    } catch (reason) {
      // Of the module that this one works with.
      if (reason instanceof LoadError) throw reason;
      // The wording differs between engines, but each message names the policy.
      const blocked = /content security policy|csp|unsafe-eval/i.test(String(reason));
      throw new LoadError(blocked ? "blocked" : "broken", url, reason);
    }
  }
}

/** Where to look again for scripts that did not come: Firefox never asks again for an address that has failed. */
const otherAddresses = new Map<string, string>();

/** Loads a script of its own. Whatever keeps it from coming, browsers say no more than that and its address. */
export async function loadScript<Script>(
  file: string,
  load: () => Promise<Script>,
): Promise<Script> {
  const address = otherAddresses.get(file);
  try {
    // The loader of a bundler asks again by itself, and what it loads is no script that could be imported.
    return await load().catch((reason: unknown) => {
      if (address === undefined) throw reason;
      return import(/* webpackIgnore: true */ /* @vite-ignore */ address) as Promise<Script>;
    });
  } catch (reason) {
    const [failed] = (reason instanceof TypeError && /https?:\S+/.exec(String(reason))) || [];
    if (failed) otherAddresses.set(file, `${failed}${failed.includes("?") ? "&" : "?"}again`);
    throw new LoadError("unreachable", file, reason);
  }
}

/** A download that brings nothing for this long is given up, in milliseconds. The slowest networks pause for less. */
const STALLED_AFTER = 60_000;

async function fetchBytes(url: string, cache: RequestCache): Promise<ArrayBuffer> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), STALLED_AFTER);
  };
  let bytes: ArrayBuffer;
  try {
    wait();
    const { signal } = abort;
    // Browsers keep some error answers, for example 410.
    const response = await fetch(url, { credentials: "same-origin", cache, signal });
    if (!response.ok) throw new LoadError(codeOf(response.status), url, response.status);
    const reader = response.body?.getReader();
    const parts: BlobPart[] = [];
    for (;;) {
      wait();
      const part = await reader?.read();
      if (!part?.value) break;
      parts.push(part.value);
    }
    bytes = await new Blob(parts).arrayBuffer();
  } catch (reason) {
    if (reason instanceof LoadError) throw reason;
    throw new LoadError(abort.signal.aborted ? "stalled" : "unreachable", url, reason);
  } finally {
    clearTimeout(timer);
    // Nobody reads the rest of a refusal.
    abort.abort();
  }
  // Consoles answer a wrong address with an HTML page, some even with status 200, so the first bytes decide.
  const isWasm = new TextDecoder().decode(bytes.slice(0, 4)) === "\0asm";
  if (!isWasm) throw new LoadError("not-wasm", url);
  return bytes;
}

function codeOf(status: number): LoadFailure {
  if (status === 401 || status === 403) return "refused";
  return status === 404 || status === 410 ? "missing" : "server-error";
}
