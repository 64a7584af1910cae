// The script of the import, which is loaded with its module when a page first reads a file. It must never be imported by
// name: each entry of the package asks for it as `./dep-enroll-import.js`.

import start, * as glue from "#import-glue";
import type { Loader, WasmSource } from "../load";
import type { ImportReport } from "../validate/types";
import { run, type Settings } from "./run";

type Glue = typeof glue;

let loader: Loader<Glue> | undefined;

/** Reads a file. `NewLoader` is the entry's own, so that its errors are of one class; `wasm` says where the module is. */
export async function importFile(
  NewLoader: typeof Loader<Glue>,
  wasm: WasmSource | undefined,
  file: unknown,
  settings: Settings,
): Promise<ImportReport> {
  if (!loader) {
    loader = new NewLoader(async (compiled) => {
      await start({ module_or_path: compiled });
      return glue;
    });
    if (wasm !== undefined) loader.source = wasm;
    // Written out, because bundlers look for these very words to take the file along.
    loader.foundAt(new URL("dep-enroll-import.wasm", import.meta.url));
  }
  const { CsvImport } = await loader.load();
  return run((request, length) => new CsvImport(request, length), file, settings);
}
