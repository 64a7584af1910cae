// Apple's device API in the shapes of its public documents, for one MDM server: devices, profiles, cursors and errors. It keeps
// what it is told. It must never know the adapter that is tested with it.

export type Json = Record<string, unknown>;

/** The answer to a call: the status and the body. Apple's errors are bare words; some servers put them into quotes. */
export interface AppleAnswer {
  status: number;
  body: unknown;
}

export interface AppleCall {
  method: string;
  /** The endpoint with its query. */
  path: string;
  body: Json;
  /** `X-Server-Protocol-Version`. */
  protocol: number;
}

/** Apple's most devices per call, and its number without a limit. */
const MOST = 1000;
const USUAL = 100;

export class AppleDevices {
  readonly devices = new Map<string, Json>();
  readonly profiles = new Map<string, Json>();
  /** Every call, as it came. */
  readonly log: AppleCall[] = [];
  /** Serials with another result than `SUCCESS` for each write. */
  readonly results = new Map<string, string>();
  /** The next answers to an endpoint, in place of the real ones. */
  readonly faults: { endpoint: string; answer: AppleAnswer }[] = [];
  areTermsSigned = true;
  areErrorsQuoted = false;
  #cursors = new Map<string, number>();

  /** Adds devices without a profile. */
  add(count: number, prefix = "DMPN"): void {
    for (let n = 0; n < count; n++) {
      const serial = `${prefix}${String(n).padStart(6, "0")}`;
      this.devices.set(serial, {
        serial_number: serial,
        model: "iPad Pro",
        description: "IPAD PRO 11 WIFI 128GB SPACE GRAY",
        color: "SPACE GRAY",
        os: "iPadOS",
        device_family: "iPad",
        profile_status: "empty",
        device_assigned_date: "2026-03-05T10:11:12Z",
        device_assigned_by: "admin@example.com",
      });
    }
  }

  define(uuid: string, name: string, more: Json = {}): void {
    const url = "https://mdm.example.com/enroll";
    this.profiles.set(uuid, { profile_uuid: uuid, profile_name: name, url, ...more });
  }

  /** Sets fields of a device, as a set-up assistant or another program does. */
  change(serial: string, fields: Json): void {
    this.devices.set(serial, { ...this.devices.get(serial), ...fields });
  }

  calls(endpoint: string): AppleCall[] {
    return this.log.filter(({ path }) => path.split("?")[0] === endpoint);
  }

  answer(call: AppleCall): AppleAnswer {
    this.log.push(call);
    const { pathname, searchParams } = new URL(call.path, "https://mdmenrollment.apple.com");
    const fault = this.faults.findIndex(({ endpoint }) => endpoint === pathname);
    if (fault >= 0) return this.faults.splice(fault, 1)[0]?.answer ?? this.#error(500, "");
    if (!this.areTermsSigned) return this.#error(403, "T_C_NOT_SIGNED");
    switch (`${call.method} ${pathname}`) {
      case "POST /server/devices":
        return this.#list(call.body);
      case "POST /devices":
        return this.#details(call.body);
      case "GET /profile":
        return this.#profile(searchParams.get("profile_uuid"));
      case "PUT /profile/devices":
      case "POST /profile/devices":
        return this.#assign(call);
      case "DELETE /profile/devices":
        return this.#remove(call.body);
      default:
        return this.#error(404, "NOT_FOUND");
    }
  }

  #list({ cursor, limit }: Json): AppleAnswer {
    const size = Math.min(typeof limit === "number" ? limit : USUAL, MOST);
    const from = typeof cursor === "string" ? this.#cursors.get(cursor) : 0;
    if (from === undefined) return this.#error(400, "INVALID_CURSOR");
    if (typeof cursor === "string" && from >= this.devices.size) {
      return this.#error(400, "EXHAUSTED_CURSOR");
    }
    const devices = [...this.devices.values()].slice(from, from + size);
    const next = `MDowOjE3NTAwMDAwMDA6${this.#cursors.size}`;
    this.#cursors.set(next, from + devices.length);
    const more = from + devices.length < this.devices.size;
    return answer({
      devices,
      cursor: next,
      more_to_follow: more,
      fetched_until: "2026-03-05T10:11:12Z",
    });
  }

  #details({ devices }: Json): AppleAnswer {
    const serials = texts(devices);
    if (serials.length === 0) return this.#error(400, "DEVICE_ID_REQUIRED");
    const found = serials.map((serial) => {
      const device = this.devices.get(serial);
      return [serial, { ...device, response_status: device ? "SUCCESS" : "NOT_ACCESSIBLE" }];
    });
    return answer({ devices: Object.fromEntries(found) });
  }

  #profile(uuid: string | null): AppleAnswer {
    if (!uuid) return this.#error(400, "PROFILE_UUID_REQUIRED");
    const profile = this.profiles.get(uuid);
    return profile ? answer(profile) : this.#error(404, "NOT_FOUND");
  }

  #assign({ body, protocol }: AppleCall): AppleAnswer {
    const uuid = body["profile_uuid"];
    const serials = texts(body["devices"]);
    if (typeof uuid !== "string") return this.#error(400, "PROFILE_UUID_REQUIRED");
    if (serials.length === 0) return this.#error(400, "DEVICE_ID_REQUIRED");
    if (!this.profiles.has(uuid)) return this.#error(404, "PROFILE_NOT_FOUND");
    const results = this.#write(serials, protocol, {
      profile_uuid: uuid,
      profile_status: "assigned",
      profile_assign_time: "2026-03-06T08:00:00Z",
    });
    const isThrottled = protocol >= 10 && Object.values(results).includes("THROTTLED");
    const wait = isThrottled ? { retry_after_seconds: 3600 } : {};
    return answer({ profile_uuid: uuid, devices: results, ...wait });
  }

  #remove({ devices }: Json): AppleAnswer {
    const serials = texts(devices);
    if (serials.length === 0) return this.#error(400, "DEVICE_ID_REQUIRED");
    // The UUID stays in the record.
    return answer({ devices: this.#write(serials, 0, { profile_status: "removed" }) });
  }

  #write(serials: string[], protocol: number, fields: Json): Record<string, string> {
    const results: Record<string, string> = {};
    for (const serial of serials) {
      const known = this.devices.has(serial) ? "SUCCESS" : "NOT_ACCESSIBLE";
      const result = this.results.get(serial) ?? known;
      // An older protocol knows no throttling.
      results[serial] = result === "THROTTLED" && protocol < 9 ? "SUCCESS" : result;
      if (result === "SUCCESS") this.change(serial, fields);
    }
    return results;
  }

  #error(status: number, word: string): AppleAnswer {
    return { status, body: this.areErrorsQuoted ? JSON.stringify(word) : word };
  }
}

function answer(body: Json): AppleAnswer {
  return { status: 200, body };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
