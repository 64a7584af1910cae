// The adapter for nanodep without a browser: its calls, its cache, cursors, Apple's words and failures. The files are those that an
// admin copies.

import assert from "node:assert/strict";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { pathToFileURL } from "node:url";
import type { HostReply, HostRequest, Options } from "../../www/src/options";
import { until } from "../browser/harness/locator";
import { AppleDevices, type Json } from "./harness/apple-devices";
import { Nanodep } from "./harness/nanodep";

interface Adapter {
  nanodep(options: { base: string; profiles?: string[]; cacheMs?: number }): Options;
}

const file = pathToFileURL(join(process.cwd(), "www/examples/nanodep/adapter.js"));
const { nanodep } = (await import(file.href)) as Adapter;

const STAFF = "A1B2C3D4E5F60718293A4B5C6D7E8F90";
const LAB = "0F1E2D3C4B5A69788796A5B4C3D2E1F0";

/** A call to Apple's list. */
const LIST = { method: "POST", path: "/server/devices", protocol: 10 };

let apple: AppleDevices;
let server: Nanodep;
let call: (
  method: HostRequest["method"],
  path: string,
  body?: unknown,
  signal?: AbortSignal,
) => Promise<HostReply>;

/** Sets up the adapter anew, as a reloaded page does. */
function open(more: { profiles?: string[]; cacheMs?: number } = {}): void {
  const { request } = nanodep({ base: `${server.origin}/nanodep/`, ...more });
  call = async (method, path, body, signal = new AbortController().signal) =>
    (await request?.({ method, path, body, signal })) as HostReply;
}

const serials = ({ body }: HostReply): string[] =>
  (body as { devices: Json[] }).devices.map((device) => String(device["serial_number"]));
const count = ({ body }: HostReply): number => (body as { count: number }).count;

describe("the adapter for nanodep", () => {
  beforeEach(async () => {
    apple = new AppleDevices();
    apple.define(STAFF, "Staff iPads", { is_supervised: true, is_mandatory: true });
    server = await Nanodep.start(apple);
    open();
  });
  afterEach(async () => {
    mock.timers.reset();
    await server.stop();
  });

  it("reads 100,000 devices in 100 calls, and for further pages none", async () => {
    apple.add(100_000);
    const page = await call("GET", "/devices?offset=0&limit=50");
    assert.equal(count(page), 100_000);
    assert.equal(serials(page).length, 50);
    assert.deepEqual(serials(await call("GET", "/devices?offset=99999&limit=50")), ["DMPN099999"]);
    assert.deepEqual(serials(await call("GET", "/devices?offset=100000&limit=50")), []);
    assert.deepEqual(serials(await call("GET", "/devices?limit=2&serial=pn05432")), [
      "DMPN054320",
      "DMPN054321",
    ]);
    assert.equal(apple.log.length, 100);
  });

  for (const devices of [0, 1, 999, 1000, 1001, 2000]) {
    it(`lists ${devices} devices once each`, async () => {
      apple.add(devices);
      const page = await call("GET", "/devices?offset=0&limit=5000");
      assert.equal(count(page), devices);
      assert.equal(new Set(serials(page)).size, devices);
    });
  }

  it("reads the list again five minutes after its end, and when asked to", async () => {
    mock.timers.enable({ apis: ["Date"], now: 0 });
    apple.add(3);
    const release = server.hold();
    const first = call("GET", "/devices");
    await until("the call to be held", () => Promise.resolve(server.held === 1));
    mock.timers.tick(600_000);
    release();
    await first;
    for (const [millis, walks] of [
      [299_000, 1],
      [2_000, 2],
    ] as const) {
      mock.timers.tick(millis);
      await call("GET", "/devices");
      assert.equal(apple.calls("/server/devices").length, walks);
    }
    apple.add(2, "FRESH");
    assert.deepEqual((await call("POST", "/sync", {})).body, { count: 5 });
    assert.equal(count(await call("GET", "/devices")), 5);
    assert.equal(apple.calls("/server/devices").length, 3);
    open({ cacheMs: 1000 });
    await call("GET", "/devices");
    mock.timers.tick(1001);
    await call("GET", "/devices");
    assert.equal(apple.calls("/server/devices").length, 5);
  });

  it("filters by serial, status and profile, and finds no device of a user", async () => {
    apple.add(6);
    apple.change("DMPN000001", { profile_status: "assigned", profile_uuid: STAFF });
    apple.change("DMPN000002", { profile_status: "removed", profile_uuid: STAFF });
    apple.change("DMPN000003", { profile_status: "pushed", profile_uuid: LAB });
    const found = async (query: string): Promise<string[]> =>
      serials(await call("GET", `/devices?offset=0&limit=50&${query}`));
    assert.deepEqual(await found("serial=n000004"), ["DMPN000004"]);
    assert.deepEqual(await found("status=Removed"), ["DMPN000002"]);
    assert.deepEqual(await found(`profileUuid=${STAFF}`), ["DMPN000001", "DMPN000002"]);
    assert.deepEqual(await found(`status=pushed&profileUuid=${STAFF}`), []);
    assert.deepEqual(await found("username=alice"), []);
    assert.deepEqual(await found("serial=%26%25"), []);
  });

  for (const isQuoted of [false, true]) {
    for (const word of ["EXPIRED_CURSOR", "INVALID_CURSOR", "EXHAUSTED_CURSOR"]) {
      it(`starts again at ${isQuoted ? "a quoted" : "a bare"} ${word}`, async () => {
        apple.add(2500);
        const release = server.hold();
        const first = call("GET", "/devices");
        await until("the first page to be held", () => Promise.resolve(server.held === 1));
        // The next call is about a cursor.
        const body = isQuoted ? JSON.stringify(word) : word;
        apple.faults.push({ endpoint: "/server/devices", answer: { status: 400, body } });
        release();
        const page = await first;
        assert.equal(count(page), 2500);
        assert.equal(apple.calls("/server/devices").length, 5);
      });
    }
  }

  it("passes on a cursor that is refused for ever", async () => {
    refuseEveryCursor("INVALID_CURSOR");
    assert.deepEqual(await call("GET", "/devices"), { status: 400, body: "INVALID_CURSOR" });
    assert.equal(apple.calls("/server/devices").length, 4);
  });

  it("takes a cursor that is exhausted twice for the end of the list", async () => {
    refuseEveryCursor("EXHAUSTED_CURSOR");
    assert.equal(count(await call("GET", "/devices")), 1000);
  });

  it("gives up on a list without an end, and on an answer that is no list", async () => {
    for (const body of [
      { devices: [{ serial_number: "A" }], cursor: "c", more_to_follow: true },
      { devices: [], cursor: "c", more_to_follow: true },
      { devices: [{ serial_number: "A" }], more_to_follow: true },
      { devices: { A: {} } },
      { error: "elsewhere" },
    ]) {
      open();
      const answer = { status: 200, body };
      apple.faults.push(...[0, 1].map(() => ({ endpoint: "/server/devices", answer })));
      const reply = await call("GET", "/devices");
      assert.equal(reply.status, 502);
      assert.match(String(reply.body), /cannot be read/);
      apple.faults.length = 0;
    }
  });

  it("shows a write in the list without another walk", async () => {
    apple.add(1500);
    await call("GET", "/devices");
    const reply = await call("PUT", "/devices/DMPN000007/profile", { profileUuid: STAFF });
    assert.deepEqual(reply.body, { profile_uuid: STAFF, devices: { DMPN000007: "SUCCESS" } });
    const page = await call("GET", "/devices?status=assigned");
    assert.deepEqual(serials(page), ["DMPN000007"]);
    assert.match(JSON.stringify(page.body), /"profile_name":"Staff iPads"/);
    await call("DELETE", "/devices/DMPN000007/profile");
    for (let n = 0; n < 2; n++) {
      assert.deepEqual(serials(await call("GET", "/devices?status=removed")), ["DMPN000007"]);
    }
    assert.equal(apple.calls("/server/devices").length, 2);
    assert.deepEqual(
      apple.calls("/devices").map(({ body }) => body),
      [{ devices: ["DMPN000007"] }, { devices: ["DMPN000007"] }],
    );
  });

  it("reads a device again after a write without an answer, and does not repeat the write", async () => {
    apple.add(3);
    await call("GET", "/devices");
    server.hold();
    const stop = new AbortController();
    const write = call("PUT", "/devices/DMPN000001/profile", { profileUuid: STAFF }, stop.signal);
    await until("the write to be carried out", () => Promise.resolve(server.held === 1));
    stop.abort();
    await assert.rejects(write, { name: "AbortError" });
    server.hold()();
    const answer = { status: 500, body: "" };
    apple.faults.push({ endpoint: "/devices", answer });
    const list = "/devices?status=assigned";
    assert.deepEqual(await call("GET", list), answer);
    assert.deepEqual(serials(await call("GET", list)), ["DMPN000001"]);
    assert.equal(apple.calls("/profile/devices").length, 1);
  });

  it("passes on Apple's result for each device of many", async () => {
    apple.add(4);
    apple.results.set("DMPN000001", "FAILED");
    apple.results.set("DMPN000002", "THROTTLED");
    const many = ["DMPN000000", "DMPN000001", "DMPN000002", "GONE"];
    const results = ["SUCCESS", "FAILED", "THROTTLED", "NOT_ACCESSIBLE"];
    const devices = Object.fromEntries(many.map((serial, at) => [serial, results[at]]));
    const assigned = await call("POST", "/assignments", { profileUuid: STAFF, serials: many });
    const wait = { retry_after_seconds: 3600 };
    assert.deepEqual(assigned.body, { profile_uuid: STAFF, devices, ...wait });
    apple.results.delete("DMPN000002");
    const removed = await call("POST", "/assignments", { profileUuid: null, serials: many });
    assert.deepEqual(removed.body, { devices: { ...devices, DMPN000002: "SUCCESS" } });
    assert.equal(apple.log.length, 2);
  });

  it("names the field when Apple does not have the profile", async () => {
    apple.add(1);
    const message = "PROFILE_NOT_FOUND";
    const body = { message, errorItems: [{ code: "profileUuid", message }] };
    for (const [method, path, sent] of [
      ["PUT", "/devices/DMPN000000/profile", { profileUuid: LAB }],
      ["POST", "/assignments", { profileUuid: LAB, serials: ["DMPN000000"] }],
    ] as const) {
      assert.deepEqual(await call(method, path, sent), { status: 404, body });
    }
  });

  for (const [status, body] of [
    [403, "T_C_NOT_SIGNED"],
    [403, '"T_C_NOT_SIGNED"'],
    [403, "ACCESS_DENIED"],
    [401, "Unauthorized\n"],
    [429, "TOO_MANY_REQUESTS"],
    [502, "token_expired"],
    [500, ""],
    [403, '{"error":"not an admin"}'],
    [200, "<html>Log in</html>"],
    [200, ""],
  ] as const) {
    it(`passes on ${status} ${JSON.stringify(body)} as it is`, async () => {
      apple.add(1);
      const answer = { status, body };
      for (const endpoint of ["/server/devices", "/devices", "/profile/devices"]) {
        apple.faults.push({ endpoint, answer });
      }
      assert.deepEqual(await call("GET", "/devices"), answer);
      assert.deepEqual(await call("GET", "/devices/DMPN000000"), answer);
      const sent = { profileUuid: STAFF };
      assert.deepEqual(await call("PUT", "/devices/DMPN000000/profile", sent), answer);
      assert.equal(apple.calls("/profile/devices").length, 1);
      // The next call is an ordinary one.
      assert.equal(count(await call("GET", "/devices")), 1);
    });
  }

  it("tells a redirect to the log-in from a lost connection", async () => {
    server.inPlace = { status: 302, location: "https://login.example.com/" };
    assert.equal((await call("GET", "/devices")).status, 302);
    await server.stop();
    await assert.rejects(call("GET", "/devices"), TypeError);
    server = await Nanodep.start(apple);
  });

  it("reads one device from Apple, and says why it cannot", async () => {
    apple.add(2);
    const path = "/devices/DMPN000001";
    await call("GET", "/devices");
    apple.change("DMPN000001", { profile_status: "pushed", profile_uuid: STAFF });
    const { body } = await call("GET", path);
    assert.equal((body as Json)["profile_name"], "Staff iPads");
    assert.equal((body as Json)["response_status"], undefined);
    assert.deepEqual(serials(await call("GET", "/devices?status=pushed")), ["DMPN000001"]);
    apple.devices.delete("DMPN000001");
    assert.deepEqual(await call("GET", path), { status: 404, body: "NOT_ACCESSIBLE" });
    assert.deepEqual(serials(await call("GET", "/devices")), ["DMPN000000"]);
    const failed = { devices: { DMPN000000: { response_status: "FAILED" } } };
    apple.faults.push({ endpoint: "/devices", answer: { status: 200, body: failed } });
    assert.deepEqual(await call("GET", "/devices/DMPN000000"), { status: 502, body: "FAILED" });
    assert.deepEqual(serials(await call("GET", "/devices")), ["DMPN000000"]);
  });

  it("lists the profiles of the devices and of the options, each read once", async () => {
    apple.add(5);
    apple.define(LAB, "Lab iPads");
    apple.change("DMPN000001", { profile_status: "assigned", profile_uuid: STAFF });
    apple.change("DMPN000002", { profile_status: "pushed", profile_uuid: STAFF });
    apple.change("DMPN000003", { profile_status: "removed", profile_uuid: STAFF });
    apple.change("DMPN000004", { profile_status: "assigned", profile_uuid: "F".repeat(32) });
    open({ profiles: [LAB] });
    const { body } = await call("GET", "/profiles?offset=0&limit=100");
    const { profiles } = body as { profiles: Json[] };
    const seen = profiles.map((profile) => [profile["profile_name"], profile["deviceCount"]]);
    assert.deepEqual(seen, [
      ["Lab iPads", 0],
      ["Staff iPads", 2],
    ]);
    await call("GET", "/profiles");
    await call("GET", "/devices");
    assert.equal(apple.calls("/profile").length, 3);
  });

  it("lists devices though a profile cannot be read", async () => {
    apple.add(3);
    apple.change("DMPN000001", { profile_status: "assigned", profile_uuid: LAB });
    apple.change("DMPN000002", { profile_status: "assigned", profile_uuid: STAFF });
    const answer = { status: 500, body: "" };
    apple.faults.push({ endpoint: "/profile", answer });
    const page = await call("GET", "/devices");
    assert.equal(serials(page).length, 3);
    assert.match(JSON.stringify(page.body), /Staff iPads/);
    // The list of profiles is nothing without it.
    apple.faults.push({ endpoint: "/profile", answer });
    assert.equal((await call("GET", "/profiles")).status, 500);
  });

  it("goes on with the walk for one caller when another leaves", async () => {
    apple.add(2000);
    const release = server.hold();
    const gone = new AbortController();
    const left = call("GET", "/devices", undefined, gone.signal);
    const stays = call("GET", "/devices");
    await until("the first call to be held", () => Promise.resolve(server.held === 1));
    gone.abort();
    await assert.rejects(left, { name: "AbortError" });
    release();
    assert.equal(count(await stays), 2000);
    assert.equal(apple.calls("/server/devices").length, 2);
  });

  it("stops the walk with its last caller, and goes on at the same cursor for the next", async () => {
    apple.add(3000);
    const release = server.hold(1);
    const gone = new AbortController();
    const walk = call("GET", "/devices", undefined, gone.signal);
    await until("the second call to be held", () => Promise.resolve(server.held === 1));
    gone.abort();
    const next = call("GET", "/devices");
    await assert.rejects(walk, { name: "AbortError" });
    release();
    assert.equal(count(await next), 3000);
    const cursors = apple.log.map((one) => one.body["cursor"]);
    assert.equal(cursors.filter((cursor) => cursor === undefined).length, 1);
    assert.equal(cursors[1], cursors[2], "the page that was left is asked for again");
    assert.equal(cursors.length, 4);
  });

  it("refuses a call that is already aborted, and one that it does not know", async () => {
    await assert.rejects(call("GET", "/devices", undefined, AbortSignal.abort()), {
      name: "AbortError",
    });
    assert.equal((await call("GET", "/enrollment")).status, 404);
    assert.equal((await call("POST", "/devices/X/profile", {})).status, 404);
    assert.equal(apple.log.length, 0);
  });
});

/** Every walk begins well and is refused at its second page. */
function refuseEveryCursor(word: string): void {
  apple.add(1500);
  const first = apple.answer({ ...LIST, body: { limit: 1000 } });
  apple.log.length = 0;
  for (let n = 0; n < 2; n++) {
    apple.faults.push({ endpoint: LIST.path, answer: first });
    apple.faults.push({ endpoint: LIST.path, answer: { status: 400, body: word } });
  }
}
