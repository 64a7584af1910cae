// What a very good JavaScript developer would write for these rules: no library, no WebAssembly.
// It is the measure of all others, so nothing in it may be slower than it has to be.

import type { Implementation, Row } from "../types";
import { validateEnrollment, validateUsername } from "./handwritten/calls";
import { validateImport } from "./handwritten/import";
import { kindOf } from "./kinds";

export const implementation: Implementation = {
  validateUsername,
  validateEnrollment,
  validateImport,
  toRows: ({ rows }) => rows as Row[],
  kindOf,
};
