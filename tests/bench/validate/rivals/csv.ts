// Files for the schema libraries: papaparse parts the text, the library judges records. papaparse is
// given what its documentation calls fast: no worker, no header objects, no types, one call.

import Papa from "papaparse";
import type { ImportAnswer, Problem, Row, RowProblem } from "../types";
import { places } from "./handwritten/header";
import { say, type Code } from "./messages";

/** A record as the library's schema takes it. */
export interface RawRow {
  serial: string;
  username: string;
  loginRequired: string;
  agentRequired: string;
}

/** What the library made of a record: its row without the number, and its problems. */
export interface Judged {
  value?: Omit<Row, "row">;
  problems: readonly Problem[];
}

/** Imports a file with a library's own judgement of one record. */
export function importWith(
  file: string | Uint8Array,
  judge: (record: RawRow) => Judged,
): ImportAnswer {
  const text =
    typeof file === "string" ? file : new TextDecoder("utf-8", { fatal: true }).decode(file);
  const records = Papa.parse<string[]>(text).data;
  const [header = []] = records;
  const columns = places(header);
  const width = header.length;
  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  const fail = (row: number, path: string, code: Code, value: string): unknown =>
    problems.push({ row, path, code, message: say(code, value) });

  for (let index = 1; index < records.length; index++) {
    const row = index + 1;
    const cells = records[index] ?? [];
    if (cells.length === 1 && cells[0] === "") continue;
    if (
      cells.length < width ||
      (cells.length > width && cells.slice(width).some((c) => c !== ""))
    ) {
      fail(row, "", "import.columns", `${cells.length}`);
      continue;
    }
    const judged = judge({
      serial: (cells[columns.serial] ?? "").trim().toUpperCase(),
      username: (cells[columns.username] ?? "").trim(),
      loginRequired: cells[columns.loginRequired] ?? "",
      agentRequired: cells[columns.agentRequired] ?? "",
    });
    let legal = true;
    for (const { path, code, message } of judged.problems) {
      if (path === "serial") legal = false;
      problems.push({ row, path, code, message });
    }
    // No schema sees more than its own record, so whether a serial is new is asked here.
    if (!legal) continue;
    const serial = (cells[columns.serial] ?? "").trim().toUpperCase();
    const first = seen.get(serial);
    if (first !== undefined) {
      fail(row, "serial", "import.duplicate", `${first}`);
      continue;
    }
    seen.set(serial, row);
    const { value } = judged;
    if (value !== undefined) {
      const { username, loginRequired, agentRequired } = value;
      rows.push({ row, serial, username, loginRequired, agentRequired });
    }
  }
  return { rows, problems };
}
