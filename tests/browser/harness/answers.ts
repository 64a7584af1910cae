// The ways in which a call can end at a console, as faults of the reference host. They come from runs of both consoles' own
// code. This file must never say what the plugin makes of them.

import type { ConsoleName, FaultAction } from "./host";
import { DEVICES } from "./seeded";

/** One way to end a call. */
export interface Answer {
  name: string;
  effect: FaultAction;
  /** The only console that can answer in this way. */
  console?: ConsoleName;
  /** Whether the host has handled the request and says so, with whatever body. */
  accepted?: boolean;
}

const HTML = "<!DOCTYPE html><html><body><h1>Log in</h1></body></html>";
const BEAN = '{"code":0,"message":"Not now","errorItems":[]}';
/** Apple's answer while new terms are not accepted, as a host passes it on. */
const NOT_SIGNED = '{"code":403,"message":"T_C_NOT_SIGNED","errorItems":[]}';
const ZEROS = '{"username":"","loginRequired":false,"agentRequired":false}';

/** The newer console passes a 202 on as an error. */
const ACCEPTED = /empty|204|null|a text/;

/** Refusals. Whoever sends one has not carried out the request. */
const REFUSED = /^(a redirect|403|T_C_NOT_SIGNED|404|405|409|429)/;

/** Answers of the API. But for the refusals, each is for a request that it handled and for one that it did not. */
const replies: [string, FaultAction][] = [
  ["an empty 200", { status: 200, body: "" }],
  ["a 204", { status: 204, body: "" }],
  ["a 202", { status: 202, body: "{}" }],
  ["null", { status: 200, body: "null" }],
  ["an empty object", { status: 200, body: "{}" }],
  ["a text", { status: 200, body: "Done.", contentType: "text/plain" }],
  ["an HTML page", { status: 200, body: HTML, contentType: "text/html" }],
  ["zero values", { status: 200, body: ZEROS }],
  ["a redirect", { status: 302, body: "" }],
  ["403", { status: 403, body: BEAN }],
  ["T_C_NOT_SIGNED", { status: 403, body: NOT_SIGNED }],
  ["404", { status: 404, body: BEAN }],
  ["405", { status: 405, body: BEAN }],
  ["409", { status: 409, body: BEAN }],
  ["429", { status: 429, body: BEAN }],
  ["429 with a time", { status: 429, body: '{"message":"Slow down","retryAfterSeconds":90}' }],
  ["500", { status: 500, body: "java.lang.NullPointerException" }],
  ["502", { status: 502, body: HTML, contentType: "text/html" }],
  ["503", { status: 503, body: BEAN }],
];

/** The address of the record of another device, beside that of `path`. */
const mixedUp = (path: string): string =>
  path.replace(/C02[A-Z0-9]{9}/, DEVICES.pushed).replace(/\/profile$/, "");

/** The address of the record that a write of `path` changes. */
const unchanged = (path: string): string => path.replace(/\/(profile|sync)$/, "");

/** All ways in which the call of this address can end. */
export function answers(path: string): Answer[] {
  const list: Answer[] = [
    { name: "dropped before", effect: { drop: true } },
    { name: "dropped after", effect: { dropAfter: true } },
    { name: "no answer before", effect: { hang: true } },
    { name: "no answer after", effect: { hangAfter: true } },
    { name: "half an answer", effect: { truncate: true } },
    { name: "garbage", effect: { garbage: true } },
    { name: "gateway away", effect: { gateway: "unreachable" } },
    { name: "gateway dropped before", effect: { gateway: "drop" } },
    { name: "gateway dropped after", effect: { gateway: "drop-after" } },
    { name: "session lost by redirect", effect: { session: "expire-redirect" }, console: "legacy" },
    { name: "session lost by silence", effect: { session: "expire-empty" }, console: "legacy" },
    { name: "session lost by 401", effect: { session: "expire-401" }, console: "entgra" },
    { name: "token expired, JSON fault", effect: { token: { form: "fault" } } },
    { name: "token expired, XML fault", effect: { token: { form: "xml" } } },
    { name: "token expired, text", effect: { token: { form: "text" } } },
    { name: "token not refreshed", effect: { token: { form: "text", refresh: false } } },
    { name: "another 401", effect: { status: 401, body: "who are you" } },
    { name: "another device's record", effect: { answerOf: mixedUp(path), handled: true } },
    { name: "the old values", effect: { answerOf: unchanged(path) } },
  ];
  for (const [name, effect] of replies) {
    list.push({ name: `${name}, not handled`, effect });
    if (REFUSED.test(name)) continue;
    const accepted = ACCEPTED.test(name);
    list.push({ name: `${name}, handled`, effect: { ...effect, handled: true }, accepted });
  }
  return list;
}
