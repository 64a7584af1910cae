// Answers calls, one a line: `{ "f": function, "a": arguments }` comes in, the JSON text of the answer goes out. It ends
// with its input. It knows no function: the module named first does, and gets the path of what it is to load.
//
//   node serve.mjs MODULE LOADED

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [module, loaded] = process.argv.slice(2);
const { load } = await import(pathToFileURL(module).href);
const call = await load(pathToFileURL(loaded).href);

for await (const line of createInterface({ input: process.stdin })) {
  const { f, a } = JSON.parse(line);
  let answer;
  try {
    answer = await call(f, a);
  } catch (error) {
    // A line of its own, which no right answer looks like: the battery shows it beside the right one.
    answer = `threw ${JSON.stringify(String(error?.stack ?? error))}`;
  }
  if (!process.stdout.write(answer + "\n")) {
    await new Promise((done) => process.stdout.once("drain", done));
  }
}
