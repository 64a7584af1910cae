// The transport battery in the page, over the browser's own network, once for each transport. The
// native tests run the same battery.

import assert from "node:assert/strict";
import { Annex } from "./harness/annex";
import { until } from "./harness/locator";
import { scenes } from "./harness/scenes";

interface Outcome {
  name: string;
  ok: boolean;
  detail: string;
}

const KINDS = ["direct", "invoker", "request-handler", "callback"] as const;

const PAGE = `<!doctype html><html lang="en"><title>Battery</title>
<script src="/__probe.js"></script><script type="module" src="/annex/battery.js"></script></html>`;

const SCRIPT = `
import init, { run_battery } from "/entgra/public/dep-enroll/test/battery/battery.js";
// As bytes, because this host does not serve WebAssembly with its own MIME type.
const file = await fetch("/entgra/public/dep-enroll/test/battery/battery_bg.wasm");
await init({ module_or_path: await file.arrayBuffer() });
const request = async ({ method, path, body }) => {
  const json = { "content-type": "application/json" };
  return fetch(path, {
    method, redirect: "manual",
    // The page needs its own timeout, because a browser allows only six connections to a host.
    signal: AbortSignal.timeout(5000),
    ...(body === undefined || body === null ? {} : { body: JSON.stringify(body), headers: json }),
  });
};
window.runBattery = (kind) => {
  window.outcomes = null;
  const options = kind === "callback" ? { request } : {};
  run_battery(kind, options).then(
    (outcomes) => { window.outcomes = outcomes; },
    (error) => { window.outcomes = [{ name: "the battery runs", ok: false, detail: String(error) }]; },
  );
};`;

scenes("transports", (scene) => {
  // The battery has its own page and session, so the console does not matter.
  const options = { consoles: ["legacy"], as: null } as const;

  for (const kind of KINDS) {
    scene(`the battery passes over ${kind}`, options, async ({ page, host }) => {
      const annex = await Annex.open(host.origin, {
        files: {
          "/annex/battery.html": { type: "text/html", body: PAGE },
          "/annex/battery.js": { type: "text/javascript", body: SCRIPT },
        },
      });
      try {
        await page.visit(`${annex.origin}/annex/battery.html`);
        await until("the battery to load", () =>
          page.browser.run<boolean>("return typeof window.runBattery === 'function'"),
        );
        await page.browser.run("window.runBattery(arguments[0])", kind);
        const outcomes = await finished(() =>
          page.browser.run<Outcome[] | null>("return window.outcomes"),
        );
        const failed = outcomes.filter(({ ok }) => !ok);
        const words = failed.map(({ name, detail }) => `${name}: ${detail}`);
        assert.equal(failed.length, 0, words.join("\n"));
        assert.ok(outcomes.length >= 40, `only ${outcomes.length} checks ran`);
        await page.takeRecord();
      } finally {
        await annex.close();
      }
    });
  }
});

/** Waits for the battery, which takes longer than `until` allows. */
async function finished(read: () => Promise<Outcome[] | null>): Promise<Outcome[]> {
  const deadline = Date.now() + 60_000;
  let outcomes: Outcome[] | null = null;
  while (Date.now() < deadline && outcomes === null) {
    await until("the battery to end", async () => {
      outcomes = await read();
      return outcomes !== null;
    }).catch(() => undefined);
  }
  if (outcomes === null) throw new Error("the battery does not end");
  return outcomes;
}
