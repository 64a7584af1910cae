// The time of the rules on the benchmark's file, beside that of the rival written by hand. Both read every problem with its
// sentence, and then every good and every rejected row as an object, and nothing is timed before both say the same. It must
// never time an answer that nobody has read: who makes a part of it late makes it here.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Report, type RowProblem, validateImport } from "./rival";

/** Before the figures: the engine compiles what it runs often in a better way, and both are timed as they are then. */
const WARM_UP = 25;
const ROUNDS = 75;

/** Milliseconds of the processor, medians of the same rounds. */
export interface Times {
  ours: number;
  rival: number;
}

export interface RulesFigures {
  /** The file is checked, and every problem read. */
  report: Times;
  /** The same, and every row is read as an object. */
  rows: Times;
}

/** What the benchmark calls of the package. */
interface Package {
  ready(): Promise<void>;
  validateImport(file: string): Promise<{
    total: number;
    rows: List<Report["rows"][number]>;
    rejects: List<Report["rejects"][number]>;
    problems: RowProblem[];
  }>;
}

interface List<Item> {
  toArray(): Item[];
}

/** Reads all problems as a page shows them. */
function readProblems(problems: readonly RowProblem[]): number {
  let read = 0;
  for (const { row, column, code, message, params } of problems) {
    read += row + column + code.length + message.length + (params["repaired"]?.length ?? 0);
  }
  return read;
}

function readRows(rows: Report["rows"], rejects: Report["rejects"]): number {
  let read = 0;
  for (const { row, serial, username } of rows) read += row + serial.length + username.length;
  for (const { row, cells, problems } of rejects) read += row + cells.length + problems.length;
  return read;
}

/** Measures both on a file. */
export async function rules(dist: string, text: string): Promise<RulesFigures> {
  const entry = pathToFileURL(join(dist, "dep-enroll-validate.node.js")).href;
  const product = (await import(entry)) as Package;
  await product.ready();
  const { total, rows, rejects, problems } = await product.validateImport(text);
  agree(
    { total, rows: rows.toArray(), rejects: rejects.toArray(), problems },
    validateImport(text),
  );
  const run = {
    report: {
      ours: async () => readProblems((await product.validateImport(text)).problems),
      rival: () => readProblems(validateImport(text).problems),
    },
    rows: {
      ours: async () => {
        const { rows, rejects, problems } = await product.validateImport(text);
        return readProblems(problems) + readRows(rows.toArray(), rejects.toArray());
      },
      rival: () => {
        const { rows, rejects, problems } = validateImport(text);
        return readProblems(problems) + readRows(rows, rejects);
      },
    },
  };
  return { report: await compare(run.report), rows: await compare(run.rows) };
}

async function compare(run: Record<keyof Times, () => unknown>): Promise<Times> {
  const times: Record<keyof Times, number[]> = { ours: [], rival: [] };
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const name of ["ours", "rival"] as const) {
      const { user, system } = process.cpuUsage();
      await run[name]();
      const after = process.cpuUsage();
      if (round >= WARM_UP) times[name].push((after.user - user + after.system - system) / 1000);
    }
  }
  const median = (all: number[]): number => all.sort((a, b) => a - b)[all.length >> 1] ?? NaN;
  return { ours: median(times.ours), rival: median(times.rival) };
}

/** Throws when the two do not say the same about a row. Sentences may be worded in another way. */
function agree(ours: Report, rival: Report): void {
  const unworded = ({ message, params, ...rest }: RowProblem): string => {
    if (message === "") throw new Error(`${rest.code} has no sentence`);
    const sorted = Object.entries(params).sort(([one], [other]) => (one < other ? -1 : 1));
    return JSON.stringify([rest.row, rest.column, rest.path, rest.code, rest.severity, sorted]);
  };
  const lines = ({ total, rows, rejects, problems }: Report): string[] => [
    `total ${total}`,
    ...rows.map(({ row, serial, profile, username, loginRequired, agentRequired }) =>
      JSON.stringify([row, serial, profile, username, loginRequired, agentRequired]),
    ),
    ...rejects.map(({ row, cells, problems }) =>
      JSON.stringify([row, cells, problems.map(unworded)]),
    ),
    ...problems.map(unworded),
  ];
  const [mine, theirs] = [lines(ours), lines(rival)];
  const at = mine.findIndex((line, place) => line !== theirs[place]);
  if (at >= 0 || mine.length !== theirs.length) {
    throw new Error(`the rival does not agree: ${mine[at]} and ${theirs[at]}`);
  }
}
