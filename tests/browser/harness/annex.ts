// A server in front of the reference host that passes everything through and lets a test add pages
// of its own or change headers: the hostile host pages live here. Its port is new each time, so no
// browser cache knows it.

import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type Server } from "node:http";
import type { ServerResponse } from "node:http";

export interface AnnexFile {
  type: "text/html" | "text/javascript";
  body: string;
}

export interface AnnexOptions {
  /** Added files by path, for example `/annex/page.html`. */
  files?: Record<string, AnnexFile>;
  /** Replaces the Content-Security-Policy of every page. */
  policy?: string;
}

/** The legacy console's policy, for pages of the annex. */
export const STRICT_POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; report-uri /__csp";

export class Annex {
  private constructor(
    readonly origin: string,
    private readonly server: Server,
  ) {}

  static async open(host: string, options: AnnexOptions = {}): Promise<Annex> {
    const server = createServer((incoming, answer) => serve(host, options, incoming, answer));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the annex has no port");
    return new Annex(`http://127.0.0.1:${address.port}`, server);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}

function serve(
  host: string,
  { files = {}, policy }: AnnexOptions,
  incoming: IncomingMessage,
  answer: ServerResponse,
): void {
  const path = (incoming.url ?? "/").split("?")[0] ?? "/";
  const file = files[path];
  if (file) {
    answer.writeHead(200, {
      "content-type": `${file.type};charset=UTF-8`,
      "content-security-policy": policy ?? STRICT_POLICY,
      "cache-control": "no-store",
    });
    answer.end(file.body);
    return;
  }
  const { method = "GET", url = "/", headers } = incoming;
  const outgoing = forward(host + url, { method, headers }, (reply) => {
    const changed = { ...reply.headers };
    if (policy !== undefined && changed["content-security-policy"]) {
      changed["content-security-policy"] = policy;
    }
    answer.writeHead(reply.statusCode ?? 502, changed);
    reply.pipe(answer);
    // A reply that breaks off must break off here as well.
    reply.on("aborted", () => answer.destroy());
  });
  outgoing.on("error", () => answer.destroy());
  answer.on("close", () => outgoing.destroy());
  incoming.pipe(outgoing);
}
