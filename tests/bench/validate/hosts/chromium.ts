// Implementations in Chromium, each in a tab of a site of its own, which the browser gives a process
// of its own. The pages come from a server on the loopback interface and load nothing else.

import { createReadStream } from "node:fs";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, extname, join } from "node:path";
import { type Engine, startEngine } from "../../../browser/harness/engines";
import type { Host, Process, Result } from "./host";

/** The slowest order is the check of a whole file by the slowest library on a busy machine. */
const LIMIT_MS = 120_000;

const FLAGS = [
  "--js-flags=--expose-gc",
  // The tab that works is not always the one in front, and must not be slower for it.
  "--disable-renderer-backgrounding",
  "--disable-backgrounding-occluded-windows",
  "--disable-background-timer-throttling",
  "--site-per-process",
];

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

export async function chromiumHost(bundles: string, product: string): Promise<Host> {
  const findings = new Map<string, string>();
  const server = createServer((request, response) => {
    serve(bundles, product, findings, request, response).catch((error: unknown) => {
      response.writeHead(500).end(`${error}`);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  let engine: Engine;
  try {
    engine = await startEngine("chromium", FLAGS);
  } catch (error) {
    server.close();
    throw error;
  }
  const { driver } = engine;
  await driver.command("POST", "timeouts", { script: LIMIT_MS });
  const first = await driver.window();
  let count = 0;

  /** Runs an expression in the tab that is in front; promises are waited for. */
  const ask = async (expression: string): Promise<number | string | null> => {
    const script = `const done = arguments[arguments.length - 1];
      bench.then(async (bench) => ({ value: (await ${expression}) ?? null })).then(done,
        (error) => done({ error: error.stack ?? String(error) }));`;
    const result = await driver.runAsync<Result>(script);
    if ("error" in result) throw new Error(result.error);
    return result.value;
  };

  const start = async (implementation: string): Promise<Process> => {
    const tab = await driver.newTab();
    await driver.switchTo(tab);
    const site = `http://bench${count++}.localhost:${port}`;
    await driver.go(`${site}/?${implementation}`);
    const order = async (expression: string): Promise<number | string | null> => {
      await driver.switchTo(tab);
      return ask(expression);
    };
    return {
      loadMs: Number(await order("bench.loadMs")),
      prepare: async (workload) => void (await order(`bench.subject.prepare("${workload}")`)),
      measure: async (workload) => Number(await order(`bench.subject.measure("${workload}")`)),
      conform: async () => {
        // Tens of megabytes are too much for an answer of the driver.
        await order(`fetch("/findings/${implementation}", {
          method: "POST", body: await bench.subject.conform() }).then(() => null)`);
        return findings.get(implementation) ?? "";
      },
      stop: async () => {
        await driver.switchTo(tab);
        await driver.closeTab();
        await driver.switchTo(first);
      },
    };
  };
  return {
    engine: `Chromium ${String(driver.capabilities["browserVersion"])}`,
    start,
    stop: async () => {
      await engine.stop();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function serve(
  bundles: string,
  product: string,
  findings: Map<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  const [, folder = "", file = ""] = pathname.split("/");
  // Isolated pages have the finer clock.
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-embedder-policy", "require-corp");
  if (pathname === "/") {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page(search.slice(1)));
  } else if (folder === "findings") {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    findings.set(file, Buffer.concat(parts).toString());
    response.writeHead(204).end();
  } else if (folder === "bundles" || folder === "product") {
    response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
    const from = createReadStream(join(folder === "bundles" ? bundles : product, basename(file)));
    from.on("error", () => response.writeHead(404).end());
    from.pipe(response);
  } else {
    response.writeHead(404).end();
  }
}

function page(implementation: string): string {
  return `<!doctype html><title>${implementation}</title><script>
    globalThis.depEnrollEntry = "/product/dep-enroll-validate.js";
    globalThis.bench = (async () => {
      const start = performance.now();
      const { implementation, Subject } = await import("/bundles/${implementation}.mjs");
      await implementation.ready?.();
      return { loadMs: performance.now() - start, subject: new Subject(implementation) };
    })();
  </script>`;
}
