// Calls the module of `src/validate`. Written by hand, because the module takes and gives nothing but numbers: a call
// has its input where there is room for it, and its answer stands in the module's memory until the next call begins.

import type { Kernel } from "./kernel";

/** The module's exports. */
interface Exports {
  memory: WebAssembly.Memory;
  /** Where so many bytes of input go; 0 when there is no such room. */
  room(length: number): number;
  /** The address of two numbers: where the answer stands, and how long it is. */
  ask(length: number): number;
}

/** The function of the module. */
export function kernelOf(instance: WebAssembly.Instance): Kernel {
  const { memory, room, ask } = instance.exports as unknown as Exports;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  // Views of the memory, kept because making one takes as long as a call; a memory that grows leaves them empty.
  let bytes = new Uint8Array();
  let input = bytes;
  let words = new Uint32Array();
  return (request) => {
    // No character needs more than three bytes for each of its UTF-16 units.
    const at = room(request.length * 3);
    if (at === 0) throw new RangeError("dep-enroll: the input is too large");
    const refresh = (): void => {
      if (bytes.length > 0) return;
      bytes = new Uint8Array(memory.buffer);
      input = new Uint8Array(memory.buffer, at);
      words = new Uint32Array(memory.buffer);
    };
    refresh();
    const { written } = encoder.encodeInto(request, input);
    const answer = ask(written) / 4;
    refresh();
    const from = words[answer] ?? 0;
    return decoder.decode(bytes.subarray(from, from + (words[answer + 1] ?? 0)));
  };
}
