// A small nanodep in front of Apple's device API, and the reverse proxy that an admin puts in front of nanodep: the allowed calls
// only, with the key added on the server. Both are in the shapes of nanodep's public documents.

import { once } from "node:events";
import { createServer, request as forward } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { type AppleDevices, type Json } from "./apple-devices";

/** nanodep's API key, which no browser may see. */
export const KEY = "supersecret-api-key";
/** Apple's session, which nanodep leaves in every answer. */
export const SESSION = "982B2965F9C9D9672EDA4BAF7902755657480328585B9871";
const NAME = "mdmserver1";
const AUTHORIZATION = `Basic ${Buffer.from(`depserver:${KEY}`).toString("base64")}`;

/** The calls that the reverse proxy lets through. */
const ALLOWED = new Set([
  "POST /server/devices",
  "POST /devices",
  "GET /profile",
  "PUT /profile/devices",
  "DELETE /profile/devices",
]);

export class Nanodep {
  /** The headers that came from the browser, by call. */
  readonly fromBrowser: { call: string; headers: IncomingHttpHeaders }[] = [];
  /** What the reverse proxy says to everybody, in place of passing calls on. */
  inPlace: { status: number; location?: string } | undefined;
  #held: (() => void)[] | undefined;
  #toPass = 0;

  private constructor(
    readonly apple: AppleDevices,
    private readonly servers: Server[],
  ) {}

  /** The origin of the reverse proxy. nanodep's proxy for the DEP name is at `/nanodep` there. */
  get origin(): string {
    return originOf(this.servers[1]);
  }

  /** Starts both. The reverse proxy passes everything but `/nanodep` to `rest`, the server of the pages. */
  static async start(apple: AppleDevices, rest?: string): Promise<Nanodep> {
    const servers: Server[] = [];
    const it = new Nanodep(apple, servers);
    servers.push(createServer((incoming, outgoing) => void it.#nanodep(incoming, outgoing)));
    servers.push(createServer((incoming, outgoing) => it.#gateway(incoming, outgoing, rest)));
    for (const server of servers) await once(server.listen(0, "127.0.0.1"), "listening");
    return it;
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  }

  /**
   * Keeps nanodep's answers back until the returned function is called, after letting some pass. Apple has carried the calls
   * out by then.
   */
  hold(after = 0): () => void {
    this.#held = [];
    this.#toPass = after;
    return () => {
      this.#held?.forEach((release) => release());
      this.#held = undefined;
    };
  }

  /** The number of answers that are kept back and that somebody still waits for. */
  get held(): number {
    return this.#held?.length ?? 0;
  }

  async #nanodep(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (incoming.headers.authorization !== AUTHORIZATION) {
      outgoing.writeHead(401, { "www-authenticate": 'Basic realm="depserver"' });
      outgoing.end("Unauthorized\n");
      return;
    }
    const path = incoming.url ?? "";
    if (path === `/v1/tokens/${NAME}`) {
      outgoing.end(JSON.stringify({ consumer_secret: "CS_secret", access_secret: "AS_secret" }));
      return;
    }
    if (!path.startsWith(`/proxy/${NAME}/`)) {
      outgoing.writeHead(404).end("404 page not found\n");
      return;
    }
    const text = await textOf(incoming);
    const { status, body } = this.apple.answer({
      method: incoming.method ?? "",
      path: path.slice(`/proxy/${NAME}`.length),
      body: text === "" ? {} : (JSON.parse(text) as Json),
      protocol: Number(incoming.headers["x-server-protocol-version"] ?? 3),
    });
    const answer = (): void => {
      outgoing.writeHead(status, {
        "content-type": "application/json;charset=UTF8",
        "x-adm-auth-session": SESSION,
      });
      outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
    };
    const held = this.#held;
    if (held === undefined || this.#toPass-- > 0) return answer();
    held.push(answer);
    outgoing.on("close", () => {
      if (held.includes(answer)) held.splice(held.indexOf(answer), 1);
    });
  }

  #gateway(incoming: IncomingMessage, outgoing: ServerResponse, rest = ""): void {
    const { method = "", url = "", headers } = incoming;
    if (!url.startsWith("/nanodep/")) return pass(rest + url, incoming, outgoing, headers);
    const endpoint = url.slice("/nanodep".length);
    const call = `${method} ${endpoint.split("?")[0]}`;
    this.fromBrowser.push({ call, headers });
    if (this.inPlace) {
      const { status, location } = this.inPlace;
      outgoing.writeHead(status, location === undefined ? {} : { location }).end();
    } else if (!ALLOWED.has(call)) {
      outgoing.writeHead(403).end("This call is not allowed.\n");
    } else {
      const address = `${originOf(this.servers[0])}/proxy/${NAME}${endpoint}`;
      pass(address, incoming, outgoing, { ...headers, authorization: AUTHORIZATION });
    }
  }
}

/** Passes a call on, and its answer back without the secrets of nanodep and Apple. A call that the browser has left is ended. */
function pass(
  address: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  headers: IncomingHttpHeaders,
): void {
  const onward = forward(address, { method: incoming.method ?? "GET", headers }, (answer) => {
    const {
      "x-adm-auth-session": _session,
      "www-authenticate": _challenge,
      ...rest
    } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, rest);
    answer.pipe(outgoing);
  });
  onward.on("error", () => outgoing.destroy());
  outgoing.on("close", () => onward.destroy());
  incoming.pipe(onward);
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function originOf(server: Server | undefined): string {
  const address = server?.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}
