// What travels between a test and the finder inside the page.

/** How an accessible name is compared. */
export type NameMatch =
  { kind: "exact"; text: string } | { kind: "pattern"; source: string; flags: string };

/** One step inwards: something in the places that the step before found. */
export interface Step {
  roles?: string[];
  name?: NameMatch;
  css?: string;
}

export interface Query {
  steps: Step[];
}

/** What was found, and what was there instead. */
export interface Found<Reference = Element> {
  elements: Reference[];
  near: string[];
}
