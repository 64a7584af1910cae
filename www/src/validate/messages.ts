// Sentences: of the call, of the page, or the English ones, which are the module's. A template is asked for once.

import type { Kernel } from "./kernel";

type Messages = Record<string, string>;

const english = new Map<string, string>();
let ofPage: Messages = {};

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
  const template = own(messages, code) ?? own(ofPage, code) ?? known(kernel, code);
  if (template === undefined || !template.includes("{")) return template;
  // Every second part is the name of a place.
  const parts = split(template);
  let sentence = "";
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] ?? "";
    sentence += index % 2 === 0 ? part : (own(params, part) ?? `{${part}}`);
  }
  return sentence;
}

let last = "";
let lastParts: string[] = [];

/** The parts of a template; a form that is typed in gets the same one again and again. */
function split(template: string): string[] {
  if (template !== last) {
    lastParts = template.split(/\{([^{}]*)\}/);
    last = template;
  }
  return lastParts;
}

function known(kernel: Kernel, code: string): string | undefined {
  let template = english.get(code);
  if (template === undefined) {
    template = kernel.template(code) ?? "";
    english.set(code, template);
  }
  return template || undefined;
}

/** A text of a record; a record that cannot be read has none, because a check never throws. */
function own(record: unknown, key: string): string | undefined {
  try {
    if (typeof record !== "object" || record === null || !Object.hasOwn(record, key)) return;
    const text: unknown = Reflect.get(record, key);
    return typeof text === "string" ? text : undefined;
  } catch {
    return undefined;
  }
}
