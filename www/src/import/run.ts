// The import of a file: slice by slice through the module, with a pause for the page in between.

import type { CsvImport } from "#import-glue";
import type { ImportColumn, ImportReport } from "../validate/types";
import type { Request, Settings } from "./options";
import { Pause } from "./pause";
import { Problems } from "./problems";
import { RejectedRows } from "./rejects";
import { ImportedRows } from "./rows";
import type { Source } from "./slices";

/** Milliseconds of work after which the page gets its turn: a task stays under 50 ms on a machine four times slower. */
const TURN_MS = 8;

/** Milliseconds after which the next piece is half as long. A piece of nothing but mistakes takes ten times as long as others. */
const SLOW_MS = 4;

/** Bytes of the shortest, the first and the longest piece. Nobody knows yet what the first one costs. */
const [SHORTEST, FIRST, LONGEST] = [1 << 10, 1 << 12, 1 << 16];

/** Starts an import in the module. */
export type Open = (request: Request) => CsvImport;

/** A report about a file of which nothing was read. */
export function unread(problems: Problems): ImportReport {
  return {
    ok: false,
    total: 0,
    columns: [],
    rows: new ImportedRows(),
    rejects: new RejectedRows(problems.all),
    problems: problems.all,
  };
}

/** Reads a file to its end. */
export async function run(
  open: Open,
  source: Source,
  { request, signal, onProgress, problems: known, worded }: Settings,
): Promise<ImportReport> {
  const problems = new Problems(known, worded);
  const report = unread(problems);
  const rows = report.rows as ImportedRows;
  const rejects = report.rejects as RejectedRows;
  const csv = open(request);
  const take = (): void => {
    const batch = csv.take();
    rows.add(batch);
    rejects.add(batch);
    problems.addBatch(batch);
    batch.free();
  };
  const say = (done: number): void => {
    const { total } = source;
    onProgress?.({ done, total, rows: rows.length, problems: problems.all.length });
  };
  const pause = new Pause();
  try {
    let turn = performance.now();
    let length = FIRST;
    let goesOn = true;
    for (let slice = source.next(); slice && goesOn; slice = source.next()) {
      let at = 0;
      do {
        signal?.throwIfAborted();
        const began = performance.now();
        goesOn = csv.feed(slice.subarray(at, at + length));
        take();
        at += length;
        const now = performance.now();
        if (now - began > SLOW_MS) length = Math.max(length / 2, SHORTEST);
        else if (now - began < SLOW_MS / 4) length = Math.min(length * 2, LONGEST);
        if (now - turn < TURN_MS) continue;
        say(source.done);
        await pause.take();
        turn = performance.now();
      } while (at < slice.length && goesOn);
    }
    signal?.throwIfAborted();
    csv.finish();
    take();
    say(source.total);
    const delimiter = csv.delimiter() as ImportReport["delimiter"];
    return {
      ok: !problems.hasError,
      total: csv.total(),
      ...(delimiter === undefined ? {} : { delimiter }),
      columns: JSON.parse(csv.columns()) as ImportColumn[],
      rows,
      rejects,
      problems: problems.all,
    };
  } finally {
    pause.end();
    csv.free();
  }
}
