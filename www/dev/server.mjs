// The pages of the reference host with the client in them, and what the client asks for. It must never know what is built.

import { createServer } from "node:http";
import { Pages } from "./pages.mjs";
import { CLIENT, proxy } from "./proxy.mjs";

/** Makes the server; it does not listen yet. `client`: the client's script. */
export function createDevServer(hostUrl, pages, client) {
  return createServer((request, response) => {
    if (request.url === CLIENT) {
      response.writeHead(200, { "content-type": "text/javascript", "cache-control": "no-store" });
      response.end(client);
    } else if (request.url === Pages.path) {
      pages.connect(response);
    } else {
      proxy(hostUrl, request, response);
    }
  });
}
