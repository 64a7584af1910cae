// The component as its transpiled form offers it, behind the same call as every other face: a function's name and its
// arguments as JSON, and the answer as the JSON text that the JavaScript functions of the package would give.
//
// It must never decide anything: it only puts names and shapes of one side in place of the other's.

import { fromFlags, fromPreview, toDepProfile, toSetupDevice } from "./setup.mjs";

/** Loads the transpiled component and answers what calls it. */
export async function load(url) {
  const { bulkImport, changes, checklist, checks, setup, version } = await import(url);

  const functions = {
    validateUsername: (raw, policy, options) =>
      text(() => checks.validateUsername(raw, toPolicy(policy), toMessages(options))),
    validateUsernames: (raw, policy, options) =>
      checks.validateUsernames(raw, toPolicy(policy), toMessages(options)).map(fromText),
    validateSerial: (raw, options) => text(() => checks.validateSerial(raw, toMessages(options))),
    validateSerials: (raw, options) =>
      checks.validateSerials(raw, toMessages(options)).map(fromText),
    validateProfileUuid: (raw, options) =>
      text(() => checks.validateProfileUuid(raw, toMessages(options))),
    validateProfileUuids: (raw, options) =>
      checks.validateProfileUuids(raw, toMessages(options)).map(fromText),
    validateEnrollment: (fields, policy, options) =>
      fromEnrollment(
        caught(() =>
          checks.validateEnrollment(toDraft(fields), toPolicy(policy), toMessages(options)),
        ),
      ),
    validateEnrollments: (fields, policy, options) =>
      checks
        .validateEnrollments(fields.map(toDraft), toPolicy(policy), toMessages(options))
        .map(fromEnrollment),
    evaluateChecklist: (facts, options) =>
      fromChecklist(checklist.evaluateChecklist(toFacts(facts), toMessages(options))),
    evaluateChecklists: (facts, options) =>
      checklist.evaluateChecklists(facts.map(toFacts), toMessages(options)).map(fromChecklist),
    planChanges: (request, options) =>
      fromPlan(changes.planChanges(toRequest(request), toMessages(options))),
    validateProfile: (profile, options) => {
      const { ok, problems } = setup.validateProfile(toDepProfile(profile), toMessages(options));
      return { ok, problems: problems.map(fromProblem) };
    },
    effectiveFlags: ({ profile, device }, options) =>
      fromFlags(
        setup.effectiveFlags(toDepProfile(profile), toSetupDevice(device), toMessages(options)),
      ),
    previewSetup: ({ profile, device, enrollment }, options) =>
      fromPreview(
        setup.previewSetup(
          toDepProfile(profile),
          toSetupDevice(device),
          enrollment ? toDraft(enrollment) : undefined,
          toMessages(options),
        ),
        fromProblem,
      ),
    validateImport: (file, options) => readFile(bulkImport, toBytes(file), toOptions(options)),
    version,
  };

  return (name, parameters) => {
    const answer = functions[name](...parameters);
    return typeof answer === "string" && name === "validateImport"
      ? answer
      : JSON.stringify(answer);
  };
}

/** A `result` comes back as a value or as a thrown error with a payload; in lists it comes with a tag. */
function caught(check) {
  try {
    return { tag: "ok", val: check() };
  } catch (error) {
    if (!Array.isArray(error?.payload)) throw error;
    return { tag: "err", val: error.payload };
  }
}

function text(check) {
  return fromText(caught(check));
}

function fromText({ tag, val }) {
  return tag === "ok"
    ? { ok: true, value: val.value, problems: val.problems.map(fromProblem) }
    : { ok: false, problems: val.map(fromProblem) };
}

function fromEnrollment({ tag, val }) {
  return tag === "ok"
    ? { ok: true, value: fromFields(val.value), problems: val.problems.map(fromProblem) }
    : { ok: false, problems: val.map(fromProblem) };
}

function fromFields({ user, agentRequired }) {
  const login = user.tag === "login-required";
  return { username: login ? "" : user.val, loginRequired: login, agentRequired };
}

function fromProblem({ path, code, severity, message, params }) {
  return { path, code, severity, message, params: Object.fromEntries(params) };
}

function fromChecklist({ readiness, ready, open, items }) {
  // The types leave nothing that could be misread.
  return { readiness, ready, open, items: items.map(fromItem), problems: [] };
}

function fromItem(item) {
  const { id, verdict, code, params, reason, source, confirmable, scope, fingerprint } = item;
  const { todo, ageSeconds, fix, because } = item;
  return {
    ...{ id, verdict, code, params: Object.fromEntries(params), reason, source, confirmable },
    ...{ scope, fingerprint, todo, ageSeconds, fix, because },
  };
}

function fromPlan({ changes, kinds, problems }) {
  return {
    changes: changes.map(({ row, serial, kind, profile, enrollment, problems }) => ({
      ...{ row, serial, kind },
      profile: profile && { step: profile.tag, uuid: profile.val },
      enrollment: enrollment && fromFields(enrollment),
      problems: problems.map(fromProblem),
    })),
    kinds: kinds.map(({ kind, count, message }) => ({ kind, count, message })),
    problems: problems.map(fromProblem),
  };
}

const FIELDS = {
  serial: "serial",
  profile: "profile",
  "profile-uuid": "profileUuid",
  username: "username",
  "login-required": "loginRequired",
  "agent-required": "agentRequired",
};

const DELIMITERS = { comma: ",", semicolon: ";", tab: "\t" };

/** Reads a file both ways, as a whole and slice by slice; if they do not agree, that is the answer. */
function readFile(bulkImport, file, options) {
  const whole = JSON.stringify(fromReport(bulkImport.validateImport(file, options)));
  const importer = new bulkImport.Importer(options);
  const rows = [];
  const rejects = [];
  const problems = [];
  // A length that falls into the middle of everything.
  for (let at = 0; at < file.length; at += 11) {
    const slice = importer.feed(file.subarray(at, at + 11));
    rows.push(...slice.rows);
    rejects.push(...slice.rejects);
    problems.push(...slice.problems);
  }
  const end = bulkImport.Importer.finish(importer);
  rows.push(...end.rows);
  rejects.push(...end.rejects);
  problems.push(...end.problems);
  const sliced = JSON.stringify(fromReport({ ...end, rows, rejects, problems }));
  return whole === sliced ? whole : `as a whole ${whole}, in slices ${sliced}`;
}

function fromReport({ ok, total, delimiter, columns, rows, rejects, problems }) {
  const found = problems.map(({ row, column, problem }) => ({
    ...{ row, column },
    ...fromProblem(problem),
  }));
  return {
    ok,
    total,
    delimiter: DELIMITERS[delimiter],
    columns: columns.map(({ name, field, samples }) => ({ name, field: FIELDS[field], samples })),
    rows: rows.map(({ row, serial, profile, username, loginRequired, agentRequired }) => ({
      ...{ row, serial, profile, username, loginRequired, agentRequired },
    })),
    rejects: rejects.map(({ row, cells }) => ({
      ...{ row, cells },
      problems: found.filter((problem) => problem.row === row),
    })),
    problems: found,
  };
}

/** What JSON says by `null`, the component says by leaving out. */
const given = (value) => value ?? undefined;

function toMessages(options) {
  return Object.entries(options?.messages ?? {});
}

function toPolicy(policy) {
  if (!policy) return undefined;
  return {
    tenantDomain: given(policy.tenantDomain),
    emailUsernames: policy.emailUsernames ?? false,
    minLength: given(policy.minLength),
    maxLength: given(policy.maxLength),
  };
}

function toDraft({ username, loginRequired, agentRequired }) {
  return {
    username: username ?? "",
    loginRequired: loginRequired ?? false,
    agentRequired: agentRequired ?? false,
  };
}

function toOptions(options) {
  const delimiter = Object.keys(DELIMITERS).find((name) => DELIMITERS[name] === options?.delimiter);
  const columns = Object.entries(FIELDS).flatMap(([field, name]) => {
    const chosen = given(options?.columns?.[name]);
    return chosen === undefined ? [] : [{ field, place: toPlace(chosen) }];
  });
  return { policy: toPolicy(options?.policy), delimiter, columns, messages: toMessages(options) };
}

function toPlace(chosen) {
  if (typeof chosen === "string") return { tag: "named", val: chosen };
  return chosen === 0 ? { tag: "nowhere" } : { tag: "number", val: chosen };
}

function toBytes(file) {
  return new Uint8Array(
    typeof file === "string" ? Buffer.from(file, "utf8") : Buffer.from(file.base64, "base64"),
  );
}

function toFacts(facts) {
  const device = facts.device ?? {};
  const agent = facts.agent ?? {};
  const ages = facts.ages ?? {};
  return {
    device: {
      status: device.status ?? "",
      profileUuid: device.profileUuid ?? "",
      profileName: given(device.profileName),
      deviceFamily: device.deviceFamily ?? "",
      os: device.os ?? "",
      osVersion: given(device.osVersion),
      deviceIdentifier: given(device.deviceIdentifier),
      profilePushTime: given(device.profilePushTime),
    },
    profiles: given(facts.profiles?.map(toProfile)),
    enrollment: facts.enrollment ? toDraft(facts.enrollment) : undefined,
    policy: toPolicy(facts.policy),
    userExists: given(facts.userExists),
    agent: {
      configured: given(agent.configured),
      published: given(agent.published),
      compatible: given(agent.compatible),
      serverVersion: given(agent.serverVersion),
    },
    testRound: facts.testRound ?? false,
    reused: facts.reused ?? false,
    depPolicies: given(facts.depPolicies),
    ages: {
      device: given(ages.device),
      profiles: given(ages.profiles),
      users: given(ages.users),
      readiness: given(ages.readiness),
    },
    confirmations: facts.confirmations ?? [],
  };
}

function toRequest({ wish, devices, profiles, rows, policy }) {
  return {
    wish: toWish(wish ?? {}),
    devices: (devices ?? []).map(toDevice),
    profiles: given(profiles?.map(toProfile)),
    rows: given(
      rows?.map((row) => ({
        row: given(row.row),
        serial: row.serial ?? "",
        wish: toWish(row),
      })),
    ),
    policy: toPolicy(policy),
  };
}

function toWish({ profile, removeProfile, username, loginRequired, agentRequired }) {
  return {
    profile: given(profile),
    removeProfile: removeProfile ?? false,
    username: given(username),
    loginRequired: given(loginRequired),
    agentRequired: given(agentRequired),
  };
}

function toDevice({ serial, status, profileUuid, enrollment, ...rest }) {
  return {
    serial: serial ?? "",
    status: status ?? "",
    profileUuid: profileUuid ?? "",
    deviceIdentifier: given(rest.deviceIdentifier),
    profilePushTime: given(rest.profilePushTime),
    enrollment: enrollment ? toDraft(enrollment) : undefined,
  };
}

function toProfile({ uuid, name, supervised, mandatory, superseded }) {
  return {
    uuid: uuid ?? "",
    name: name ?? "",
    supervised: given(supervised),
    mandatory: given(mandatory),
    superseded: superseded ?? [],
  };
}
