// Files of devices in the page: the reader of workbooks comes with the first workbook and not before, and however large or
// hostile a file is, the page stays usable.

import assert from "node:assert/strict";
import { workbook } from "../faces/xlsx";
import { EVERY_ENGINE, scenes } from "./harness/scenes";

/** The page whose functions a script can call by a global name. */
const LEGACY = { consoles: ["legacy"] } as const;

/** What the page says about one file: the codes of its problems, its good rows, and the longest wait between two turns. */
interface Outcome {
  codes: string[];
  rows: number;
  longest: number;
  scripts: string[];
}

/**
 * The longest wait of a page, in milliseconds: a file that is read in one go takes several times as long. Other programs can
 * hold a page up, so the best of so many runs counts.
 */
const LONGEST = 200;
const RUNS = 5;

/**
 * Reads a file. Messages go round meanwhile, and each waits as long as the task before it takes. `make` is the expression that
 * makes the file in the page. It stands in the script, because the page's policy forbids to evaluate a text.
 */
const reading = (make: string): string => `
  const [done] = arguments;
  (async () => {
    await DepEnroll.ready();
    await DepEnroll.validateImport("serial\\n");
    const file = ${make};
    const { port1, port2 } = new MessageChannel();
    let longest = 0, sent = performance.now();
    port1.onmessage = () => {
      longest = Math.max(longest, performance.now() - sent);
      sent = performance.now();
      port2.postMessage(0);
    };
    port2.postMessage(0);
    const { rows, problems } = await DepEnroll.validateImport(file);
    longest = Math.max(longest, performance.now() - sent);
    port1.close();
    const scripts = performance.getEntriesByType("resource").map(({ name }) => name.split("/").at(-1));
    const codes = [...new Set(problems.map(({ code }) => code))].sort();
    return { codes, rows: rows.length, longest, scripts };
  })().then(done, (error) => done(String(error)));`;

/** A header, and below it a line that is repeated until there are 30 megabytes. */
const lines = (header: string, line: string): string => `(() => {
  const file = new Uint8Array(30 << 20);
  const [header, text] = ${JSON.stringify([header, line])}.map((part) => new TextEncoder().encode(part));
  file.set(header);
  const body = file.subarray(header.length);
  body.set(text);
  for (let length = text.length; length < body.length; length *= 2) body.copyWithin(length, 0, length);
  return file;
})()`;

const bytes = (file: Uint8Array): string => `new Uint8Array(${JSON.stringify([...file])})`;

const FILES: readonly [name: string, make: string, codes: string[], rows: number][] = [
  ["30 MB of one line", lines("", "serial,"), ["import.long-row"], 0],
  ["30 MB behind an open quote", lines('serial\n"', "x\n"), ["import.unclosed-quote"], 0],
  ["30 MB of NULs", lines("", "\0"), ["import.kind"], 0],
  [
    "30 MB of the same device",
    lines("serial\n", "C02XK1ZZJGH5\n"),
    ["import.duplicate", "import.many-rows", "import.more-problems"],
    1,
  ],
];

scenes(
  "files",
  (scene) => {
    scene("a workbook is read, and what reads it comes with it", LEGACY, async ({ page }) => {
      const read = async (make: string): Promise<Outcome> =>
        await page.browser.runAsync<Outcome>(reading(make));
      const csv = await read('"serial\\nC02XK1ZZJGH5\\n"');
      assert.ok(csv.scripts.includes("dep-enroll-import.js"), csv.scripts.join());
      assert.ok(!csv.scripts.includes("dep-enroll-workbook.js"), "not without a workbook");
      const rows = [
        ["serial", "user"],
        ...Array.from({ length: 200 }, (_, at) => [`C02XK${1000 + at}`, "bob"]),
      ];
      const book = await read(bytes(workbook([{ name: "Devices", rows }])));
      assert.deepEqual([book.rows, book.codes], [200, []]);
      assert.ok(book.scripts.includes("dep-enroll-workbook.js"), book.scripts.join());
      const broken = await read(bytes(workbook([{ name: "Devices", rows }]).slice(0, 900)));
      assert.deepEqual([broken.rows, broken.codes], [0, ["workbook.damaged"]]);
    });

    for (const [name, make, codes, rows] of FILES) {
      scene(`${name}: a clear word, and the page stays usable`, LEGACY, async ({ page }) => {
        let longest = Infinity;
        for (let run = 0; run < RUNS && longest >= LONGEST; run++) {
          const outcome = await page.browser.runAsync<Outcome>(reading(make));
          assert.deepEqual([outcome.codes, outcome.rows], [codes, rows]);
          longest = Math.min(longest, outcome.longest);
        }
        assert.ok(longest < LONGEST, `the page waited ${longest} ms`);
      });
    }
  },
  EVERY_ENGINE,
);
