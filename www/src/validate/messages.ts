// Sentences: of the call, of the page, or the English ones, which are the module's. A template is asked for once.

import { type Kernel, Subject } from "./kernel";
import { ABSENT, reader, written } from "./wire";

type Messages = Record<string, string>;

/** English templates by code, cut at their places; empty for a code that has none. */
const english = new Map<string, string[]>();
let ofPage: Messages | undefined;

/** Sentences by code for all calls of the page, over those of earlier calls. */
export function setMessages(messages: Messages): void {
  ofPage = { ...ofPage, ...messages };
}

/** The sentence of a code; `undefined` when there is none. */
export function say(
  kernel: Kernel,
  code: string,
  params: Record<string, string>,
  messages: unknown,
): string | undefined {
  const own = textOf(messages, code) ?? textOf(ofPage, code);
  const parts = own === undefined ? known(kernel, code) : cut(own);
  let sentence = parts[0];
  for (let index = 1; index < parts.length; index += 2) {
    const name = parts[index] ?? "";
    const param: unknown = params[name];
    sentence += typeof param === "string" ? param : `{${name}}`;
    sentence += parts[index + 1] ?? "";
  }
  return sentence;
}

function known(kernel: Kernel, code: string): string[] {
  return (
    english.get(code) ??
    teach(code, reader(kernel(written(Subject.Sentence) + ABSENT + written(code)))())
  );
}

/** Takes in the English template of a code. */
export function teach(code: string, template: string | undefined): string[] {
  const parts = template === undefined ? [] : cut(template);
  english.set(code, parts);
  return parts;
}

/** Text and name of a place in turn. */
function cut(template: string): string[] {
  return template.split(/\{([^{}]*)\}/);
}

/** A text of a record; a record that cannot be read has none, because a check never throws. */
function textOf(record: unknown, key: string): string | undefined {
  if (record === undefined) return undefined;
  try {
    if (typeof record !== "object" || record === null || !Object.hasOwn(record, key)) return;
    const text: unknown = Reflect.get(record, key);
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}
