// The plugin for pages that load classic scripts: the same functions under the global `DepEnroll`.

import { defineElements } from "./elements";
import {
  configure,
  evaluateChecklist,
  evaluateChecklists,
  openEnrollment,
  ready,
  validateEnrollment,
  validateEnrollments,
  validateImport,
  validateProfileUuid,
  validateProfileUuids,
  validateSerial,
  validateSerials,
  validateUsername,
  validateUsernames,
  version,
} from "./functions";
import type * as entry from "./index";
import { LoadError } from "./load";
import { plugin } from "./module";

// Only while the script itself runs does the document know which one it is.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) plugin.source ??= new URL("dep-enroll.wasm", script.src);
defineElements();

declare global {
  /** What `import * as DepEnroll from "dep-enroll"` is for pages that load modules. */
  var DepEnroll: typeof entry;
}
// An assignment and no export: a bundler that takes this file in for an import makes the global just as well.
// Written out, because for a whole namespace the bundler writes an object of getters; a missing name does not compile.
globalThis.DepEnroll = {
  configure,
  evaluateChecklist,
  evaluateChecklists,
  openEnrollment,
  ready,
  validateEnrollment,
  validateEnrollments,
  validateImport,
  validateProfileUuid,
  validateProfileUuids,
  validateSerial,
  validateSerials,
  validateUsername,
  validateUsernames,
  version,
  LoadError,
};
