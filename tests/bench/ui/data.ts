// The console that the benchmark of the surfaces shows: profiles that were edited, and devices that still carry the UUIDs
// from before. The same rows in every run. Field names are those of the default contract.

import { Random } from "../validate/data/random";

const PROFILES = 100;
/** UUIDs that each profile had before its last edit. */
const OLDER = 3;
/** One page of the devices table. */
export const DEVICES = 50;
/** Devices whose UUID a profile had before its last edit. */
const OLD = 40;
/** Devices whose UUID no profile ever had, so that all are looked through in vain. The rest carries a current one. */
const UNKNOWN = 5;
/** Rows that the table marks as superseded. */
export const SUPERSEDED = OLD + UNKNOWN;
/** What all serial numbers begin with, so that a search for it finds every device. */
export const PREFIX = "C02";

export interface Profile {
  uuid: string;
  profileName: string;
  isSupervised: boolean;
  isMandatory: boolean;
  isMdmRemovable: boolean;
  supersededUuids: string[];
  deviceCount: number;
}

export interface Device {
  serial: string;
  status: "Assigned" | "Pushed";
  profileUuid: string;
  profileName: string;
  username: string;
  loginRequired: boolean;
  agentRequired: boolean;
  os: string;
  deviceFamily: string;
  deviceModel: string;
}

/** The forms in which a UUID of 32 hexadecimal digits stands in answers of hosts. */
const WRITINGS: readonly ((digits: string) => string)[] = [
  (digits) => digits.toUpperCase(),
  (digits) => digits,
  hyphenated,
  (digits) => hyphenated(digits).toUpperCase(),
];

function hyphenated(digits: string): string {
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The profiles of the console, each with its current and its older UUIDs, and one page of devices. */
export function consoleData(): { profiles: Profile[]; devices: Device[] } {
  const random = new Random(1);
  const digits = (): string =>
    Array.from({ length: 32 }, () => random.below(16).toString(16)).join("");
  const written = (uuid: string): string => random.pick(WRITINGS)(uuid);
  const uuids = Array.from({ length: PROFILES }, () => ({
    current: digits(),
    older: Array.from({ length: OLDER }, digits),
  }));
  const profiles = uuids.map(({ current, older }, at) => ({
    uuid: written(current),
    profileName: `Profile ${at + 1}`,
    isSupervised: true,
    isMandatory: at % 2 === 0,
    isMdmRemovable: false,
    supersededUuids: older.map(written),
    deviceCount: at,
  }));
  const devices = Array.from({ length: DEVICES }, (_, at): Device => {
    const { current, older } = random.pick(uuids);
    const uuid = at < OLD ? random.pick(older) : at < SUPERSEDED ? digits() : current;
    const byUser = at % 3 !== 0;
    return {
      serial: `${PREFIX}BENCH${String(at).padStart(4, "0")}`,
      status: at % 4 === 0 ? "Pushed" : "Assigned",
      profileUuid: written(uuid),
      profileName: "",
      username: byUser ? `user${at}` : "",
      loginRequired: !byUser,
      agentRequired: at % 2 === 0,
      os: "iPadOS",
      deviceFamily: "iPad",
      deviceModel: "iPad (9th generation)",
    };
  });
  return { profiles, devices };
}
