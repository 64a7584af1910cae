// Writes workbooks as the usual programs do, which differ in everything but the meaning. It must never read one.

import { crc32, deflateRawSync } from "node:zlib";

/** How a program writes: Excel, openpyxl and other libraries, Microsoft's own SDK with prefixes, Google's spreadsheets. */
export type Dialect = "excel" | "library" | "prefixed" | "google";
export const DIALECTS: readonly Dialect[] = ["excel", "library", "prefixed", "google"];

/** The rows of a sheet: texts, or the XML of whole rows. */
export interface Sheet {
  name: string;
  rows?: readonly (readonly string[])[];
  xml?: string;
  state?: string;
}

/** A part of an archive: its path and its bytes, or bytes that are packed already. */
export interface Entry {
  name: string;
  bytes: Uint8Array | string;
  packed?: Uint8Array;
  flags?: number;
  isStored?: boolean;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

/** A workbook. `others`: parts in place of those with the same path, or beside them. */
export function workbook(
  sheets: readonly Sheet[],
  dialect: Dialect = "excel",
  others: readonly Entry[] = [],
): Uint8Array {
  const entries = [...parts(sheets, dialect), ...others];
  const last = new Map(entries.map((entry) => [entry.name, entry]));
  return zip([...last.values()]);
}

function parts(sheets: readonly Sheet[], dialect: Dialect): Entry[] {
  const x = dialect === "prefixed" ? "x:" : "";
  const root = (name: string, inner: string): string =>
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n` +
    `<${x}${name} xmlns${x ? ":x" : ""}="${MAIN}" xmlns:r="${OFFICE}">${inner}</${x}${name}>`;
  const relations = (list: readonly [id: string, type: string, target: string][]): string =>
    `<Relationships xmlns="${PACKAGE}">${list
      .map(([id, type, to]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${to}"/>`)
      .join("")}</Relationships>`;
  const top = dialect === "library" || dialect === "prefixed" ? "/xl/" : "";
  const texts: string[] = [];
  const cell = (text: string, place: string): string => {
    if (text === "") return dialect === "google" ? `<c r="${place}"/>` : "";
    if (dialect === "library")
      return `<c r="${place}" t="inlineStr"><is><t>${escape(text)}</t></is></c>`;
    if (dialect === "prefixed") return `<x:c r="${place}" t="str"><x:v>${escape(text)}</x:v></x:c>`;
    if (!texts.includes(text)) texts.push(text);
    return `<c r="${place}" s="0" t="s"><v>${texts.indexOf(text)}</v></c>`;
  };
  const row = (cells: readonly string[], at: number): string =>
    `<${x}row r="${at + 1}">${cells.map((text, place) => cell(text, `${letters(place)}${at + 1}`)).join("")}</${x}row>`;
  const bodies = sheets.map(({ rows, xml }) =>
    root("worksheet", `<${x}sheetData>${xml ?? (rows ?? []).map(row).join("")}</${x}sheetData>`),
  );
  const listed = sheets.map(({ name, state }, at) => {
    const hidden = state === undefined ? "" : ` state="${state}"`;
    return `<${x}sheet name="${escape(name)}" sheetId="${at + 1}"${hidden} r:id="rId${at + 1}"/>`;
  });
  const shared = `<${x}si><${x}t xml:space="preserve">`;
  return [
    {
      name: "_rels/.rels",
      bytes: relations([
        ["rId1", "officeDocument", dialect === "library" ? "/xl/workbook.xml" : "xl/workbook.xml"],
      ]),
    },
    {
      name: "xl/workbook.xml",
      bytes: root("workbook", `<${x}sheets>${listed.join("")}</${x}sheets>`),
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      bytes: relations([
        ...sheets.map((_, at): [string, string, string] => [
          `rId${at + 1}`,
          "worksheet",
          `${top}worksheets/sheet${at + 1}.xml`,
        ]),
        ["rId98", "sharedStrings", `${top}sharedStrings.xml`],
        ["rId99", "styles", `${top}styles.xml`],
      ]),
    },
    ...bodies.map((bytes, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, bytes })),
    ...(texts.length === 0
      ? []
      : [
          {
            name: "xl/sharedStrings.xml",
            bytes: root(
              "sst",
              texts.map((text) => `${shared}${escape(text)}</${x}t></${x}si>`).join(""),
            ),
          },
        ]),
  ];
}

function letters(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letters(Math.floor(place / 26) - 1) + last;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** An archive. */
export function zip(entries: readonly Entry[]): Uint8Array {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, packed, flags = 0, isStored = false } of entries) {
    const content = Buffer.from(bytes as string);
    const body = packed ? Buffer.from(packed) : isStored ? content : deflateRawSync(content);
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(isStored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(title.length, 22);
    const announced = [Buffer.from("PK\x03\x04"), common, title, body];
    bodies.push(...announced);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    list.push(Buffer.from("PK\x01\x02\x14\0"), common, rest, title);
    at += announced.reduce((sum, part) => sum + part.length, 0);
  }
  const size = list.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...bodies, ...list, end]));
}

/** A file of an older program with these parts, which have nothing in them. */
export function compound(names: readonly string[]): Uint8Array {
  const file = Buffer.alloc(512 * 3);
  file.write("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "latin1");
  file.writeUInt16LE(9, 30);
  // The list of parts is in the second sector.
  file.writeUInt32LE(1, 48);
  names.forEach((name, at) => {
    file.write(name, 1024 + 128 * at, "utf16le");
    file.writeUInt16LE(2 * name.length + 2, 1024 + 128 * at + 64);
  });
  return new Uint8Array(file);
}

/** Text repeated so often that it has this many bytes, packed. Each repetition is packed by itself. */
export function packedRepeat(
  before: string,
  repeated: string,
  times: number,
  after: string,
): Uint8Array {
  const Z_SYNC_FLUSH = 2;
  const part = (text: string): Buffer => deflateRawSync(text, { finishFlush: Z_SYNC_FLUSH });
  const once = part(repeated);
  return new Uint8Array(
    Buffer.concat([
      part(before),
      ...Array.from({ length: times }, () => once),
      deflateRawSync(after),
    ]),
  );
}
