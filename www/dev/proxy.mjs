// Passes requests on to the reference host, and puts the client into the pages that come back. It must never change an answer
// that is not a page, but for one header: browsers must not keep files that the next change replaces.

import { request as ask } from "node:http";

/** The address of the client. */
export const CLIENT = "/__dev/client.js";

const SCRIPT = `<script src="${CLIENT}"></script>`;

/** Passes a request on to the host, and its answer back. */
export function proxy(hostUrl, request, response) {
  const { method, url, headers } = request;
  const passed = ask(new URL(hostUrl), { method, path: url, headers }, (answer) => {
    const kept = { ...answer.headers, "cache-control": "no-store" };
    if (!/^text\/html/.test(kept["content-type"] ?? "") || method === "HEAD") {
      response.writeHead(answer.statusCode, kept);
      answer.pipe(response);
      return;
    }
    const parts = [];
    answer.on("data", (part) => parts.push(part));
    answer.on("end", () => {
      const page = withClient(Buffer.concat(parts).toString());
      delete kept["transfer-encoding"];
      kept["content-length"] = Buffer.byteLength(page);
      response.writeHead(answer.statusCode, kept);
      response.end(page);
    });
  });
  passed.on("error", (error) => {
    if (!response.headersSent) response.writeHead(502, { "content-type": "text/plain" });
    response.end(`The reference host cannot be reached: ${error.message}\n`);
  });
  response.on("close", () => passed.destroy());
  request.pipe(passed);
}

/** A page with the client in front of its own scripts. Other text, such as an error in one line, stays as it is. */
function withClient(page) {
  return page.replace(/<head[^>]*>/i, (head) => `${head}${SCRIPT}`);
}
