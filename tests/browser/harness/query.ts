// The messages between a test and the finder inside the page.

/** How an accessible name is compared. */
export type NameMatch =
  { kind: "exact"; text: string } | { kind: "pattern"; source: string; flags: string };

/** One step of a query: an element inside the results of the previous step. */
export interface Step {
  roles?: string[];
  name?: NameMatch;
  css?: string;
}

export interface Query {
  steps: Step[];
}

/** The matching elements, or similar elements if there are none. */
export interface FinderResult<Reference = Element> {
  elements: Reference[];
  near: string[];
}
