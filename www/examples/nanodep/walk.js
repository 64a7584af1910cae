// @ts-check
// One walk through Apple's list of devices, page after page by cursor. All callers share it. It must never judge a device.

import { Refusal, isObject } from "./apple.js";

/** @typedef {import("./apple.js").Apple} Apple */
/** @typedef {import("./apple.js").Json} Json */

/** Apple's most devices per call. */
export const MOST = 1000;

/** What Apple calls a cursor that it does not continue. */
const LOST_CURSOR = ["EXHAUSTED_CURSOR", "EXPIRED_CURSOR", "INVALID_CURSOR"];

/**
 * A walk that its callers start, leave and take up again. It goes on while anybody waits, and keeps what it has read: a caller
 * that comes after a time-out continues at the same cursor.
 */
export class Walk {
  /** The devices by serial number, in Apple's order. @type {Map<string, Json>} */
  devices = new Map();
  /** When the last page came, in milliseconds. */
  touched = Date.now();

  #apple;
  #isComplete = false;
  #hasRestarted = false;
  /** @type {string | undefined} */
  #cursor;
  /** @type {{ stop: AbortController; waiting: number; end: Promise<void> } | undefined} */
  #run;

  /** @param {Apple} apple */
  constructor(apple) {
    this.#apple = apple;
  }

  /**
   * Waits for the end of the walk.
   *
   * @param {AbortSignal} signal Ends the wait. The walk stops when nobody waits any more.
   * @returns {Promise<void>}
   */
  async finish(signal) {
    signal.throwIfAborted();
    if (this.#isComplete) return;
    const run = (this.#run ??= this.#start());
    run.waiting += 1;
    await new Promise((resolve, reject) => {
      const leave = () => {
        run.waiting -= 1;
        if (run.waiting === 0) {
          run.stop.abort();
          if (this.#run === run) this.#run = undefined;
        }
        const reason = /** @type {Error} */ (signal.reason);
        reject(reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      const settled = () => signal.removeEventListener("abort", leave);
      void run.end.then(resolve, reject).finally(settled);
    });
  }

  #start() {
    const stop = new AbortController();
    const end = this.#read(stop.signal).finally(() => {
      if (this.#run?.stop === stop) this.#run = undefined;
    });
    return { stop, waiting: 0, end };
  }

  /** @param {AbortSignal} signal */
  async #read(signal) {
    while (!this.#isComplete) {
      const from = this.#cursor;
      const body = from === undefined ? { limit: MOST } : { limit: MOST, cursor: from };
      try {
        const page = await this.#apple.call("POST", "/server/devices", signal, body);
        // The answer may have been on its way when the last caller left, and another walk may have begun since.
        signal.throwIfAborted();
        this.#add(page);
      } catch (reason) {
        if (from === undefined || !(reason instanceof Refusal) || !isAboutCursor(reason)) {
          throw reason;
        }
        this.#lost(reason);
      }
    }
  }

  /** @param {Json} page */
  #add(page) {
    const { devices, cursor, more_to_follow: more } = page;
    // Apple leaves empty fields out. An object without all three is something else.
    if (devices === undefined && cursor === undefined && more === undefined) unreadable(page);
    if (devices !== undefined && !Array.isArray(devices)) unreadable(page);
    const before = this.devices.size;
    for (const device of devices ?? []) {
      if (!isObject(device) || typeof device["serial_number"] !== "string") continue;
      this.devices.set(device["serial_number"], device);
    }
    this.touched = Date.now();
    if (more !== true) {
      this.#isComplete = true;
      return;
    }
    // Otherwise a server that repeats its answer would keep the walk going for ever.
    if (typeof cursor !== "string" || this.devices.size === before) unreadable(page);
    this.#cursor = cursor;
  }

  /**
   * Starts again, once. If the next walk ends at the same place, an exhausted cursor is the end of the list.
   *
   * @param {Refusal} reason
   */
  #lost(reason) {
    if (this.#hasRestarted && !reason.says("EXHAUSTED_CURSOR")) throw reason;
    if (this.#hasRestarted) {
      this.#isComplete = true;
      return;
    }
    this.#hasRestarted = true;
    this.#cursor = undefined;
    this.devices.clear();
  }
}

/** @param {Refusal} reason */
function isAboutCursor(reason) {
  return reason.reply.status === 400 && LOST_CURSOR.some((word) => reason.says(word));
}

/** @param {Json} page @returns {never} */
function unreadable(page) {
  const words = JSON.stringify(page).slice(0, 200);
  throw new Refusal({ status: 502, body: `Apple's list of devices cannot be read: ${words}` });
}
