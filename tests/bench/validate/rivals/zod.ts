// zod 4 with its compiled object parsers, `safeParse` and one schema made once, as its documentation
// advises. The text of an issue is our code, from which the sentence is made.

import * as z from "zod";
import type { Implementation, Problem, Row } from "../types";
import { importWith, type Judged, type RawRow } from "./csv";
import { kindOf } from "./kinds";
import { say, type Code } from "./messages";
import {
  FLAGS,
  LONG_ENOUGH,
  LONGEST_SERIAL,
  NO_SPACE,
  NO_TENANT,
  SERIAL,
  SHORT_ENOUGH,
} from "./patterns";

const username = z
  .string("input.type")
  .trim()
  .regex(NO_SPACE, "username.whitespace")
  .regex(NO_TENANT, "username.tenant-domain")
  .regex(LONG_ENOUGH, "username.too-short")
  .regex(SHORT_ENOUGH, "username.too-long");

const user = (context: z.core.ParsePayload<{ username: string; loginRequired: boolean }>): void => {
  const { value: input } = context;
  if ((input.username !== "") !== input.loginRequired) return;
  const message = input.loginRequired ? "enrollment.username-with-login" : "enrollment.neither";
  context.issues.push({ code: "custom", message, path: [], input });
};

const Username = username.min(1, "username.empty");

const Enrollment = z
  .object({
    username,
    loginRequired: z.boolean("input.type"),
    agentRequired: z.boolean("input.type"),
  })
  .check(user);

const flag = z.string().transform((cell, context) => {
  const value = FLAGS.get(cell) ?? FLAGS.get(cell.trim().toLowerCase());
  if (value !== undefined) return value;
  context.issues.push({ code: "custom", message: "import.flag", input: cell });
  return z.NEVER;
});

const Record = z
  .object({
    serial: z
      .string()
      .min(1, "serial.empty")
      .max(LONGEST_SERIAL, "serial.too-long")
      .regex(SERIAL, "serial.characters"),
    username,
    loginRequired: flag,
    agentRequired: flag,
  })
  .check(user);

export const implementation: Implementation = {
  validateUsername(raw) {
    const parsed = Username.safeParse(raw);
    if (parsed.success) return { ok: true, value: parsed.data, problems: [] };
    return { ok: false, problems: told(parsed.error.issues, raw, "username") };
  },
  validateEnrollment(fields) {
    const parsed = Enrollment.safeParse(fields);
    if (parsed.success) return { ok: true, value: parsed.data, problems: [] };
    return { ok: false, problems: told(parsed.error.issues, fields, "") };
  },
  validateImport: (file) => importWith(file, judge),
  toRows: ({ rows }) => rows as Row[],
  kindOf,
};

function judge(record: RawRow): Judged {
  const parsed = Record.safeParse(record);
  if (parsed.success) return { value: parsed.data, problems: [] };
  return { problems: told(parsed.error.issues, record, "") };
}

/** Our problems from zod's issues. */
function told(issues: readonly z.core.$ZodIssue[], input: unknown, whole: string): Problem[] {
  return issues.map((issue) => {
    const path = issue.path.length > 0 ? String(issue.path[0]) : whole;
    const value = typeof input === "string" ? input : (input as Record<string, unknown>)[path];
    const code = issue.message as Code;
    return { path, code, message: say(code, typeof value === "string" ? value : "") };
  });
}
