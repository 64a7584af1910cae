// What is true of all devices: the host's database, judged by the published function that scripts have too. It must never ask
// the page.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Host, Row } from "./host";

/** Whether a device can be handed out, and how many causes keep it back. */
export interface Judgement {
  serial: string;
  readiness: string;
  open: number;
}

interface Rules {
  ready(): Promise<void>;
  evaluateChecklists(list: readonly unknown[]): Omit<Judgement, "serial">[];
}

const TENANT = "carbon.super";

const DEVICES = `
  SELECT SERIAL, D.STATUS AS STATUS, UUID, PROFILE_NAME, DEVICE_FAMILY, OS, DEVICE_IDENTIFIER, PROFILE_PUSH_TIME, USERNAME,
    NEED_BASIC_AUTH, IS_AGENT_REQUIRED,
    EXISTS (SELECT 1 FROM DIRECTORY WHERE TENANT_DOMAIN = '${TENANT}' AND fold(NAME) = fold(USERNAME)) AS IS_KNOWN
  FROM IOS_PRE_ENROLLED_DEVICE D LEFT JOIN IOS_DEP_PROFILE P ON P.ID = DEP_PROFILE_ID
  WHERE D.TENANT_DOMAIN = '${TENANT}' ORDER BY D.ID`;

const PROFILES = `
  SELECT P.ID AS ID, UUID, PROFILE_NAME, NEW_ID, PROFILE_CONTENT ->> '$.is_supervised' AS SUPERVISED,
    PROFILE_CONTENT ->> '$.is_mandatory' AS MANDATORY
  FROM IOS_DEP_PROFILE P LEFT JOIN PROFILE_LINEAGE ON OLD_ID = P.ID WHERE TENANT_DOMAIN = '${TENANT}'`;

let loaded: Promise<Rules> | undefined;

/** The published functions, as scripts load them in Node. */
function rules(): Promise<Rules> {
  loaded ??= (async () => {
    const file = join(process.env["DEP_WWW"] ?? "www/dist", "dep-enroll-validate.node.js");
    const module = (await import(pathToFileURL(file).href)) as Rules;
    await module.ready();
    return module;
  })();
  return loaded;
}

/** Judges every device of the admins' tenant, in the order of the list. `testRound`: what the admin has set in the browser. */
export async function judgeAll(host: Host, testRound = false): Promise<Judgement[]> {
  const { evaluateChecklists } = await rules();
  const [devices, rows, notes, [readiness]] = await Promise.all([
    host.sql(DEVICES),
    host.sql(PROFILES),
    host.sql(`SELECT SERIAL, WORD, VALUE FROM NOTE WHERE TENANT_DOMAIN = '${TENANT}'`),
    host.sql(`SELECT BODY FROM READINESS WHERE TENANT_DOMAIN = '${TENANT}'`),
  ]);
  const profiles = currentProfiles(rows);
  const server = JSON.parse(String(readiness?.["BODY"])) as Record<string, unknown>;
  const facts = devices.map((device) => {
    const said = notes.filter(({ SERIAL }) => SERIAL === "" || SERIAL === device["SERIAL"]);
    const login = device["NEED_BASIC_AUTH"] === 1;
    const agentRequired = device["IS_AGENT_REQUIRED"] === 1;
    const username = device["USERNAME"] ?? "";
    return {
      device: {
        status: device["STATUS"],
        profileUuid: device["UUID"] ?? "",
        profileName: device["PROFILE_NAME"] ?? "",
        deviceFamily: device["DEVICE_FAMILY"],
        os: device["OS"],
        deviceIdentifier: device["DEVICE_IDENTIFIER"] ?? "",
        profilePushTime: device["PROFILE_PUSH_TIME"],
      },
      profiles,
      enrollment: { username, loginRequired: login, agentRequired },
      ...(username === "" || login ? {} : { userExists: device["IS_KNOWN"] === 1 }),
      agent: { configured: server["agentConfigured"], published: server["agentPublished"] },
      testRound,
      reused: said.some(({ WORD }) => WORD === "reused"),
      confirmations: said
        .filter(({ WORD }) => WORD !== "reused")
        .map(({ WORD, VALUE }) => ({ item: WORD, fingerprint: VALUE })),
    };
  });
  const verdicts = evaluateChecklists(facts);
  return devices.map((device, at) => ({
    serial: String(device["SERIAL"]),
    readiness: verdicts[at]?.readiness ?? "",
    open: verdicts[at]?.open ?? -1,
  }));
}

/** The profiles that no other one has replaced, each with the UUIDs that it had before. */
function currentProfiles(rows: Row[]): unknown[] {
  const older = (row: Row): unknown[] =>
    rows
      .filter(({ NEW_ID }) => NEW_ID === row["ID"])
      .flatMap((old) => [old["UUID"], ...older(old)]);
  const current = rows.filter(({ NEW_ID }) => NEW_ID === null);
  return current.map((row) => ({
    uuid: row["UUID"],
    name: row["PROFILE_NAME"],
    supervised: row["SUPERVISED"] === 1,
    mandatory: row["MANDATORY"] === 1,
    superseded: older(row),
  }));
}
