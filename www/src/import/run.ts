// The import of a file: slice by slice through the module, with a breath for the page in between.

import { ImportedRows } from "./rows";
import { type Source, slices } from "./slices";
import type { ImportOptions, ImportProblem, ImportReport, Problem } from "../validate/types";

/** Milliseconds of work after which the page gets its turn, even on a machine four times slower than this is meant for. */
const TURN_MS = 8;

/** A problem as the module lists it, and how many places it takes. */
type Listed = [
  row: number,
  column: number,
  path: Problem["path"],
  code: Problem["code"],
  severity: Problem["severity"],
  params: Problem["params"],
];
const PLACES = 6;

/** One file on its way through the module; `src/import` says what each of them does. */
export interface CsvImport {
  feed(bytes: Uint8Array): boolean;
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
  const { signal, onProgress, problems: said, worded } = settings;
  const rows = new ImportedRows();
  const problems: ImportProblem[] = said.map((problem) => ({ row: 0, column: 0, ...problem }));
  const source = slices(file);
  if (!source) {
    const params = { path: "", expected: "text or bytes" };
    const problem = worded({ path: "", code: "input.object", severity: "error", params });
    problems.push({ row: 0, column: 0, ...problem });
  }
  if (!source || hasError(problems)) return { ok: false, total: 0, rows, problems };

  const csv = open(settings.request, source.total);
  const breath = new Breath();
  try {
    const take = (): void => {
      rows.add(csv.texts(), csv.marks());
      const list = JSON.parse(csv.problems()) as unknown[];
      for (let at = 0; at < list.length; at += PLACES) {
        const [row, column, path, code, severity, params] = list.slice(at, at + PLACES) as Listed;
        const { message } = worded({ path, code, severity, params });
        problems.push({ row, column, path, code, severity, message, params });
      }
    };
    let turn = performance.now();
    while (step(csv, source, signal)) {
      take();
      if (performance.now() - turn < TURN_MS) continue;
      onProgress?.(progress(source.done, source, rows, problems));
      await breath.take();
      turn = performance.now();
    }
    csv.finish();
    take();
    onProgress?.(progress(source.total, source, rows, problems));
    const delimiter = csv.delimiter() as ImportReport["delimiter"];
    const ok = !hasError(problems);
    const total = csv.total();
    return { ok, total, ...(delimiter === undefined ? {} : { delimiter }), rows, problems };
  } finally {
    breath.end();
    csv.free();
  }
}

/** Feeds the next slice; answers whether there may be another one. */
function step(csv: CsvImport, source: Source, signal: AbortSignal | undefined): boolean {
  signal?.throwIfAborted();
  const slice = source.next();
  return slice !== undefined && csv.feed(slice);
}

function progress(
  done: number,
  { total }: Source,
  rows: ImportedRows,
  problems: readonly ImportProblem[],
): Parameters<NonNullable<ImportOptions["onProgress"]>>[0] {
  return { done, total, rows: rows.length, problems: problems.length };
}

function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error");
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
