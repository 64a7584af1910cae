// Answers whatever is passed: at once where a value is right as it stands; else it reads the value, asks the module, and
// puts what could not be read beside the answer. It must never hold a rule.

import { type CodedChecked, type CodedChecklist, checked, checklist, problem } from "./answer";
import { type Check, type Kernel, type Request, started } from "./kernel";
import { blocks, type Fields, listOf, maybe, type Misfits, type Plain, read } from "./read";
import { type Kind, TEXT } from "./shape";
import { ENROLLMENT, FACTS, POLICY } from "./shapes";
import type { Checked, CheckOptions, Checklist, Problem, UsernamePolicy } from "./types";

/** Values in one request: enough that the crossing costs nothing, few enough that a list of a million needs little memory. */
const PIECE = 1000;

/** The longest request in UTF-16 units. The module needs several times as much memory to answer one, and has 4 GiB. */
const LONGEST = 1 << 27;

/** What each check takes, and the path of a value that is no object. */
const TAKES: Readonly<Record<Check, { kind: Kind; path: string }>> = {
  username: { kind: TEXT, path: "username" },
  serial: { kind: TEXT, path: "serial" },
  profileUuid: { kind: TEXT, path: "profileUuid" },
  enrollment: { kind: ENROLLMENT, path: "" },
  checklist: { kind: FACTS, path: "" },
};

/** An answer; its type depends on the check. */
type Answer = Checked<unknown> | Checklist;

/** The answer about one value. */
export function check(
  name: Check,
  raw: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Answer {
  const kernel = started();
  const plain = policy === undefined ? plainAnswer(kernel, name, raw) : undefined;
  return plain ?? (answers(kernel, name, [raw], policy, options)[0] as Answer);
}

/** The answers about the items of a list; a value that is no list gets one answer that says so. */
export function checkList(
  name: Check,
  list: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Answer[] {
  const kernel = started();
  const misfits: Misfits = [];
  const items = listOf(list, "", misfits);
  if (items) return answers(kernel, name, items, policy, options);
  return [{ ...emptyAnswer(name), problems: describe(misfits, messagesOf(options)) }];
}

/** The answer about a value that could not be asked about. */
function emptyAnswer(name: Check): Answer {
  return name === "checklist"
    ? { ready: false, open: 7, items: [], problems: [] }
    : { ok: false, problems: [] };
}

/**
 * The answer about a value that is right as it stands, which most are: without JSON a call takes a tenth of the time.
 * `undefined` for any other value.
 */
function plainAnswer(kernel: Kernel, name: Check, raw: unknown): Checked<unknown> | undefined {
  if (name === "checklist") return undefined;
  if (name === "enrollment") return plainEnrollment(kernel, raw);
  const isPlain = {
    username: kernel.isPlainUsername,
    serial: kernel.isPlainSerial,
    profileUuid: kernel.isPlainProfileUuid,
  }[name];
  return typeof raw === "string" && isPlain(raw)
    ? { ok: true, value: raw, problems: [] }
    : undefined;
}

function plainEnrollment(kernel: Kernel, raw: unknown): Checked<unknown> | undefined {
  try {
    if (typeof raw !== "object" || raw === null) return undefined;
    for (const name in raw) if (!Object.hasOwn(ENROLLMENT, name)) return undefined;
    const { username, loginRequired, agentRequired } = raw as Record<string, unknown>;
    return typeof username === "string" &&
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

function answers(
  kernel: Kernel,
  name: Check,
  raws: readonly unknown[],
  policy: UsernamePolicy | undefined,
  options: CheckOptions | undefined,
): Answer[] {
  const messages = messagesOf(options);
  const general: Misfits = [];
  const rules = maybe(policy, POLICY, "policy", general) as Fields | undefined;
  const { kind, path } = TAKES[name];
  const inputs = raws.map((raw): { plain?: Answer; value?: Plain; misfits: Misfits } => {
    const misfits: Misfits = [];
    const plain = policy === undefined ? plainAnswer(kernel, name, raw) : undefined;
    if (plain) return { plain, misfits };
    const value = read(raw, kind, path, misfits);
    // A checklist is judged on the facts that could be read; any other value must be right as a whole.
    if (name === "checklist") return { value: value ?? {}, misfits };
    return blocks(general) || blocks(misfits) ? { misfits } : { value, misfits };
  });
  const values = inputs.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const asked = ask(kernel, { check: name, policy: rules, values }, general);
  return inputs.map(({ plain, value, misfits }) => {
    if (plain) return plain;
    const coded = value === undefined ? undefined : asked.next().value;
    const answer = coded ? worded(coded, messages) : emptyAnswer(name);
    answer.problems.unshift(...describe([...general, ...misfits], messages));
    // A checklist judged on facts that could not be read must never say that a device is ready.
    if ("ready" in answer) answer.ready &&= !blocks(misfits);
    return answer;
  });
}

/** The module's answers about values in their order; none when the values are too much at once. */
function ask(
  kernel: Kernel,
  { values, ...request }: Request,
  misfits: Misfits,
): Iterator<CodedChecked | CodedChecklist> {
  const all: (CodedChecked | CodedChecklist)[] = [];
  try {
    for (let from = 0; from < values.length; from += PIECE) {
      const text = JSON.stringify({ ...request, values: values.slice(from, from + PIECE) });
      if (text.length > LONGEST) throw new RangeError();
      all.push(...(JSON.parse(kernel.ask(text)) as typeof all));
    }
  } catch (error) {
    // An engine throws the same where a text would be longer than its longest.
    if (!(error instanceof RangeError)) throw error;
    misfits.push({ code: "input.too-large", severity: "error", path: "", expected: "less" });
    return [].values();
  }
  return all.values();
}

function worded(coded: CodedChecked | CodedChecklist, messages: unknown): Answer {
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
