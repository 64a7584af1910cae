// valibot with schemas made once and `safeParse`. The text of an issue is our code, from which the
// sentence is made.

import * as v from "valibot";
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

const username = v.pipe(
  v.string("input.type"),
  v.trim(),
  v.regex(NO_SPACE, "username.whitespace"),
  v.regex(NO_TENANT, "username.tenant-domain"),
  v.regex(LONG_ENOUGH, "username.too-short"),
  v.regex(SHORT_ENOUGH, "username.too-long"),
);

interface User {
  username: string;
  loginRequired: boolean;
}
const notBoth = <T extends User>(): v.CheckAction<T, Code> =>
  v.check(
    (input) => input.username === "" || !input.loginRequired,
    "enrollment.username-with-login",
  );
const notNeither = <T extends User>(): v.CheckAction<T, Code> =>
  v.check((input) => input.username !== "" || input.loginRequired, "enrollment.neither");

const Username = v.pipe(username, v.minLength(1, "username.empty"));

const Enrollment = v.pipe(
  v.object({
    username,
    loginRequired: v.boolean("input.type"),
    agentRequired: v.boolean("input.type"),
  }),
  notBoth(),
  notNeither(),
);

const flag = v.pipe(
  v.string(),
  v.rawTransform<string, boolean>(({ dataset, addIssue, NEVER }) => {
    const value = FLAGS.get(dataset.value) ?? FLAGS.get(dataset.value.trim().toLowerCase());
    if (value !== undefined) return value;
    addIssue({ message: "import.flag" });
    return NEVER;
  }),
);

const Record = v.pipe(
  v.object({
    serial: v.pipe(
      v.string(),
      v.minLength(1, "serial.empty"),
      v.maxLength(LONGEST_SERIAL, "serial.too-long"),
      v.regex(SERIAL, "serial.characters"),
    ),
    username,
    loginRequired: flag,
    agentRequired: flag,
  }),
  notBoth(),
  notNeither(),
);

export const implementation: Implementation = {
  validateUsername(raw) {
    const parsed = v.safeParse(Username, raw);
    if (parsed.success) return { ok: true, value: parsed.output, problems: [] };
    return { ok: false, problems: told(parsed.issues, raw, "username") };
  },
  validateEnrollment(fields) {
    const parsed = v.safeParse(Enrollment, fields);
    if (parsed.success) return { ok: true, value: parsed.output, problems: [] };
    return { ok: false, problems: told(parsed.issues, fields, "") };
  },
  validateImport: (file) => importWith(file, judge),
  toRows: ({ rows }) => rows as Row[],
  kindOf,
};

function judge(record: RawRow): Judged {
  const parsed = v.safeParse(Record, record);
  if (parsed.success) return { value: parsed.output, problems: [] };
  return { problems: told(parsed.issues, record, "") };
}

/** Our problems from valibot's issues. */
function told(issues: readonly v.BaseIssue<unknown>[], input: unknown, whole: string): Problem[] {
  return issues.map((issue) => {
    const path = issue.path ? String(issue.path[0].key) : whole;
    const value = typeof input === "string" ? input : (input as Record<string, unknown>)[path];
    const code = issue.message as Code;
    return { path, code, message: say(code, typeof value === "string" ? value : "") };
  });
}
