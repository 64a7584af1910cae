// The answers of the module, put into words. `src/boundary/answer.rs` writes them in the same order; it must not be changed
// on one side alone.

import { Subject } from "./kernel";
import { say } from "./messages";
import type { Checked, Checklist, ChecklistItem, Enrollment, Problem } from "./types";
import type { Next } from "./wire";

/** The answer about a text or an enrollment. */
export function checked(
  subject: Subject,
  next: Next,
  messages: unknown,
): Checked<string | Enrollment> {
  const text = next();
  const problems: Problem[] = [];
  for (let path; (path = next()) !== undefined;) {
    problems.push(problem(path, next(), next(), params(next), messages));
  }
  const value =
    subject === Subject.Enrollment
      ? { username: text ?? "", loginRequired: isTrue(next), agentRequired: isTrue(next) }
      : (text ?? "");
  return text === undefined ? { ok: false, problems } : { ok: true, value, problems };
}

/** The answer about a device. */
export function checklist(_subject: Subject, next: Next, messages: unknown): Checklist {
  const open = Number(next());
  const items: ChecklistItem[] = [];
  for (let id; (id = next()) !== undefined;) {
    const verdict = next();
    const code = next() ?? "";
    const said = params(next);
    const reason = say(code, said, messages) ?? code;
    const todo = say(`${code}.todo`, said, messages);
    const source = next();
    const confirmable = isTrue(next);
    const fingerprint = next();
    const age = next();
    const fix = next();
    items.push({
      ...{ id, verdict, code, params: said, reason, source, confirmable, fingerprint },
      ...(todo !== undefined && { todo }),
      ...(age && { ageSeconds: Number(age) }),
      ...(fix && { fix }),
    } as ChecklistItem);
  }
  return { ready: open === 0, open, items, problems: [] };
}

/** A problem with its sentence. */
export function problem(
  path: string | undefined,
  code: string | undefined,
  severity: string | undefined,
  params: Record<string, string>,
  messages: unknown,
): Problem {
  const message = say(code ?? "", params, messages) ?? code;
  return { path, code, severity, message, params } as Problem;
}

function params(next: Next): Record<string, string> {
  const params: Record<string, string> = {};
  for (let name; (name = next()) !== undefined;) params[name] = next() ?? "";
  return params;
}

function isTrue(next: Next): boolean {
  return next() === "true";
}
