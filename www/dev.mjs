// The server of `cargo xtask dev`: the reference host's pages with a client in each, which follows the changes of the sources.
// It ends with its input, and ends everything that it started.
//
//   node www/dev.mjs --dev --glue DIR --dist DIR -- PORT XTASK REFHOST [ARGUMENTS OF THE HOST...]

import { BUILDS } from "./build/builds.mjs";
import { positionals } from "./build/shared.mjs";
import { bundleClient } from "./dev/client.mjs";
import { Pages } from "./dev/pages.mjs";
import { startProgram } from "./dev/programs.mjs";
import { Rebuilder } from "./dev/rebuild.mjs";
import { createDevServer } from "./dev/server.mjs";

const [port, xtask, refhost, ...hostArguments] = positionals;
const pages = new Pages();
const rebuilder = new Rebuilder(pages, xtask);
const host = startProgram(refhost, [...hostArguments, "--json"]);
let isEnding = false;

async function end(reason) {
  if (isEnding) return;
  isEnding = true;
  if (reason) console.error(`dev: ${reason}`);
  await Promise.all([rebuilder.stop(), host.stop()]);
  process.exit(reason ? 1 : 0);
}

// A terminal sends Ctrl-C to every program in it; the end of the input tells the same.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => void end());
process.stdin.on("close", () => void end()).resume();

void host.ended.then(({ output }) => end(`the reference host ended: ${output}`));
const { url: hostUrl } = JSON.parse(await host.firstLine);
await rebuilder.start();

const server = createDevServer(hostUrl, pages, await bundleClient());
server.on("error", (error) => void end(error.message));
server.listen(Number(port), "127.0.0.1", () => {
  const own = `http://127.0.0.1:${server.address().port}`;
  for (const { name, page } of BUILDS) {
    if (page) console.log(`${name.padEnd(16)}${own}${page}`);
  }
  console.log("Sign in as admin, viewer or helpdesk; each name is its own password.");
  console.log(
    "Changes of Rust, TypeScript, style sheets and sentences are shown as they are saved.",
  );
  console.log("Ctrl-C ends everything.");
  console.log(`listening on ${own}`);
});
