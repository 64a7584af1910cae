// The report of an import as the tests of workbooks read it. It must never have a field that the package does not document.

export interface Report {
  ok: boolean;
  total: number;
  sheet?: string;
  sheets?: string[];
  columns: { name: string; field?: string }[];
  rows: { length: number; toArray(): Record<string, unknown>[] };
  rejects: { toArray(): { row: number; cells: string[] }[] };
  problems: {
    row: number;
    column: number;
    code: string;
    severity: string;
    message: string;
    params: Record<string, string>;
  }[];
}
