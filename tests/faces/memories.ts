// The memories of the WebAssembly modules that are instantiated from now on. It must never keep a module alive.

export function watchMemories(memories: WebAssembly.Memory[]): void {
  const real = WebAssembly.instantiate;
  const watched = async (...parameters: Parameters<typeof real>): Promise<unknown> => {
    const instance = (await real(...parameters)) as unknown as WebAssembly.Instance;
    for (const exported of Object.values(instance.exports)) {
      if (exported instanceof WebAssembly.Memory) memories.push(exported);
    }
    return instance;
  };
  WebAssembly.instantiate = watched as typeof real;
}

export function size(memories: readonly WebAssembly.Memory[]): number {
  return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}
