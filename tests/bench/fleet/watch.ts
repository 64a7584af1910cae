// Runs inside the measured page, before anything of the page: notes when the rows and the verdicts come, and the memory of the
// modules. It must never read more of the page than it needs: it looks twenty times a second.

import type { Calls } from "../ui/calls";

/** What the page has come to, in milliseconds since the navigation; 0 before. */
export interface Seen {
  rows: number;
  firstPage: number;
  fleet: number;
  checked: number;
  total: number;
  progress: string;
  wasmBytes: number;
}

export interface Watch {
  seen: Seen;
  calls(): Calls;
}

/** The mark in the trace that the page sets at every look after the first screen. */
export const LOOK = "fleet-look";
/** How long after its first rows a page is still being drawn for the first time, in milliseconds. */
export const FIRST_SCREEN_MS = 500;

/**
 * The script, as a text that the page runs. It is one function that takes what is imported, so that nothing else has to be
 * bundled.
 */
export function watch(callsOf: () => () => Calls, look: string, firstScreen: number): void {
  const seen: Seen = {
    rows: 0,
    firstPage: 0,
    fleet: 0,
    checked: 0,
    total: 0,
    progress: "",
    wasmBytes: 0,
  };
  const modules: WebAssembly.Memory[] = [];
  const remember = (instance: WebAssembly.Instance): void => {
    // The build may have given it a short name.
    const memories = Object.values(instance.exports).filter(
      (it) => it instanceof WebAssembly.Memory,
    );
    modules.push(...memories);
  };
  const streaming = WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const result = await streaming(source, imports);
    remember(result.instance);
    return result;
  };
  type Result = WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource;
  const whole = WebAssembly.instantiate.bind(WebAssembly) as (...all: unknown[]) => Promise<Result>;
  const instantiate = async (...all: unknown[]): Promise<Result> => {
    const result = await whole(...all);
    remember(result instanceof WebAssembly.Instance ? result : result.instance);
    return result;
  };
  WebAssembly.instantiate = instantiate as typeof WebAssembly.instantiate;

  const find = (selector: string): Element | null => {
    const inside = document.querySelector("dep-enroll")?.shadowRoot?.querySelector(selector);
    return inside ?? document.querySelector(selector);
  };
  const timer = setInterval(() => {
    const now = performance.now();
    if (seen.rows === 0 && find("tbody .serial") !== null) seen.rows = now;
    if (seen.rows > 0 && now > seen.rows + firstScreen) performance.mark(look);
    const counts = find("[data-progress]");
    if (counts === null) return;
    const number = (name: string): number => Number(counts.getAttribute(name) ?? 0);
    seen.progress = counts.getAttribute("data-progress") ?? "";
    seen.checked = number("data-checked");
    seen.total = number("data-total");
    const { length } = find("tbody")?.querySelectorAll("tr") ?? [];
    if (seen.firstPage === 0 && length > 0 && seen.checked >= length) seen.firstPage = now;
    if (["done", "unsure", "failed"].includes(seen.progress)) {
      seen.fleet = now;
      seen.wasmBytes = modules.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
      clearInterval(timer);
    }
  }, 50);

  Object.assign(globalThis, { fleetWatch: { seen, calls: callsOf() } satisfies Watch });
}
