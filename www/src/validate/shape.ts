// How the values that the functions take are described: `shapes.ts` is written in these terms. It must never describe one.

/** A text. This word and the next ones stand in messages. */
export const TEXT = "text";
export const FLAG = "true or false";
export const NUMBER = "a number";
/** Any value: only whether it says something counts. */
export const VALUE = "a value";

/** What a value must be: one of the words, an object, or a list with items of one kind. */
export type Kind =
  typeof TEXT | typeof FLAG | typeof NUMBER | typeof VALUE | Shape | readonly [Kind];

/** The fields of an object by name; `undefined` and `null` count as absent in each. */
export interface Shape {
  readonly [name: string]: Kind;
}

/** A type in the words of the shapes, so that a field which only one of them has does not compile. */
export type Described<T> = unknown extends T
  ? typeof VALUE
  : T extends readonly (infer Item)[]
    ? readonly [Described<Item>]
    : T extends object
      ? { readonly [Name in keyof T]-?: Described<Exclude<T[Name], undefined>> }
      : T extends string
        ? typeof TEXT
        : T extends boolean
          ? typeof FLAG
          : typeof NUMBER;
