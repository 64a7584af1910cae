// Rows of an import that somebody has corrected, judged again by the same module. It must never judge one itself.

import type { ImportOptions, ImportReject, ImportReport } from "../validate/types";
import { csvCell, DELIMITER } from "./csv";
import { FIELDS, type Request, type Settings } from "./options";
import { Problems } from "./problems";
import { RejectedRows } from "./rejects";
import { ImportedRows } from "./rows";
import type { Open } from "./run";

/** Columns that a report lists. */
const MOST_LISTED = 256;

/**
 * Judges rows by the columns of a report. A serial number that stands in one of the report's good rows is a duplicate, unless
 * that row is among those that are judged.
 */
export function judgeRows(
  open: Open,
  { columns, rows: known, sheet }: ImportReport,
  edited: readonly Pick<ImportReject, "row" | "cells">[],
  settings: Settings,
): ImportReport {
  // As they were read, whatever their names say: 0 is no column.
  const places = FIELDS.map((name) => [name, columns.findIndex(({ field }) => field === name) + 1]);
  const header = columns.map(({ name }) => name);
  if (header.length === MOST_LISTED) {
    const widest = edited.reduce((most, { cells }) => Math.max(most, cells.length), 0);
    while (header.length < widest) header.push("");
  }
  const request: Request = {
    ...settings.request,
    delimiter: DELIMITER,
    columns: Object.fromEntries(places) as ImportOptions["columns"],
    header,
    isSheet: sheet !== undefined,
  };
  const first = judge(open, request, edited, [], settings);
  const numbers = new Set(edited.map(({ row }) => row));
  const taken = [...first.rows].flatMap(({ serial }) => {
    const other = known.find(serial);
    return other && !numbers.has(other.row) ? [{ serial, row: other.row }] : [];
  });
  const report = taken.length === 0 ? first : judge(open, request, edited, taken, settings);
  return { ...report, columns };
}

/** Judges rows in one go. `taken`: serial numbers of other rows. */
function judge(
  open: Open,
  request: Request,
  edited: readonly Pick<ImportReject, "row" | "cells">[],
  taken: readonly { serial: string; row: number }[],
  { problems: known, worded }: Settings,
): ImportReport {
  const csv = open(request);
  try {
    for (const { serial, row } of taken) csv.addTaken(serial, row);
    const encoder = new TextEncoder();
    for (const { row, cells } of edited) {
      csv.goTo(row);
      csv.feed(encoder.encode(`${cells.map(csvCell).join(DELIMITER)}\n`));
    }
    csv.finish();
    const problems = new Problems(known, worded);
    const rows = new ImportedRows();
    const rejects = new RejectedRows(problems.all);
    const batch = csv.take();
    rows.add(batch);
    rejects.add(batch);
    problems.addBatch(batch);
    batch.free();
    const ok = !problems.hasError;
    return { ok, total: csv.total(), columns: [], rows, rejects, problems: problems.all };
  } finally {
    csv.free();
  }
}
