// Workbooks in Node: what the programs of this world write, and what is no workbook.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Report } from "./report";
import { compound, DIALECTS, type Entry, packedRepeat, type Sheet, workbook, zip } from "./xlsx";

const WWW = process.env["DEP_WWW"] ?? join(process.cwd(), "www/dist");

const TABLE = [
  ["serial", "profile", "username", "loginRequired"],
  ["C02XK1ZZJGH5", "Staff <iPads> & more", "alice", ""],
  ["C02T0HL0GGC0", 'He said "no", twice', "", "yes"],
  [],
  ["C02-XK1", "", "zoë.müller", ""],
  ["F2LXK0ABCD", "a\nb", "bob", ""],
];

describe("workbooks in Node", { concurrency: 1 }, () => {
  let validateImport: (file: unknown, options?: object) => Promise<Report>;
  let validateImportRows: (
    report: Report,
    rows: readonly { row: number; cells: string[] }[],
  ) => Promise<Report>;
  const said = new Set<string>();

  before(async () => {
    const entry = pathToFileURL(join(WWW, "dep-enroll-validate.node.js")).href;
    const functions = (await import(entry)) as Record<string, CallableFunction>;
    await functions["ready"]?.();
    validateImportRows = functions["validateImportRows"] as typeof validateImportRows;
    validateImport = async (file, options) => {
      const report = (await functions["validateImport"]?.(file, options)) as Report;
      for (const { code, message } of report.problems) {
        said.add(code);
        assert.ok(message !== code && !/[{}]/.test(message), message);
      }
      return report;
    };
  });

  /** The cells of the first rows, as the text columns of the report have them. */
  async function read(xml: string, others: Entry[] = []): Promise<Record<string, unknown>[]> {
    const header = `<row r="1"><c t="str"><v>serial</v></c><c t="str"><v>profile</v></c></row>`;
    const report = await validateImport(
      workbook([{ name: "S", xml: header + xml }], "excel", others),
    );
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      [],
    );
    return report.rows.toArray();
  }

  async function codes(file: Uint8Array, options?: object): Promise<string[]> {
    const report = await validateImport(file, options);
    assert.ok(report.ok === report.problems.every(({ severity }) => severity !== "error"));
    return report.problems.map(({ code }) => code);
  }

  for (const dialect of DIALECTS) {
    it(`a workbook in the words of ${dialect} is read as the same table in CSV`, async () => {
      const csv = TABLE.map((row) =>
        row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","),
      );
      const expected = await validateImport(csv.join("\n"));
      const report = await validateImport(workbook([{ name: "Geräte", rows: TABLE }], dialect));
      assert.deepEqual(report.rows.toArray(), expected.rows.toArray());
      assert.equal(report.rows.length, 3);
      assert.deepEqual(report.problems, expected.problems);
      assert.deepEqual(report.columns, expected.columns);
      assert.deepEqual([report.sheet, report.sheets], ["Geräte", ["Geräte"]]);
      assert.deepEqual(
        report.rejects.toArray().map(({ row, cells }) => [row, cells[0]]),
        [[5, "C02-XK1"]],
      );
    });
  }

  it("numbers, truth values and texts in parts are read as the cell shows them", async () => {
    const serial = (place: number): string =>
      `<c r="A${place}" t="str"><v>C02XK1ZZJG${place}H</v></c>`;
    const rows = await read(
      `<row r="2">${serial(2)}<c r="B2"><v>42</v></c></row>` +
        `<row>${serial(3)}<c t="b"><v>1</v></c></row>` +
        `<row r="4">${serial(4)}<c r="B4" t="inlineStr"><is><r><t>Staff </t></r><r><rPr><b/></rPr><t>iPads</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c></row>` +
        `<row r="5">${serial(5)}<c r="B5" t="str"><v>a_x000D_b_x005F_</v></c></row>` +
        `<row r="6">${serial(6)}<c r="B6" t="str"><f>A1&amp;"x"</f><v><![CDATA[worked <out>]]></v></c></row>` +
        `<row r="7">${serial(7)}<c r="B7" t="str"><f>""</f><v></v></c></row>`,
    );
    assert.deepEqual(
      rows.map(({ profile }) => profile),
      ["42", "TRUE", "Staff iPads", "a\rb_", "worked <out>", undefined],
    );
  });

  it("a number that is shown as a date is read as that date", async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;day&quot; yyyy\\-mm"/><numFmt numFmtId="165" formatCode="[Red]0.00&quot;d&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="20"/></cellXfs></styleSheet>';
    const cell = (place: number, style: number, value: string): string =>
      `<row r="${place}"><c r="A${place}" t="str"><v>C02XK1ZZJG${place}H</v></c><c r="B${place}" s="${style}"><v>${value}</v></c></row>`;
    const xml =
      cell(2, 0, "45782") +
      cell(3, 1, "45782") +
      cell(4, 2, "59") +
      cell(5, 3, "45782.5") +
      cell(6, 4, "45782.5") +
      cell(7, 5, "0.25") +
      cell(8, 1, "-3");
    const rows = await read(xml, [{ name: "xl/styles.xml", bytes: styles }]);
    assert.deepEqual(
      rows.map(({ profile }) => profile),
      ["45782", "2025-05-05", "1900-02-28", "45782.5", "2025-05-05T12:00:00", "06:00:00", "-3"],
    );
  });

  it("a formula is never worked out: without its value the cell is an error like #REF!", async () => {
    const cell = (xml: string): string =>
      `<row><c t="str"><v>serial</v></c></row><row>${xml}</row>`;
    for (const xml of [
      "<c><f>A1</f></c>",
      "<c><f>A1</f><v></v></c>",
      '<c t="s"><f>A1</f><v/></c>',
      '<c t="e"><f>X</f><v>#REF!</v></c>',
    ]) {
      const report = await validateImport(workbook([{ name: "S", xml: cell(xml) }]));
      assert.deepEqual(
        report.problems.map(({ row, column, code }) => [row, column, code]),
        [[2, 1, "value.sheet-error"]],
      );
    }
    const good = '<c t="str"><f>A1</f><v>C02XK1ZZJGH5</v></c>';
    assert.deepEqual(await codes(workbook([{ name: "S", xml: cell(good) }])), []);
    const rounded = "<c><v>8.9390100000000001E+18</v></c>";
    assert.deepEqual(await codes(workbook([{ name: "S", xml: cell(rounded) }])), ["value.rounded"]);
  });

  it("rows keep their numbers, and hidden ones are read and counted", async () => {
    const row = (r: number, text: string, more = ""): string =>
      `<row r="${r}"${more}><c r="B${r}" t="str"><v>${text}</v></c></row>`;
    const report = await validateImport(
      workbook([
        {
          name: "S",
          xml:
            row(2, "Devices of 2024") +
            row(4, "serial") +
            row(5, "C02XK1ZZJGH5", ' hidden="1"') +
            '<row r="6" hidden="true"/>' +
            row(900, "C02T0HL0GGC0") +
            '<row r="1048576"/>',
        },
      ]),
    );
    assert.deepEqual(
      report.rows.toArray().map((found) => found["row"]),
      [5, 900],
    );
    assert.deepEqual(
      report.problems.map(({ row: at, code, params }) => [at, code, params]),
      [
        [0, "workbook.hidden-rows", { count: "1" }],
        [4, "import.header-row", { skipped: "1" }],
      ],
    );
    assert.equal(report.total, 2);
  });

  it("of several sheets the one with serial numbers is read, and the others are named", async () => {
    const sheets: Sheet[] = [
      { name: "Old", rows: [["serial"], ["C02XK1ZZJGH1"]], state: "hidden" },
      { name: "Read me", rows: [["How to use this file"], ["…"]] },
      { name: "Empty" },
      { name: "Devices", rows: [["serial"], ["C02XK1ZZJGH5"]] },
      { name: "More", rows: [["serial"], ["C02XK1ZZJGH6"]] },
    ];
    const report = await validateImport(workbook(sheets));
    assert.deepEqual([report.sheet, report.rows.length], ["Devices", 1]);
    assert.deepEqual(report.sheets, ["Read me", "Empty", "Devices", "More"]);
    const [hint] = report.problems;
    assert.deepEqual(
      [hint?.code, hint?.params],
      ["workbook.other-sheets", { name: "Devices", names: "Read me, Empty, More" }],
    );
    const chosen = await validateImport(workbook(sheets), { sheet: "More" });
    assert.deepEqual(
      [chosen.sheet, chosen.rows.toArray()[0]?.["serial"], chosen.problems.length],
      ["More", "C02XK1ZZJGH6", 0],
    );
    assert.deepEqual(await codes(workbook(sheets), { sheet: "Old" }), ["workbook.no-sheet"]);
    const none = await validateImport(workbook(sheets.slice(1, 3)));
    assert.deepEqual(
      [none.sheet, none.problems.map(({ code }) => code)],
      ["Read me", ["workbook.other-sheets", "import.no-serial-column"]],
    );
    assert.deepEqual(
      none.columns.map(({ name }) => name),
      ["How to use this file"],
    );
    assert.deepEqual(await codes(workbook(sheets.slice(2, 3))), ["import.empty"]);
  });

  it("a note beside the table is no cell too many", async () => {
    const rows = [["serial"], ["C02XK1ZZJGH5", "", "", "ask Bob"], ["C02T0HL0GGC0"]];
    const report = await validateImport(workbook([{ name: "S", rows }]));
    assert.deepEqual([report.problems, report.rows.length], [[], 2]);
  });

  it("columns of a sheet can be chosen", async () => {
    const file = workbook([
      {
        name: "S",
        rows: [
          ["Apparaat", "Naam"],
          ["C02XK1ZZJGH5", "bob"],
        ],
      },
    ]);
    const report = await validateImport(file, { columns: { serial: "apparaat", username: 2 } });
    assert.deepEqual(report.rows.toArray(), [{ row: 2, serial: "C02XK1ZZJGH5", username: "bob" }]);
  });

  it("corrected rows are judged again, by the columns and against the good rows", async () => {
    const rows = [
      ["user", "note", "Apparaat"],
      ["bob", "", "C02XK1ZZJGH5"],
      ["alice", "", "C02-XK1"],
      ["x", "", "F2LXK0ABCD"],
    ];
    const columns = { serial: 3, username: 1 };
    const report = await validateImport(workbook([{ name: "S", rows }]), { columns });
    assert.deepEqual(
      report.rejects.toArray().map(({ row }) => row),
      [3, 4],
    );
    const judge = async (...edited: [number, ...string[]][]): Promise<unknown[]> => {
      const again = await validateImportRows(
        report,
        edited.map(([row, ...cells]) => ({ row, cells })),
      );
      return [
        ...again.rows.toArray().map(({ row, serial, username }) => [row, serial, username]),
        ...again.problems.map(({ row, column, code }) => [row, column, code]),
      ];
    };
    assert.deepEqual(await judge([3, "alice", "", "C02XK1ZZJGH6"]), [[3, "C02XK1ZZJGH6", "alice"]]);
    assert.deepEqual(await judge([3, "alice", "", "C02XK1ZZJGH5"]), [[3, 3, "import.duplicate"]]);
    assert.deepEqual(
      await judge([2, "bob", "", "C02XK1ZZJGH7"], [3, "alice", "", "C02XK1ZZJGH5"]),
      [
        [2, "C02XK1ZZJGH7", "bob"],
        [3, "C02XK1ZZJGH5", "alice"],
      ],
      "a row that is judged again replaces its old one",
    );
    assert.deepEqual(
      await judge([4, "carol", 'a,"b"', "F2LXK0ABCD"], [3, "eve", "", "F2LXK0ABCD"]),
      [
        [4, "F2LXK0ABCD", "carol"],
        [3, 3, "import.duplicate"],
      ],
    );
    assert.deepEqual(await judge([3, "bob", "", "serial"], [4, "al ice", "", "C02XK1ZZJGH6"]), [
      [3, "SERIAL", "bob"],
      [3, 3, "serial.length"],
      [4, 1, "username.whitespace"],
    ]);
    assert.deepEqual(await judge(), []);
  });

  it("a file of another kind is named", async () => {
    const kind = async (file: Uint8Array): Promise<string> => {
      const { ok, problems } = await validateImport(file);
      assert.deepEqual([ok, problems.length], [false, 1]);
      return problems[0]?.params["kind"] ?? problems[0]?.code ?? "";
    };
    const archive = (...names: string[]): Uint8Array =>
      zip(names.map((name) => ({ name, bytes: "x" })));
    for (const [file, words] of [
      [archive("Index/Document.iwa", "preview.jpg"), /Numbers/],
      [archive("Index.zip", "Metadata/Properties.plist"), /Numbers/],
      [archive("mimetype", "content.xml"), /\.ods/],
      [archive("xl/workbook.bin", "[Content_Types].xml"), /\.xlsb/],
      [archive("word/document.xml"), /Word/],
      [
        zip([
          {
            name: "_rels/.rels",
            bytes:
              '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
          },
          { name: "word/document.xml", bytes: "<w:document/>" },
        ]),
        /Word/,
      ],
      [archive("ppt/presentation.xml"), /PowerPoint/],
      [archive("photo.jpg"), /\.zip/],
      [zip([{ name: "secret.csv", bytes: "x", flags: 1 }]), /^workbook\.password$/],
      [zip([]), /\.zip/],
      [compound(["Root Entry", "Workbook"]), /old kind \(\.xls\)$/],
      [compound(["Root Entry", "Book"]), /old kind \(\.xls\)$/],
      [compound(["Root Entry", "EncryptionInfo", "EncryptedPackage"]), /^workbook\.password$/],
      [compound(["Root Entry", "WordDocument"]), /\.doc/],
      [compound(["Root Entry", "PowerPoint Document"]), /\.ppt/],
      [compound([]).subarray(0, 100), /or one with a password/],
    ] as const) {
      assert.match(await kind(file), words);
    }
  });

  it("a damaged workbook has no rows, wherever it is cut or changed", async () => {
    const rows = [["serial"], ...Array.from({ length: 300 }, (_, at) => [`C02XK1Z${1000 + at}`])];
    const file = workbook([{ name: "S", rows }]);
    for (let length = 4; length < file.length; length += 61) {
      const report = await validateImport(file.slice(0, length));
      assert.deepEqual([report.ok, report.rows.length], [false, 0], `${length} bytes`);
    }
    let changed = 0;
    for (let at = 4; at < file.length; at += 13) {
      const copy = file.slice();
      copy[at] = (copy[at] ?? 0) ^ 0x55;
      const report = await validateImport(copy);
      const isSame =
        report.rows.length === 300 && report.rows.toArray()[0]?.["serial"] === "C02XK1Z1000";
      assert.ok(isSame || (!report.ok && report.rows.length === 0), `byte ${at}`);
      if (!isSame) changed++;
    }
    assert.ok(changed > 50, `only ${changed} changes were seen`);
  });

  it("XML that is built to hurt ends with a word", async () => {
    const sheet = (bytes: string): Uint8Array =>
      workbook([{ name: "S" }], "excel", [{ name: "xl/worksheets/sheet1.xml", bytes }]);
    const entities =
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>';
    for (const [name, xml] of [
      ["entities", entities],
      ["no end", "<worksheet><sheetData><row>"],
      ["no XML", "\0".repeat(100)],
      ["deep", "<a>".repeat(1_000)],
      ["a long text", `<worksheet><sheetData><row><c><v>${"x".repeat(3 << 20)}`],
      ["a long attribute", `<worksheet a="${"x".repeat(3 << 20)}`],
      ["rows backwards", '<worksheet><sheetData><row r="2"/><row r="1"/></sheetData></worksheet>'],
      ["a row behind the last", '<worksheet><sheetData><row r="2000000"/></sheetData></worksheet>'],
      [
        "a column behind the last",
        '<worksheet><row><c r="ZZZZZZZ1"><v>1</v></c></row></worksheet>',
      ],
      ["a text that is missing", '<worksheet><row><c t="s"><v>7</v></c></row></worksheet>'],
    ] as const) {
      assert.deepEqual(await codes(sheet(xml)), ["workbook.damaged"], name);
    }
  });

  it("a zip bomb ends with a word, and so does an archive with too many parts", async () => {
    const row = '<row><c t="inlineStr"><is><t>A</t></is></c></row>';
    const packed = packedRepeat("<worksheet><sheetData>", row.repeat(20_000), 700, "");
    assert.ok(packed.length < 4 << 20, `${packed.length} bytes`);
    const bomb = { name: "xl/worksheets/sheet1.xml", bytes: "", packed };
    const header: Sheet = { name: "S", rows: [["serial"]] };
    assert.deepEqual(await codes(workbook([header], "excel", [bomb])), ["import.no-serial-column"]);
    const devices = packedRepeat(
      `<worksheet><sheetData><row><c t="str"><v>serial</v></c></row>`,
      `<row/>${" ".repeat(10_000)}`.repeat(60),
      500,
      "",
    );
    const report = await validateImport(
      workbook([header], "excel", [{ ...bomb, packed: devices }]),
    );
    assert.deepEqual(
      report.problems.map(({ code }) => code),
      ["workbook.too-large"],
    );
    const many = Array.from({ length: 10_001 }, (_, at) => ({
      name: `${at}`,
      bytes: "",
      isStored: true,
    }));
    assert.deepEqual(await codes(zip(many)), ["workbook.too-large"]);
  });

  it("every sentence about workbooks was said", async () => {
    const { readFile } = await import("node:fs/promises");
    const catalogue = await readFile(join(process.cwd(), "src/table/english.txt"), "utf8");
    const codes = [...catalogue.matchAll(/^workbook\.\S+/gm)].map(([code]) => code);
    assert.ok(codes.length > 3);
    assert.deepEqual(
      codes.filter((code) => !said.has(code)),
      [],
    );
  });
});
