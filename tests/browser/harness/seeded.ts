// The named devices and profiles of the reference host's seed.

export const PROFILES = {
  /** Supervised, not mandatory; edited twice. */
  staff: { name: "Staff iPads", uuid: "A1F0C3D2E4B5968778695A4B3C2D1E0F" },
  /** Supervised, mandatory. */
  shop: { name: "Shop floor iPhones", uuid: "B7E151628AED2A6ABF7158809CF4F3C7" },
  /** Not supervised, not mandatory. */
  bench: { name: "Test bench", uuid: "243F6A8885A308D313198A2E03707344" },
  /** Not supervised, mandatory. */
  loaner: { name: "Loaner pool", uuid: "9E3779B97F4A7C15F39CC0605CEDC834" },
} as const;

/** An older UUID of "Staff iPads". */
export const STAFF_BEFORE = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

export const DEVICES = {
  /** No profile, no user, no login; the agent is required. */
  empty: "C02EMPTY0001",
  /** Assigned to "Staff iPads", for alice. */
  assigned: "C02ASSIGN001",
  /** Assigned, login required. */
  login: "C02LOGIN0001",
  /** Has fetched its profile. */
  pushed: "C02PUSHED001",
  /** Assigned to an older UUID of "Staff iPads". */
  stale: "C02STALE0001",
  /** Removed, with the UUID still in the record. */
  removed: "C02REMOVED01",
  /** With a status that the plugin does not know. */
  strange: "C02STRANGE01",
  /** Apple refuses access to it, fails to assign it, or throttles the request. */
  refused: "C02NOACCESS1",
  failed: "C02FAILED001",
  throttled: "C02THROTTLE1",
  mac: "C02MAC000001",
  /** A user and login required, as a host without that rule may have stored it. */
  both: "C02BOTH00001",
  /** Of another tenant. */
  foreign: "ACME00000001",
} as const;
