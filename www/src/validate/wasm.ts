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
  const encoder = new TextEncoder();
  let bytes = new Uint8Array();

  /** Room for an input, as the rest of the memory. The view is renewed when the memory has grown or moved. */
  const begin = (length: number): Uint8Array => {
    const at = module.begin(length);
    if (bytes.byteOffset !== at || bytes.buffer !== module.memory.buffer) {
      bytes = new Uint8Array(module.memory.buffer, at);
    }
    return bytes;
  };
  /** Writes a text as the input and answers its length in bytes. */
  const write = (text: string): number => {
    const { length } = text;
    const input = begin(length * 3);
    for (let place = 0; place < length; place++) {
      const code = text.charCodeAt(place);
      // By far the most texts are ASCII, and short: the encoder takes ten times as long to be called.
      if (code > 127) return encoder.encodeInto(text, input).written;
      input[place] = code;
    }
    return length;
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
    template: (code) => read(module.template(write(code))) || undefined,
    glance: (subject, raw, min, max) => module.glance(subject, write(raw), min, max),
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
