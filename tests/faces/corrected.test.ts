// Rows that are judged again after somebody has corrected them, as a script may get them wrong.

import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Report } from "./report";

/** What is called here of the package: with anything, because that is what is tested. */
interface Functions {
  ready(): Promise<void>;
  validateImport(file: string): Promise<Report>;
  validateImportRows(report: unknown, rows: unknown): Promise<Report>;
}

const WWW = process.env["DEP_WWW"] ?? join(process.cwd(), "www/dist");

describe("corrected rows in Node", () => {
  it("rows to be judged again that are none are named", async () => {
    const entry = pathToFileURL(join(WWW, "dep-enroll-validate.node.js")).href;
    const { ready, validateImport, validateImportRows } = (await import(entry)) as Functions;
    await ready();
    const report = await validateImport("serial,user\nC02XK1ZZJGH5,alice\n");
    const named = async (from: unknown, rows: unknown): Promise<string[]> => {
      const { ok, total, problems } = await validateImportRows(from, rows);
      assert.deepEqual([ok, total], [false, 0]);
      return problems.map(({ code, params }) => `${code} ${params["path"]}`);
    };
    const cells = ["C02XK1ZZJGH6", "bob"];
    for (const row of [-1, 0, 1e20, 1.5, "2", undefined]) {
      assert.deepEqual(await named(report, [{ row, cells }]), ["input.type rows[0].row"]);
    }
    for (const wrong of ["C02XK1ZZJGH6", [7], undefined]) {
      const rows = [
        { row: 2, cells },
        { row: 3, cells: wrong },
      ];
      assert.ok((await named(report, rows)).includes("input.type rows[1].cells"), String(wrong));
    }
    assert.ok((await named(report, "rows")).includes("input.type rows"));
    assert.ok((await named(report, [null])).includes("input.type rows"));
    assert.ok((await named({}, [])).includes("input.type report"));
    assert.ok((await named(undefined, [])).includes("input.type rows"));
    assert.ok((await validateImportRows(report, [{ row: 2, cells }])).ok);
  });
});
