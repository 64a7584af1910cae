// The entry for pages that load classic scripts. It exports the same functions as the global `DepEnroll`.

import { defineElements } from "./elements";
import {
  configure,
  effectiveFlags,
  evaluateChecklist,
  evaluateChecklists,
  openEnrollment,
  planChanges,
  previewSetup,
  ready,
  validateEnrollment,
  validateEnrollments,
  validateImport,
  validateImportRows,
  validateProfile,
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
import { plugin, rest } from "./module";

// `currentScript` is set only while the script itself runs.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  plugin.source ??= new URL("dep-enroll.wasm", script.src);
  rest.source ??= new URL("dep-enroll-rest.wasm", script.src);
}
defineElements();

declare global {
  /** The same names as `import * as DepEnroll from "dep-enroll"`. */
  var DepEnroll: typeof entry;
}
// An assignment, not an export, so that importing this file through a bundler also creates the global.
// Listed by name, because the bundler turns a namespace into an object of getters. A missing name does not compile.
globalThis.DepEnroll = {
  configure,
  effectiveFlags,
  evaluateChecklist,
  evaluateChecklists,
  openEnrollment,
  planChanges,
  previewSetup,
  ready,
  validateEnrollment,
  validateEnrollments,
  validateImport,
  validateImportRows,
  validateProfile,
  validateProfileUuid,
  validateProfileUuids,
  validateSerial,
  validateSerials,
  validateUsername,
  validateUsernames,
  version,
  LoadError,
};
