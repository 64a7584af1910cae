// The validation functions for Node, whose `fetch` reads no files: the module comes from the disk beside the script.

import { readFile } from "node:fs/promises";
import { configure as configureAll, ready as load, type ValidateOptions } from "./validate";

let isGiven = false;

/** Sets options for the whole program. */
export function configure(options: ValidateOptions): void {
  isGiven ||= options.wasm !== undefined;
  configureAll(options);
}

/** Loads the module; the other functions work once it has resolved. Rejects with a `LoadError`. */
export async function ready(): Promise<void> {
  if (!isGiven) {
    configure({ wasm: await readFile(new URL("dep-enroll-validate.wasm", import.meta.url)) });
  }
  return load();
}

export * from "./validate";
