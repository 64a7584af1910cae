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

/** A row with other cells than it was read with. */
type EditedRow = Pick<ImportReject, "row" | "cells">;

/** The module counts rows with 32 bits. */
const MOST_ROWS = 0xffffffff;

/** The rows that a page passes, with everything else named. Nothing that is passed makes it throw. */
export function readRows(
  report: ImportReport,
  rows: readonly EditedRow[],
  wrong: (path: string, expected: string) => void,
): EditedRow[] {
  const read: EditedRow[] = [];
  try {
    if (!Array.isArray(report.columns) || typeof report.rows.find !== "function") {
      wrong("report", "what validateImport has answered");
    }
    if (!Array.isArray(rows)) wrong("rows", "a list");
    for (const [at, { row, cells }] of (rows as EditedRow[]).entries()) {
      if (!Number.isInteger(row) || row < 1 || row > MOST_ROWS) {
        wrong(`rows[${at}].row`, "the number of a row");
      }
      if (!Array.isArray(cells) || !cells.every((cell) => typeof cell === "string")) {
        wrong(`rows[${at}].cells`, "a list of texts");
      }
      read.push({ row, cells: [...cells] });
    }
  } catch {
    wrong("rows", "a list of rows with their cells, and the report that they are from");
  }
  return read;
}

/**
 * Judges rows by the columns of a report. A serial number that stands in one of the report's good rows is a duplicate, unless
 * that row is among those that are judged.
 */
export function judgeRows(
  open: Open,
  { columns, rows: known, sheet }: ImportReport,
  edited: readonly EditedRow[],
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
  edited: readonly EditedRow[],
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
