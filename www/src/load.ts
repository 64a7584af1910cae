// Fetches and starts the WebAssembly module, once. Every way in which that can fail has a code of its own, because an
// administrator repairs each of them differently.

import start, * as glue from "#glue";
import { LoadError } from "./load-error";
import type { WasmSource } from "./options";

/** The functions of the module. */
export type Module = Omit<typeof glue, "default" | "initSync">;

/** What errors call a module that has no address. */
const GIVEN = "(given to configure)";

let source: WasmSource | undefined;
let loading: Promise<Module> | undefined;
let loaded: Module | undefined;
const onBroken = new Set<(message: string) => void>();

/** Says where the module is as long as the page says nothing else. */
export function setDefaultAddress(url: URL): void {
  source ??= url.href;
}

/** Says what the module is made from. Has no effect on one that is already loaded. */
export function setWasm(given: WasmSource): void {
  const isAddress = typeof given === "string" || given instanceof URL;
  source = isAddress ? new URL(given, document.baseURI).href : given;
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
  loading ??= fetchAndStart(source ?? "dep-enroll.wasm").then(
    (module) => (loaded = module),
    (reason: unknown) => {
      loading = undefined;
      throw reason;
    },
  );
  return loading;
}

async function fetchAndStart(given: WasmSource): Promise<Module> {
  const url = typeof given === "string" ? given : GIVEN;
  if (typeof WebAssembly !== "object") throw new LoadError("unsupported", url);
  const made = typeof given === "string" ? await fetchBytes(given) : given;
  try {
    const module = made instanceof WebAssembly.Module ? made : await WebAssembly.compile(made);
    await start({ module_or_path: module });
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
