// The plugin in pages and browsers that lack something, or that some other script has changed before the plugin was loaded. An
// element must never stay empty, and no property of a foreign prototype may become an option.

import assert from "node:assert/strict";
import { Annex, type AnnexOptions, STRICT_POLICY } from "./harness/annex";
import { until } from "./harness/locator";
import { type Scene, scenes } from "./harness/scenes";
import { DEVICES } from "./harness/seeded";

const LEGACY = { consoles: ["legacy"], open: false } as const;
const LOOSE_POLICY = STRICT_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

const PAGE = `<!doctype html>
<html lang="en"><head><title>Annex</title><script src="/__probe.js"></script>
<script src="/annex/patch.js"></script></head>
<body><main><h1>Annex</h1></main>
<script src="/devicemgt/public/dep-enroll/annex/dep-enroll.classic.js"></script>
<script src="/annex/page.js"></script></body></html>`;

const INVOKER = `DepEnroll.configure({ transport: "invoker" });`;

/** Visits a page on which `patch` runs before the plugin's script, and `configure` after it. */
async function visit(
  { page, host }: Scene,
  patch: string,
  action: () => Promise<void>,
  { configure = INVOKER, ...options }: AnnexOptions & { configure?: string } = {},
): Promise<void> {
  const script = `${configure}
    document.querySelector("main").append(document.createElement("dep-enroll"));`;
  const annex = await Annex.open(host.origin, {
    ...options,
    files: {
      "/annex/page.html": { type: "text/html", body: PAGE },
      "/annex/patch.js": { type: "text/javascript", body: patch },
      "/annex/page.js": { type: "text/javascript", body: script },
    },
  });
  try {
    await page.visit(`${annex.origin}/annex/page.html`);
    await action();
  } finally {
    await annex.close();
  }
}

/** A minute passes in a moment, so that nobody has to wait for it. */
const FAST_MINUTE = `
  const real = window.setTimeout;
  window.setTimeout = (run, delay, ...rest) => real(run, delay === 60000 ? 300 : delay, ...rest);`;

/** The download of the module goes through a stream that `pull` fills from the real one. */
const streamed = (pull: string) => `${FAST_MINUTE}
  const fetched = window.fetch;
  window.fetch = async (url, init) => {
    const response = await fetched(url, init);
    if (!String(url).endsWith(".wasm") || window.untouched) return response;
    const bytes = new Uint8Array(await response.arrayBuffer());
    let at = 0;
    const stream = new ReadableStream({ pull: async (control) => { ${pull} } });
    init.signal.addEventListener("abort", () => stream.locked || stream.cancel());
    const wrapped = new Response(stream);
    const reader = wrapped.body.getReader();
    const aborted = new Promise((_, reject) =>
      init.signal.addEventListener("abort", () => reject(init.signal.reason)));
    aborted.catch(() => undefined);
    return { ok: true, status: 200, body: { getReader: () => ({
      read: () => Promise.race([reader.read(), aborted]) }) } };
  };`;

const NEVER = `new Promise(() => undefined)`;
const SOME = `control.enqueue(bytes.slice(at, (at += 40000)));`;

scenes("hostile pages", (scene) => {
  const stalls = [
    ["before its first byte", streamed(`await ${NEVER};`)],
    ["in its middle", streamed(`if (at > 100000) await ${NEVER}; ${SOME}`)],
    ["before its end", streamed(`if (at >= bytes.length) await ${NEVER}; ${SOME}`)],
  ] as const;
  for (const [where, patch] of stalls) {
    scene(`a download that hangs ${where} ends in a card`, LEGACY, async (it) => {
      await visit(it, patch, async () => {
        const card = it.page.banner("load.stalled");
        await card.expectText("sent nothing for a minute");
        await it.page.browser.run("window.untouched = true");
        await card.button("Try again").click();
        await it.page.devices().expectVisible();
      });
    });
  }

  scene("a server that never answers ends in a card", LEGACY, async (it) => {
    await it.host.fault({ match: { path: "dep-enroll.wasm" }, times: 1, do: { hang: true } });
    await visit(it, FAST_MINUTE, async () => {
      await it.page.banner("load.stalled").button("Try again").click();
      await it.page.devices().expectVisible();
    });
  });

  scene("a slow download that goes on is not given up", LEGACY, async (it) => {
    const slow = `if (at >= bytes.length) return control.close(); ${SOME}
      await new Promise((done) => real(done, 60));`;
    await visit(it, streamed(slow), async () => {
      await it.page.devices().expectVisible();
    });
  });

  const statuses = [
    [401, "load.refused"],
    [403, "load.refused"],
    [404, "load.missing"],
    [410, "load.missing"],
    [500, "load.server-error"],
    [503, "load.server-error"],
  ] as const;
  for (const [status, code] of statuses) {
    scene(`a module answered with ${status} shows ${code}`, LEGACY, async (it) => {
      const { page, host } = it;
      await host.fault({ match: { path: "dep-enroll.wasm" }, times: 0, do: { status } });
      await visit(it, "", async () => {
        await page.banner(code).expectVisible();
        await host.clearFaults();
        await page.banner(code).button("Try again").click();
        await page.devices().expectVisible();
      });
    });
  }

  scene("the card of a failed start speaks the language of the page", LEGACY, async (it) => {
    const { page, host } = it;
    const messages = {
      "load.missing.title": "Die Erweiterung fehlt",
      "load.missing.advice": "Auf dem Server ist keine Datei unter dieser Adresse.",
      "load.retry": "Noch einmal",
    };
    const configure = `DepEnroll.configure({ transport: "invoker", messages: ${JSON.stringify(messages)} });`;
    await host.fault({ match: { path: "dep-enroll.wasm" }, times: 0, do: { status: 404 } });
    const expectCard = async (): Promise<void> => {
      const card = page.banner("load.missing");
      await card.expectText("Die Erweiterung fehlt");
      await card.expectText("keine Datei unter dieser Adresse");
      await card.button("Noch einmal").expectVisible();
    };
    await visit(it, "", expectCard, { configure });
  });

  const old = [
    ["replaceSync", `delete CSSStyleSheet.prototype.replaceSync;`],
    ["the constructor of style sheets", `window.CSSStyleSheet = undefined;`],
    [
      "adoptedStyleSheets",
      `delete ShadowRoot.prototype.adoptedStyleSheets; delete Document.prototype.adoptedStyleSheets;`,
    ],
    [
      "Object.hasOwn",
      // The browser's driver needs it, so it returns when the page is drawn.
      `const { hasOwn } = Object;
       delete Object.hasOwn;
       const timer = setInterval(() => {
         const root = document.querySelector("dep-enroll")?.shadowRoot;
         if (!root?.querySelector("table, [role=alert]")) return;
         Object.hasOwn = hasOwn;
         clearInterval(timer);
       }, 20);`,
    ],
  ] as const;
  for (const [what, patch] of old) {
    scene(`without ${what} the page works and has its styles`, LEGACY, async (it) => {
      const options = { policy: LOOSE_POLICY };
      const action = async () => {
        await it.page.devices().expectVisible();
        const display = await it.page.browser.run<string>(
          `const tabs = document.querySelector("dep-enroll").shadowRoot.querySelector(".tabs");
           return getComputedStyle(tabs).display;`,
        );
        assert.equal(display, "flex");
      };
      await visit(it, patch, action, options);
    });
  }

  scene("without any way to style itself an element shows a card", LEGACY, async (it) => {
    it.provoke("violations", /^style-src.* blocked inline/);
    await visit(it, `delete CSSStyleSheet.prototype.replaceSync;`, async () => {
      await it.page.banner("load.unsupported").expectText("cannot run");
    });
  });

  const pollutions = [
    ["a token", `Object.prototype.token = "stolen";`],
    ["another address", `Object.prototype.url = "https://stolen.example";`],
    ["a contract", `Object.prototype.contract = { paths: { devices: "/stolen" } };`],
    ["a policy", `Object.prototype.policy = { token: "stolen" };`],
    ["another surface", `Object.prototype.dialog = "stolen"; Object.prototype.none = true;`],
  ] as const;
  for (const [what, patch] of pollutions) {
    scene(`${what} on Object.prototype is no option`, LEGACY, async (it) => {
      const { page } = it;
      const record = `${patch}
        window.calls = [];
        const fetched = window.fetch;
        window.fetch = (call, init) => {
          const request = new Request(call, init);
          window.calls.push(request.url + " " + request.headers.get("authorization"));
          return fetched(request);
        };`;
      await visit(
        it,
        record,
        async () => {
          const calls = () => page.browser.run<string[]>("return window.calls");
          const devices = async () =>
            (await calls()).filter((call) => call.includes("/dep/devices?"));
          await until("the first call", async () => (await devices()).length > 0);
          assert.match((await devices())[0] ?? "", /^http:\/\/127\.0\.0\.1.* null$/);
          assert.doesNotMatch((await calls()).join(" "), /stolen/);
        },
        { configure: `DepEnroll.configure({ transport: "direct" });` },
      );
    });
  }

  const early = [
    ["a number", "42"],
    ["an unknown option", `{ transprot: "invoker" }`],
    ["a forbidden header", `{ headers: { Cookie: "a=b" } }`],
    ["a text", `"invoker"`],
  ] as const;
  for (const [what, config] of early) {
    scene(`${what} set as config before the script has run ends in a card`, LEGACY, async (it) => {
      const patch = `
        window.early = document.createElement("dep-enroll");
        window.early.config = ${config};`;
      const configure = `${INVOKER} document.querySelector("main").append(window.early);`;
      await visit(
        it,
        patch,
        async () => {
          await it.page.banner("load.configuration").expectText("dep-enroll:");
          // The element beside it works.
          await it.page.devices().expectVisible();
        },
        { configure },
      );
    });
  }

  const bodies = [
    ["an empty file", "", "load.not-wasm"],
    ["a page of JSON", `{"data": null}`, "load.not-wasm"],
    ["a foreign module", "\0asm\u0001\0\0\0", "load.broken"],
    ["a module of a later version", "\0asm\u0009\0\0\0", "load.broken"],
  ] as const;
  for (const [what, body, code] of bodies) {
    scene(`${what} in place of the module shows ${code}`, LEGACY, async (it) => {
      const { page, host } = it;
      await host.fault({ match: { path: "dep-enroll.wasm" }, times: 0, do: { status: 200, body } });
      await visit(it, "", async () => {
        await page.banner(code).expectVisible();
      });
    });
  }

  scene("a crash in openEnrollment rejects, and its card stays in the page", LEGACY, async (it) => {
    const { page, provoke } = it;
    // Firefox reports an object of another script as `{}`.
    provoke("errors", /patched|unreachable|RuntimeError|^\{\}$/);
    await visit(it, "", async () => {
      await page.devices().expectVisible();
      await page.browser.run(`
        DepEnroll.openEnrollment({ serial: "${DEVICES.empty}" })
          .catch((error) => { window.outcome = error.message; });`);
      await page
        .dialog(/^Edit enrollment/)
        .field("Assigned user's username")
        .fill("alice");
      await page.browser.run(`window.Date.now = () => { throw new Error("patched"); };`);
      await page.press("x");
      const outcome = () => page.browser.run<string | null>("return window.outcome ?? null");
      await until("the promise", async () => (await outcome()) !== null);
      assert.match((await outcome()) ?? "", /has stopped\. Reload the page/);
      await page.css("dep-enroll-dialog").css('[data-code="load.crashed"]').expectVisible();
      const asks = await page.browser.run<boolean>(
        `const leaving = new Event("beforeunload", { cancelable: true });
         window.dispatchEvent(leaving);
         return leaving.defaultPrevented;`,
      );
      assert.equal(asks, false, "the reload that the card advises must not be asked about");
    });
  });

  scene(
    "no listener stays that would keep a browser from the fast way back",
    LEGACY,
    async (it) => {
      const { page } = it;
      const counted = `
      window.leaving = 0;
      for (const [name, step] of [["addEventListener", 1], ["removeEventListener", -1]]) {
        const real = window[name];
        window[name] = function (type, ...rest) {
          if (/^(before)?unload$/.test(type)) window.leaving += step;
          return real.call(window, type, ...rest);
        };
      }`;
      await visit(it, counted, async () => {
        const listeners = () => page.browser.run<number>("return window.leaving");
        const settled = (count: number) =>
          until(`${count} listeners`, async () => (await listeners()) === count);
        await page.devices().expectVisible();
        assert.equal(await listeners(), 0);
        const dialog = await page.editEnrollment(DEVICES.empty);
        assert.equal(await listeners(), 0);
        await dialog.field("Assigned user's username").fill("alice");
        await settled(1);
        await page.press("Escape");
        await page.button("Discard and go on").click();
        await dialog.expectGone();
        await settled(0);
      });
    },
  );
});
