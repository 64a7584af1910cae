// The script of the import, which is loaded with its module when a page first reads a file. It must never be imported by
// name: each entry of the package asks for it as `./dep-enroll-import.js`.

import start, * as glue from "#import-glue";
import type { Loader, WasmSource } from "../load";
import type { ImportOptions, ImportReport } from "../validate/types";
import type { Kit } from "./kit";
import { readOptions } from "./options";
import { run } from "./run";

let loader: Loader<typeof glue> | undefined;

/** Reads a file. The kit is the entry's own; `wasm` says where the module is. */
export async function importFile(
  kit: Kit,
  wasm: WasmSource | undefined,
  file: unknown,
  options: ImportOptions | undefined,
): Promise<ImportReport> {
  const settings = readOptions(kit, options);
  if (!loader) {
    loader = new kit.Loader(async (compiled) => {
      await start({ module_or_path: compiled });
      kit.learn(glue.sentences());
      return glue;
    });
  }
  // Written out, because bundlers look for these very words to take the file along.
  loader.source = wasm ?? new URL("dep-enroll-import.wasm", import.meta.url);
  const { CsvImport } = await loader.load();
  return run((request) => new CsvImport(request), file, settings);
}
