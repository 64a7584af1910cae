// The plugin's module, loaded once for all elements and functions of a page.

import initialise, { ask, attach, configure, detach, show, start } from "#glue";
import { Loader } from "./load";
import { useKernel } from "./validate/kernel";

// Listed by name, because the bundler turns a namespace into an object of getters.
const elements = { attach, configure, detach, show };

const crashListeners = new Set<(message: string) => void>();

/** Calls `listener` with the message if the module crashes while in use. Returns a function that unsubscribes. */
export function onCrash(listener: (message: string) => void): () => void {
  crashListeners.add(listener);
  return () => crashListeners.delete(listener);
}

/** The plugin's module. Once loaded, it has the functions that the elements call. */
export const plugin = new Loader(async (compiled): Promise<typeof elements> => {
  await initialise({ module_or_path: compiled });
  start((message: string) => crashListeners.forEach((listener) => listener(message)));
  useKernel(ask);
  return elements;
});
