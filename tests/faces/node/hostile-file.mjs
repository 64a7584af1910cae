// Reads one hostile file in a process of its own and prints what came of it as JSON: the codes of the problems, the longest
// turn between two pauses in milliseconds, and the most memory that the process had in MiB. It must never judge any of it.
//
//   node hostile-file.mjs SCRIPT FILE-KIND

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

/** A turn of more milliseconds is measured again, so often: other programs slow down the processor, too. */
const LONGEST_TURN = 50;
const RUNS = 4;

const MB = 1 << 20;
const ROW = "C02XK1ZZJGH5,alice,Staff iPads,false,true\n";

/** The kinds of files, each made when it is asked for. A path is a file that another program has made. */
const KINDS = {
  "100 MB of devices": () => rows((at) => `C02${String(at).padStart(9, "0")},user${at},false\n`),
  "100 MB of mistakes": () => rows((at) => `C0-${String(at).padStart(9, "0")},us er${at},maybe\n`),
  "one line of 50 MB": () => Buffer.alloc(50 * MB, "serial,"),
  "one cell of 50 MB": () => below(Buffer.alloc(50 * MB, "x")),
  "NULs everywhere": () => Buffer.alloc(50 * MB),
  "NULs between": () => below(Buffer.alloc(50 * MB, "C02XK1ZZJGH5,al\0ice,true\n")),
  "a quote that never closes": () =>
    below(Buffer.concat([Buffer.from('"'), Buffer.alloc(50 * MB, ROW)])),
  "quotes that do not fit": () => below(Buffer.alloc(50 * MB, '"C02XK1"ZZJGH5",alice,\n')),
  "1,000 columns": () =>
    Buffer.concat([
      Buffer.from(`serial,${names(999)}\n`),
      Buffer.alloc(50 * MB, `C02XK1ZZJGH5${",x".repeat(999)}\n`),
    ]),
  "nothing but commas": () => below(Buffer.alloc(50 * MB, `${",".repeat(100_000)}\n`)),
  "an image": () =>
    Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(50 * MB, 7)]),
};

function rows(row) {
  const file = Buffer.alloc(100 * MB);
  let length = file.write("serial,username,login\n");
  for (let at = 0; length < file.length - 100; at++)
    length += file.write(row(at), length, "latin1");
  return file.subarray(0, length);
}

function below(rest) {
  return Buffer.concat([Buffer.from("serial,username,login\n"), rest]);
}

function names(count) {
  return Array.from({ length: count }, (_, at) => `column ${at}`).join(",");
}

const [script, kind] = process.argv.slice(2);
const functions = await import(pathToFileURL(script).href);
await functions.ready();
const file = KINDS[kind]?.() ?? readFileSync(kind);

let longest = 0;
let turn = start();
const pause = globalThis.setImmediate;
globalThis.setImmediate = (next) => {
  end();
  return pause(() => {
    turn = start();
    next();
  });
};
// The first calls load and compile scripts and module, which browsers do beside the page.
await functions.validateImport("serial\n");
await functions.validateImport(Buffer.from("PK\x05\x06"));
let report;
let best = Infinity;
for (let run = 0; run < RUNS && best > LONGEST_TURN; run++) {
  longest = 0;
  turn = start();
  report = await functions.validateImport(file);
  end();
  best = Math.min(best, longest);
}
const { ok, total, rows: good, rejects, problems } = report;
const codes = [...new Set(problems.map(({ code }) => code))].sort();
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
const [rejected, listed] = [rejects.length, problems.length];
const answer = { ok, total, good: good.length, rejected, listed, codes, longest: best, memory };
process.stdout.write(`${JSON.stringify(answer)}\n`);

function start() {
  return { time: performance.now(), processor: process.cpuUsage() };
}

/** Ends a turn. While other programs hold it up it takes time and no processor, and that is not its own. */
function end() {
  const { user, system } = process.cpuUsage(turn.processor);
  longest = Math.max(longest, Math.min(performance.now() - turn.time, (user + system) / 1000));
}
