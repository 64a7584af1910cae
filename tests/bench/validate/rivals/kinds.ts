// What the rivals' codes mean. They are named like dep-enroll's where they mean the same.

import type { Kind, Problem } from "../types";

const KINDS: Readonly<Record<string, Kind>> = {
  "input.type": "type",
  "import.columns": "columns",
  "import.duplicate": "serial-duplicate",
  "import.flag": "flag",
  "serial.empty": "serial-empty",
  "serial.characters": "serial-characters",
  "serial.too-long": "serial-too-long",
  "username.empty": "username-empty",
  "username.whitespace": "username-whitespace",
  "username.tenant-domain": "username-tenant-domain",
  "username.too-short": "username-too-short",
  "username.too-long": "username-too-long",
  "enrollment.username-with-login": "both",
  "enrollment.neither": "neither",
};

/** The kind of an error; undefined for a warning or a hint. */
export function kindOf(problem: Problem): Kind | undefined {
  return KINDS[problem.code];
}
