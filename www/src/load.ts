// Fetches and starts a WebAssembly module, once. Every kind of failure has its own code, because an administrator repairs
// each of them differently.

/**
 * Why the module could not be loaded: `unsupported` (no WebAssembly), `unreachable` (no connection), `missing` (404 or another
 * error status), `not-wasm` (an HTML page in its place), `blocked` (the Content-Security-Policy), `broken` (a damaged file, or
 * the browser is too old).
 */
export type LoadFailure =
  "unsupported" | "unreachable" | "missing" | "not-wasm" | "blocked" | "broken";

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
      // The page has set another source in the meantime.
      if (source !== (this.source ?? "")) return this.load();
      throw reason;
    }
  }

  async #loadFrom(source: WasmSource): Promise<Module> {
    const isAddress = typeof source === "string" || source instanceof URL;
    const url = isAddress ? new URL(source, globalThis.document?.baseURI).href : "";
    if (typeof WebAssembly !== "object") throw new LoadError("unsupported", url);
    const bytes = isAddress ? await fetchBytes(url) : source;
    try {
      return await this.start(
        bytes instanceof WebAssembly.Module ? bytes : await WebAssembly.compile(bytes),
      );
    } catch (reason) {
      // The wording differs between engines, but each message names the policy.
      const blocked = /content security policy|csp|unsafe-eval/i.test(String(reason));
      throw new LoadError(blocked ? "blocked" : "broken", url, reason);
    }
  }
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  let bytes: ArrayBuffer;
  let response: Response;
  try {
    response = await fetch(url, { credentials: "same-origin" });
    bytes = await response.arrayBuffer();
  } catch (reason) {
    throw new LoadError("unreachable", url, reason);
  }
  // Consoles answer a wrong address with an HTML page, some even with status 200, so the first bytes decide.
  if (!response.ok) throw new LoadError("missing", url);
  const isWasm = new TextDecoder().decode(bytes.slice(0, 4)) === "\0asm";
  if (!isWasm) throw new LoadError("not-wasm", url);
  return bytes;
}
