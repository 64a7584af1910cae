// What a page hears when the module does not come. A file of its own because it is public and the loader is not.

/** Why the module could not be loaded. */
export type LoadFailure =
  "unsupported" | "unreachable" | "missing" | "not-wasm" | "blocked" | "broken";

/** A module that could not be loaded, or that broke later. */
export class LoadError extends Error {
  override name = "LoadError";
  constructor(
    readonly code: LoadFailure,
    readonly url: string,
    cause?: unknown,
  ) {
    super(`dep-enroll: the module could not be loaded (${code}): ${url}`, { cause });
  }
}
