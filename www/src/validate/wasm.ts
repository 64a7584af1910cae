// Calls the module of `src/validate`. Written by hand, because the module takes and gives nothing but numbers: a call
// begins with room for its input, and its answer stands in the module's memory until the next call begins.

import type { Kernel } from "./kernel";

/** The module's exports; an address for an answer is that of two numbers, where its text stands and how long it is. */
interface Exports {
  memory: WebAssembly.Memory;
  begin(length: number): number;
  version(): number;
  template(length: number): number;
  glance(subject: number, length: number, min: number, max: number): number;
  glanced(kind: number): number;
  ask(length: number): number;
}

/** The functions of the module. */
export function kernelOf(instance: WebAssembly.Instance): Kernel {
  const module = instance.exports as unknown as Exports;
  const decoder = new TextDecoder();
  let bytes = new Uint8Array();

  /** Room for an input: the rest of the memory, from a place that never changes. When the memory grows, the view is emptied. */
  const begin = (length: number): Uint8Array => {
    const at = module.begin(length);
    if (bytes.length === 0) bytes = new Uint8Array(module.memory.buffer, at);
    return bytes;
  };
  /** Writes a text as the input; `false` when it is not ASCII, which nothing that is written this way needs to be. */
  const write = (text: string): boolean => {
    const input = begin(text.length);
    for (let place = 0; place < text.length; place++) {
      const code = text.charCodeAt(place);
      if (code > 126) return false;
      input[place] = code;
    }
    return true;
  };
  /** The answer of a call. */
  const read = (at: number): string => {
    const [from, length] = new Uint32Array(module.memory.buffer, at, 2);
    return decoder.decode(new Uint8Array(module.memory.buffer, from, length));
  };
  return {
    version: () => {
      begin(0);
      return read(module.version());
    },
    template: (code) => (write(code) ? read(module.template(code.length)) || undefined : undefined),
    // 0 says that only the full answer can tell.
    glance: (subject, raw, min, max) =>
      write(raw) ? module.glance(subject, raw.length, min, max) : 0,
    glanced: (kind) => {
      begin(0);
      return read(module.glanced(kind));
    },
    ask: (request) => {
      begin(request.length).set(request);
      return read(module.ask(request.length));
    },
  };
}
