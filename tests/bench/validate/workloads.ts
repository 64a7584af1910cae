// What is measured. A workload is a name, what it is called in the table, and which of its parts the
// goals speak about; how it is run is in `subject.ts`.

import type { FileOptions } from "./data/file";
import type { Mix } from "./data/calls";

export interface CallWorkload {
  group: "calls";
  name: string;
  title: string;
  call: "enrollment" | "username" | "enrollments" | "usernames";
  mix: Mix;
}

export interface ImportWorkload {
  group: "import";
  name: string;
  title: string;
  file: FileOptions;
  /** What the caller has in hands: a text, or the bytes of a file that was chosen. */
  from: "text" | "bytes";
  /** What the caller looks at: every problem, or every good row as an object as well. */
  reads: "report" | "rows";
}

/** A workload that a process of its own runs once, as the first thing it does. */
export type FirstWorkload = Omit<ImportWorkload, "group"> & { group: "first" };

export type Workload = CallWorkload | ImportWorkload | FirstWorkload;

const ROWS = 100_000;
const USUAL: FileOptions = { rows: ROWS, bad: 0.03, wide: 0 };
const HALF_BAD: FileOptions = { rows: ROWS, bad: 0.5, wide: 0 };
const WIDE: FileOptions = { rows: ROWS, bad: 0.03, wide: 0.2 };

/** The files, for the check that all implementations judge them alike. */
export const FILES: ReadonlyMap<string, FileOptions> = new Map([
  ["3 % bad", USUAL],
  ["50 % bad", HALF_BAD],
  ["non-ASCII names", WIDE],
]);

export const WORKLOADS: readonly Workload[] = [
  call("enrollment.valid", "one enrollment, valid", "enrollment", "valid"),
  call("enrollment.wrong", "one enrollment, wrong", "enrollment", "wrong"),
  call("enrollment.mixed", "one enrollment, 20 % wrong", "enrollment", "mixed"),
  call("username.valid", "one username, valid", "username", "valid"),
  call("username.mixed", "one username, 20 % wrong", "username", "mixed"),
  call("list.enrollments.valid", "1,000 enrollments, valid, each", "enrollments", "valid"),
  call("list.enrollments.mixed", "1,000 enrollments, 20 % wrong, each", "enrollments", "mixed"),
  call("list.usernames.valid", "1,000 usernames, valid, each", "usernames", "valid"),
  ...imports("first", "first", "import, first call", USUAL, ["text"]),
  ...imports("import", "import", "import", USUAL, ["text", "bytes"]),
  ...imports("import", "import.half-bad", "import, 50 % bad", HALF_BAD, ["text"]),
  ...imports("import", "import.non-ascii", "import, non-ASCII names", WIDE, ["text", "bytes"]),
];

function call(name: string, title: string, call: CallWorkload["call"], mix: Mix): CallWorkload {
  return { group: "calls", name, title, call, mix };
}

function imports(
  group: "first" | "import",
  name: string,
  title: string,
  file: FileOptions,
  sources: readonly ImportWorkload["from"][],
): (ImportWorkload | FirstWorkload)[] {
  return sources.flatMap((from) =>
    (["report", "rows"] as const).map((reads) => ({
      group,
      name: `${name}.${reads}.${from}`,
      title: `${title}: ${reads} from ${from}`,
      file,
      from,
      reads,
    })),
  );
}
