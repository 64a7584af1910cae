// Asks the module: writes plain values in their order and reads the answers. It knows no rule and no sentence.

import { type Kernel, Subject } from "./kernel";
import type { Plain } from "./read";
import { ENROLLMENT, FACTS, type Kind, POLICY, type Shape } from "./shapes";
import { writer } from "./writer";

/** How the values of a subject are written. */
const VALUES: Partial<Record<Subject, Kind>> = {
  [Subject.Username]: "text",
  [Subject.Serial]: "text",
  [Subject.ProfileUuid]: "text",
  [Subject.Enrollment]: ENROLLMENT,
  [Subject.Checklist]: FACTS,
};

/** Values that cross at a time. All that comes up on the way to an answer stays in the small module's memory until then. */
const PIECE = 1000;

/** The answers to values that have been read, in their order; `null` for one that is right as it was given. */
export function ask(
  kernel: Kernel,
  subject: Subject,
  values: readonly unknown[],
  policy: Plain | undefined,
): (object | null)[] {
  const answers: (object | null)[] = [];
  for (let from = 0; from < values.length; from += PIECE) {
    answers.push(...askPiece(kernel, subject, values.slice(from, from + PIECE), policy));
  }
  return answers;
}

function askPiece(
  kernel: Kernel,
  subject: Subject,
  values: readonly unknown[],
  policy: Plain | undefined,
): (object | null)[] {
  writer.start().byte(subject);
  if (subject === Subject.Username || subject === Subject.Enrollment) writeRecord(policy, POLICY);
  writer.number(values.length);
  const kind = VALUES[subject] ?? "text";
  for (const value of values) {
    if (typeof kind === "string") writeScalar(value, kind);
    else writeRecord(value as Plain, kind as Shape);
  }
  return JSON.parse(kernel.ask(writer.bytes())) as (object | null)[];
}

/** A policy, and whatever follows it, as the bytes that an import begins with. */
export function importRequest(
  policy: Plain | undefined,
  delimiter: string | undefined,
): Uint8Array {
  writer.start();
  writeRecord(policy, POLICY);
  writer.text(delimiter);
  return writer.bytes();
}

function writeRecord(record: Plain | undefined, shape: Shape): void {
  for (const name of Object.keys(shape)) {
    const kind = shape[name];
    if (kind !== undefined) writeField(record?.[name], kind);
  }
}

function writeField(value: unknown, kind: Kind): void {
  if (typeof kind === "string") return writeScalar(value, kind);
  if (Array.isArray(kind))
    return writeList(value, (item) => writeRecord(item as Plain, kind[0] as Shape));
  writer.byte(value === undefined ? 0 : 1);
  if (value !== undefined) writeRecord(value as Plain, kind as Shape);
}

function writeScalar(value: unknown, kind: Kind): void {
  switch (kind) {
    case "text":
      return writer.text(value as string | undefined);
    case "number":
      return writer.number(value as number | undefined);
    case "texts":
      return writeList(value, (item) => writer.text(item as string));
    default:
      return writer.flag(value as boolean | undefined);
  }
}

function writeList(value: unknown, write: (item: unknown) => void): void {
  const items = value as unknown[] | undefined;
  writer.number(items?.length);
  items?.forEach(write);
}
