// @ts-check
// One call of Apple's API through nanodep's proxy. It must never hold a key, repeat a call, or change an answer.

/** @typedef {import("dep-enroll").HostReply} HostReply */
/** @typedef {Record<string, unknown>} Json An object of Apple's API. */

/**
 * The version of Apple's protocol. From 9 on Apple says which devices it throttles, from 10 on for how long. nanodep passes the
 * header on, and sends an older version without it.
 */
const PROTOCOL = "10";

/** An answer that is no success, or no JSON object. Its reply goes to the plugin as it is. */
export class Refusal extends Error {
  /** @param {HostReply} reply */
  constructor(reply) {
    super(`status ${reply.status}`);
    this.reply = reply;
  }

  /**
   * Whether the answer has one of Apple's words. Some servers put the word into quotes, so it is searched for.
   *
   * @param {string} word
   */
  says(word) {
    return typeof this.reply.body === "string" && this.reply.body.includes(word);
  }
}

/** @param {unknown} value @returns {value is Json} */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Apple's API for one DEP name, as nanodep's proxy offers it. */
export class Apple {
  #base;

  /** @param {string} base The address that stands for `/proxy/{name}`, without a slash at its end. */
  constructor(base) {
    this.#base = base;
  }

  /**
   * Makes one call and returns the JSON object of the answer.
   *
   * @param {string} method
   * @param {string} path
   * @param {AbortSignal} signal
   * @param {Json} [body]
   * @returns {Promise<Json>}
   * @throws {Refusal} for any other answer; the error of `fetch` without a connection and after an abort.
   */
  async call(method, path, signal, body) {
    /** @type {Record<string, string>} */
    const headers = { accept: "application/json", "x-server-protocol-version": PROTOCOL };
    if (body) headers["content-type"] = "application/json;charset=UTF8";
    const answer = await fetch(this.#base + path, {
      method,
      signal,
      headers,
      // A redirect leads to a log-in page. Following it could fail as a lost connection, and hide that.
      redirect: "manual",
      cache: "no-store",
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (answer.type === "opaqueredirect") throw new Refusal({ status: 302, redirected: true });
    const text = await answer.text();
    const value = answer.ok ? parse(text) : undefined;
    if (!isObject(value)) throw new Refusal({ status: answer.status, body: text });
    return value;
  }
}

/** @param {string} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
