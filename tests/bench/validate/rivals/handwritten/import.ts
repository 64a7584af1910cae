// The import by hand: one pass and one function, because whatever it would hand to an object of its
// own it would have to load back from there. The searches of the engine (`indexOf`) look at many
// characters at once, so nothing is walked through character by character but what is judged.

import type { Row, RowProblem } from "../../types";
import { flagAt, isPlainName, isPlainSerial } from "./fields";
import { places, sniff } from "./header";
import { judge } from "./record";

export interface Report {
  rows: Row[];
  problems: RowProblem[];
}

/** A row that is plain in every cell is judged where it stands; any other one by the full rules. */
export function validateImport(file: string | Uint8Array): Report {
  const text =
    typeof file === "string" ? file : new TextDecoder("utf-8", { fatal: true }).decode(file);
  const { length } = text;
  const sign = sniff(text);
  let columns: ReturnType<typeof places> | undefined;
  let width = 0;
  let serialAt = 0;
  let nameAt = 0;
  let loginAt = 0;
  let agentAt = 0;
  /** Where cells begin; the end of one is in front of the sign before the next. */
  const from: number[] = [];

  const rows: Row[] = [];
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  let nextQuote = -1;
  let nextReturn = -1;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (let row = 1; at < length; row++) {
    if (nextQuote < at) nextQuote = find(text, '"', at);
    if (nextReturn < at) nextReturn = find(text, "\r", at);
    const feed = find(text, "\n", at);
    const end = nextReturn < feed ? nextReturn : feed;
    const next = end + 1 === feed ? end + 2 : end + 1;
    if (columns !== undefined && end < nextQuote) {
      if (end === at) {
        at = next;
        continue;
      }
      let cells = 0;
      for (let start = at; cells <= width;) {
        from[cells++] = start;
        const stop = text.indexOf(sign, start);
        if (stop < 0 || stop >= end) break;
        start = stop + 1;
      }
      if (cells === width) {
        from[cells] = end + 1;
        const loginRequired = flagAt(text, from[loginAt] ?? 0, (from[loginAt + 1] ?? 0) - 1);
        const agentRequired = flagAt(text, from[agentAt] ?? 0, (from[agentAt + 1] ?? 0) - 1);
        const nameFrom = from[nameAt] ?? 0;
        const nameEnd = (from[nameAt + 1] ?? 0) - 1;
        const serialFrom = from[serialAt] ?? 0;
        const serialEnd = (from[serialAt + 1] ?? 0) - 1;
        if (
          loginRequired !== undefined &&
          agentRequired !== undefined &&
          loginRequired === (nameFrom === nameEnd) &&
          (loginRequired || isPlainName(text, nameFrom, nameEnd)) &&
          isPlainSerial(text, serialFrom, serialEnd)
        ) {
          const serial = text.slice(serialFrom, serialEnd);
          if (!seen.has(serial)) {
            seen.set(serial, row);
            const username = text.slice(nameFrom, nameEnd);
            rows.push({ row, serial, username, loginRequired, agentRequired });
            at = next;
            continue;
          }
        }
      }
    }
    let cells: string[];
    if (end < nextQuote) {
      cells = text.slice(at, end).split(sign);
      at = next;
    } else {
      cells = [];
      at = readQuoted(text, at, sign, cells);
    }
    if (columns === undefined) {
      columns = places(cells);
      width = cells.length;
      ({
        serial: serialAt,
        username: nameAt,
        loginRequired: loginAt,
        agentRequired: agentAt,
      } = columns);
    } else {
      judge(row, cells, width, columns, seen, rows, problems);
    }
  }
  return { rows, problems };
}

/** Reads the cells of a record that has quotes; answers where the next record begins. */
function readQuoted(text: string, start: number, sign: string, cells: string[]): number {
  const { length } = text;
  for (let at = start; ; at++) {
    let cell = "";
    if (text[at] === '"') {
      for (at++; ; at++) {
        const close = find(text, '"', at);
        cell += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    } else {
      const begin = at;
      while (at < length && text[at] !== sign && text[at] !== "\n" && text[at] !== "\r") at++;
      cell = text.slice(begin, at);
    }
    cells.push(cell);
    if (text[at] !== sign) return at + (text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1);
  }
}

function find(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found;
}
