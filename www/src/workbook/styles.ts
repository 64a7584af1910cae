// Dates: a workbook keeps them as numbers, and only the style of a cell tells. It must never change another number.

import type { Attributes, Handler } from "./xml";
import { isOn } from "./xml";

/** The built-in formats of dates and times, from and to. */
const DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** The last day that a sheet knows, at the end of the year 9999. */
const LAST_DAY = 2_958_465;

const DAY_MS = 86_400_000;

/** Which styles show a number as a date. */
export class Styles implements Handler {
  readonly #formats = new Map<number, boolean>();
  readonly #styles: boolean[] = [];
  #isInCells = false;

  open(name: string, { numFmtId = "0", formatCode = "" }: Attributes): void {
    if (name === "numFmt") this.#formats.set(Number(numFmtId), isDateFormat(formatCode));
    else if (name === "cellXfs") this.#isInCells = true;
    else if (name === "xf" && this.#isInCells) this.#styles.push(this.#isDate(Number(numFmtId)));
  }

  close(name: string): void {
    if (name === "cellXfs") this.#isInCells = false;
  }

  /** Whether a style is that of dates. */
  isDate(style: string | undefined): boolean {
    return this.#styles[Number(style ?? 0)] ?? false;
  }

  #isDate(format: number): boolean {
    return (
      this.#formats.get(format) ?? DATES.some(([first, last]) => format >= first && format <= last)
    );
  }
}

/** Whether a format has parts of dates outside of its texts, colours and conditions. */
function isDateFormat(code: string): boolean {
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, ""));
}

/** A day number as a date, as a time or as both. */
export function dateText(number: string, isFrom1904: boolean): string {
  const value = Number(number) + (isFrom1904 ? 1462 : 0);
  if (!(value >= 0 && value <= LAST_DAY)) return number;
  // The first sheets took 1900 for a leap year, and all others do so too.
  const days = value >= 1 && value < 60 ? value + 1 : value;
  const [day = "", time = ""] = new Date(
    Date.UTC(1899, 11, 30) + Math.round((days * DAY_MS) / 1000) * 1000,
  )
    .toISOString()
    .split(/[T.]/);
  if (value < 1) return time;
  return Number.isInteger(value) ? day : `${day}T${time}`;
}

/** Whether a workbook counts its days from 1904, as those of old Macs do. */
export function isFrom1904({ date1904 }: Attributes): boolean {
  return isOn(date1904);
}
