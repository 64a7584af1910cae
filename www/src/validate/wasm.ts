// Calls the module of `src/validate`. Written by hand, because the module takes and gives nothing but numbers: a call
// has its input where there is room for it, and its answer stands in the same place until the next call begins.

import type { Kernel } from "./kernel";

/** The module's exports. */
interface Exports {
  memory: WebAssembly.Memory;
  /** Where so many bytes of input go, always the same place; 0 when there is no such room. */
  room(length: number): number;
  /** The length of the answer. */
  ask(length: number): number;
}

/** The function of the module. */
export function kernelOf(instance: WebAssembly.Instance): Kernel {
  const { memory, room, ask } = instance.exports as unknown as Exports;
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let kept = new Uint8Array();
  return (request) => {
    // No character needs more than three bytes for each of its UTF-16 units.
    const at = room(request.length * 3);
    if (at === 0) throw new RangeError("dep-enroll: the input is too large");
    // Kept, because making a view takes as long as a call; when the memory has grown, the old one is empty.
    const view = (): Uint8Array => {
      return (kept = kept.length > 0 ? kept : new Uint8Array(memory.buffer, at));
    };
    const { written } = encoder.encodeInto(request, view());
    const length = ask(written);
    return decoder.decode(view().subarray(0, length));
  };
}
