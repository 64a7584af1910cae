// The plugin's module: loaded once for all elements and functions of a page.

import start, * as glue from "#glue";
import { Loader } from "./load";
import { useKernel } from "./validate/kernel";

/** The functions of the module. */
export type Module = Omit<typeof glue, "default" | "initSync">;

const onBroken = new Set<(message: string) => void>();

/** Calls back when the module breaks while in use. */
export function whenBroken(callback: (message: string) => void): () => void {
  onBroken.add(callback);
  return () => onBroken.delete(callback);
}

export const plugin = new Loader<Module>(async (compiled) => {
  await start({ module_or_path: compiled });
  glue.start((message: string) => onBroken.forEach((callback) => callback(message)));
  const { ask, glance, glanced, template, version } = glue;
  useKernel({ ask, glance, glanced, template, version });
  return glue;
});
