// @ts-check
// The devices and profiles of one DEP name, with their caches. It must never change anything at Apple.

import { Refusal, isObject } from "./apple.js";
import { MOST, Walk } from "./walk.js";

/** @typedef {import("./apple.js").Apple} Apple */
/** @typedef {import("./apple.js").Json} Json */

/** Calls at the same time, as many as a browser opens to one server. */
const AT_ONCE = 6;

/** What is known of the devices and profiles of one DEP name. */
export class Fleet {
  #apple;
  #cacheMs;
  #walk;
  /** Devices that a write may have changed since they were read. @type {Set<string>} */
  #stale = new Set();
  /** The profiles, each read once for a walk. `null` is one that Apple does not have. @type {Map<string, Json | null>} */
  #profiles = new Map();

  /**
   * @param {Apple} apple
   * @param {number} cacheMs How long a finished walk through the list counts, in milliseconds.
   */
  constructor(apple, cacheMs) {
    this.#apple = apple;
    this.#cacheMs = cacheMs;
    this.#walk = new Walk(apple);
  }

  /** Reads everything again when it is next asked for. */
  forget() {
    this.#walk = new Walk(this.#apple);
    this.#stale.clear();
    this.#profiles.clear();
  }

  /**
   * All devices, in Apple's order. Those with writes are read again.
   *
   * @param {AbortSignal} signal
   */
  async devices(signal) {
    if (Date.now() - this.#walk.touched > this.#cacheMs) this.forget();
    const walk = this.#walk;
    await walk.finish(signal);
    const stale = [...this.#stale];
    this.#stale.clear();
    try {
      for (let at = 0; at < stale.length; at += MOST) {
        await this.#details(walk, stale.slice(at, at + MOST), signal);
      }
    } catch (reason) {
      this.outdate(stale);
      throw reason;
    }
    return [...walk.devices.values()];
  }

  /**
   * One device, as Apple has it now.
   *
   * @param {string} serial
   * @param {AbortSignal} signal
   * @throws {Refusal} with Apple's word if Apple does not say what it is.
   */
  async device(serial, signal) {
    const found = await this.#details(this.#walk, [serial], signal);
    const word = found.get(serial);
    if (isObject(word)) return word;
    throw new Refusal({ status: word === "FAILED" ? 502 : 404, body: word ?? "NOT_ACCESSIBLE" });
  }

  /**
   * Says that a write may have changed devices.
   *
   * @param {string[]} serials
   */
  outdate(serials) {
    for (const serial of serials) this.#stale.add(serial);
  }

  /**
   * A profile that was read; `undefined` for one that Apple does not have.
   *
   * @param {unknown} uuid
   */
  profile(uuid) {
    return (typeof uuid === "string" ? this.#profiles.get(uuid) : undefined) ?? undefined;
  }

  /**
   * Reads the profiles with these UUIDs that were not read yet.
   *
   * @param {Iterable<unknown>} uuids
   * @param {AbortSignal} signal
   * @throws {Refusal} if one cannot be read. The others are read all the same.
   */
  async readProfiles(uuids, signal) {
    const isMissing = (/** @type {unknown} */ uuid) =>
      typeof uuid === "string" && uuid !== "" && !this.#profiles.has(uuid);
    const missing = /** @type {string[]} */ ([...new Set(uuids)].filter(isMissing));
    const failures = [];
    for (let at = 0; at < missing.length; at += AT_ONCE) {
      const some = missing.slice(at, at + AT_ONCE).map((uuid) => this.#readProfile(uuid, signal));
      for (const end of await Promise.allSettled(some)) {
        if (end.status === "rejected") failures.push(end.reason);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** @param {string} uuid @param {AbortSignal} signal */
  async #readProfile(uuid, signal) {
    try {
      const path = `/profile?profile_uuid=${encodeURIComponent(uuid)}`;
      const profile = await this.#apple.call("GET", path, signal);
      this.#profiles.set(uuid, { ...profile, profile_uuid: uuid });
    } catch (reason) {
      if (!(reason instanceof Refusal) || reason.reply.status !== 404) throw reason;
      this.#profiles.set(uuid, null);
    }
  }

  /**
   * Reads devices by their serials, and puts the records in their places in the list. The answer is a record or Apple's word
   * for each serial.
   *
   * @param {Walk} walk
   * @param {string[]} serials
   * @param {AbortSignal} signal
   */
  async #details(walk, serials, signal) {
    const answer = await this.#apple.call("POST", "/devices", signal, { devices: serials });
    const devices = isObject(answer["devices"]) ? answer["devices"] : {};
    /** @type {Map<string, Json | string>} */
    const found = new Map();
    for (const serial of serials) {
      const device = devices[serial];
      if (!isObject(device)) continue;
      const { response_status: word = "SUCCESS", ...record } = device;
      const isRecord = word === "SUCCESS";
      found.set(serial, isRecord ? { ...record, serial_number: serial } : String(word));
      if (isRecord && walk.devices.has(serial))
        walk.devices.set(serial, { ...record, serial_number: serial });
      // The device has left this server.
      if (word === "NOT_ACCESSIBLE") walk.devices.delete(serial);
    }
    return found;
  }
}
