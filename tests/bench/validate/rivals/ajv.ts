// ajv with compiled schemas and all errors. It judges and changes nothing, so names are trimmed and
// flags are read around it; its own messages are switched off, because ours are made from its errors.

import { Ajv, type ErrorObject } from "ajv";
import type { Fields, Implementation, Problem, Row } from "../types";
import { importWith, type Judged, type RawRow } from "./csv";
import { kindOf } from "./kinds";
import { say, type Code } from "./messages";
import {
  FLAG_WORDS,
  FLAGS,
  LONG_ENOUGH,
  LONGEST_SERIAL,
  NO_SPACE,
  NO_TENANT,
  SERIAL,
  SHORT_ENOUGH,
} from "./patterns";

const ajv = new Ajv({ allErrors: true, messages: false, strict: false });

const CODES = new Map<string, Code>([
  [NO_SPACE.source, "username.whitespace"],
  [NO_TENANT.source, "username.tenant-domain"],
  [LONG_ENOUGH.source, "username.too-short"],
  [SHORT_ENOUGH.source, "username.too-long"],
  [SERIAL.source, "serial.characters"],
]);

const pattern = ({ source }: RegExp): { pattern: string } => ({ pattern: source });
const username = {
  type: "string",
  allOf: [NO_SPACE, NO_TENANT, LONG_ENOUGH, SHORT_ENOUGH].map(pattern),
};
const required = ["username", "loginRequired", "agentRequired"];
/** A name, or a login that is required: one of both, where the words mean that. */
const oneUser = (words: readonly unknown[]): object => ({
  if: { properties: { loginRequired: { enum: words } } },
  then: { properties: { username: { maxLength: 0 } } },
  else: { properties: { username: { minLength: 1 } } },
});

const checkUsername = ajv.compile({ ...username, minLength: 1 });
const checkEnrollment = ajv.compile({
  type: "object",
  required,
  properties: {
    username,
    loginRequired: { type: "boolean" },
    agentRequired: { type: "boolean" },
  },
  ...oneUser([true]),
});
const checkRecord = ajv.compile({
  type: "object",
  required: ["serial", ...required],
  properties: {
    serial: { type: "string", minLength: 1, maxLength: LONGEST_SERIAL, ...pattern(SERIAL) },
    username,
    loginRequired: { enum: FLAG_WORDS },
    agentRequired: { enum: FLAG_WORDS },
  },
  ...oneUser(FLAG_WORDS.filter((word) => FLAGS.get(word))),
});

export const implementation: Implementation = {
  validateUsername(raw) {
    const value = typeof raw === "string" ? raw.trim() : raw;
    if (checkUsername(value)) return { ok: true, value, problems: [] };
    return { ok: false, problems: told(checkUsername.errors, value, "username", "username.empty") };
  },
  validateEnrollment(fields) {
    const value = trimmed(fields);
    if (checkEnrollment(value)) return { ok: true, value, problems: [] };
    return { ok: false, problems: told(checkEnrollment.errors, value, "", "enrollment.neither") };
  },
  validateImport: (file) => importWith(file, judge),
  toRows: ({ rows }) => rows as Row[],
  kindOf,
};

/** The fields with a trimmed name; the same object where there is nothing to trim. */
function trimmed(fields: unknown): unknown {
  if (typeof fields !== "object" || fields === null) return fields;
  const { username } = fields as Partial<Fields>;
  if (typeof username !== "string") return fields;
  const name = username.trim();
  return name === username ? fields : { ...fields, username: name };
}

function judge(record: RawRow): Judged {
  record.loginRequired = record.loginRequired.toLowerCase();
  record.agentRequired = record.agentRequired.toLowerCase();
  const { serial, username } = record;
  if (!checkRecord(record)) {
    return { problems: told(checkRecord.errors, record, "", "enrollment.neither") };
  }
  const loginRequired = FLAGS.get(record.loginRequired) === true;
  const agentRequired = FLAGS.get(record.agentRequired) === true;
  return { value: { serial, username, loginRequired, agentRequired }, problems: [] };
}

/** Our problems from ajv's errors. */
function told(
  errors: readonly ErrorObject[] | null | undefined,
  input: unknown,
  whole: string,
  empty: Code,
): Problem[] {
  const problems: Problem[] = [];
  const texts =
    typeof input === "string" ? { username: input } : (input as Record<string, unknown>);
  // The rule about the user must not be asked when a flag could not be read.
  const unread = errors?.some(({ keyword }) => keyword === "type" || keyword === "enum") ?? false;
  for (const { keyword, instancePath, params } of errors ?? []) {
    const field = instancePath.slice(1) || whole;
    const found = codeOf(keyword, field, params as { pattern?: string }, empty);
    if (found === undefined) continue;
    const crossed = found.startsWith("enrollment.");
    if (crossed && unread) continue;
    const value = texts[field];
    const message = say(found, typeof value === "string" ? value : "");
    problems.push({ path: crossed ? "" : field, code: found, message });
  }
  return problems;
}

function codeOf(
  keyword: string,
  field: string,
  { pattern = "" }: { pattern?: string },
  empty: Code,
): Code | undefined {
  switch (keyword) {
    case "pattern":
      return CODES.get(pattern);
    case "minLength":
      return field === "serial" ? "serial.empty" : empty;
    case "maxLength":
      return field === "serial" ? "serial.too-long" : "enrollment.username-with-login";
    case "enum":
      return "import.flag";
    case "type":
    case "required":
      return "input.type";
    // The conditions themselves report that they did not hold.
    default:
      return undefined;
  }
}
