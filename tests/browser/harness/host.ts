// Starts the reference host with faults enabled, on a temporary database file, and calls its test
// endpoints to set faults and to read the real state.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "./locator";
import { start, type RunningProgram } from "./processes";
import type { Cookie } from "./driver";

/** One of the two consoles. */
export type ConsoleName = "legacy" | "entgra";
export const CONSOLES: readonly ConsoleName[] = ["legacy", "entgra"];

/** The path of each console's DEP page. */
export const PAGES: Readonly<Record<ConsoleName, string>> = {
  legacy: "/devicemgt/dep/devices",
  entgra: "/entgra/",
};

const LOGINS: Readonly<Record<ConsoleName, string>> = {
  legacy: "/devicemgt/login",
  entgra: "/entgra-ui-request-handler/login",
};

/** The three enrollment fields of a device. */
export interface EnrollmentFields {
  username: string;
  loginRequired: boolean;
  agentRequired: boolean;
}

/** The end of an access token's life: the form of the gateway's 401, and whether it can be refreshed. */
export interface Expiry {
  form?: "fault" | "text" | "xml";
  refresh?: boolean;
}

/**
 * The effect of a fault on the requests that it matches. `src/effect.rs` of the reference host describes the fields and
 * their order.
 */
export interface FaultAction {
  delayMs?: number;
  hang?: true;
  drop?: true;
  session?: "expire-redirect" | "expire-empty" | "expire-401";
  token?: Expiry;
  gateway?: "unreachable" | "drop" | "drop-after";
  conflict?: EnrollmentFields;
  store?: EnrollmentFields;
  missing?: true;
  status?: number;
  body?: string;
  contentType?: string;
  /** The address of the GET whose answer is sent instead. */
  answerOf?: string;
  /** The request is carried out before `status` or `answerOf` replaces its answer. */
  handled?: boolean;
  without?: string[];
  retryAfterMs?: number;
  dropAfter?: true;
  hangAfter?: true;
  truncate?: true;
  garbage?: true;
}

export interface Fault {
  match: { method?: string; path: string };
  times?: number;
  /** Lets so many calls through in each stretch of time, and applies to those beyond. */
  beyond?: { calls: number; perMs: number };
  do: FaultAction;
}

/** One REST call in the host's log. */
export interface LogEntry {
  method: string;
  path: string;
  way: "direct" | "invoker" | "request-handler";
  /** The status of the API's answer; 0 if it never answered. */
  status: number;
  /** How often the console itself sent this call before. */
  tries: number;
}

/** The options of a host. */
export interface HostOptions {
  devices?: number;
  /** Offers only what both consoles have. */
  plain?: boolean;
  /** Folder of units for the legacy console. */
  units?: string;
  /** Origin of the container with the web application, which then replaces the React console's page. */
  war?: string;
}

/** The path of the web application, which replaces the page inside the React console. */
const WAR_PAGE = "/dep-enrollment/";

export type Row = Record<string, string | number | null>;

export class Host {
  private constructor(
    readonly origin: string,
    private readonly server: RunningProgram,
    private readonly folder: string,
    private readonly options: HostOptions,
  ) {}

  /** The path of each console's DEP page. */
  get pages(): Readonly<Record<ConsoleName, string>> {
    return this.war === undefined ? PAGES : { ...PAGES, entgra: WAR_PAGE };
  }

  /** The folder of units, if the host has one. */
  get units(): string | undefined {
    return this.options.units;
  }

  /** The origin of the container, if the host has one. */
  get war(): string | undefined {
    return this.options.war;
  }

  static async start(options: HostOptions = {}): Promise<Host> {
    const { devices = 200, plain = false, units, war } = options;
    const program = process.env["DEP_REFHOST"];
    if (!program) throw new Error("DEP_REFHOST must name the reference host's program");
    const folder = await mkdtemp(join(tmpdir(), "dep-enroll-host-"));
    const args = ["--faults", "--port", "0", "--db", join(folder, "host.sqlite")];
    args.push("--devices", `${devices}`);
    if (process.env["DEP_WWW"]) args.push("--www", process.env["DEP_WWW"]);
    if (plain) args.push("--plain");
    if (units !== undefined) args.push("--units", units);
    if (war !== undefined) args.push("--war", war);
    const server = start(program, args);
    const found = await server.line(/listening on (http:\/\/\S+)/);
    return new Host(found[1] ?? "", server, folder, options);
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Adds a fault for the next matching requests. */
  async fault(fault: Fault): Promise<void> {
    await this.ask("POST", "/__faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.ask("DELETE", "/__faults");
  }

  /** The faults that no request has used up yet. */
  async faultsLeft(): Promise<unknown[]> {
    return (await this.ask("GET", "/__faults")) as unknown[];
  }

  /** Runs SQL on the host's database. */
  async sql(statement: string): Promise<Row[]> {
    return (await this.ask("POST", "/__sql", { sql: statement })) as Row[];
  }

  /** The stored enrollment of a device. */
  async stored(serial: string): Promise<{ username: string; login: boolean; agent: boolean }> {
    const [row] = await this.sql(
      `SELECT USERNAME, NEED_BASIC_AUTH, IS_AGENT_REQUIRED FROM IOS_PRE_ENROLLED_DEVICE
       WHERE SERIAL = '${serial}'`,
    );
    if (!row) throw new Error(`the database has no device ${serial}`);
    return {
      username: String(row["USERNAME"] ?? ""),
      login: row["NEED_BASIC_AUTH"] === 1,
      agent: row["IS_AGENT_REQUIRED"] === 1,
    };
  }

  /** The stored status and profile UUID of a device. */
  async assignment(serial: string): Promise<{ status: string; uuid: string }> {
    const [row] = await this.sql(
      `SELECT d.STATUS AS STATUS, p.UUID AS UUID FROM IOS_PRE_ENROLLED_DEVICE d
       LEFT JOIN IOS_DEP_PROFILE p ON p.ID = d.DEP_PROFILE_ID WHERE d.SERIAL = '${serial}'`,
    );
    if (!row) throw new Error(`the database has no device ${serial}`);
    return { status: String(row["STATUS"] ?? ""), uuid: String(row["UUID"] ?? "") };
  }

  /** Seeds the database again. */
  async reset(devices = 200): Promise<void> {
    await this.ask("POST", "/__reset", { devices });
  }

  /** Ends every session, as a restart of the real host does. */
  async expire(): Promise<void> {
    await this.ask("POST", "/__expire");
  }

  /** Lets the consoles' access tokens expire. The sessions live on. */
  async expireToken(expiry: Expiry = {}): Promise<void> {
    await this.ask("POST", "/__expire-token", expiry);
  }

  /** The Content-Security-Policy reports of the browsers. */
  async policyReports(): Promise<unknown[]> {
    return (await this.ask("GET", "/__csp")) as unknown[];
  }

  async clearPolicyReports(): Promise<void> {
    await this.ask("DELETE", "/__csp");
  }

  /** Gives a profile a new version, as the console's own page does. */
  async editProfile(uuid: string): Promise<void> {
    await this.ask("POST", "/__profile-edit", { uuid });
  }

  async clearLog(): Promise<void> {
    await this.ask("DELETE", "/__log");
  }

  /** The writes since the database was seeded, with what the API answered before a fault took it away. */
  async writes(): Promise<unknown[]> {
    return (await this.ask("GET", "/__writes")) as unknown[];
  }

  /** The REST calls since the log was cleared. */
  async log(): Promise<LogEntry[]> {
    return (await this.ask("GET", "/__log")) as LogEntry[];
  }

  /** Waits until the page has called nothing for a while: what a key has begun is read by then. */
  async expectRest(): Promise<void> {
    let last = -1;
    await until("the page to call nothing", async () => {
      const { length } = await this.log();
      const isSame = length === last;
      last = length;
      if (!isSame) await sleep(300);
      return isSame;
    });
  }

  /** Logs in without a browser and returns the session cookie. */
  async session(name: ConsoleName, user: string): Promise<Cookie> {
    const form = new URLSearchParams({ username: user, password: user, platform: "entgra" });
    const answer = await fetch(this.origin + LOGINS[name], {
      method: "POST",
      body: form,
      redirect: "manual",
    });
    const header = answer.headers.getSetCookie()[0];
    const parts = /^([^=]+)=([^;]*)/.exec(header ?? "");
    const path = /;\s*path=([^;]*)/i.exec(header ?? "");
    if (!parts) throw new Error(`${user} cannot log in to the ${name} console: ${answer.status}`);
    return {
      name: parts[1] ?? "",
      value: parts[2] ?? "",
      path: path?.[1] ?? "/",
      httpOnly: true,
    };
  }

  /** A call of an admin on another computer, who has no browser here. */
  async as(user: string, method: string, path: string, body?: unknown): Promise<void> {
    const login = await fetch(`${this.origin}/api/login`, {
      method: "POST",
      body: JSON.stringify({ username: user, password: user }),
    });
    const { token } = (await login.json()) as { token: string };
    const answer = await fetch(this.origin + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${user} ${method} ${path}: ${await answer.text()}`);
  }

  private async ask(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.origin + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { "content-type": "application/json" },
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return text === "" ? null : JSON.parse(text);
  }
}
