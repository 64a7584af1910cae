// Fetches and starts a WebAssembly module, once. Every way in which that can fail has a code of its own, because an
// administrator repairs each of them differently.

/**
 * Why the module could not be loaded: `unsupported` (no WebAssembly), `unreachable` (no connection), `missing` (404 and the
 * like), `not-wasm` (a page in its place), `blocked` (the Content-Security-Policy), `broken` (damaged, or the browser is too
 * old).
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
    /** Why. */
    readonly code: LoadFailure,
    /** Where the module was looked for; empty when it was handed over as bytes. */
    readonly url: string,
    cause?: unknown,
  ) {
    super(`dep-enroll: the module could not be loaded (${code}): ${url}`, { cause });
  }
}

/** Where a module is (an address, relative to the page), or the module itself: its bytes, or compiled already. */
export type WasmSource = string | URL | BufferSource | WebAssembly.Module;

/**
 * A module that is loaded when it is first needed; a failed load may be tried again.
 *
 * @internal
 */
export class Loader<Module> {
  /** Where the module is; what a page says counts more than what a script finds out, whichever comes first. */
  source: WasmSource | undefined;
  /** The module, if it is loaded. */
  loaded: Module | undefined;
  #loading: Promise<Module> | undefined;

  /** `start` makes the module's functions usable. */
  constructor(private readonly start: (compiled: WebAssembly.Module) => Promise<Module>) {}

  /** Loads the module on the first call. */
  load(): Promise<Module> {
    return (this.#loading ??= this.#load());
  }

  async #load(): Promise<Module> {
    // Elements that stand in the page already load the module while the script that brings them is still running, so what a
    // page says right behind its `import` would come too late. Scripts of one module graph run to the end before this goes
    // on; a classic script may come later still.
    await undefined;
    const { source = "" } = this;
    try {
      return (this.loaded = await this.#loadFrom(source));
    } catch (reason) {
      this.#loading = undefined;
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
      // Each engine words it differently; all of them name the policy.
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
  // Consoles answer a wrong address with a page, some of them even with status 200, so the first bytes decide.
  if (!response.ok) throw new LoadError("missing", url);
  const isWasm = new TextDecoder().decode(bytes.slice(0, 4)) === "\0asm";
  if (!isWasm) throw new LoadError("not-wasm", url);
  return bytes;
}
