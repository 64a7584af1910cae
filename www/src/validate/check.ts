// Answers whatever is passed: at once where a value is right as it stands; else it reads the value, asks the module, and
// puts what could not be read beside the answer. It must never hold a rule.

import {
  type CodedChecked,
  type CodedChecklist,
  type CodedPlan,
  checked,
  checklist,
  plan,
  problem,
} from "./answer";
import { type Check, kernel, type Request } from "./kernel";
import {
  blocks,
  type Fields,
  listOf,
  maybe,
  type Misfit,
  type Misfits,
  type Plain,
  read,
} from "./read";
import { type Kind, TEXT } from "./shape";
import { CHANGES, ENROLLMENT, FACTS, POLICY } from "./shapes";
import type {
  ChangePlan,
  Checked,
  CheckOptions,
  Checklist,
  Problem,
  UsernamePolicy,
} from "./types";

/** Values in one request: enough that the crossing costs nothing, few enough that a list of a million needs little memory. */
const PIECE = 1000;

/** What each check takes, and the path of a value that is no object. */
const TAKES: Readonly<Record<Check, { kind: Kind; path: string }>> = {
  username: { kind: TEXT, path: "username" },
  serial: { kind: TEXT, path: "serial" },
  profileUuid: { kind: TEXT, path: "profileUuid" },
  enrollment: { kind: ENROLLMENT, path: "" },
  checklist: { kind: FACTS, path: "" },
  changes: { kind: CHANGES, path: "" },
};

/** Characters of all texts of a value. The module needs several times as much memory, and has 4 GiB. */
export const LONGEST = 1 << 26;

export const TOO_LARGE: Misfit = {
  code: "input.too-large",
  severity: "error",
  path: "",
  expected: "less",
};

/** No text that is longer is right as it stands. */
const LONGEST_PLAIN = 1000;

/** The module's quick answers. */
const IS_PLAIN = {
  username: "isPlainUsername",
  serial: "isPlainSerial",
  profileUuid: "isPlainProfileUuid",
} as const;

/** An answer; its type depends on the check. */
type Answer = Checked<unknown> | Checklist | ChangePlan;

/** The module's answer; its type depends on the check. */
type Coded = CodedChecked | CodedChecklist | CodedPlan;

/** The answer about one value. */
export function check(
  name: Check,
  raw: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Answer {
  const plain = policy === undefined ? plainAnswer(name, raw) : undefined;
  return plain ?? (fullAnswers(name, [raw], policy, options)[0] as Answer);
}

/** The answers about the items of a list; a value that is no list gets one answer that says so. */
export function checkList(
  name: Check,
  list: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Answer[] {
  const misfits: Misfits = [];
  const items = listOf(list, "", misfits);
  if (!items) return [{ ...emptyAnswer(name), problems: describe(misfits, messagesOf(options)) }];
  const all = new Array<Answer>(items.length);
  for (let from = 0; from < items.length; from += PIECE) {
    const others: number[] = [];
    const end = Math.min(from + PIECE, items.length);
    for (let place = from; place < end; place++) {
      const plain = policy === undefined ? plainAnswer(name, items[place]) : undefined;
      if (plain) all[place] = plain;
      else others.push(place);
    }
    const values = others.map((place) => items[place]);
    const full = fullAnswers(name, values, policy, options);
    full.forEach((answer, at) => (all[others[at] as number] = answer));
  }
  return all;
}

/** The answer about a value that could not be asked about. */
function emptyAnswer(name: Check): Answer {
  if (name === "changes") return { changes: [], kinds: [], problems: [] };
  return name === "checklist"
    ? { readiness: "cannot-tell", ready: false, open: 7, items: [], problems: [] }
    : { ok: false, problems: [] };
}

/** The answer about a value that is right as it stands, which most are. The way through a request takes ten times as long. */
function plainAnswer(name: Check, raw: unknown): Answer | undefined {
  if (name === "checklist" || name === "changes") return undefined;
  if (name === "enrollment") return plainEnrollment(raw);
  return typeof raw === "string" && raw.length <= LONGEST_PLAIN && kernel[IS_PLAIN[name]](raw)
    ? { ok: true, value: raw, problems: [] }
    : undefined;
}

function plainEnrollment(raw: unknown): Answer | undefined {
  try {
    if (typeof raw !== "object" || raw === null) return undefined;
    for (const field in raw) if (!Object.hasOwn(ENROLLMENT, field)) return undefined;
    const { username, loginRequired, agentRequired } = raw as Record<string, unknown>;
    return typeof username === "string" &&
      username.length <= LONGEST_PLAIN &&
      typeof loginRequired === "boolean" &&
      typeof agentRequired === "boolean" &&
      kernel.isPlainEnrollment(username, loginRequired)
      ? { ok: true, value: { username, loginRequired, agentRequired }, problems: [] }
      : undefined;
  } catch {
    // A getter or a proxy that throws: reading in full says which one.
    return undefined;
  }
}

/** Answers by way of a request: values are read with care, and the module says everything about them. */
function fullAnswers(
  name: Check,
  raws: readonly unknown[],
  policy: UsernamePolicy | undefined,
  options: CheckOptions | undefined,
): Answer[] {
  if (raws.length === 0) return [];
  const messages = messagesOf(options);
  const general: Misfits = [];
  const rules = maybe(policy, POLICY, "policy", general) as Fields | undefined;
  if (size(rules) > LONGEST) general.push(TOO_LARGE);
  const inputs = raws.map((raw) => readInput(name, raw));
  // A checklist is judged on the facts that could be read; any other value must be right as a whole.
  const asked = inputs.filter(({ value, misfits }) => {
    return value !== undefined && (name === "checklist" || !(blocks(general) || blocks(misfits)));
  });
  const values = asked.map(({ value }) => value);
  const coded = ask({ check: name, policy: rules, values }, general);
  const answerOf = new Map(asked.map((input, at) => [input, coded[at]]));
  return inputs.map((input) => {
    const found = answerOf.get(input);
    const answer = found ? worded(found, messages) : emptyAnswer(name);
    answer.problems.unshift(...describe([...general, ...input.misfits], messages));
    // A checklist judged on facts that could not be read must never say that a device is ready.
    if ("ready" in answer && answer.ready && blocks(input.misfits)) {
      answer.ready = false;
      answer.readiness = "cannot-tell";
    }
    return answer;
  });
}

/** A value as it could be read, and what could not be read of it. */
interface Input {
  value: Plain | undefined;
  misfits: Misfits;
}

function readInput(name: Check, raw: unknown): Input {
  const { kind, path } = TAKES[name];
  const misfits: Misfits = [];
  const value = read(raw, kind, path, misfits);
  if (size(value) + shared(name, value) > LONGEST) {
    misfits.push(TOO_LARGE);
    return { value: undefined, misfits };
  }
  return { value: name === "checklist" ? (value ?? {}) : value, misfits };
}

/** How many characters the texts of a value have. */
export function size(value: Plain | undefined): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object") return 0;
  return Object.values(value).reduce<number>((sum, part) => sum + size(part), 0);
}

/** How many characters the answer about changes may have for what is passed once and judged for each row. */
function shared(name: Check, value: Plain | undefined): number {
  if (name !== "changes" || value === undefined) return 0;
  const { wish, policy, rows, devices } = value as Fields;
  const count = ((rows ?? devices ?? []) as readonly Plain[]).length;
  return (size(wish) + size(policy)) * count;
}

/** The module's answers about the values of a request; none when the values are too much at once. */
function ask(request: Request, misfits: Misfits): readonly Coded[] {
  try {
    return JSON.parse(kernel.ask(request)) as Coded[];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    misfits.push(TOO_LARGE);
    return [];
  }
}

function worded(coded: Coded, messages: unknown): Answer {
  if ("changes" in coded) return plan(coded, messages);
  return "items" in coded ? checklist(coded, messages) : checked(coded, messages);
}

/** Misfits as problems. */
export function describe(misfits: Misfits, messages: unknown): Problem[] {
  return misfits.map(({ code, severity, path, expected }) => {
    return problem({ code, severity, path, params: { path, expected } }, messages);
  });
}

/** The caller's own sentences; options that cannot be read have none. */
export function messagesOf(options: unknown): unknown {
  try {
    return (options as CheckOptions | undefined)?.messages;
  } catch {
    return undefined;
  }
}
