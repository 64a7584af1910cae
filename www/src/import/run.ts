// The import of a file: slice by slice through the module, with a breath for the page in between.

import { Problems } from "./problems";
import { ImportedRows } from "./rows";
import { NOWHERE, SLICE, type Source, slices } from "./slices";
import type { ImportOptions, ImportReport, Problem } from "../validate/types";

/** Milliseconds of work after which the page gets its turn, even on a machine four times slower than this is meant for. */
const TURN_MS = 8;

/**
 * Bytes or characters of a file after which what was found in them is taken over. Texts of so many are too long for engines
 * to make among the short-lived things, which are rows and problems enough to call for a collection.
 */
const TAKEN = 4 * SLICE;

/** One file on its way through the module; `src/import` says what each of them does. */
export interface CsvImport {
  feed(bytes: Uint8Array, place: number): boolean;
  finish(): void;
  total(): number;
  delimiter(): string | undefined;
  texts(): string;
  marks(): Uint32Array;
  problems(): string;
  free(): void;
}

/** What the page said about this import, read already. */
export interface Settings {
  /** The policy and the delimiter, as the module reads them. */
  request: string;
  signal: AbortSignal | undefined;
  onProgress: ImportOptions["onProgress"];
  /** What could not be read in the options. */
  problems: readonly Problem[];
  /** A problem with its sentence. */
  worded(problem: Omit<Problem, "message">): Problem;
}

/** Reads a file to its end. */
export async function run(
  open: (request: string, length: number) => CsvImport,
  file: unknown,
  settings: Settings,
): Promise<ImportReport> {
  const { signal, onProgress } = settings;
  const rows = new ImportedRows();
  const found = new Problems(settings.problems, settings.worded);
  const problems = found.all;
  const source = slices(file);
  if (!source) {
    const params = { path: "", expected: "text or bytes" };
    found.addOfFile({ path: "", code: "input.object", severity: "error", params });
  }
  if (!source || found.hasError) return { ok: false, total: 0, rows, problems };

  const csv = open(settings.request, source.total);
  const breath = new Breath();
  let isKept = false;
  let taken = 0;
  try {
    const take = (): void => {
      const texts = csv.texts();
      rows.add(texts, csv.marks());
      // Rows may stand for the whole file from then on, but not when most of it is columns that nobody reads.
      if (source.done < source.total && texts.length * 2 > source.done - taken) {
        rows.keep(source.text);
        isKept = true;
      }
      taken = source.done;
      found.add(csv.problems());
    };
    let turn = performance.now();
    while (step(csv, source, isKept, signal)) {
      const isOver = performance.now() - turn >= TURN_MS;
      if (!isOver && source.done - taken < TAKEN) continue;
      take();
      if (!isOver) continue;
      onProgress?.(progress(source.done, source, rows, problems));
      await breath.take();
      turn = performance.now();
    }
    csv.finish();
    take();
    onProgress?.(progress(source.total, source, rows, problems));
    const delimiter = csv.delimiter() as ImportReport["delimiter"];
    const ok = !found.hasError;
    const total = csv.total();
    return { ok, total, ...(delimiter === undefined ? {} : { delimiter }), rows, problems };
  } finally {
    breath.end();
    csv.free();
  }
}

/** Feeds the next slice; answers whether there may be another one. */
function step(
  csv: CsvImport,
  source: Source,
  isKept: boolean,
  signal: AbortSignal | undefined,
): boolean {
  signal?.throwIfAborted();
  const slice = source.next();
  return slice !== undefined && csv.feed(slice, isKept ? source.place : NOWHERE);
}

function progress(
  done: number,
  { total }: Source,
  rows: ImportedRows,
  problems: readonly Problem[],
): Parameters<NonNullable<ImportOptions["onProgress"]>>[0] {
  return { done, total, rows: rows.length, problems: problems.length };
}

/** Lets the page draw and hear its user. A message and not a timer, which waits for four milliseconds at least. */
class Breath {
  #channel: MessageChannel | undefined;

  take(): Promise<void> {
    const { port1, port2 } = (this.#channel ??= new MessageChannel());
    return new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(0);
    });
  }

  /** An open channel would keep a program alive. */
  end(): void {
    this.#channel?.port1.close();
  }
}
