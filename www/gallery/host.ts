// The canned host: answers the plugin's calls from memory, as an option `request` of the transport "callback". Scenes replace
// single answers. It must never decide anything that the rules decide.

import type { HostReply, HostRequest } from "../src/options";
import { DEFINITIONS, type Device, type Enrollment, PEOPLE, PROFILES } from "./data";
import { READINESS, someDevices } from "./data";
import type { Profile } from "./data";

/** An answer in place of the usual one: a reply, or `"never"` for a host that does not answer. */
export type Answer = HostReply | "never";

/** Calls by verb (any if absent) and by a part of the path. */
export interface Match {
  method?: HostRequest["method"];
  path: string;
}

interface Rule extends Match {
  answer: Answer;
  /** How many more calls it answers. */
  left: number;
}

const NOT_FOUND: HostReply = { status: 404, body: { message: "Not found" } };

export class CannedHost {
  devices: Device[] = someDevices();
  profiles: Profile[] = Object.values(PROFILES);
  #rules: Rule[] = [];
  #open = 0;

  /** Calls that have no answer yet, without those that never get one. */
  get open(): number {
    return this.#open;
  }

  /** Replaces the answers to matching calls, the next `times` of them. The newest rule wins. */
  replace(match: Match, answer: Answer, times = Infinity): this {
    this.#rules.unshift({ ...match, answer, left: times });
    return this;
  }

  /** The option `request`. */
  readonly request = async (call: HostRequest): Promise<HostReply> => {
    const rule = this.#rules.find(
      ({ method = call.method, path, left }) =>
        left > 0 && method === call.method && call.path.includes(path),
    );
    if (rule) rule.left -= 1;
    if (rule?.answer === "never") return aborted(call.signal);
    this.#open += 1;
    // A turn of the event loop passes between a call and its answer, as with every real host.
    await new Promise((resolve) => setTimeout(resolve));
    this.#open -= 1;
    return rule?.answer ?? this.#answer(call);
  };

  #answer({ method, path, body }: HostRequest): HostReply {
    const { pathname, searchParams } = new URL(path, "http://host.invalid");
    if (pathname.endsWith("/dep/devices")) return this.#list(searchParams);
    if (pathname.endsWith("/dep/devices/sync")) {
      return { status: 200, body: { count: this.devices.length } };
    }
    if (pathname.endsWith("/dep/profiles")) {
      return { status: 200, body: { profiles: this.profiles, count: this.profiles.length } };
    }
    const definition = DEFINITIONS[pathname.split("/dep/profiles/")[1] ?? ""];
    if (definition) return { status: 200, body: definition };
    if (pathname.endsWith("/dep/readiness")) return { status: 200, body: READINESS };
    if (pathname.endsWith("/users/checkUser")) {
      const wanted = searchParams.get("username");
      return { status: 200, body: PEOPLE.some(({ username }) => username === wanted) };
    }
    if (pathname.endsWith("/users/search/usernames")) {
      const start = searchParams.get("filter") ?? "";
      const found = PEOPLE.filter(({ username }) => username.startsWith(start));
      return { status: 200, body: found };
    }
    const [serial, part] = (pathname.split("/dep/devices/")[1] ?? "").split("/");
    const device = this.devices.find((device) => device.serial === serial);
    if (!device) return NOT_FOUND;
    if (part === undefined) return { status: 200, body: device };
    if (part === "enrollment") return enrollment(device, method, body as Partial<Enrollment>);
    if (part === "profile") return this.#assign(device, body as { profileUuid?: string });
    return NOT_FOUND;
  }

  #list(query: URLSearchParams): HostReply {
    const has = (field: "serial" | "username", value: string): boolean => {
      const part = query.get(field);
      return part === null || value.toLowerCase().includes(part.toLowerCase());
    };
    const is = (name: string, value: string | null): boolean => {
      const wanted = query.get(name);
      return wanted === null || wanted.toLowerCase() === value?.toLowerCase();
    };
    const found = this.devices.filter(
      ({ serial, username, status, profileUuid }) =>
        has("serial", serial) &&
        has("username", username) &&
        is("status", status) &&
        is("profileUuid", profileUuid),
    );
    const offset = Number(query.get("offset") ?? 0);
    const page = found.slice(offset, offset + Number(query.get("limit") ?? found.length));
    return { status: 200, body: { devices: page, count: found.length } };
  }

  #assign(device: Device, body: { profileUuid?: string } | undefined): HostReply {
    const profile = this.profiles.find(({ uuid }) => uuid === body?.profileUuid);
    device.status = profile ? "Assigned" : "Removed";
    device.profileUuid = profile?.uuid ?? device.profileUuid;
    device.profileName = profile?.profileName ?? device.profileName;
    const { serial, status } = device;
    return { status: 200, body: { serial, status, result: "SUCCESS" } };
  }
}

function enrollment(device: Device, method: string, body: Partial<Enrollment>): HostReply {
  if (method === "PUT") {
    const { username = "", loginRequired = false, agentRequired = false } = body;
    Object.assign(device, { username, loginRequired, agentRequired });
  }
  const { username, loginRequired, agentRequired } = device;
  return { status: 200, body: { username, loginRequired, agentRequired } };
}

function aborted(signal: AbortSignal): Promise<HostReply> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
  });
}
