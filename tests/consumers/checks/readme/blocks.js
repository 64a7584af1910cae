// The examples of the package, in its README and in its types, as programs that can be run. It finds the fenced blocks, turns
// what they promise into comparisons, and must never change anything else of them: what is run is what is read.
//
// A promise is a comment behind or below a statement:
//
//   validateSerial("c02xk1zzjgh5").value; // → "C02XK1ZZJGH5"
//   configure({ colour: "red" }); // → throws TypeError: dep-enroll: there is no option colour.
//
// It is a JavaScript value, may go on in further lines of comment, and is compared as JSON text. What a thrown error says
// must begin with the words.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;
const PROMISE = /\s*\/\/ → (.*)$/;
const MORE = /^\s*\/\/ (?!→)(.*)$/;

/** Every example of an installed package. */
export function examplesOf(folder) {
  const types = readdirSync(join(folder, "types"), { recursive: true })
    .filter((name) => name.endsWith(".d.ts"))
    .sort();
  return ["README.md", ...types.map((name) => join("types", name))].flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    // In a declaration file the examples are in comments.
    const bare = file === "README.md" ? text : text.replace(/^ *\* ?/gm, "");
    return blocks(bare).map((block) => ({ ...block, file }));
  });
}

/** Every block of a text: its language, its text, and the line where its text begins. */
function blocks(readme) {
  return [...readme.matchAll(FENCE)].map((match) => ({
    language: match[1],
    text: match[2],
    line: readme.slice(0, match.index).split("\n").length + 1,
  }));
}

/** The entries of the package that a block imports. */
export function entriesOf({ text }) {
  return [...text.matchAll(/from "(dep-enroll[^"]*)"/g)].map(([, entry]) => entry);
}

/** Whether a block needs a page. */
export function isForPages(block) {
  if (["html", "css", "tsx"].includes(block.language)) return true;
  return /from "(dep-enroll|\/.*)"|\bDepEnroll\b|\bdocument\b/.test(block.text);
}

/** A block with a call of `__promise(where, made, promised)` for each of its promises, and how many those are. */
export function program({ file, text, line }) {
  const lines = text.split("\n");
  const made = [];
  let promises = 0;
  for (let at = 0; at < lines.length; at += 1) {
    const found = PROMISE.exec(lines[at]);
    if (!found) {
      made.push(lines[at]);
      continue;
    }
    const where = `${file}, line ${line + at}`;
    const rest = lines[at].slice(0, found.index);
    if (rest.trim() !== "") made.push(rest);
    let promised = found[1];
    while (MORE.test(lines[at + 1] ?? "")) promised += `\n${MORE.exec(lines[(at += 1)])[1]}`;
    // Back to where the statement begins: at the margin, and not with what closes another line's bracket.
    let begin = made.length - 1;
    while (begin > 0 && !/^[^\s)\]}]/.test(made[begin])) begin -= 1;
    const statement = made.splice(begin).join("\n").trim().replace(/;$/, "");
    made.push(...compared(statement, promised, where));
    promises += 1;
  }
  return { source: made.join("\n"), promises };
}

function compared(statement, promised, where) {
  const named = /^const (\w+) =/.exec(statement);
  const wanted = promised.startsWith("throws ")
    ? `{ throws: ${JSON.stringify(promised.slice("throws ".length))} }`
    : `{ value: (${promised}) }`;
  const call = (code) =>
    `await __promise(${JSON.stringify(where)}, async () => (${code}), ${wanted});`;
  return named ? [`${statement};`, call(named[1])] : [call(statement)];
}

/** Source of `__promise`; `report` is an expression for a function that takes each broken promise as a sentence. */
export const promiseSource = (report) => `
async function __promise(where, made, wanted) {
  let answer;
  try {
    answer = JSON.stringify(await made()) ?? "undefined";
  } catch (error) {
    answer = "throws " + error.name + ": " + error.message;
  }
  const promised = "throws" in wanted
    ? "throws " + wanted.throws
    : JSON.stringify(wanted.value) ?? "undefined";
  const kept = "throws" in wanted ? answer.startsWith(promised) : answer === promised;
  (${report})(kept ? undefined : where + ": promised\\n  " + promised + "\\nbut got\\n  " + answer);
}`;
