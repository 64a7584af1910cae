// XML as events. Names come without their prefixes, which programs choose as they like. It must never hold more of a text
// than one element, and never read an entity that a document declares.

import { SaxesParser } from "saxes";
import { damaged, WorkbookError } from "./error";

/** Deepest element. A sheet has seven levels. */
const DEEPEST = 64;

/** Most characters in which nothing begins or ends: a cell has 32,767 at most, and an element some attributes. */
const LONGEST = 1 << 20;

/** The attributes of an element by name, with prefixes. */
export type Attributes = Record<string, string>;

/** Who hears the events. */
export interface Handler {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads pieces of a document. */
export function* parse(
  pieces: Iterable<Uint8Array>,
  part: string,
  handler: Handler,
): Generator<void, void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({
    xmlns: false,
    position: false,
  });
  let depth = 0;
  let quiet = 0;
  parser.on("opentag", ({ name, attributes }) => {
    quiet = 0;
    if (++depth > DEEPEST) throw damaged(`${part} is nested too deeply`);
    handler.open(local(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    quiet = 0;
    depth -= 1;
    handler.close?.(local(name));
  });
  const onText = (text: string): void => {
    quiet = 0;
    handler.text?.(text);
  };
  parser.on("text", onText);
  parser.on("cdata", onText);
  let decoder: TextDecoder | undefined;
  try {
    for (const piece of pieces) {
      decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
      const text = decoder.decode(piece, { stream: true });
      quiet += text.length;
      parser.write(text);
      if (quiet > LONGEST) throw damaged(`a text of ${part} does not end`);
      yield;
    }
    parser.write(decoder?.decode() ?? "");
    parser.close();
  } catch (reason) {
    if (reason instanceof WorkbookError) throw reason;
    throw damaged(`${part}: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
}

/** A byte order mark tells; everything else is UTF-8, which all programs write. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** A name without its prefix. */
export function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** Whether an attribute says yes. */
export function isOn(value: string | undefined): boolean {
  return value === "1" || value === "true";
}

/** A text in which programs write characters that XML does not have as `_x000D_`. */
export function unescape(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  );
}
