// Calls the module of `src/validate`. Written by hand, because the module takes and gives nothing but numbers: a call
// has its input where there is room for it, and its answer stands in the module's memory until the next call begins.

import type { Kernel } from "./kernel";

/** The module's exports; an address for an answer is that of two numbers, where its text stands and how long it is. */
interface Exports {
  memory: WebAssembly.Memory;
  room(length: number): number;
  version(): number;
  template(length: number): number;
  glance(subject: number, length: number, min: number, max: number): number;
  glanced(kind: number): number;
  ask(length: number): number;
}

/** Bytes that are made room for at once, so that hardly any call has to ask for more. */
const ROOM = 4096;

/** The functions of the module. */
export function kernelOf(instance: WebAssembly.Instance): Kernel {
  const module = instance.exports as unknown as Exports;
  // Looked up once: this one is called with every key that is typed.
  const { glance } = module;
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  /** Where inputs go: always the same place, and as much of it as a call has needed so far. */
  let input = new Uint8Array();

  const room = (length: number): Uint8Array => {
    // A view of a memory that has grown since is empty.
    if (input.length < length) {
      const at = module.room(Math.max(length, ROOM));
      if (at === 0) throw new RangeError("dep-enroll: the input is too large");
      input = new Uint8Array(module.memory.buffer, at);
    }
    return input;
  };
  /** Writes a text as the input and answers its length in bytes. */
  const write = (text: string): number => {
    const { length } = text;
    const bytes = room(length * 3);
    for (let place = 0; place < length; place++) {
      const code = text.charCodeAt(place);
      // By far the most texts are ASCII, and short: the encoder takes ten times as long to be called.
      if (code > 127) return encoder.encodeInto(text, bytes).written;
      bytes[place] = code;
    }
    return length;
  };
  /** The answer of a call. */
  const read = (at: number): string => {
    const [from, length] = new Uint32Array(module.memory.buffer, at, 2);
    return decoder.decode(new Uint8Array(module.memory.buffer, from, length));
  };
  return {
    version: () => read(module.version()),
    template: (code) => read(module.template(write(code))) || undefined,
    glance: (subject, raw, min, max) => glance(subject, write(raw), min, max),
    glanced: (kind) => read(module.glanced(kind)),
    ask: (request) => {
      room(request.length).set(request);
      return read(module.ask(request.length));
    },
  };
}
