// The values that the functions take: the names of their fields, what each must be, and in which order they cross. The
// Rust side (`src/boundary/facts.rs`) reads the same order; it must not be changed on one side alone.

import type { ChecklistFacts, Enrollment, UsernamePolicy } from "./types";

/** What a value must be. `present` counts whatever is there; a shape is an object, in brackets stands what a list is of. */
export type Kind = "string" | "boolean" | "number" | "present" | Shape | readonly [Kind];

/** Fields by name; `undefined` and `null` count as absent in each. */
export interface Shape {
  readonly [name: string]: Kind;
}

/** A type in the words of the shapes, so that a field which is in one of them alone does not compile. */
type Described<T> = unknown extends T
  ? "present"
  : T extends readonly (infer Item)[]
    ? readonly [Described<Item>]
    : T extends object
      ? { readonly [Name in keyof T]-?: Described<Exclude<T[Name], undefined>> }
      : T extends string
        ? "string"
        : T extends boolean
          ? "boolean"
          : "number";

export const POLICY = {
  tenantDomain: "string",
  emailUsernames: "boolean",
  minLength: "number",
  maxLength: "number",
} as const satisfies Shape & Described<UsernamePolicy>;

export const ENROLLMENT = {
  username: "string",
  loginRequired: "boolean",
  agentRequired: "boolean",
} as const satisfies Shape & Described<Enrollment>;

export const FACTS = {
  device: {
    status: "string",
    profileUuid: "string",
    profileName: "string",
    os: "string",
    osVersion: "string",
    deviceIdentifier: "string",
    profilePushTime: "present",
  },
  profiles: [
    {
      uuid: "string",
      name: "string",
      supervised: "boolean",
      mandatory: "boolean",
      superseded: ["string"],
    },
  ],
  enrollment: ENROLLMENT,
  policy: POLICY,
  userExists: "boolean",
  agent: {
    configured: "boolean",
    published: "boolean",
    compatible: "boolean",
    serverVersion: "string",
  },
  testRound: "boolean",
  reused: "boolean",
  depPolicies: "boolean",
  ages: { device: "number", profiles: "number", users: "number", readiness: "number" },
  confirmations: [{ item: "string", fingerprint: "string" }],
} as const satisfies Shape & Described<ChecklistFacts>;
