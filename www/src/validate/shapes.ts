// The values that the functions take. Made from the Rust code that reads them; a test fails when they differ.
//
//   DEP_GENERATE=1 cargo test --package it shapes

import { type Described, FLAG, NUMBER, TEXT, VALUE } from "./shape";
import type { DepProfile, FlagsRequest, PreviewRequest } from "../setup/types";
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

export const PROFILE = {
  profile_name: TEXT,
  url: TEXT,
  configuration_web_url: TEXT,
  department: TEXT,
  org_magic: TEXT,
  support_email_address: TEXT,
  support_phone_number: TEXT,
  language: TEXT,
  region: TEXT,
  is_supervised: FLAG,
  is_mandatory: FLAG,
  is_mdm_removable: FLAG,
  await_device_configured: FLAG,
  auto_advance_setup: FLAG,
  is_multi_user: FLAG,
  allow_pairing: FLAG,
  do_not_use_profile_from_backup: FLAG,
  is_return_to_service: FLAG,
  supervising_host_certs: [TEXT],
  skip_setup_items: [TEXT],
} as const satisfies Described<DepProfile>;

export const FLAGS = {
  profile: PROFILE,
  device: { deviceFamily: TEXT, os: TEXT, osVersion: TEXT },
} as const satisfies Described<FlagsRequest>;

export const PREVIEW = {
  profile: PROFILE,
  device: { deviceFamily: TEXT, os: TEXT, osVersion: TEXT },
  enrollment: ENROLLMENT,
} as const satisfies Described<PreviewRequest>;
