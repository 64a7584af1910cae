// The plugin's module: loaded once for all elements and functions of a page.

import initialise, * as glue from "#glue";
import { Loader } from "./load";
import { useKernel } from "./validate/kernel";

const onBroken = new Set<(message: string) => void>();

/** Calls back when the module breaks while in use. */
export function whenBroken(callback: (message: string) => void): () => void {
  onBroken.add(callback);
  return () => onBroken.delete(callback);
}

/** The plugin's module; loaded, it is what the elements need of it. */
export const plugin = new Loader(async (compiled): Promise<typeof glue> => {
  await initialise({ module_or_path: compiled });
  glue.start((message: string) => onBroken.forEach((callback) => callback(message)));
  useKernel(glue);
  return glue;
});
