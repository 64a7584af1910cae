// The script of the import, which is loaded with its module when a page first reads a file. It must never be imported by
// name: each entry of the package asks for it as `./dep-enroll-import.js`.

import start, * as glue from "#import-glue";
import type { Loader, WasmSource } from "../load";
import type { Misfits } from "../validate/read";
import type { ImportOptions, ImportReject, ImportReport } from "../validate/types";
import type { Kit } from "./kit";
import { readOptions, type Settings } from "./options";
import { Problems } from "./problems";
import { type Open, run, unread } from "./run";
import { Session } from "./session";
import { judgeRows, readRows } from "./single";
import { bytesOf, slices } from "./slices";
import { isWorkbook, runWorkbook } from "./workbook";

let loader: Loader<typeof glue> | undefined;

/** The module, loaded once. The kit is the entry's own; `wasm` says where the module is. */
async function load(kit: Kit, wasm: WasmSource | undefined): Promise<Open> {
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
  return (request) => new CsvImport(JSON.stringify(request));
}

/** Reads a file. */
export async function importFile(
  kit: Kit,
  wasm: WasmSource | undefined,
  file: unknown,
  options: ImportOptions | undefined,
): Promise<ImportReport> {
  const settings = readOptions(kit, options);
  const open = await load(kit, wasm);
  const bytes = bytesOf(file);
  const source = slices(file);
  const refused = refusal(settings, source === undefined ? "text or bytes" : undefined);
  if (refused || !source) return unread(refused ?? new Problems([], settings.worded));
  return bytes && isWorkbook(bytes)
    ? runWorkbook(kit, open, bytes, settings)
    : run(open, source, settings);
}

/** Reads a file whose lines somebody is going to look at. */
export async function openSession(
  kit: Kit,
  wasm: WasmSource | undefined,
  file: string | Uint8Array,
  options: ImportOptions,
): Promise<Session> {
  const report = await importFile(kit, wasm, file, options);
  return new Session(await load(kit, wasm), report, readOptions(kit, options));
}

/** Judges rows of an import again, with other cells. */
export async function importRows(
  kit: Kit,
  wasm: WasmSource | undefined,
  report: ImportReport,
  rows: readonly Pick<ImportReject, "row" | "cells">[],
  options: ImportOptions | undefined,
): Promise<ImportReport> {
  const settings = readOptions(kit, options);
  const misfits: Misfits = [];
  const edited = readRows(report, rows, (path, expected) => kit.misfit(misfits, path, expected));
  const problems = [...settings.problems, ...kit.describe(misfits, kit.messagesOf(options))];
  const open = await load(kit, wasm);
  const refused = refusal({ ...settings, problems }, undefined);
  return refused ? unread(refused) : judgeRows(open, report, edited, settings);
}

/** The problems of a call that cannot be answered; `expected` is what the file is not. */
function refusal(
  { problems, worded }: Settings,
  expected: string | undefined,
): Problems | undefined {
  const all = new Problems(problems, worded);
  if (expected !== undefined) {
    const params = { path: "", expected };
    const whole = { row: 0, column: 0, path: "" };
    all.add({ ...whole, code: "input.object", severity: "error", params });
  }
  return all.hasError ? all : undefined;
}
