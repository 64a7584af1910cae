// The import of a file: slice by slice through the module, with a breath for the page in between. The rows stay one text
// with marks in it, and each is made when it is asked for.

import { describe, messagesOf, readPolicy, worded } from "./check";
import { type CsvImport, type Kernel, started } from "./kernel";
import { Misfits } from "./read";
import { importRequest } from "./request";
import { ImportedRows } from "./rows";
import type { ImportOptions, ImportProblem, ImportReport, UsernamePolicy } from "./types";

/** Bytes that cross at a time: a millisecond or two of work. */
const SLICE = 1 << 18;
/** Milliseconds of work after which the page gets its turn, even on a machine four times slower than this is meant for. */
const TURN_MS = 8;

/**
 * Reads a CSV file and checks every row of it. Resolves whatever the file holds; rejects only with the reason of the
 * `signal`, or with what `onProgress` throws.
 */
export async function validateImport(
  file: string | Uint8Array | ArrayBuffer,
  options?: ImportOptions,
): Promise<ImportReport> {
  const kernel = started();
  const messages = messagesOf(options);
  const misfits = new Misfits();
  const settings = readOptions(options, misfits);
  const source = slices(file);
  if (!source) misfits.type("", "text or bytes");
  if (!source || misfits.block) return refused(kernel, misfits, messages);

  const csv = new kernel.CsvImport(importRequest(settings.policy, settings.delimiter));
  try {
    return await run(kernel, csv, source, settings, messages, misfits);
  } finally {
    csv.free();
  }
}

interface Settings {
  policy: ReturnType<typeof readPolicy>;
  delimiter: string | undefined;
  signal: AbortSignal | undefined;
  onProgress: ImportOptions["onProgress"];
}

async function run(
  kernel: Kernel,
  csv: CsvImport,
  source: Source,
  { signal, onProgress }: Settings,
  messages: unknown,
  misfits: Misfits,
): Promise<ImportReport> {
  const rows = new ImportedRows();
  const problems: ImportProblem[] = describe(kernel, misfits.all, messages).map((problem) => ({
    row: 0,
    column: 0,
    ...problem,
  }));
  const take = (): void => {
    rows.add(csv.texts(), csv.marks());
    for (const problem of JSON.parse(csv.problems()) as Omit<ImportProblem, "message">[]) {
      const { row, column } = problem;
      problems.push({ row, column, ...worded(kernel, problem, messages) });
    }
  };
  let turn = performance.now();
  let more = true;
  while (more) {
    signal?.throwIfAborted();
    const slice = source.next();
    more = slice !== undefined && csv.feed(slice);
    if (!more) csv.finish();
    take();
    if (more && performance.now() - turn < TURN_MS) continue;
    onProgress?.({
      done: more ? source.done : source.total,
      total: source.total,
      rows: rows.length,
      problems: problems.length,
    });
    if (more) await breath();
    turn = performance.now();
  }
  const delimiter = csv.delimiter() as ImportReport["delimiter"];
  return {
    ok: problems.every(({ severity }) => severity !== "error"),
    total: csv.total(),
    ...(delimiter === undefined ? {} : { delimiter }),
    rows,
    problems,
  };
}

function readOptions(options: ImportOptions | undefined, misfits: Misfits): Settings {
  const none = { policy: undefined, delimiter: undefined, signal: undefined, onProgress: undefined };
  try {
    const { policy, delimiter, signal, onProgress } = options ?? {};
    if (delimiter !== undefined && !(typeof delimiter === "string" && ",;\t".includes(delimiter))) {
      misfits.type("delimiter", "“,”, “;” or a tab");
    }
    return {
      policy: readPolicy(policy as UsernamePolicy | undefined, misfits),
      delimiter,
      signal,
      onProgress,
    };
  } catch {
    misfits.type("options", "an object");
    return none;
  }
}

function refused(kernel: Kernel, misfits: Misfits, messages: unknown): ImportReport {
  const problems = describe(kernel, misfits.all, messages);
  return {
    ok: false,
    total: 0,
    rows: new ImportedRows(),
    problems: problems.map((problem) => ({ row: 0, column: 0, ...problem })),
  };
}

/** A file, a slice at a time. */
interface Source {
  readonly done: number;
  readonly total: number;
  next(): Uint8Array | undefined;
}

function slices(file: unknown): Source | undefined {
  if (typeof file === "string") return new TextSlices(file);
  try {
    if (file instanceof Uint8Array) return new ByteSlices(file);
    if (file instanceof ArrayBuffer) return new ByteSlices(new Uint8Array(file));
  } catch {
    // A buffer that was handed over to somebody else, or a proxy that refuses.
  }
  return undefined;
}

class ByteSlices implements Source {
  done = 0;
  readonly total: number;

  constructor(private readonly bytes: Uint8Array) {
    this.total = bytes.length;
  }

  next(): Uint8Array | undefined {
    if (this.done >= this.total) return undefined;
    const slice = this.bytes.subarray(this.done, this.done + SLICE);
    this.done += slice.length;
    return slice;
  }
}

class TextSlices implements Source {
  done = 0;
  readonly total: number;
  readonly #encoder = new TextEncoder();
  readonly #bytes: Uint8Array;

  constructor(private readonly text: string) {
    this.total = text.length;
    this.#bytes = new Uint8Array(Math.min(SLICE, text.length * 3));
  }

  next(): Uint8Array | undefined {
    if (this.done >= this.total) return undefined;
    // To the end of the text, not to the end of a slice: that might fall into the middle of a character.
    const { read, written } = this.#encoder.encodeInto(this.text.slice(this.done), this.#bytes);
    this.done += read;
    return this.#bytes.subarray(0, written);
  }
}

/** Lets the page draw and hear its user. A message and not a timer, which waits for four milliseconds at least. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
