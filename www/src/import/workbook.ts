// Workbooks: which sheet is read, and what is said about the others. What opens them is loaded with the first one. It must
// never look into a sheet itself.

import type { ImportReport } from "../validate/types";
import type { Workbook } from "../workbook/chunk";
import { DELIMITER } from "./csv";
import type { Kit } from "./kit";
import type { Settings } from "./options";
import { Pause } from "./pause";
import { Problems } from "./problems";
import { type Open, run, unread } from "./run";

/** The first bytes of archives, which `.xlsx` files are, and of the files of older programs. */
const STARTS = [
  [0x50, 0x4b, 3, 4],
  [0x50, 0x4b, 5, 6],
  [0xd0, 0xcf, 0x11, 0xe0],
];

/** Whether bytes are a workbook or something like it. */
export function isWorkbook(bytes: Uint8Array): boolean {
  return STARTS.some((start) => start.every((byte, at) => bytes[at] === byte));
}

/** Reads a workbook: the wanted sheet, or the first one with a column of serial numbers. */
export async function runWorkbook(
  kit: Kit,
  open: Open,
  bytes: Uint8Array,
  settings: Settings,
): Promise<ImportReport> {
  const script = kit.loadScript("dep-enroll-workbook.js", () => import("#workbook-chunk"));
  const { openWorkbook, WorkbookError } = await script;
  try {
    const book = openWorkbook(bytes);
    // Scripts that run for the first time are slow.
    const pause = new Pause();
    await pause.take();
    pause.end();
    return await readSheets(open, book, settings);
  } catch (reason) {
    if (!(reason instanceof WorkbookError)) throw reason;
    // Half a sheet must not pass for a whole one.
    const { code, params } = reason;
    const problems = new Problems(settings.problems, settings.worded);
    problems.addFirst({ code, severity: "error", params });
    return unread(problems);
  }
}

async function readSheets(open: Open, book: Workbook, settings: Settings): Promise<ImportReport> {
  const { sheet: wanted, worded } = settings;
  const { sheets } = book;
  let best: { report: ImportReport; name: string; hiddenRows: number } | undefined;
  for (const name of wanted === undefined ? sheets : [wanted]) {
    const source = book.read(name);
    const request = { ...settings.request, delimiter: DELIMITER, isSheet: true };
    const report = await run(open, source, { ...settings, request });
    const isFound = report.columns.some(({ field }) => field === "serial");
    const isBetter = !best || isEmpty(best.report);
    if (isFound || isBetter) best = { report, name, hiddenRows: source.hiddenRows };
    if (isFound) break;
  }
  const problems = new Problems([], worded);
  if (!best) return unread(problems);
  const { report, name, hiddenRows } = best;
  const { delimiter: _, ...rest } = report;
  // Into the same list, which the rejected rows look at.
  problems.all = rest.problems;
  const others = sheets.filter((other) => other !== name);
  if (wanted === undefined && others.length > 0) {
    const params = { name, names: others.join(", ") };
    problems.addFirst({ code: "workbook.other-sheets", severity: "hint", params });
  }
  if (hiddenRows > 0) {
    const params = { count: String(hiddenRows) };
    problems.addFirst({ code: "workbook.hidden-rows", severity: "warning", params });
  }
  const { ok, total, columns, ...lists } = rest;
  // The reader writes no row of one cell, which could be taken for a line in quotes.
  const last = columns.findLastIndex(({ name, samples }) => name !== "" || samples.length > 0);
  return { ok, total, sheet: name, sheets, columns: columns.slice(0, last + 1), ...lists };
}

function isEmpty({ problems }: ImportReport): boolean {
  return problems.some(({ code }) => code === "import.empty");
}
