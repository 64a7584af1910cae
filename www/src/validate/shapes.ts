// The values that the functions take. Made from the Rust code that reads them; a test fails when they differ.
//
//   DEP_GENERATE=1 cargo test --package it shapes

import { type Described, FLAG, NUMBER, TEXT, VALUE } from "./shape";
import type { ChangesRequest, ChecklistFacts, Enrollment, UsernamePolicy } from "./types";

export const POLICY = {
  tenantDomain: TEXT,
  emailUsernames: FLAG,
  minLength: NUMBER,
  maxLength: NUMBER,
} as const satisfies Described<UsernamePolicy>;

export const ENROLLMENT = {
  username: TEXT,
  loginRequired: FLAG,
  agentRequired: FLAG,
} as const satisfies Described<Enrollment>;

export const FACTS = {
  device: { status: TEXT, profileUuid: TEXT, profileName: TEXT, deviceFamily: TEXT, os: TEXT, osVersion: TEXT, deviceIdentifier: TEXT, profilePushTime: VALUE },
  profiles: [{ uuid: TEXT, name: TEXT, supervised: FLAG, mandatory: FLAG, superseded: [TEXT] }],
  enrollment: ENROLLMENT,
  policy: POLICY,
  userExists: FLAG,
  agent: { configured: FLAG, published: FLAG, compatible: FLAG, serverVersion: TEXT },
  testRound: FLAG,
  reused: FLAG,
  depPolicies: FLAG,
  ages: { device: NUMBER, profiles: NUMBER, users: NUMBER, readiness: NUMBER },
  confirmations: [{ item: TEXT, fingerprint: TEXT }],
} as const satisfies Described<ChecklistFacts>;

export const CHANGES = {
  rows: [{ row: NUMBER, serial: TEXT, profile: TEXT, removeProfile: FLAG, username: TEXT, loginRequired: FLAG, agentRequired: FLAG }],
  wish: { profile: TEXT, removeProfile: FLAG, username: TEXT, loginRequired: FLAG, agentRequired: FLAG },
  devices: [{ enrollment: ENROLLMENT, serial: TEXT, status: TEXT, profileUuid: TEXT, deviceIdentifier: TEXT, profilePushTime: VALUE }],
  profiles: [{ uuid: TEXT, name: TEXT, supervised: FLAG, mandatory: FLAG, superseded: [TEXT] }],
  policy: POLICY,
} as const satisfies Described<ChangesRequest>;
