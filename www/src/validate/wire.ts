// How texts cross, in both directions: as netstrings. Before each text stands its length and a colon; a colon alone is a
// text that is absent. `src/boundary/wire.rs` has the rest of it.

/** What is absent; also the end of a list. */
export const ABSENT = ":";
/** What stands before the fields of a record and the items of a list: an empty text. */
export const PRESENT = "0:";

/** A value that is there. */
export function written(value: string | number | boolean): string {
  const text = `${value}`;
  return `${text.length}:${text}`;
}

/** Gives the texts of an answer, one with each call; what is absent is `undefined`. */
export type Next = () => string | undefined;

/** Reads an answer. */
export function reader(answer: string): Next {
  let at = 0;
  return () => {
    const colon = answer.indexOf(":", at);
    const length = answer.slice(at, colon);
    at = colon + 1 + Number(length);
    return length === "" ? undefined : answer.slice(colon + 1, at);
  };
}
