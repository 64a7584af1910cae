// A sheet as the lines of a CSV file: each row in the line of its number, as a person sees it. It must never work out a
// formula: what the spreadsheet has worked out stands beside it.

import { damaged, tooLarge } from "./error";
import { dateText, type Styles } from "./styles";
import { Bytes, type SharedTexts } from "./texts";
import { type Attributes, type Handler, isOn, unescape } from "./xml";

/** The last row and column that a sheet can have. */
const LAST_ROW = 1 << 20;
const LAST_COLUMN = 1 << 14;

/** Bytes of all lines. */
const MOST_BYTES = 256 << 20;

/** Stands for a formula that nobody has worked out; like the error values of spreadsheets, so that it is refused like them. */
const NOT_WORKED_OUT = "#FORMULA!";

/** A cell: its text, or the number of a shared one. */
type Cell = string | number | undefined;

const [COMMA, LINE_FEED] = [0x2c, 0x0a];

export class SheetReader implements Handler {
  /** Rows with something in them that are hidden. */
  hiddenRows = 0;
  readonly #lines = new Bytes();
  #written = 0;
  /** The last row that was written. */
  #row = 0;
  /** Cells of the widest row so far; the others are as wide, which is the quickest to read. */
  #width = 2;
  #cells: Cell[] = [];
  #rowNumber = 0;
  #isHidden = false;
  #column = 0;
  #type = "";
  #style: string | undefined;
  #isFormula = false;
  #text: string | undefined;
  #isText = false;
  /** In the reading aid of a text, which is no part of it. */
  #isPhonetic = false;

  constructor(
    private readonly texts: SharedTexts,
    private readonly styles: Styles,
    private readonly isFrom1904: boolean,
  ) {}

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case "row":
        this.#openRow(attributes);
        break;
      case "c":
        this.#openCell(attributes);
        break;
      case "f":
        this.#isFormula = true;
        break;
      case "rPh":
        this.#isPhonetic = true;
        break;
      case "v":
      case "t":
        this.#isText = !this.#isPhonetic;
        this.#text ??= "";
        break;
    }
  }

  text(text: string): void {
    if (this.#isText) this.#text += text;
  }

  close(name: string): void {
    if (name === "v" || name === "t") this.#isText = false;
    else if (name === "rPh") this.#isPhonetic = false;
    else if (name === "c") this.#closeCell();
    else if (name === "row") this.#closeRow();
  }

  /** The lines since the last call, valid until something is read. */
  take(): Uint8Array {
    return this.#lines.take();
  }

  #openRow({ r, hidden }: Attributes): void {
    const number = r === undefined ? this.#rowNumber + 1 : Number(r);
    if (!(number > this.#rowNumber && number <= LAST_ROW)) throw damaged(`row ${r} is misplaced`);
    this.#rowNumber = number;
    this.#isHidden = isOn(hidden);
    this.#column = 0;
    this.#cells.length = 0;
  }

  #openCell({ r, t, s }: Attributes): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    if (!(this.#column > 0 && this.#column <= LAST_COLUMN)) throw damaged(`cell ${r} is misplaced`);
    this.#type = t ?? "n";
    this.#style = s;
    this.#isFormula = false;
    this.#text = undefined;
  }

  #closeCell(): void {
    const cell = this.#value();
    if (cell === undefined || cell === "") return;
    // A list with holes is slower.
    while (this.#cells.length < this.#column) this.#cells.push(undefined);
    this.#cells[this.#column - 1] = cell;
  }

  #value(): Cell {
    const text = this.#text;
    // Programs that cannot work out formulas leave the value out, or empty.
    if (this.#isFormula && !text && this.#type !== "str") return NOT_WORKED_OUT;
    if (!text) return undefined;
    switch (this.#type) {
      case "s":
        return Number(text);
      case "b":
        return isOn(text.trim()) ? "TRUE" : "FALSE";
      case "n":
        return this.styles.isDate(this.#style) ? dateText(text, this.isFrom1904) : text.trim();
      default:
        return unescape(text);
    }
  }

  #closeRow(): void {
    const cells = this.#cells;
    if (cells.length === 0) return;
    if (this.#isHidden) this.hiddenRows += 1;
    const before = this.#lines.length;
    this.#lines.addByte(LINE_FEED, this.#rowNumber - this.#row - 1);
    this.#row = this.#rowNumber;
    this.#width = Math.max(this.#width, Math.min(cells.length, 64));
    const width = Math.max(this.#width, cells.length);
    for (let at = 0; at < width; at++) {
      if (at > 0) this.#lines.addByte(COMMA);
      const cell = cells[at];
      if (typeof cell === "string") this.#lines.addCell(cell);
      else if (cell !== undefined) this.#lines.addBytes(this.#shared(cell));
    }
    this.#lines.addByte(LINE_FEED);
    this.#written += this.#lines.length - before;
    if (this.#written > MOST_BYTES) throw tooLarge("its rows have more than 256 MB");
  }

  #shared(number: number): Uint8Array {
    const text = this.texts.at(number);
    if (!text) throw damaged(`row ${this.#rowNumber} has a text that is missing`);
    return text;
  }
}

/** The texts that the cells of a workbook share, as they are read. */
export class TextReader implements Handler {
  #text = "";
  #isText = false;
  #isPhonetic = false;

  constructor(private readonly texts: SharedTexts) {}

  open(name: string): void {
    if (name === "si") this.#text = "";
    else if (name === "rPh") this.#isPhonetic = true;
    else if (name === "t") this.#isText = !this.#isPhonetic;
  }

  text(text: string): void {
    if (this.#isText) this.#text += text;
  }

  close(name: string): void {
    if (name === "t") this.#isText = false;
    else if (name === "rPh") this.#isPhonetic = false;
    else if (name === "si") this.texts.add(unescape(this.#text));
  }
}

/** The column of a cell such as `AB12`, the first is 1; 0 for anything else. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = (reference.charCodeAt(at) & ~0x20) - 0x40;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > LAST_COLUMN) break;
  }
  return column;
}
