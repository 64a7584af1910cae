// Reads the English sentences from the catalogues of the Rust crates. It knows their format and must never change a sentence.
//
//   node www/build/catalogue.mjs    prints them as JSON, for translators

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { root } from "./shared.mjs";

/** The catalogues, by path from the top of the checkout. */
export const CATALOGUES = [
  "src/rules/catalogue/english.txt",
  "src/rules/catalogue/input.txt",
  "src/rules/setup/english.txt",
  "src/table/english.txt",
  "src/ui/texts/english.txt",
  "src/ui/texts/rest.txt",
];

/**
 * Every sentence by its code, in the form of the option `messages`.
 *
 * A line is a code, a space, its sentence, and perhaps a tab and what to do about it, whose code ends in `.todo`.
 */
export async function readSentences() {
  const texts = await Promise.all(CATALOGUES.map((file) => readFile(join(root, file), "utf8")));
  const sentences = {};
  for (const line of texts.join("\n").split("\n")) {
    const found = /^([^#\s]\S*) ([^\t]*)(?:\t(.*))?$/.exec(line);
    if (!found) continue;
    const [, code, sentence, todo] = found;
    sentences[code] = sentence;
    if (todo !== undefined) sentences[`${code}.todo`] = todo;
  }
  return sentences;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await readSentences(), null, 2));
}
