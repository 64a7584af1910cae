// The short way for what admins type nearly always. The module says which texts are alike to the rules, so what it has
// answered about one of them is the answer about all of them, and hardly any call has to ask. What makes texts alike, and
// what follows from that, is said in `src/rules/alike.rs`; nothing here knows a rule.

import { checked, problem } from "./answer";
import { type Kernel, Subject } from "./kernel";
import { ofPage } from "./messages";
import { absent } from "./read";
import { POLICY } from "./shapes";
import type { Problem } from "./types";
import { ABSENT, type Next, PRESENT, reader, written } from "./wire";

/** Longer texts than any that is right are asked about. */
const LONGEST = 64;
/** A page that passes texts with ever new beginnings must not fill the memory. */
const MOST_SAMPLES = 1000;

// What a character is in a text.
const ODD = 0;
const USUAL = 1;
const WITHIN = 2;
const PARTING = 3;

// Usual characters of usernames that no text has: they show where an answer repeats a part of the text. About serials and
// UUIDs of usual characters nothing is said that does.
const BEFORE = "\ud7fe";
const BEHIND = "\ud7ff";

/** The answer about a text, and what that had in place of what stands before the parting character. */
export interface Sample {
  ok: boolean;
  problems: readonly Problem[];
  before: string;
  /** Whether a parameter repeats a part of the text. */
  repeats: boolean;
  /** Whether it is the answer about all texts like it. */
  holds: boolean;
}

/** What is known about the texts of one field. */
interface Field {
  /** What each character of the first plane is in it. */
  kinds: Uint8Array;
  leading: string;
  /** Answers by the shapes of the texts that they are about, and what these begin with. */
  samples: Map<number | string, Sample>;
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
    return { ...(field as Pick<Field, "kinds" | "leading">), samples: new Map() };
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
  let from = 0;
  let shape = shapeOf(field.kinds, text, from);
  if (shape < 0) {
    // In a field without a leading character, the empty one is found at the start.
    from = text.indexOf(field.leading) + 1;
    if (from > 1) shape = shapeOf(field.kinds, text, from);
    if (shape < 0) return undefined;
  }
  const key = from > 0 ? text.slice(0, from) + shape : shape;
  let sample = field.samples.get(key);
  if (!sample) {
    sample = sampleOf(kernel, field, subject, text, from, shape, login);
    if (field.samples.size < MOST_SAMPLES) field.samples.set(key, sample);
  }
  return sample.holds ? sample : undefined;
}

/** The problems of a text like that of a sample. */
export function problemsOf(
  { problems, before, repeats }: Sample,
  text: string,
  messages: unknown,
): Problem[] {
  // Nearly always.
  if (problems.length === 0) return [];
  const isSaid = !repeats && messages === undefined && ofPage === undefined;
  return problems.map(({ path, code, severity, message, params: said }) => {
    const params = { ...said };
    if (isSaid) return { path, code, severity, message, params };
    for (const name in params) {
      if (params[name] === before) params[name] = text.slice(0, before.length);
      else if (params[name] === BEHIND) params[name] = text.slice(before.length + 1);
    }
    return problem(path, code, severity, params, messages);
  });
}

/** Asks about a text of this shape. */
function sampleOf(
  kernel: Kernel,
  { kinds }: Field,
  subject: Subject,
  text: string,
  from: number,
  shape: number,
  login: boolean,
): Sample {
  const end = shape >> 2;
  const parted = (shape & 3) === PARTING;
  const isMarked = kinds[BEFORE.charCodeAt(0)] === USUAL;
  let before = text.slice(0, from);
  for (const character of text.slice(from, end)) {
    before += isMarked && kinds[character.charCodeAt(0)] === USUAL ? BEFORE : character;
  }
  const sample = parted ? before + text.charAt(end) + BEHIND : before;
  const value =
    subject === Subject.Enrollment
      ? PRESENT + written(sample) + written(login) + ABSENT
      : written(sample);
  const next = reader(kernel(written(subject) + absent(POLICY) + value));
  const { ok, problems, value: normal } = checked(subject, next, undefined);
  const params = problems.flatMap(({ params }) => Object.values(params));
  const isPart = (param: string): boolean => param === before || param === BEHIND;
  const holds =
    // What is taken otherwise than it was given is another thing for each text.
    (!ok || JSON.stringify(normal).includes(`"${sample}"`)) &&
    params.every((param) => isPart(param) || !/[\ud7fe\ud7ff]/.test(param));
  return { ok, problems, before, repeats: params.some(isPart), holds };
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
    if (kind === ODD || !fits || at === from || at === length - 1) return -1;
    shape = kind === PARTING ? at * 4 + PARTING : shape | kind;
  }
  return shape;
}
