// @ts-check
// The plugin on nanodep: its calls as calls of Apple's API, over the `callback` transport. It owns the paths and field names.
// It must never hold nanodep's API key: the reverse proxy in front of nanodep adds the key on the server.

import { Apple, Refusal } from "./apple.js";
import { Fleet } from "./fleet.js";

/** @typedef {import("dep-enroll").HostReply} HostReply */
/** @typedef {import("dep-enroll").HostRequest} HostRequest */
/** @typedef {import("dep-enroll").Options} Options */
/** @typedef {import("./apple.js").Json} Json */

/**
 * @typedef {object} NanodepOptions
 * @property {string} base Address on this origin that the reverse proxy passes to `/proxy/{name}` of nanodep: `/nanodep`.
 * @property {string[]} [profiles] UUIDs of profiles that no device has yet. Apple has no list of profiles.
 * @property {number} [cacheMs] How long a walk through all devices counts, in milliseconds; 300000 by default.
 */

/** Five minutes. 100,000 devices are 100 calls, so a walk for every page of the table would be too much. */
const CACHE_MS = 300_000;

/** Two minutes for a call of the plugin, because its first one waits for the whole walk. */
const TIMEOUT_MS = 120_000;

/** The plugin's paths, which only this file sees, and Apple's field names. `null` is what neither nanodep nor Apple has. */
const contract = {
  paths: {
    devices: "/devices",
    device: "/devices/{serial}",
    sync: "/sync",
    profiles: "/profiles",
    deviceProfile: "/devices/{serial}/profile",
    bulkProfile: "/assignments",
    enrollment: null,
    bulkEnrollment: null,
    readiness: null,
    checkUser: null,
    searchUsers: null,
    searchPeople: null,
  },
  device: {
    serial: "serial_number",
    status: "profile_status",
    profileUuid: "profile_uuid",
    profileName: "profile_name",
    deviceFamily: "device_family",
    deviceModel: "model",
    profileAssignTime: "profile_assign_time",
    profilePushTime: "profile_push_time",
    deviceAssignedTime: "device_assigned_date",
    deviceAssignedBy: "device_assigned_by",
  },
  profile: {
    uuid: "profile_uuid",
    name: "profile_name",
    supervised: "is_supervised",
    mandatory: "is_mandatory",
    mdmRemovable: "is_mdm_removable",
  },
  assignment: { retryAfterSeconds: "retry_after_seconds" },
};

/**
 * The plugin's options for a DEP name of nanodep.
 *
 * @param {NanodepOptions} options
 * @returns {Options}
 */
export function nanodep({ base, profiles = [], cacheMs = CACHE_MS }) {
  const apple = new Apple(base.replace(/\/+$/, ""));
  const host = new Host(apple, new Fleet(apple, cacheMs), profiles);
  return {
    transport: "callback",
    contract,
    timeoutMs: TIMEOUT_MS,
    request: async (request) => {
      try {
        return { status: 200, body: await host.answer(request) };
      } catch (reason) {
        if (reason instanceof Refusal) return reason.reply;
        throw reason;
      }
    },
  };
}

class Host {
  #apple;
  #fleet;
  #extra;

  /** @param {Apple} apple @param {Fleet} fleet @param {string[]} extra */
  constructor(apple, fleet, extra) {
    this.#apple = apple;
    this.#fleet = fleet;
    this.#extra = extra;
  }

  /**
   * Answers a call of the plugin.
   *
   * @param {HostRequest} request
   * @returns {Promise<unknown>}
   */
  async answer({ method, path, body, signal }) {
    const [route = "", search = ""] = path.split("?");
    const query = new URLSearchParams(search);
    const [list, serial, part] = route.split("/").slice(1).map(decodeURIComponent);
    const { profileUuid: uuid = null, serials } = /** @type {Json} */ (body ?? {});
    if (list === "devices" && serial && part === "profile") {
      if (method === "PUT") return this.#assign(uuid, [serial], signal);
      if (method === "DELETE") return this.#assign(null, [serial], signal);
    } else if (list === "devices" && serial) {
      return this.#withNames([await this.#fleet.device(serial, signal)], signal).then(first);
    } else if (list === "devices") {
      return this.#devices(query, signal);
    } else if (list === "profiles") {
      return this.#profiles(query, signal);
    } else if (list === "assignments" && Array.isArray(serials)) {
      return this.#assign(uuid, serials, signal);
    } else if (list === "sync") {
      this.#fleet.forget();
      return { count: (await this.#fleet.devices(signal)).length };
    }
    throw new Refusal({ status: 404, body: `nanodep has nothing for ${method} ${route}` });
  }

  /** @param {URLSearchParams} query @param {AbortSignal} signal */
  async #devices(query, signal) {
    const all = await this.#fleet.devices(signal);
    const wanted = (/** @type {string} */ name) => (query.get(name) ?? "").toLowerCase();
    const [serial, status, profile] = [wanted("serial"), wanted("status"), wanted("profileUuid")];
    const found = all.filter(
      (device) =>
        word(device["serial_number"]).includes(serial) &&
        (status === "" || word(device["profile_status"]) === status) &&
        (profile === "" || word(device["profile_uuid"]) === profile) &&
        // Nobody has a device here.
        wanted("username") === "",
    );
    return {
      count: found.length,
      devices: await this.#withNames(page(found, query), signal),
    };
  }

  /**
   * Adds the names of the profiles. A name that cannot be read is left out: the devices are worth showing without it.
   *
   * @param {Json[]} devices
   * @param {AbortSignal} signal
   */
  async #withNames(devices, signal) {
    const uuids = devices.map((device) => device["profile_uuid"]);
    await this.#fleet.readProfiles(uuids, signal).catch((reason) => {
      if (!(reason instanceof Refusal)) throw reason;
    });
    return devices.map((device) => {
      const profile = this.#fleet.profile(device["profile_uuid"]);
      return profile ? { ...device, profile_name: profile["profile_name"] } : device;
    });
  }

  /**
   * The profiles that devices have or had, and those of the options.
   *
   * @param {URLSearchParams} query
   * @param {AbortSignal} signal
   */
  async #profiles(query, signal) {
    const devices = await this.#fleet.devices(signal);
    /** @type {Map<unknown, number>} */
    const counts = new Map(this.#extra.map((uuid) => [uuid, 0]));
    for (const { profile_uuid: uuid, profile_status: status } of devices) {
      // Apple leaves the UUID in the record of a device whose assignment was removed.
      const isAssigned = status === "assigned" || status === "pushed";
      counts.set(uuid, (counts.get(uuid) ?? 0) + Number(isAssigned));
    }
    await this.#fleet.readProfiles(counts.keys(), signal);
    const profiles = [...counts].flatMap(([uuid, deviceCount]) => {
      const profile = this.#fleet.profile(uuid);
      return profile ? [{ ...profile, deviceCount }] : [];
    });
    return { count: profiles.length, profiles: page(profiles, query) };
  }

  /**
   * Assigns a profile, or removes the assignments without one. Apple's answer is what the plugin understands.
   *
   * @param {unknown} uuid
   * @param {string[]} serials
   * @param {AbortSignal} signal
   */
  async #assign(uuid, serials, signal) {
    try {
      // PUT is the older verb of Apple's API. nanodep's own tools use it, and the simulators know no other.
      return uuid === null
        ? await this.#apple.call("DELETE", "/profile/devices", signal, { devices: serials })
        : await this.#apple.call("PUT", "/profile/devices", signal, {
            profile_uuid: uuid,
            devices: serials,
          });
    } catch (reason) {
      throw uuid !== null && reason instanceof Refusal ? unknownProfile(reason) : reason;
    } finally {
      // A write without an answer may have been carried out.
      this.#fleet.outdate(serials);
    }
  }
}

/**
 * Apple's 404 for a profile, with the field's name. Without it the plugin takes a 404 for a missing endpoint.
 *
 * @param {Refusal} reason
 */
function unknownProfile(reason) {
  const { status, body } = reason.reply;
  if (status !== 404) return reason;
  const message = typeof body === "string" && body !== "" ? body : "PROFILE_NOT_FOUND";
  return new Refusal({ status, body: { message, errorItems: [{ code: "profileUuid", message }] } });
}

/** @param {unknown} value */
function word(value) {
  return typeof value === "string" ? value.toLowerCase() : "";
}

/** @template T @param {T[]} list */
function first(list) {
  return list[0];
}

/** @template T @param {T[]} all @param {URLSearchParams} query */
function page(all, query) {
  const offset = Number(query.get("offset") ?? 0);
  return all.slice(offset, offset + Number(query.get("limit") ?? MOST_ROWS));
}

/** The plugin's most rows for a page. */
const MOST_ROWS = 100;
