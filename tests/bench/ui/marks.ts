// The names of the marks that the page sets and the trace is searched for.

export const MARKS = {
  /** A key went down. */
  key: "bench-key",
  /** The text with the key in it is drawn. */
  drawn: "bench-drawn",
  /** What the host answered to it is drawn, too. */
  settled: "bench-settled",
} as const;
