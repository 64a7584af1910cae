// What the script of the import needs of the entry that loads it: it must not bring a second one of anything.

import type { Loader, loadScript } from "../load";
import type { Checks } from "../validate/checks";

/** @internal */
export type Kit = Checks["forImport"] & {
  Loader: typeof Loader;
  loadScript: typeof loadScript;
};
