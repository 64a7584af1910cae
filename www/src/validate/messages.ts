// Sentences: of the call, of the page, or the English ones, which are the module's.

type Messages = Record<string, string>;

/** English templates by code, cut at their places. */
const english = new Map<string, string[]>();
/** What the page says in their place. */
let ofPage: Messages | undefined;

/** Says where the page's own sentences are, also those that will be put there later. */
export function useMessages(messages: Messages): void {
  ofPage = messages;
}

/** The sentence of a code; `undefined` when there is none. */
export function say(
  code: string,
  params: Record<string, string>,
  messages: unknown,
): string | undefined {
  const own = textOf(messages, code) ?? textOf(ofPage, code);
  const parts = own === undefined ? english.get(code) : cut(own);
  if (!parts) return undefined;
  let sentence = parts[0];
  for (let index = 1; index < parts.length; index += 2) {
    const name = parts[index] ?? "";
    const param: unknown = params[name];
    sentence += typeof param === "string" ? param : `{${name}}`;
    sentence += parts[index + 1] ?? "";
  }
  return sentence;
}

/** Takes in a catalogue of English templates: each line a code, a space, its template, perhaps a tab and what to do. */
export function learn(catalogue: string): void {
  for (const line of catalogue.split("\n")) {
    const [code = ""] = line.split(" ", 1);
    const [template = "", todo] = line.slice(code.length + 1).split("\t");
    english.set(code, cut(template));
    if (todo) english.set(`${code}.todo`, cut(todo));
  }
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
