// A file that somebody looks at line by line: its lines with their cells, and lines judged again after a correction. They
// cross to the plugin's module as flat lists, because an object for each would be read one field at a time. It must never
// judge a line itself.

import type { ImportColumn, ImportField, ImportProblem, ImportReport } from "../validate/types";
import type { Settings } from "./options";
import type { Open } from "./run";
import { judgeRows } from "./single";

/** Lines that cross at a time: what a slow machine reads in a few milliseconds, with time left to collect their garbage. */
const SLICE = 100;

/** Characters of a cell that cross. A longer one is never right. */
const LONGEST = 1000;

/** The place of a field among the cells of a line. */
const PLACES: Record<ImportField, number> = {
  serial: 0,
  profile: 1,
  profileUuid: 1,
  username: 2,
  loginRequired: 3,
  agentRequired: 4,
};

/** Problems of a line that have no rule's code. All others of this kind are about the whole file. */
const OF_A_LINE =
  /^import\.(columns|unclosed-quote|stray-quote|duplicate|flag|quoted-row|long-row)$/;

/** The cells of a line in the order of {@link PLACES}; `undefined` where the file has no such column. */
type Cells = (string | undefined)[];

/** What is known of a file before its lines are looked at. */
export interface Head {
  total: number;
  delimiter: string | undefined;
  sheet: string | undefined;
  sheets: string[];
  columns: ImportColumn[];
  /** Problems of the whole file. */
  problems: ImportProblem[];
}

export class Session {
  readonly head: Head;
  /** The rows without an error, by serial number, and the other way round: of two rows with one number the first counts. */
  readonly #rows = new Map<string, number>();
  readonly #serials = new Map<number, string>();
  /** How many good rows, rejected rows and problems have crossed. */
  #good = 0;
  #bad = 0;
  #problem = 0;

  constructor(
    private readonly open: Open,
    private readonly report: ImportReport,
    private readonly settings: Settings,
  ) {
    const { total, delimiter, sheet, sheets = [], columns, problems } = report;
    const isGeneral = ({ code }: ImportProblem): boolean =>
      total === 0 || (/^(import|workbook)\./.test(code) && !OF_A_LINE.test(code));
    this.head = { total, delimiter, sheet, sheets, columns, problems: problems.filter(isGeneral) };
  }

  /** The next lines in the order of the file; none at its end. */
  next(): unknown[] {
    const { rows, rejects } = this.report;
    const lines: unknown[] = [];
    for (let count = 0; count < SLICE; count++) {
      const [good, bad] = [rows.at(this.#good), rejects.at(this.#bad)];
      if (good && (!bad || good.row < bad.row)) {
        this.#good++;
        this.#keep(good.serial, good.row);
        this.#write(lines, good.row, this.#cellsOf(good), this.#problemsOf(good.row));
      } else if (bad) {
        this.#bad++;
        this.#write(lines, bad.row, this.#cellsAt(bad.cells), this.#problemsOf(bad.row));
      } else break;
    }
    return lines;
  }

  /**
   * Judges lines again: for each its row and its cells. `gone` are rows that are left out from now on. A line that became
   * empty is not among the answers.
   */
  judge(edited: readonly unknown[], gone: readonly number[]): unknown[] {
    const judged = [];
    for (let at = 0; at < edited.length; at += 6) {
      const cells = edited.slice(at + 1, at + 6) as Cells;
      judged.push({ row: edited[at] as number, cells: this.#spread(cells) });
    }
    for (const row of [...gone, ...judged.map(({ row }) => row)]) {
      this.#rows.delete(this.#serials.get(row) ?? "");
      this.#serials.delete(row);
    }
    if (judged.length === 0) return [];
    const find = (serial: string): { row: number; serial: string } | undefined => {
      const row = this.#rows.get(serial);
      return row === undefined ? undefined : { row, serial };
    };
    const known = { find } as ImportReport["rows"];
    const report = judgeRows(this.open, { ...this.report, rows: known }, judged, this.settings);
    const lines: unknown[] = [];
    const problemsOf = (wanted: number): ImportProblem[] =>
      report.problems.filter(({ row }) => row === wanted);
    for (const good of report.rows) {
      this.#keep(good.serial, good.row);
      this.#write(lines, good.row, this.#cellsOf(good), problemsOf(good.row));
    }
    for (const { row, cells, problems } of report.rejects) {
      this.#write(lines, row, this.#cellsAt(cells), problems);
    }
    return lines;
  }

  #keep(serial: string, row: number): void {
    this.#rows.set(serial, row);
    this.#serials.set(row, serial);
  }

  /** The problems of the next row. They are in the order of the file. */
  #problemsOf(row: number): ImportProblem[] {
    const { problems } = this.report;
    while ((problems[this.#problem]?.row ?? row) < row) this.#problem++;
    const first = this.#problem;
    while (problems[this.#problem]?.row === row) this.#problem++;
    return problems.slice(first, this.#problem);
  }

  /** The cells of a good row. */
  #cellsOf(row: ReturnType<ImportReport["rows"]["toArray"]>[number]): Cells {
    const { columns } = this.report;
    const hasProfile = columns.some(({ field }) => field && PLACES[field] === 1);
    const flag = (value: boolean | undefined): string | undefined => value?.toString();
    return [
      row.serial,
      row.profile ?? (hasProfile ? "" : undefined),
      row.username,
      flag(row.loginRequired),
      flag(row.agentRequired),
    ];
  }

  /** The cells of a row as the file has them. A UUID counts more than a name. */
  #cellsAt(texts: readonly string[]): Cells {
    const cells: Cells = [undefined, undefined, undefined, undefined, undefined];
    for (const [at, { field }] of this.report.columns.entries()) {
      if (field === undefined) continue;
      const text = (texts[at] ?? "").trim().slice(0, LONGEST);
      const place = PLACES[field];
      const counts = place !== 1 || !cells[1] || (field === "profileUuid" && text !== "");
      if (counts) cells[place] = text;
    }
    return cells;
  }

  /** The reverse: one cell for each column of the file. A profile stands in one column only. */
  #spread(cells: Cells): string[] {
    const { columns } = this.report;
    const hasUuid = columns.some(({ field }) => field === "profileUuid");
    return columns.map(({ field }) => {
      if (field === undefined || (field === "profile" && hasUuid)) return "";
      return cells[PLACES[field]] ?? "";
    });
  }

  #write(lines: unknown[], row: number, cells: Cells, problems: readonly ImportProblem[]): void {
    const told = problems.filter(({ severity }) => severity !== "hint");
    lines.push(row, ...cells, told.length);
    for (const { code, severity, column, message, params } of told) {
      const field = this.report.columns[column - 1]?.field;
      lines.push(
        code,
        severity === "error",
        field === undefined ? -1 : PLACES[field],
        params["repaired"] ?? "",
        message,
        Number(params["first"] ?? 0),
      );
    }
  }
}
