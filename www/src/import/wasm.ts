// Calls the module of `src/import`. Written by hand, because the module takes and gives nothing but numbers. Each import has
// an instance for itself, whose memory goes with it.

import type { CsvImport } from "./run";

/** The module's exports. What `take` has found stands in the memory until the next call of it. */
interface Exports {
  memory: WebAssembly.Memory;
  begin(length: number): number;
  open(): void;
  feed(): number;
  finish(): void;
  total(): number;
  delimiter(): number;
  take(): number;
}

/** Begins an import. */
export function openImport(compiled: WebAssembly.Module, request: Uint8Array): CsvImport {
  const module = new WebAssembly.Instance(compiled).exports as unknown as Exports;
  const decoder = new TextDecoder();
  const write = (input: Uint8Array): void => {
    const at = module.begin(input.length);
    new Uint8Array(module.memory.buffer, at, input.length).set(input);
  };
  write(request);
  module.open();
  return {
    feed: (bytes) => {
      write(bytes);
      return module.feed() !== 0;
    },
    finish: () => module.finish(),
    total: () => module.total(),
    delimiter: () => {
      const code = module.delimiter();
      return code === 0 ? undefined : String.fromCharCode(code);
    },
    take: () => {
      const at = module.take();
      const { buffer } = module.memory;
      const [texts, textsLength, marks, marksLength, problems, problemsLength] = new Uint32Array(
        buffer,
        at,
        6,
      );
      const text = (from: number | undefined, length: number | undefined): string =>
        decoder.decode(new Uint8Array(buffer, from, length));
      return {
        texts: text(texts, textsLength),
        marks: new Uint32Array(buffer, marks, marksLength),
        problems: `[${text(problems, problemsLength)}]`,
      };
    },
  };
}
