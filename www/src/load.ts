// Fetches and starts the WebAssembly module, once. Every way in which that can fail has a code of its own, because an
// administrator repairs each of them differently.

import start, * as glue from "#glue";

/** Why the module could not be loaded. */
export type LoadFailure =
  "unsupported" | "unreachable" | "missing" | "not-wasm" | "blocked" | "broken";

/** A module that could not be loaded, or that broke later. */
export class LoadError extends Error {
  override name = "LoadError";
  constructor(
    readonly code: LoadFailure,
    readonly url: string,
    cause?: unknown,
  ) {
    super(`dep-enroll: the module could not be loaded (${code}): ${url}`, { cause });
  }
}

/** The functions of the module. */
export type Module = Omit<typeof glue, "default" | "initSync">;

const WASM_FILE = "dep-enroll.wasm";

let address: string | undefined;
let loading: Promise<Module> | undefined;
let loaded: Module | undefined;
const onBroken = new Set<(message: string) => void>();

/** Says where the script stands, so that the module is found beside it. */
export function setScriptUrl(script: string): void {
  address ??= new URL(WASM_FILE, script).href;
}

/** Says where the module is. Has no effect on one that is already loaded. */
export function setWasmUrl(url: string | URL): void {
  address = new URL(url, document.baseURI).href;
}

/** The module, if it is loaded. */
export function module(): Module | undefined {
  return loaded;
}

/** Calls back when the module breaks while in use. */
export function whenBroken(callback: (message: string) => void): () => void {
  onBroken.add(callback);
  return () => onBroken.delete(callback);
}

/** Loads the module on the first call; a failed load may be tried again. */
export function load(): Promise<Module> {
  loading ??= fetchAndStart(address ?? WASM_FILE).then(
    (module) => (loaded = module),
    (reason: unknown) => {
      loading = undefined;
      throw reason;
    },
  );
  return loading;
}

async function fetchAndStart(url: string): Promise<Module> {
  if (typeof WebAssembly !== "object") throw new LoadError("unsupported", url);
  const bytes = await fetchBytes(url);
  try {
    await start({ module_or_path: await WebAssembly.compile(bytes) });
  } catch (reason) {
    // Each engine words it differently; all of them name the policy.
    const blocked = /content security policy|csp|unsafe-eval/i.test(String(reason));
    throw new LoadError(blocked ? "blocked" : "broken", url, reason);
  }
  glue.start((message: string) => onBroken.forEach((callback) => callback(message)));
  return glue;
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
  const magic = new Uint8Array(bytes.slice(0, 4));
  const isWasm = [0x00, 0x61, 0x73, 0x6d].every((byte, index) => magic[index] === byte);
  if (!isWasm) throw new LoadError("not-wasm", url);
  return bytes;
}
