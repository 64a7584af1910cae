// The values that the functions take: the names of their fields, what each must be, and in which order they cross. The
// Rust side (`src/boundary/facts.rs`) reads the same order; it must not be changed on one side alone.

import type { ChecklistFacts, Enrollment, UsernamePolicy } from "./types";

/** What a field must be. `present` counts whatever is there; a shape is an object, in brackets it is a list of objects. */
export type Kind = "text" | "flag" | "number" | "present" | "texts" | Shape | readonly [Shape];

/** Fields by name; `undefined` and `null` count as absent in each. */
export interface Shape {
  readonly [name: string]: Kind;
}

/** A type in the words of the shapes, so that a field which is in one of them alone does not compile. */
type Described<T> = unknown extends T
  ? "present"
  : T extends readonly (infer Item)[]
    ? Item extends object
      ? readonly [Described<Item>]
      : "texts"
    : T extends object
      ? { readonly [Name in keyof T]-?: Described<Exclude<T[Name], undefined>> }
      : T extends string
        ? "text"
        : T extends boolean
          ? "flag"
          : "number";

export const POLICY = {
  tenantDomain: "text",
  emailUsernames: "flag",
  minLength: "number",
  maxLength: "number",
} as const satisfies Shape & Described<UsernamePolicy>;

export const ENROLLMENT = {
  username: "text",
  loginRequired: "flag",
  agentRequired: "flag",
} as const satisfies Shape & Described<Enrollment>;

export const FACTS = {
  device: {
    status: "text",
    profileUuid: "text",
    profileName: "text",
    os: "text",
    osVersion: "text",
    deviceIdentifier: "text",
    profilePushTime: "present",
  },
  profiles: [
    { uuid: "text", name: "text", supervised: "flag", mandatory: "flag", superseded: "texts" },
  ],
  enrollment: ENROLLMENT,
  policy: POLICY,
  userExists: "flag",
  agent: { configured: "flag", published: "flag", compatible: "flag", serverVersion: "text" },
  testRound: "flag",
  reused: "flag",
  depPolicies: "flag",
  ages: { device: "number", profiles: "number", users: "number", readiness: "number" },
  confirmations: [{ item: "text", fingerprint: "text" }],
} as const satisfies Shape & Described<ChecklistFacts>;
