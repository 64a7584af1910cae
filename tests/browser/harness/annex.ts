// A proxy in front of the reference host. A test can add its own pages, such as hostile host pages,
// or replace the policy. It must never change any other answer. Each annex has a new port, so that
// no browser has cached its files.

import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, request as forward, type IncomingMessage, type Server } from "node:http";
import type { ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

export interface AnnexFile {
  type: "text/html" | "text/javascript";
  body: string;
}

export interface AnnexOptions {
  /** Added files by path, for example `/annex/page.html`. */
  files?: Record<string, AnnexFile>;
  /** Added folders by URL path, for example `/annex/`. They are served as the legacy console serves files. */
  folders?: Record<string, string>;
  /** The first file of the added folders whose path is like this does not come the first time. */
  failsOnce?: RegExp;
  /** Replaces the Content-Security-Policy of every page. */
  policy?: string;
}

/** The legacy console's policy, for pages of the annex. */
export const STRICT_POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; report-uri /__csp";

/** The legacy console's MIME types. Any other file, WebAssembly included, is `application/octet-stream`. */
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html;charset=UTF-8",
  ".js": "application/x-javascript",
  ".css": "text/css",
};

/** The probe, as in the reference host's own pages. */
const PROBE = '<script src="/__probe.js"></script>';

export class Annex {
  private constructor(
    readonly origin: string,
    private readonly server: Server,
  ) {}

  static async open(host: string, options: AnnexOptions = {}): Promise<Annex> {
    let { failsOnce } = options;
    const server = createServer((incoming, answer) => {
      const file = fileOf(options, pathOf(incoming));
      if (file && failsOnce?.test(pathOf(incoming))) {
        failsOnce = undefined;
        answer.writeHead(503).end();
      } else if (file) void serveFile(file, options, answer);
      else serve(host, options, incoming, answer);
    });
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

function pathOf(incoming: IncomingMessage): string {
  return (incoming.url ?? "/").split("?")[0] ?? "/";
}

/** The file for a path in an added folder; `undefined` for any other path. */
function fileOf({ folders = {} }: AnnexOptions, path: string): string | undefined {
  const prefix = Object.keys(folders).find((prefix) => path.startsWith(prefix));
  if (prefix === undefined) return undefined;
  // Normalised, so that no path leaves the folder.
  const inside = normalize(`/${decodeURIComponent(path.slice(prefix.length))}`);
  return join(folders[prefix] ?? "", inside.endsWith("/") ? `${inside}index.html` : inside);
}

async function serveFile(
  file: string,
  { policy = STRICT_POLICY }: AnnexOptions,
  answer: ServerResponse,
): Promise<void> {
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  let body: Buffer | string | undefined = await readFile(file).catch(() => undefined);
  // At the start of the head, before any script of the page.
  if (type.startsWith("text/html")) body = body?.toString().replace("<head>", `<head>${PROBE}`);
  answer.writeHead(body === undefined ? 404 : 200, {
    "content-type": type,
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  answer.end(body);
}

function serve(
  host: string,
  { files = {}, policy }: AnnexOptions,
  incoming: IncomingMessage,
  answer: ServerResponse,
): void {
  const file = files[pathOf(incoming)];
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
    // Pass an aborted reply on as an aborted answer.
    reply.on("aborted", () => answer.destroy());
  });
  outgoing.on("error", () => answer.destroy());
  answer.on("close", () => outgoing.destroy());
  incoming.pipe(outgoing);
}
