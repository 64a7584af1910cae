/** Anything that has the functions of the package. */
export type Functions = Record<string, (...parameters: never[]) => unknown>;

/** What a file of the corpus came to. */
export interface Outcome {
  calls: number;
  differences: number;
  described: string[];
}

export function replay(functions: object, corpus: string): Promise<Outcome>;
