// Turns the examples in the package's README and types into programs. It finds the fenced blocks and turns their expectations
// into comparisons. It must never change any other code of an example.
//
// An expectation is a comment after or below a statement:
//
//   validateSerial("c02xk1zzjgh5").value; // → "C02XK1ZZJGH5"
//   configure({ colour: "red" }); // → throws TypeError: dep-enroll: there is no option colour.
//
// It is a JavaScript value, may continue in further comment lines, and is compared as JSON text. The message of a thrown error
// must start with the given text.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;
const EXPECTATION = /\s*\/\/ → (.*)$/;
const CONTINUATION = /^\s*\/\/ (?!→)(.*)$/;

/** Every example of an installed package. */
export function examplesOf(folder) {
  const types = readdirSync(join(folder, "types"), { recursive: true })
    .filter((name) => name.endsWith(".d.ts"))
    .sort();
  return ["README.md", ...types.map((name) => join("types", name))].flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    // In declaration files the examples are inside comments.
    const bare = file === "README.md" ? text : text.replace(/^ *\* ?/gm, "");
    return blocks(bare).map((block) => ({ ...block, file }));
  });
}

/** Every block of a text: its language, its text, and its first line. */
function blocks(readme) {
  return [...readme.matchAll(FENCE)].map((match) => ({
    language: match[1],
    text: match[2],
    line: readme.slice(0, match.index).split("\n").length + 1,
  }));
}

/** The package entries that a block imports. */
export function entriesOf({ text }) {
  return [...text.matchAll(/from "(dep-enroll[^"]*)"/g)].map(([, entry]) => entry);
}

/** Whether a block needs a page. */
export function isForPages(block) {
  if (["html", "css", "tsx"].includes(block.language)) return true;
  return /from "(dep-enroll|\/.*)"|\bDepEnroll\b|\bdocument\b/.test(block.text);
}

/** The source of a block with a call of `__expect(where, actual, expected)` for each expectation, and their number. */
export function program({ file, text, line }) {
  const lines = text.split("\n");
  const source = [];
  let expectations = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const found = EXPECTATION.exec(lines[at]);
    if (!found) {
      source.push(lines[at]);
      continue;
    }
    const where = `${file}, line ${line + at}`;
    const rest = lines[at].slice(0, found.index);
    if (rest.trim() !== "") source.push(rest);
    let expected = found[1];
    while (CONTINUATION.test(lines[at + 1] ?? ""))
      expected += `\n${CONTINUATION.exec(lines[(at += 1)])[1]}`;
    // Back to the start of the statement: a line without indentation that does not start with a closing bracket.
    let begin = source.length - 1;
    while (begin > 0 && !/^[^\s)\]}]/.test(source[begin])) begin -= 1;
    const statement = source.splice(begin).join("\n").trim().replace(/;$/, "");
    source.push(...comparison(statement, expected, where));
    expectations += 1;
  }
  return { source: source.join("\n"), expectations };
}

function comparison(statement, expected, where) {
  const named = /^const (\w+) =/.exec(statement);
  const wanted = expected.startsWith("throws ")
    ? `{ throws: ${JSON.stringify(expected.slice("throws ".length))} }`
    : `{ value: (${expected}) }`;
  const call = (code) =>
    `await __expect(${JSON.stringify(where)}, async () => (${code}), ${wanted});`;
  return named ? [`${statement};`, call(named[1])] : [call(statement)];
}

/** The source of `__expect`. `report` is the source of a function that takes the message of a failure, or `undefined`. */
export const expectSource = (report) => `
async function __expect(where, run, wanted) {
  let actual;
  try {
    actual = JSON.stringify(await run()) ?? "undefined";
  } catch (error) {
    actual = "throws " + error.name + ": " + error.message;
  }
  const expected = "throws" in wanted
    ? "throws " + wanted.throws
    : JSON.stringify(wanted.value) ?? "undefined";
  const passed = "throws" in wanted ? actual.startsWith(expected) : actual === expected;
  (${report})(passed ? undefined : where + ": expected\\n  " + expected + "\\nbut got\\n  " + actual);
}`;
