// The script that opens workbooks, which is loaded when a page first reads one. It must never be imported by name: the
// import asks for it as `./dep-enroll-workbook.js`.

import type { Source } from "../import/slices";
import { damaged, WorkbookError } from "./error";
import { archiveKind, compoundKind } from "./kinds";
import { SheetReader, TextReader } from "./sheet";
import { isFrom1904, Styles } from "./styles";
import { SharedTexts } from "./texts";
import { type Attributes, type Handler, parse } from "./xml";
import { Budget, type Part, PIECE, readParts, unpack } from "./zip";

export { WorkbookError } from "./error";

/** Unpacked bytes of the parts that say what a workbook has; each of them is read in one go. */
const MOST_LISTED = 1 << 20;

/** A sheet as the slices of a CSV file. */
export interface SheetSource extends Source {
  /** Rows with something in them that are hidden. */
  readonly hiddenRows: number;
}

/** A workbook. Only the sheets that are read are unpacked. */
export interface Workbook {
  /** The sheets that people see, by name. */
  readonly sheets: string[];
  /** Reads a sheet. */
  read(name: string): SheetSource;
}

/** Opens a workbook. Throws a {@link WorkbookError} when it is none, as reading a sheet does when it is damaged. */
export function openWorkbook(bytes: Uint8Array): Workbook {
  if (bytes[0] === 0xd0) throw compoundKind(bytes);
  return new OpenWorkbook(bytes);
}

/** What a part says about another one. */
interface Relation {
  type: string;
  path: string;
}

class OpenWorkbook implements Workbook {
  readonly sheets: string[];
  readonly #parts: Map<string, Part>;
  readonly #budget = new Budget();
  readonly #texts = new SharedTexts();
  readonly #styles = new Styles();
  readonly #paths = new Map<string, string>();
  readonly #relations: Map<string, Relation>;
  #isFrom1904 = false;
  #isPrepared = false;

  constructor(private readonly bytes: Uint8Array) {
    this.#parts = readParts(bytes);
    const root = this.#readRelations("");
    const book = [...root.values()].find(({ type }) => type === "officeDocument")?.path;
    const path = book !== undefined && this.#parts.has(book) ? book : "xl/workbook.xml";
    const part = this.#parts.get(path);
    if (!part || !path.endsWith(".xml")) throw archiveKind(this.#parts);
    this.#relations = this.#readRelations(path);
    this.sheets = this.#readSheets(part);
  }

  read(name: string): SheetSource {
    const path = this.#paths.get(name);
    if (path === undefined) {
      throw new WorkbookError("workbook.no-sheet", { name, names: this.sheets.join(", ") });
    }
    const sheet = this.#part(path);
    const common = this.#isPrepared
      ? []
      : [this.#related("sharedStrings"), this.#related("styles")];
    const parts = [...common, sheet];
    const total = parts.reduce((sum, part) => sum + (part?.packed ?? 0), 0);
    const source = { total, done: 0, hiddenRows: 0 };
    const lines = this.#lines(sheet, source);
    return Object.assign(source, {
      next: () => {
        const { value } = lines.next();
        return value ?? undefined;
      },
    });
  }

  /** The lines of a sheet, after what all sheets have in common. */
  *#lines(
    sheet: Part,
    source: { done: number; hiddenRows: number },
  ): Generator<Uint8Array, undefined> {
    const idle = new Uint8Array();
    const onRead = (packed: number): void => void (source.done += packed);
    if (!this.#isPrepared) {
      for (const [part, handler] of [
        [this.#related("sharedStrings"), new TextReader(this.#texts)],
        [this.#related("styles"), this.#styles],
      ] as const) {
        if (!part) continue;
        for (const _ of this.#parse(part, handler, onRead)) yield idle;
      }
      this.#isPrepared = true;
    }
    const reader = new SheetReader(this.#texts, this.#styles, this.#isFrom1904);
    for (const _ of this.#parse(sheet, reader, onRead)) {
      source.hiddenRows = reader.hiddenRows;
      yield reader.take();
    }
    yield reader.take();
    source.hiddenRows = reader.hiddenRows;
  }

  #parse(
    part: Part,
    handler: Handler,
    onRead: (packed: number) => void = () => undefined,
  ): Generator<void, void> {
    return parse(unpack(this.bytes, part, this.#budget, onRead), part.name, handler);
  }

  /** Reads a part that lists others, in one go. */
  #readList(part: Part, open: (name: string, attributes: Attributes) => void): void {
    if (part.size > MOST_LISTED) throw damaged(`${part.name} is too long`);
    let left = MOST_LISTED;
    for (const piece of this.#parse(part, { open })) {
      void piece;
      left -= PIECE;
      if (left < 0) throw damaged(`${part.name} is too long`);
    }
  }

  /** The sheets that people see. */
  #readSheets(part: Part): string[] {
    const sheets: string[] = [];
    let isBook = false;
    this.#readList(part, (name, attributes) => {
      if (name === "workbook") isBook = true;
      if (name === "workbookPr") this.#isFrom1904 = isFrom1904(attributes);
      if (name !== "sheet" || (attributes["state"] ?? "visible") !== "visible") return;
      const id = Object.entries(attributes).find(([key]) => key.endsWith(":id"))?.[1] ?? "";
      const relation = this.#relations.get(id);
      const title = attributes["name"] ?? "";
      // A chart has a sheet of its own, without cells.
      if (relation?.type !== "worksheet" || this.#paths.has(title)) return;
      this.#paths.set(title, relation.path);
      sheets.push(title);
    });
    if (!isBook) throw archiveKind(this.#parts);
    if (sheets.length === 0) throw damaged("it has no sheet that can be seen");
    return sheets;
  }

  /** What a part refers to, by the names that it uses. */
  #readRelations(path: string): Map<string, Relation> {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const part = this.#parts.get(`${folder}_rels/${path.slice(folder.length)}.rels`);
    const relations = new Map<string, Relation>();
    if (!part) return relations;
    this.#readList(part, (name, { Id = "", Type = "", Target = "" }) => {
      if (name !== "Relationship") return;
      const type = Type.slice(Type.lastIndexOf("/") + 1);
      relations.set(Id, { type, path: resolve(folder, Target).toLowerCase() });
    });
    return relations;
  }

  #related(type: string): Part | undefined {
    const relation = [...this.#relations.values()].find((one) => one.type === type);
    return relation && this.#parts.get(relation.path);
  }

  #part(path: string): Part {
    const part = this.#parts.get(path);
    if (!part) throw damaged(`${path} is missing`);
    return part;
  }
}

/** A path in the archive: from its top when it begins with a slash, else from a folder. */
function resolve(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith("/") ? target : folder + target).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}
