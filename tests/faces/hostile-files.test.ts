// Files that are made to hurt, each read by a process of its own: a clear word, bounded memory, and short turns. Workbooks are
// written here, the others by the process, so that no large file lies anywhere.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { packedRepeat, workbook } from "./xlsx";

const WWW = process.env["DEP_WWW"] ?? join(process.cwd(), "www/dist");
const SCRIPT = join(process.cwd(), "tests/faces/node/hostile-file.mjs");
/** Memory of the whole process in MiB: Node's own 50 and the file are in it. */
const MOST_MEMORY = 300;
/** Longest turn in milliseconds. */
const LONGEST_TURN = 50;

interface Outcome {
  ok: boolean;
  total: number;
  good: number;
  rejected: number;
  listed: number;
  codes: string[];
  longest: number;
  memory: number;
}

/** What comes of each file. Only the codes of the whole file's problems are named where rows have others. */
const EXPECTED: Record<string, (outcome: Outcome) => void> = {
  "100 MB of devices": ({ good, codes }) =>
    assert.deepEqual([good, codes], [1 << 20, ["import.many-rows"]]),
  "100 MB of mistakes": ({ ok, good, rejected, codes }) => {
    assert.ok(!ok && good === 0 && rejected > 30_000 && rejected < 100_000, `${rejected} rejected`);
    for (const code of ["import.more-problems", "import.many-rows", "import.flag"]) {
      assert.ok(codes.includes(code), code);
    }
  },
  "one line of 50 MB": stops("import.long-row"),
  "one cell of 50 MB": stops("import.long-row"),
  "NULs everywhere": stops("import.kind"),
  "NULs between": ({ ok, good }) => assert.ok(!ok && good === 0),
  "a quote that never closes": stops("import.unclosed-quote"),
  "quotes that do not fit": ({ good, codes }) =>
    assert.deepEqual(
      [good, codes],
      [0, ["import.many-rows", "import.more-problems", "import.stray-quote"]],
    ),
  "1,000 columns": ({ good, total, codes }) => {
    assert.ok(good === 1 && total > 20_000);
    assert.deepEqual(codes, ["import.duplicate", "import.more-problems", "import.unknown-column"]);
  },
  "nothing but commas": ({ ok, codes }) => {
    assert.ok(!ok);
    assert.deepEqual(codes, ["import.columns", "import.more-problems"]);
  },
  "an image": stops("import.kind"),
};

/** The file is refused with this word, and no row of it is used. */
function stops(code: string): (outcome: Outcome) => void {
  return ({ ok, good, codes }) => assert.deepEqual([ok, good, codes], [false, 0, [code]]);
}

const text = (value: string): string => `<c t="inlineStr"><is><t>${value}</t></is></c>`;
const HEAD = `<worksheet><sheetData><row>${text("serial")}${text("username")}</row>`;

/** Workbooks, and what comes of them. `packed` is the sheet. */
const WORKBOOKS: Record<string, { packed(): Uint8Array; expected(outcome: Outcome): void }> = {
  "a zip bomb of white space": {
    packed: () => packedRepeat(HEAD, `<row/>${" ".repeat(100_000)}`.repeat(10), 1_000, ""),
    expected: stops("workbook.too-large"),
  },
  "a zip bomb of one text": {
    packed: () => packedRepeat(`${HEAD}<row><c><v>`, "1".repeat(1_000_000), 1_000, ""),
    expected: stops("workbook.damaged"),
  },
  "a zip bomb of NULs": {
    packed: () => packedRepeat("", "\0".repeat(1_000_000), 1_000, ""),
    expected: stops("workbook.damaged"),
  },
};

describe("hostile files", { concurrency: 1 }, () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "dep-enroll-hostile-"));
  });
  after(() => rm(folder, { recursive: true }));

  async function read(kind: string, check: (outcome: Outcome) => void): Promise<void> {
    const entry = join(WWW, "dep-enroll-validate.node.js");
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, entry, kind]);
    const outcome = JSON.parse(stdout) as Outcome;
    check(outcome);
    assert.ok(outcome.memory < MOST_MEMORY, `${outcome.memory} MiB`);
    assert.ok(outcome.longest < LONGEST_TURN, `a turn of ${outcome.longest} ms`);
  }

  for (const [kind, check] of Object.entries(EXPECTED)) {
    it(`${kind}: a clear word, little memory, short turns`, () => read(kind, check));
  }

  it("a sheet of 100,000 devices: little memory, short turns", async () => {
    const devices = Array.from({ length: 100_000 }, (_, at) => [
      `C02${String(at).padStart(7, "0")}`,
      `user.${at}`,
      "Staff iPads",
    ]);
    const rows = [["serial", "username", "profile"], ...devices];
    const file = join(folder, "devices.xlsx");
    await writeFile(file, workbook([{ name: "S", rows }], "library"));
    await read(file, ({ ok, good }) => assert.deepEqual([ok, good], [true, 100_000]));
  });

  for (const [kind, { packed, expected }] of Object.entries(WORKBOOKS)) {
    it(`${kind}: a clear word, little memory, short turns`, async () => {
      const sheet = { name: "xl/worksheets/sheet1.xml", bytes: "", packed: packed() };
      const file = join(folder, "book.xlsx");
      await writeFile(file, workbook([{ name: "S" }], "excel", [sheet]));
      await read(file, expected);
    });
  }
});
