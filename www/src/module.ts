// The plugin's module, loaded once for all elements and functions of a page.

import initialise, * as glue from "#glue";
import { Loader } from "./load";
import { useKernel } from "./validate/kernel";

const crashListeners = new Set<(message: string) => void>();

/** Calls `listener` with the message if the module crashes while in use. Returns a function that unsubscribes. */
export function onCrash(listener: (message: string) => void): () => void {
  crashListeners.add(listener);
  return () => crashListeners.delete(listener);
}

/** The plugin's module. Once loaded, it has the functions that the elements call. */
export const plugin = new Loader(async (compiled): Promise<typeof glue> => {
  await initialise({ module_or_path: compiled });
  glue.start((message: string) => crashListeners.forEach((listener) => listener(message)));
  useKernel(glue);
  return glue;
});
