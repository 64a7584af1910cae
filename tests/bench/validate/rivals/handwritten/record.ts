// The full rules for one record of a file, by hand.

import type { Problem, Row, RowProblem } from "../../types";
import { MESSAGES } from "../messages";
import { readUser } from "./calls";
import { readFlag } from "./fields";
import type { Column } from "./header";

const LONGEST_SERIAL = 45;

/** Judges the cells; adds the row when nothing is wrong, else what is. */
export function judge(
  row: number,
  cells: string[],
  width: number,
  columns: Record<Column, number>,
  seen: Map<string, number>,
  rows: Row[],
  problems: RowProblem[],
): void {
  if (
    cells.length < width ||
    (cells.length > width && cells.slice(width).some((cell) => cell !== ""))
  ) {
    const message = MESSAGES["import.columns"](`${cells.length}`);
    problems.push({ row, path: "", code: "import.columns", message });
    return;
  }
  const serial = readSerial(
    row,
    (cells[columns.serial] ?? "").trim().toUpperCase(),
    seen,
    problems,
  );
  const loginRequired = readCell(
    row,
    cells[columns.loginRequired] ?? "",
    "loginRequired",
    problems,
  );
  const agentRequired = readCell(
    row,
    cells[columns.agentRequired] ?? "",
    "agentRequired",
    problems,
  );
  if (loginRequired === undefined || agentRequired === undefined) return;
  const found: Problem[] = [];
  const username = readUser((cells[columns.username] ?? "").trim(), loginRequired, found);
  // The rules about the user are those of a single call, which know no rows.
  for (const { path, code, message } of found) problems.push({ row, path, code, message });
  if (username !== undefined && serial !== undefined) {
    rows.push({ row, serial, username, loginRequired, agentRequired });
  }
}

function readSerial(
  row: number,
  serial: string,
  seen: Map<string, number>,
  problems: RowProblem[],
): string | undefined {
  const fail = (code: string, message: string): undefined => {
    problems.push({ row, path: "serial", code, message });
    return undefined;
  };
  if (serial === "") return fail("serial.empty", MESSAGES["serial.empty"]());
  if (!/^[A-Z0-9]+$/.test(serial)) {
    return fail("serial.characters", MESSAGES["serial.characters"](serial));
  }
  if (serial.length > LONGEST_SERIAL) {
    return fail("serial.too-long", MESSAGES["serial.too-long"](serial));
  }
  const first = seen.get(serial);
  if (first !== undefined)
    return fail("import.duplicate", MESSAGES["import.duplicate"](`${first}`));
  seen.set(serial, row);
  if (serial.length < 8 || serial.length > 14) {
    fail("serial.length", MESSAGES["serial.length"](serial));
  }
  return serial;
}

function readCell(
  row: number,
  cell: string,
  path: string,
  problems: RowProblem[],
): boolean | undefined {
  const flag = readFlag(cell);
  if (flag === undefined) {
    problems.push({ row, path, code: "import.flag", message: MESSAGES["import.flag"](cell) });
  }
  return flag;
}
