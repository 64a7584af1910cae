// Puts the module's answers into words. It must never change one: codes, params and values are the module's.

import { say } from "./messages";
import type {
  Change,
  ChangeCount,
  ChangePlan,
  Checked,
  Checklist,
  ChecklistItem,
  Problem,
} from "./types";

/** A problem as the module answers it. */
export type CodedProblem = Omit<Problem, "message">;

/** The module's answer about a text or an enrollment; without a value it is not `ok`. */
export interface CodedChecked {
  value?: unknown;
  problems: CodedProblem[];
}

/** The module's answer about a device. */
export interface CodedChecklist {
  readiness: Checklist["readiness"];
  ready: boolean;
  open: number;
  items: Omit<ChecklistItem, "reason" | "todo">[];
}

/** The module's answer about changes. */
export interface CodedPlan {
  changes: (Omit<Change, "problems"> & { problems: CodedProblem[] })[];
  kinds: Omit<ChangeCount, "message">[];
  problems: CodedProblem[];
}

/** The answer about a text or an enrollment. */
export function checked({ value, problems }: CodedChecked, messages: unknown): Checked<unknown> {
  const worded = problems.map((coded) => problem(coded, messages));
  return value === undefined
    ? { ok: false, problems: worded }
    : { ok: true, value, problems: worded };
}

/** The answer about a device. */
export function checklist(coded: CodedChecklist, messages: unknown): Checklist {
  const { readiness, ready, open } = coded;
  const items = coded.items.map((one) => item(one, messages));
  return { readiness, ready, open, items, problems: [] };
}

function item(coded: CodedChecklist["items"][number], messages: unknown): ChecklistItem {
  const { id, verdict, code, params, source, confirmable, scope, fingerprint, ...rest } = coded;
  const reason = say(code, params, messages) ?? code;
  const todo = say(`${code}.todo`, params, messages);
  return {
    ...{ id, verdict, code, params, reason, source, confirmable, scope, fingerprint },
    ...(todo !== undefined && { todo }),
    ...rest,
  };
}

/** The answer about changes. */
export function plan({ changes, kinds, problems }: CodedPlan, messages: unknown): ChangePlan {
  const worded = (coded: CodedProblem[]): Problem[] => coded.map((one) => problem(one, messages));
  return {
    changes: changes.map((change) => ({ ...change, problems: worded(change.problems) })),
    kinds: kinds.map(({ kind, count }) => {
      const message = say(`kind.${kind}`, { count: String(count) }, messages) ?? kind;
      return { kind, count, message };
    }),
    problems: worded(problems),
  };
}

/** A problem with its sentence. */
export function problem(coded: CodedProblem, messages: unknown): Problem {
  const { path, code, severity, params } = coded;
  return { path, code, severity, message: sentence(code, params, messages), params };
}

/** The sentence of a code; the code itself when there is none. */
export function sentence(code: string, params: Problem["params"], messages: unknown): string {
  return say(code, params, messages) ?? code;
}
