// The import by hand: one pass over the text, which notes where cells begin and end. A row that is
// plain in every cell is judged on the spot; any other one goes to the full rules as texts.

import type { Problem, Row, RowProblem } from "../../types";
import { MESSAGES } from "../messages";
import { readUser } from "./calls";
import { isPlainName, isPlainSerial, readFlag } from "./fields";
import { places, sniff } from "./header";

const LF = 10;
const CR = 13;
const QUOTE = 34;
/** The last code of a sign that means something between cells: the semicolon's. */
const LAST_SIGN = 59;
const LONGEST_SERIAL = 45;

export interface Report {
  rows: Row[];
  problems: RowProblem[];
}

export function validateImport(file: string | Uint8Array): Report {
  const text = typeof file === "string" ? file : new TextDecoder("utf-8", { fatal: true }).decode(file);
  return new Importer(text).run();
}

class Importer {
  private readonly rows: Row[] = [];
  private readonly problems: RowProblem[] = [];
  private readonly seen = new Map<string, number>();
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  /** Cells that were quoted are not a part of the text as they stand. */
  private quoted: (string | undefined)[] = [];
  private at = 0;
  private cells = 0;
  private columns = { serial: 0, username: 1, loginRequired: 2, agentRequired: 3 };

  constructor(private readonly text: string) {}

  run(): Report {
    const { text, from, to, rows, seen } = this;
    const sign = sniff(text);
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
    this.read(sign);
    const header = this.take();
    const width = header.length;
    this.columns = places(header);
    const { serial: serialAt, username: userAt, loginRequired, agentRequired } = this.columns;
    if (serialAt < 0 || userAt < 0 || loginRequired < 0 || agentRequired < 0) {
      throw new Error("the benchmark's files have all four columns");
    }
    for (let row = 2; this.at < text.length; row++) {
      this.read(sign);
      if (this.cells === 1 && from[0] === to[0] && this.quoted.length === 0) continue;
      if (this.cells === width && this.quoted.length === 0) {
        const login = plainFlag(text, from[loginRequired] ?? 0, to[loginRequired] ?? 0);
        const agent = plainFlag(text, from[agentRequired] ?? 0, to[agentRequired] ?? 0);
        const serial = text.slice(from[serialAt], to[serialAt]);
        const username = text.slice(from[userAt], to[userAt]);
        const user = username === "" ? login === true : login === false && isPlainName(username);
        if (user && agent !== undefined && isPlainSerial(serial) && !seen.has(serial)) {
          seen.set(serial, row);
          rows.push({ row, serial, username, loginRequired: login === true, agentRequired: agent });
          continue;
        }
      }
      this.judge(row, this.take(), width);
    }
    return { rows, problems: this.problems };
  }

  /** Reads one record, up to and with the end of its line. */
  private read(sign: number): void {
    const { text, from, to } = this;
    const { length } = text;
    if (this.quoted.length > 0) this.quoted = [];
    let { at } = this;
    let cell = 0;
    from[0] = at;
    for (; at < length; at++) {
      const code = text.charCodeAt(at);
      if (code > LAST_SIGN) continue;
      if (code === sign) {
        to[cell++] = at;
        from[cell] = at + 1;
      } else if (code === LF || code === CR) {
        break;
      } else if (code === QUOTE && at === from[cell]) {
        at = this.readQuoted(at + 1, cell) - 1;
      }
    }
    to[cell++] = at;
    this.cells = cell;
    if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) at++;
    this.at = at + 1;
  }

  /** Reads a quoted cell; answers where the text behind its closing quote begins. */
  private readQuoted(start: number, cell: number): number {
    const { text } = this;
    let content = "";
    for (let at = start; ; ) {
      const end = text.indexOf('"', at);
      if (end < 0) throw new Error("the benchmark's files close their quotes");
      content += text.slice(at, end);
      at = end + 1;
      if (text.charCodeAt(at) !== QUOTE) {
        this.quoted[cell] = content;
        return at;
      }
      content += '"';
      at++;
    }
  }

  /** The cells of the record as texts. */
  private take(): string[] {
    const cells: string[] = [];
    for (let cell = 0; cell < this.cells; cell++) {
      cells.push(this.quoted[cell] ?? this.text.slice(this.from[cell], this.to[cell]));
    }
    return cells;
  }

  /** The full rules for one record. */
  private judge(row: number, cells: string[], width: number): void {
    const problems: Problem[] = [];
    const { columns } = this;
    const spare = cells.slice(width).some((cell) => cell !== "");
    if (cells.length < width || spare) {
      const message = MESSAGES["import.columns"](`${cells.length}`);
      this.problems.push({ row, path: "", code: "import.columns", message });
      return;
    }
    const serial = this.readSerial(row, (cells[columns.serial] ?? "").trim().toUpperCase(), problems);
    const loginRequired = readCell(cells[columns.loginRequired] ?? "", "loginRequired", problems);
    const agentRequired = readCell(cells[columns.agentRequired] ?? "", "agentRequired", problems);
    if (loginRequired !== undefined && agentRequired !== undefined) {
      const username = readUser((cells[columns.username] ?? "").trim(), loginRequired, problems);
      if (username !== undefined && serial !== undefined) {
        this.rows.push({ row, serial, username, loginRequired, agentRequired });
      }
    }
    for (const { path, code, message } of problems) this.problems.push({ row, path, code, message });
  }

  private readSerial(row: number, serial: string, problems: Problem[]): string | undefined {
    const fail = (code: string, message: string): undefined => {
      problems.push({ path: "serial", code, message });
      return undefined;
    };
    if (serial === "") return fail("serial.empty", MESSAGES["serial.empty"]());
    if (!/^[A-Z0-9]+$/.test(serial)) {
      return fail("serial.characters", MESSAGES["serial.characters"](serial));
    }
    if (serial.length > LONGEST_SERIAL) {
      return fail("serial.too-long", MESSAGES["serial.too-long"](serial));
    }
    const first = this.seen.get(serial);
    if (first !== undefined) return fail("import.duplicate", MESSAGES["import.duplicate"](`${first}`));
    this.seen.set(serial, row);
    if (serial.length < 8 || serial.length > 14) {
      fail("serial.length", MESSAGES["serial.length"](serial));
    }
    return serial;
  }
}

/** The two usual words, without making a text of the cell; undefined for any other one. */
function plainFlag(text: string, from: number, to: number): boolean | undefined {
  if (to - from === 4 && text.startsWith("true", from)) return true;
  if (to - from === 5 && text.startsWith("false", from)) return false;
  return undefined;
}

function readCell(cell: string, path: string, problems: Problem[]): boolean | undefined {
  const flag = readFlag(cell);
  if (flag === undefined) {
    problems.push({ path, code: "import.flag", message: MESSAGES["import.flag"](cell) });
  }
  return flag;
}
