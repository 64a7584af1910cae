// Every scene of the gallery: its accessibility tree, axe in light, dark and forced colours, and the width of a phone with
// longer texts from right to left.
//
// A changed tree is a change for people who use a screen reader. After reading the difference, write the new trees with
// `DEP_GENERATE=1 cargo xtask test browser --only gallery --engine chromium`.

import assert from "node:assert/strict";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SCENES } from "../../www/gallery/scenes";
import type { Scene } from "../../www/gallery/scene";
import { expectAccessible, expectReadable } from "./harness/axe";
import { expectFits } from "./harness/fits";
import { changeScene, showScene } from "./harness/gallery";
import { EVERY_ENGINE, scenes, type SceneOptions } from "./harness/scenes";
import type { Page } from "./harness/page";

// The default is relative to the project's root.
const TREES = process.env["DEP_TREES"] ?? join(process.cwd(), "tests/browser/trees");
const WRITE = process.env["DEP_GENERATE"] === "1";

/** A scene needs no session, and no console. */
const APART: SceneOptions = { as: null, spread: true };

scenes(
  "gallery",
  (scene) => {
    for (const shown of SCENES) {
      scene(shown.id, APART, async ({ page, provoke }) => {
        if (shown.module !== undefined) provoke("console", /dep-enroll/);
        await showScene(page, shown.id);
        await expectTree(page, shown);
        await expectColors(page, shown);
        await expectNarrow(page, shown);
      });
    }

    scene("every tree belongs to a scene", APART, async ({ page }) => {
      await page.visit("/gallery/");
      const files = await readdir(TREES, { recursive: true });
      const trees = files.filter((file) => file.endsWith(".txt")).sort();
      assert.deepEqual(trees, SCENES.map(({ id }) => `${id}.txt`).sort());
      const links = await page.browser.run<string[]>(
        "return [...document.querySelectorAll('nav a')].map((a) => a.hash.slice(1))",
      );
      assert.deepEqual(links.sort(), SCENES.map(({ id }) => id).sort());
    });
  },
  EVERY_ENGINE,
);

/** Compares the accessibility tree with the committed one. It is the same in every browser. */
async function expectTree(page: Page, { id }: Scene): Promise<void> {
  const tree = await page.browser.run<string>("return gallery.tree()");
  const file = join(TREES, `${id}.txt`);
  if (WRITE) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, tree);
  }
  assert.equal(tree, await readFile(file, "utf8"), `the accessibility tree of ${id}`);
}

async function expectColors(page: Page, { tag = "dep-enroll" }: Scene): Promise<void> {
  const { browser, engine } = page;
  // As high as the scene: a button half under the sticky pager is no small target, because it can be scrolled out.
  const height = await browser.run<number>("return document.documentElement.scrollHeight");
  if (height > 900) await engine.viewport(1280, height);
  try {
    await expectAccessible(browser, tag);
  } finally {
    if (height > 900) await engine.viewport(1280, 900);
  }
  await browser.run("gallery.paint('dark')");
  await expectReadable(browser, tag);
  await browser.run("gallery.paint('light')");
  if (!engine.canForceColors) return;
  await engine.forceColors(true);
  try {
    await expectReadable(browser, tag);
  } finally {
    await engine.forceColors(false);
  }
}

async function expectNarrow(page: Page, { id }: Scene): Promise<void> {
  if (!page.engine.canBeNarrow) return;
  await page.engine.viewport(320, 700);
  try {
    await changeScene(page, id, { texts: "long", direction: "rtl" });
    await expectFits(page.browser);
  } finally {
    await page.engine.viewport(1280, 900);
  }
}
