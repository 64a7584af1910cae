// The values that the functions take: the names of their fields, what each must be, and in which order they cross. The
// Rust side (`src/boundary/facts.rs`) reads the same order; it must not be changed on one side alone.

import type { ChecklistFacts, Enrollment, UsernamePolicy } from "./types";

// The words for a reader, because they stand in messages.
export const TEXT = "text";
export const FLAG = "true or false";
export const NUMBER = "a number";
/** Whatever is there counts. */
export const VALUE = "a value";

/** What a value must be; a shape is an object, in brackets stands what a list is of. */
export type Kind =
  typeof TEXT | typeof FLAG | typeof NUMBER | typeof VALUE | Shape | readonly [Kind];

/** Fields by name; `undefined` and `null` count as absent in each. */
export interface Shape {
  readonly [name: string]: Kind;
}

/** A type in the words of the shapes, so that a field which is in one of them alone does not compile. */
type Described<T> = unknown extends T
  ? typeof VALUE
  : T extends readonly (infer Item)[]
    ? readonly [Described<Item>]
    : T extends object
      ? { readonly [Name in keyof T]-?: Described<Exclude<T[Name], undefined>> }
      : T extends string
        ? typeof TEXT
        : T extends boolean
          ? typeof FLAG
          : typeof NUMBER;

export const POLICY = {
  tenantDomain: TEXT,
  emailUsernames: FLAG,
  minLength: NUMBER,
  maxLength: NUMBER,
} as const satisfies Shape & Described<UsernamePolicy>;

export const ENROLLMENT = {
  username: TEXT,
  loginRequired: FLAG,
  agentRequired: FLAG,
} as const satisfies Shape & Described<Enrollment>;

export const FACTS = {
  device: {
    status: TEXT,
    profileUuid: TEXT,
    profileName: TEXT,
    os: TEXT,
    osVersion: TEXT,
    deviceIdentifier: TEXT,
    profilePushTime: VALUE,
  },
  profiles: [
    {
      uuid: TEXT,
      name: TEXT,
      supervised: FLAG,
      mandatory: FLAG,
      superseded: [TEXT],
    },
  ],
  enrollment: ENROLLMENT,
  policy: POLICY,
  userExists: FLAG,
  agent: {
    configured: FLAG,
    published: FLAG,
    compatible: FLAG,
    serverVersion: TEXT,
  },
  testRound: FLAG,
  reused: FLAG,
  depPolicies: FLAG,
  ages: { device: NUMBER, profiles: NUMBER, users: NUMBER, readiness: NUMBER },
  confirmations: [{ item: TEXT, fingerprint: TEXT }],
} as const satisfies Shape & Described<ChecklistFacts>;
