// Runs inside the measured page: the host that the plugin talks to, which answers from memory, and the marks by which a
// key's tasks are found in the trace. It must never do work of its own between a key and its last mark.

import type { HostReply, HostRequest, Options } from "../../../www/src/options";
import { consoleData } from "./data";
import { MARKS } from "./marks";

/** What the benchmark asks of the page. */
export interface Bench {
  /** The call of the host that the next keys end with, by a part of its path. */
  awaits: string;
  /** Resolves when the last key, and what its call brought, is drawn. */
  settled: Promise<void>;
}

declare global {
  var bench: Bench;
}

const { profiles, devices } = consoleData();

function body(path: string): unknown {
  const { pathname, searchParams } = new URL(path, location.origin);
  if (pathname.endsWith("/dep/profiles")) return { profiles, count: profiles.length };
  if (pathname.endsWith("/dep/devices")) {
    const wanted = searchParams.get("serial") ?? "";
    const found = devices.filter(({ serial }) => serial.includes(wanted));
    return { devices: found, count: found.length };
  }
  if (pathname.endsWith("/dep/readiness")) {
    return { agentPackageName: "agent", agentConfigured: true, agentPublished: true };
  }
  if (pathname.endsWith("/users/checkUser")) return true;
  if (pathname.endsWith("/users/search/usernames")) return [];
  const serial = pathname.split("/dep/devices/")[1]?.split("/")[0];
  return devices.find((device) => device.serial === serial);
}

let answered: ((path: string) => void) | undefined;

function request({ path }: HostRequest): Promise<HostReply> {
  const found = body(path);
  answered?.(path);
  return Promise.resolve(found === undefined ? { status: 404 } : { status: 200, body: found });
}

/** Resolves when a frame that begins after now has been drawn. */
function drawn(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

globalThis.bench = { awaits: "", settled: Promise.resolve() };

addEventListener("keydown", () => performance.mark(MARKS.key), { capture: true });
addEventListener(
  "input",
  () => {
    const answer = new Promise<void>((resolve) => {
      answered = (path) => {
        if (path.includes(bench.awaits)) resolve();
      };
    });
    bench.settled = drawn()
      .then(() => void performance.mark(MARKS.drawn))
      .then(() => answer)
      .then(drawn)
      .then(() => void performance.mark(MARKS.settled));
  },
  { capture: true },
);

/** The built plugin, which the page loads as a console does. */
const plugin = "/product/dep-enroll.js";
const { configure } = (await import(plugin)) as { configure: (options: Options) => void };
configure({ transport: "callback", request, policy: { tenantDomain: "carbon.super" } });
