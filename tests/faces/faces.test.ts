// The same answers from every entry of the package in every browser: the corpus that the native rules, the component in
// wasmtime and the component in Node agree on, byte for byte.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Annex } from "../browser/harness/annex";
import { scenes } from "../browser/harness/scenes";
import inPage from "in-page:./in-page";
import { hostile } from "./hostile";
import type { Outcome } from "./node/replay.mjs";

const FOLDER = process.env["DEP_CORPUS"] ?? join(process.cwd(), "target/faces/corpus");
const WWW = process.env["DEP_WWW"] ?? join(process.cwd(), "www/dist");
const PAGE = join(process.cwd(), "tests/faces/page");
const FACES = ["plugin", "classic", "validate"] as const;
/** Files of the corpus that all play: the vectors come first. */
const FIRST = 3;
/** Of the others a face that is only another wrapping, and the slowest engine, play one in so many. */
const SHARE = 10;
const LEGACY = { consoles: ["legacy"], as: null, open: false } as const;

const REPLAY = `
  const [face, url, done] = arguments;
  window.replayFile(face, url).then(done, (error) => done({ error: String(error) }));`;

scenes(
  "faces",
  (scene) => {
    for (const face of FACES) {
      scene(`${face}: the corpus, byte for byte`, LEGACY, async ({ page, host }) => {
        const all = (await readdir(FOLDER)).sort();
        assert.ok(all.length > 0, `${FOLDER} holds no corpus`);
        const isWhole = face !== "classic" && page.engine.name !== "webkit";
        const files = all.filter((_, at) => isWhole || at < FIRST || at % SHARE === 0);
        const annex = await open(host.origin);
        try {
          await page.visit(`${annex.origin}/annex/`);
          await page.css("#state").expectText("ready");
          await page.browser.run(inPage);
          let calls = 0;
          for (const file of files) {
            const outcome = await page.browser.runAsync<Outcome & { error?: string }>(
              REPLAY,
              face,
              `/corpus/${file}`,
            );
            assert.equal(outcome.error, undefined);
            assert.equal(outcome.differences, 0, outcome.described.join("\n"));
            calls += outcome.calls;
          }
          assert.ok(calls > 600, `only ${calls} calls were made`);
        } finally {
          await annex.close();
        }
      });

      scene(`${face}: hostile values are answered and break nothing`, LEGACY, async (it) => {
        const annex = await open(it.host.origin);
        try {
          await it.page.visit(`${annex.origin}/annex/`);
          await it.page.css("#state").expectText("ready");
          const wrong = await it.page.browser.runAsync<string[]>(
            `const [face, done] = arguments;
             (${hostile.toString()})(window.faces[face])
               .then(done, (error) => done([String(error)]));`,
            face,
          );
          assert.deepEqual(wrong, []);
        } finally {
          await annex.close();
        }
      });
    }
  },
  ["chromium", "firefox", "webkit"],
);

function open(host: string): Promise<Annex> {
  return Annex.open(host, {
    folders: { "/annex/": `${PAGE}/`, "/dist/": `${WWW}/`, "/corpus/": `${FOLDER}/` },
  });
}
