// Answers whatever is passed: from memory where one look is enough; else it reads what was passed, asks about what could be
// read, and puts what could not beside the answers.

import { problemsOf, recall } from "./alike";
import { checked, checklist, problem } from "./answer";
import { type Kernel, started, Subject } from "./kernel";
import { absent, blocks, listOf, maybe, type Misfits, read } from "./read";
import { ENROLLMENT, FACTS, FLAG, type Kind, POLICY, TEXT } from "./shapes";
import type {
  Checked,
  CheckOptions,
  Checklist,
  Enrollment,
  Problem,
  UsernamePolicy,
} from "./types";
import { reader, written } from "./wire";

/** Values that cross at a time: all that comes up on the way to an answer stays in the small module's memory until then. */
const PIECE = 1000;

/** What a text is called in an answer. */
const FIELDS = ["username", "serial", "profileUuid"];

/** What each subject takes. */
const KINDS: readonly Kind[] = [TEXT, TEXT, TEXT, ENROLLMENT, FACTS];

/** An answer; what it is depends on the subject. */
type Answer = Checked<unknown> | Checklist;

/** The answer about one value. */
export function check(
  subject: Subject,
  raw: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Answer {
  const kernel = started();
  const known = glance(kernel, subject, raw, policy, messagesOf(options));
  return known ?? (answers(kernel, subject, [raw], policy, options)[0] as Answer);
}

/** The answers about the items of a list; what is no list gets one answer that says so. */
export function checkList(
  subject: Subject,
  list: unknown,
  policy?: UsernamePolicy,
  options?: CheckOptions,
): Answer[] {
  const kernel = started();
  const misfits: Misfits = [];
  const items = listOf(list, "", misfits);
  if (items) return answers(kernel, subject, items, policy, options);
  return [{ ...none(subject), problems: describe(misfits, messagesOf(options)) }];
}

/** The answer that says nothing. */
function none(subject: Subject): Answer {
  return subject === Subject.Checklist
    ? { ready: false, open: 7, items: [], problems: [] }
    : { ok: false, problems: [] };
}

function answers(
  kernel: Kernel,
  subject: Subject,
  raws: readonly unknown[],
  policy: UsernamePolicy | undefined,
  options: CheckOptions | undefined,
): Answer[] {
  const messages = messagesOf(options);
  const general: Misfits = [];
  const rules = maybe(policy, POLICY, "policy", general);
  const all = raws.map((raw) => {
    const known = glance(kernel, subject, raw, policy, messages);
    const misfits: Misfits = [];
    let value = known ? "" : read(raw, KINDS[subject] as Kind, FIELDS[subject] ?? "", misfits);
    // Checklists are judged on what could be read; anything else must be right as a whole.
    if (subject === Subject.Checklist) value ??= absent(FACTS);
    else if (blocks(general) || blocks(misfits)) value = "";
    return { known, misfits, value: value ?? "" };
  });
  const values = all.map(({ value }) => value);
  const found = ask(kernel, subject, rules, values, general, messages);
  return all.map(({ known, misfits }, place) => {
    if (known) return known;
    const answer = found[place] ?? none(subject);
    answer.problems.unshift(...describe([...general, ...misfits], messages));
    // A checklist judged on facts that could not be read must never say that a device is ready.
    if ("ready" in answer) answer.ready &&= !blocks(misfits);
    return answer;
  });
}

/** The answer about a value that is like others, as most are. */
function glance(
  kernel: Kernel,
  subject: Subject,
  raw: unknown,
  policy: UsernamePolicy | undefined,
  messages: unknown,
): Checked<unknown> | undefined {
  if (policy !== undefined || subject === Subject.Checklist) return undefined;
  if (subject !== Subject.Enrollment) {
    if (typeof raw !== "string") return undefined;
    const sample = recall(kernel, subject, raw, false);
    if (!sample) return undefined;
    const problems = problemsOf(sample, raw, messages);
    return sample.ok ? { ok: true, value: raw, problems } : { ok: false, problems };
  }
  try {
    if (typeof raw !== "object" || raw === null) return undefined;
    for (const name in raw) {
      if (name !== "username" && name !== "loginRequired" && name !== "agentRequired") {
        return undefined;
      }
    }
    const { username, loginRequired, agentRequired } = raw as Record<keyof Enrollment, unknown>;
    if (
      typeof username !== "string" ||
      typeof loginRequired !== "boolean" ||
      typeof agentRequired !== "boolean"
    ) {
      if (username == null || loginRequired == null || agentRequired == null) return undefined;
      const misfits: Misfits = [];
      read(username, TEXT, "username", misfits);
      read(loginRequired, FLAG, "loginRequired", misfits);
      read(agentRequired, FLAG, "agentRequired", misfits);
      return { ok: false, problems: describe(misfits, messages) };
    }
    const sample = recall(kernel, subject, username, loginRequired);
    if (!sample) return undefined;
    const problems = problemsOf(sample, username, messages);
    return sample.ok
      ? { ok: true, value: { username, loginRequired, agentRequired }, problems }
      : { ok: false, problems };
  } catch {
    // A getter or a proxy that throws: reading in full says which one.
    return undefined;
  }
}

/** The answers about values; none about those that are empty, and none at all when they are too much at once. */
function ask(
  kernel: Kernel,
  subject: Subject,
  policy: string,
  values: readonly string[],
  misfits: Misfits,
  messages: unknown,
): (Answer | undefined)[] {
  const take = subject === Subject.Checklist ? checklist : checked;
  try {
    const answers: (Answer | undefined)[] = [];
    for (let from = 0; from < values.length; from += PIECE) {
      const piece = values.slice(from, from + PIECE);
      const asked = piece.join("");
      const next = reader(asked && kernel(written(subject) + policy + asked));
      for (const value of piece) answers.push(value ? take(subject, next, messages) : undefined);
    }
    return answers;
  } catch {
    misfits.push({ code: "input.too-large", severity: "error", path: "", expected: "less" });
    return [];
  }
}

/** Misfits as problems. */
export function describe(misfits: Misfits, messages: unknown): Problem[] {
  return misfits.map(({ code, severity, path, expected }) => {
    return problem(path, code, severity, { path, expected }, messages);
  });
}

/** The caller's own sentences; options that cannot be read are as good as none. */
export function messagesOf(options: unknown): unknown {
  try {
    return (options as CheckOptions | undefined)?.messages;
  } catch {
    return undefined;
  }
}
