// The devices, profiles and people of the canned host, in the field names of the default contract. The same on every machine.

export interface Profile {
  uuid: string;
  profileName: string;
  isSupervised: boolean;
  isMandatory: boolean;
  isMdmRemovable: boolean;
  supersededUuids: string[];
  deviceCount: number;
}

export interface Enrollment {
  username: string;
  loginRequired: boolean;
  agentRequired: boolean;
}

export interface Device extends Enrollment {
  serial: string;
  status: string;
  profileUuid: string | null;
  profileName: string | null;
  os: string;
  deviceFamily: string;
  deviceModel: string;
  color?: string;
  profilePushTime: number | null;
}

export interface Person {
  username: string;
  firstname: string;
  lastname: string;
  emailAddress: string;
}

/** When the scenes happen, in milliseconds since 1970. The stage's clock stands still at it. */
export const NOW = Date.UTC(2026, 2, 16, 9, 0, 0);

export const STAFF_BEFORE = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

export const PROFILES = {
  staff: {
    uuid: "A1F0C3D2E4B5968778695A4B3C2D1E0F",
    profileName: "Staff iPads",
    isSupervised: true,
    isMandatory: false,
    isMdmRemovable: false,
    supersededUuids: [STAFF_BEFORE, "11111111222222223333333344444444"],
    deviceCount: 41,
  },
  shop: {
    uuid: "B7E151628AED2A6ABF7158809CF4F3C7",
    profileName: "Shop floor iPhones",
    isSupervised: true,
    isMandatory: true,
    isMdmRemovable: false,
    supersededUuids: [],
    deviceCount: 1,
  },
  bench: {
    uuid: "243F6A8885A308D313198A2E03707344",
    profileName: "Test bench",
    isSupervised: false,
    isMandatory: false,
    isMdmRemovable: true,
    supersededUuids: [],
    deviceCount: 0,
  },
} satisfies Record<string, Profile>;

/** A whole profile, by Apple's names. */
export type Definition = Record<string, unknown>;

/** The whole profiles by their UUIDs, an older version too. */
export const DEFINITIONS: Readonly<Record<string, Definition>> = {
  [PROFILES.staff.uuid]: {
    profile_name: PROFILES.staff.profileName,
    url: "https://mdm.example.com/enroll",
    department: "IT support",
    is_supervised: true,
    is_mandatory: false,
    is_mdm_removable: false,
    await_device_configured: true,
    auto_advance_setup: false,
    skip_setup_items: [
      "AppleID",
      "Siri",
      "Diagnostics",
      "Location",
      "Payment",
      "ScreenTime",
      "Appearance",
      "Restore",
      "Keyboard",
      "Zoom",
      "Wallpaper",
      "Registration",
      "TapToSetup",
      "Sirri",
    ],
  },
  [PROFILES.shop.uuid]: {
    profile_name: PROFILES.shop.profileName,
    url: "https://mdm.example.com/enroll",
    is_supervised: true,
    is_mandatory: true,
    is_mdm_removable: false,
    auto_advance_setup: true,
  },
  [PROFILES.bench.uuid]: {
    profile_name: PROFILES.bench.profileName,
    url: "https://mdm.example.com/enroll",
  },
};

/** The serial numbers that scenes name. */
export const SERIALS = {
  /** No profile, no user, no login; the agent is required. */
  empty: "C02EMPTY0001",
  /** Assigned to "Staff iPads", for alice. */
  assigned: "C02ASSIGN001",
  /** Assigned, login required. */
  login: "C02LOGIN0001",
  /** Has fetched its profile. */
  pushed: "C02PUSHED001",
  /** Assigned to an older UUID of "Staff iPads". */
  superseded: "C02STALE0001",
  /** Removed, with the UUID still in the record. */
  removed: "C02REMOVED01",
  /** With a status that the plugin does not know. */
  strange: "C02STRANGE01",
  /** A user and login required, as a host without that rule may have stored it. */
  both: "C02BOTH00001",
  mac: "C02MAC000001",
} as const;

/** A device with usual values, which `changes` override. */
export function device(
  serial: string,
  profile: Profile | undefined,
  changes: Partial<Device> = {},
): Device {
  return {
    serial,
    status: profile ? "Assigned" : "Empty",
    profileUuid: profile?.uuid ?? null,
    profileName: profile?.profileName ?? null,
    username: "",
    loginRequired: false,
    agentRequired: false,
    os: "iPadOS",
    deviceFamily: "iPad",
    deviceModel: "iPad (9th generation)",
    profilePushTime: null,
    ...changes,
  };
}

export function someDevices(): Device[] {
  const { staff, shop, bench } = PROFILES;
  return [
    device(SERIALS.empty, undefined, { agentRequired: true }),
    device(SERIALS.assigned, staff, { username: "alice", agentRequired: true }),
    device(SERIALS.login, staff, { loginRequired: true }),
    device(SERIALS.pushed, staff, {
      status: "Pushed",
      username: "carol",
      agentRequired: true,
      profilePushTime: NOW - 9 * 24 * 3600 * 1000,
    }),
    device(SERIALS.superseded, staff, { profileUuid: STAFF_BEFORE, username: "dave" }),
    device(SERIALS.removed, shop, {
      status: "Removed",
      loginRequired: true,
      os: "iOS",
      deviceFamily: "iPhone",
      deviceModel: "iPhone 13",
    }),
    device(SERIALS.strange, staff, { status: "Migrating", loginRequired: true }),
    device(SERIALS.both, staff, { username: "bob", loginRequired: true }),
    device(SERIALS.mac, bench, {
      loginRequired: true,
      os: "OSX",
      deviceFamily: "Mac",
      deviceModel: "MacBook Air (M2, 2022)",
    }),
  ];
}

/** Names as long as people choose them. */
export function longNames(): { devices: Device[]; profiles: Profile[] } {
  const profile = {
    ...PROFILES.staff,
    profileName:
      "Außendienst Nordrhein-Westfalen und Niedersachsen, geteilte Geräte mit Mobilfunkvertrag (Rahmenvertrag 2026)",
  };
  const changes = {
    username: "EXTERNAL-CONTRACTORS/konstantina.papadopoulou-hatzimichali",
    deviceModel: "iPad Pro 12.9-inch (6th generation), Wi-Fi + Cellular, 2 TB, engraved",
    agentRequired: true,
  };
  return {
    profiles: [profile, PROFILES.shop],
    devices: [
      device("DMPZK0VEQ1GCZ9X4", profile, changes),
      device("F9FZT4Q6WX3N", profile, { ...changes, profileUuid: STAFF_BEFORE }),
      device(SERIALS.strange, profile, { ...changes, status: "AwaitingManualApprovalByVendor" }),
    ],
  };
}

/** Many devices with serial numbers of their own, spread over the profiles. */
export function manyDevices(count: number): Device[] {
  const profiles = [PROFILES.staff, PROFILES.shop, PROFILES.bench, undefined];
  return Array.from({ length: count }, (_, at) => {
    const serial = `DMP${String(at).padStart(6, "0")}XYZ`;
    const isAgentRequired = at % 2 === 0;
    return device(serial, profiles[at % profiles.length], {
      agentRequired: isAgentRequired,
      ...(at % 3 === 0 ? { loginRequired: true } : { username: `user${at}` }),
    });
  });
}

export const PEOPLE: readonly Person[] = [
  person("alice", "Alice", "Adler"),
  person("alicia.keller", "Alicia", "Keller"),
  person("alina", "Alina", "Novák"),
  person("bob", "Bob", "Brandt"),
  person("carol", "Carol", "Céline"),
  person("dave", "Dave", "Dietrich"),
];

function person(username: string, firstname: string, lastname: string): Person {
  return { username, firstname, lastname, emailAddress: `${username}@example.com` };
}

/** What the host tells about itself. */
export const READINESS = {
  agentPackageName: "com.example.agent",
  agentConfigured: true,
  agentPublished: true,
  agentVersion: "4.1.0",
  agentCompatible: true,
  serverVersion: "3.3.1",
  tenantDomain: "carbon.super",
};
