// The sentences of the scenes: the English ones, or longer ones in their place, as other languages have them.

import sentences from "#sentences";
import type { Length } from "./settings";

/** How much longer a translation may be. German and Finnish need about that much. */
const LONGER = 1.6;

/** The option `messages`; empty for the English sentences, which the plugin has. */
export function messages(length: Length): Record<string, string> {
  if (length === "normal") return {};
  return Object.fromEntries(
    Object.entries(sentences).map(([code, sentence]) => [code, lengthened(sentence)]),
  );
}

/** A sentence as the plugin shows it, with its `{places}` filled. */
export function sentence(length: Length, code: string, params: Record<string, string>): string {
  const english = sentences[code];
  if (english === undefined) throw new Error(`no sentence has the code ${code}`);
  const template = length === "long" ? lengthened(english) : english;
  return template.replace(/\{(\w+)\}/g, (place, name: string) => params[name] ?? place);
}

/** Repeats the sentence's own words behind it, so that its lines break where lines of this language break. */
function lengthened(sentence: string): string {
  const words = sentence.replace(/\{\w+\}/g, "").split(/\s+/);
  const wanted = Math.ceil(sentence.length * LONGER);
  let longer = sentence;
  for (let at = 0; longer.length < wanted; at = (at + 1) % words.length) {
    longer += ` ${words[at] || "…"}`;
  }
  return longer;
}
