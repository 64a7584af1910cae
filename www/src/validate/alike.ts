// The short way for what admins type nearly always. The module says which texts are alike to the rules, so what it has
// answered about one of them is the answer about all of them, and hardly any call has to ask. What makes texts alike, and
// what follows from that, is said in `src/rules/alike.rs`; nothing here knows a rule.

import { checked, problem } from "./answer";
import { type Kernel, Subject } from "./kernel";
import { ofPage } from "./messages";
import type { Problem } from "./types";
import { ABSENT, type Next, PRESENT, reader, written } from "./wire";
import { POLICY } from "./shapes";
import { absent } from "./read";

/** Longer texts than any that is right are asked about. */
const LONGEST = 64;
/** More beginnings than any directory has stores are not remembered. */
const MOST_BEGINNINGS = 100;

// What a character is in a text.
const ODD = 0;
const USUAL = 1;
const WITHIN = 2;
const PARTING = 3;

/** The answer about a text, and what it had in place of what stands before and behind the parting character. */
export interface Sample {
  ok: boolean;
  problems: readonly Problem[];
  parted: boolean;
  before: string;
}

const BEHIND = "b";

/** Answers by the shapes of the texts that they are about. */
type Samples = (Sample | undefined)[];

/** What is known about the texts of one field. */
interface Field {
  /** What each character of the first plane is in it. */
  kinds: Uint8Array;
  leading: string;
  samples: Samples;
  /** The same for texts with a leading character, by what they begin with. */
  led: Map<string, Samples>;
}

/** Usernames, serials, UUIDs, and usernames of enrollments without and with a login. */
let fields: Field[] = [];

/** Takes in what makes texts alike, as the module says it. */
export function learnAlike(next: Next): void {
  const [usernames, serials, uuids] = [0, 0, 0].map(() => {
    const kinds = new Uint8Array(0x10000);
    for (const kind of [USUAL, WITHIN, PARTING]) {
      const ends = next() ?? "";
      for (let at = 0; at < ends.length; at += 2) {
        kinds.fill(kind, ends.charCodeAt(at), ends.charCodeAt(at + 1) + 1);
      }
    }
    return { kinds, leading: next() ?? "" };
  });
  fields = [usernames, serials, uuids, usernames, usernames].map((field) => {
    return { ...(field as Pick<Field, "kinds" | "leading">), samples: noSamples(), led: new Map() };
  });
}

/** The answer to texts like this one, from memory or by asking about one of them; `login` is that of an enrollment. */
export function recall(
  kernel: Kernel,
  subject: Subject,
  text: string,
  login: boolean,
): Sample | undefined {
  if (text.length > LONGEST) return undefined;
  const field = fields[login ? subject + 1 : subject] as Field;
  const shape = shapeOf(field.kinds, text, 0);
  if (shape >= 0) {
    return (field.samples[shape] ??= sampleOf(kernel, subject, text, shape, login));
  }
  // In a field without leading characters, the empty one is found at the start.
  const from = text.indexOf(field.leading) + 1;
  const length = from > 1 ? shapeOf(field.kinds, text, from) : -1;
  if (length < 0) return undefined;
  const beginning = text.slice(0, from);
  const samples = field.led.get(beginning) ?? noSamples();
  if (field.led.size < MOST_BEGINNINGS) field.led.set(beginning, samples);
  const sample = (samples[length] ??= sampleOf(kernel, subject, text, length, login));
  return sample.ok && sample.problems.length === 0 ? sample : undefined;
}

/** The problems of a text like that of a sample. */
export function problemsOf(
  { problems, parted, before }: Sample,
  text: string,
  messages: unknown,
): Problem[] {
  // Nearly always.
  if (problems.length === 0) return [];
  const isSaid = !parted && messages === undefined && ofPage === undefined;
  return problems.map(({ path, code, severity, message, params: said }) => {
    const params = { ...said };
    if (isSaid) return { path, code, severity, message, params };
    if (parted) {
      for (const name in params) {
        if (params[name] === before) params[name] = text.slice(0, before.length);
        else if (params[name] === BEHIND) params[name] = text.slice(before.length + 1);
      }
    }
    return problem(path, code, severity, params, messages);
  });
}

/** Room for all shapes: an array that grows is another kind of array to an engine each time. */
function noSamples(): Samples {
  return [...new Array<undefined>((LONGEST + 1) * 4)];
}

/** Asks about a text of this shape. */
function sampleOf(
  kernel: Kernel,
  subject: Subject,
  text: string,
  shape: number,
  login: boolean,
): Sample {
  const parted = (shape & 3) === PARTING;
  const before = parted ? "a".repeat(shape >> 2) : "";
  const value = written(parted ? before + text.charAt(before.length) + BEHIND : text);
  const asked = subject === Subject.Enrollment ? PRESENT + value + written(login) + ABSENT : value;
  const next = reader(kernel(written(subject) + absent(POLICY) + asked));
  return { ...checked(subject, next, undefined), parted, before };
}

/**
 * What makes a text alike to others from a place on: four times its length, or the place of its parting character, and what
 * is special among its characters; less than zero for a text like no other.
 */
function shapeOf(kinds: Uint8Array, text: string, from: number): number {
  const { length } = text;
  let shape = length * 4;
  for (let at = from; at < length; at++) {
    const kind = kinds[text.charCodeAt(at)] ?? ODD;
    if (kind === USUAL) continue;
    const before = shape & 3;
    const fits = before === 0 || (before === WITHIN && kind === WITHIN);
    if (kind === ODD || from > 0 || !fits || at === 0 || at === length - 1) return -1;
    shape = kind === PARTING ? at * 4 + PARTING : shape | kind;
  }
  return shape;
}
