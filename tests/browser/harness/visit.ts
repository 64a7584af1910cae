// A page of a console of one's own, for tests about what a host page may choose: the elements, the options and the address.

import { Annex } from "./annex";
import type { Scene } from "./scenes";

const HASH = `<dep-enroll history="hash"></dep-enroll>`;

export interface PageOptions {
  /** The elements of the page. */
  body?: string;
  /** Added to the head. */
  head?: string;
  /** A script that runs before the plugin's. */
  before?: string;
  /** The hash of the address. */
  hash?: string;
  /** Options of the plugin, as JavaScript. */
  options?: string;
}

/** Visits a page of a console of its own, with the plugin in it. */
export async function visit(
  { page, host }: Scene,
  { body = HASH, head = "", before = "", hash = "", options = "" }: PageOptions,
  action: () => Promise<void>,
): Promise<void> {
  const html = `<!doctype html><html lang="en"><head><title>Annex</title>
<script src="/__probe.js"></script><script src="/annex/before.js"></script>${head}</head>
<body><main><h1>Annex</h1>${body}</main>
<script src="/devicemgt/public/dep-enroll/annex/dep-enroll.classic.js"></script>
<script src="/annex/page.js"></script></body></html>`;
  const sent = `
    window.sentEvents = [];
    document.addEventListener("dep-navigate", ({ detail: { state, replace } }) =>
      window.sentEvents.push(state + (replace ? " (replaced)" : "")));`;
  const annex = await Annex.open(host.origin, {
    files: {
      "/annex/page.html": { type: "text/html", body: html },
      "/annex/before.js": { type: "text/javascript", body: sent + before },
      "/annex/page.js": {
        type: "text/javascript",
        body: `DepEnroll.configure({ transport: "invoker", ${options} });`,
      },
    },
  });
  try {
    await page.visit(`${annex.origin}/annex/page.html${hash}`);
    await action();
  } finally {
    await annex.close();
  }
}
