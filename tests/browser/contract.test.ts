// The accessibility contract, in every scene of the gallery: contrast themes, borders, targets, spaced texts, low windows,
// names, languages, the focus and what screen readers are told. axe knows none of these.
//
// In a run of all tests each scene is checked in one engine, another one every day.

import assert from "node:assert/strict";
import { SCENES } from "../../www/gallery/scenes";
import { failing, listen, said, spreadTexts } from "./harness/contract";
import type { Driver } from "./harness/driver";
import type { Engine } from "./harness/engines";
import { expectFits } from "./harness/fits";
import { showScene } from "./harness/gallery";
import { until } from "./harness/locator";
import { type SceneOptions, scenes } from "./harness/scenes";

const APART: SceneOptions = { as: null, spread: true };
const CONSOLE: SceneOptions = { spread: true };

/** The scenes that the module draws; of the others the shell draws a card. */
const SURFACES = SCENES.filter(({ module }) => module === undefined);

/** Scenes with a dialog: what is outside of it is not heard. */
const DIALOGS = ["assign/empty", "enrollment/undecided", "checklist/open-items"];

/** Gives the element a locale and a language of its own, and answers with what its root says. */
const SHOW_LOCALE = `
  const [locale, own] = arguments;
  const element = document.querySelector("dep-enroll");
  element.removeAttribute("dir");
  if (own) element.lang = own;
  if (element.config.locale !== locale) element.config = { ...element.config, locale };
  const root = element.shadowRoot.querySelector(".root");
  return root.lang + " " + root.dir;`;

async function inWindow<Answer>(
  engine: Engine,
  width: number,
  height: number,
  look: () => Promise<Answer>,
): Promise<Answer> {
  await engine.viewport(width, height);
  try {
    return await look();
  } finally {
    await engine.viewport(1280, 900);
  }
}

async function inForcedColors(engine: Engine): Promise<string[]> {
  if (!engine.canForceColors) return [];
  const found: string[] = [];
  try {
    for (const scheme of ["light", "dark"] as const) {
      await engine.forceColors(true, scheme);
      found.push(...(await failing(engine.driver, "forced", `lost in a ${scheme} contrast theme`)));
    }
  } finally {
    await engine.forceColors(false);
  }
  return found;
}

async function inBothColors(browser: Driver): Promise<string[]> {
  const found: string[] = [];
  for (const colors of ["dark", "light"]) {
    await browser.run("gallery.paint(arguments[0])", colors);
    found.push(...(await failing(browser, "borders", `no edge to be seen, ${colors}`)));
  }
  return found;
}

async function withSpacedTexts(engine: Engine): Promise<string[]> {
  const found: string[] = [];
  await spreadTexts(engine.driver, true);
  try {
    for (const width of [1280, 1024, 320]) {
      await inWindow(engine, width, 900, () => expectFits(engine.driver)).catch((error: unknown) =>
        found.push(`spaced texts, ${width} pixels: ${String(error)}`),
      );
    }
  } finally {
    await spreadTexts(engine.driver, false);
  }
  return found;
}

async function withFinger(engine: Engine): Promise<string[]> {
  if (!engine.coarsePointer) return [];
  await engine.coarsePointer(true);
  try {
    const script = "return matchMedia('(pointer: coarse)').matches";
    assert.ok(await engine.driver.run<boolean>(script), "the pointer is a finger");
    return await failing(engine.driver, "targets", "too small for a finger", 32);
  } finally {
    await engine.coarsePointer(false);
  }
}

async function lostFocus(browser: Driver): Promise<string[]> {
  const script = "return gallery.touched.yes && document.activeElement === document.body";
  return (await browser.run<boolean>(script)) ? ["the focus has fallen to the page"] : [];
}

scenes("contract", (scene) => {
  for (const { id } of SURFACES) {
    scene(id, APART, async ({ page }) => {
      const { browser, engine } = page;
      await showScene(page, id);
      // All at once, because one change of a surface often breaks several.
      const found = [
        ...(await lostFocus(browser)),
        ...(await failing(browser, "language", "not said on the root")),
        ...(await failing(browser, "names", "not the only one of this name")),
        ...(await failing(browser, "targets", "a target is too small", 24)),
        ...(await withFinger(engine)),
        ...(await inBothColors(browser)),
        ...(await inForcedColors(engine)),
        ...(await withSpacedTexts(engine)),
        ...(await inWindow(engine, 320, 256, () => failing(browser, "cramped", "no room"))),
        ...(await inWindow(engine, 320, 256, () => failing(browser, "covered", "covered"))),
      ];
      assert.deepEqual(found, []);
    });
  }

  scene("one polite and one assertive region speak, over a dialog too", APART, async ({ page }) => {
    const found: string[] = [];
    for (const id of ["devices/list", "profiles/list", ...DIALOGS]) {
      await showScene(page, id);
      found.push(...(await failing(page.browser, "regions", id)));
    }
    assert.deepEqual(found, []);
  });

  scene("the root says the language of the texts and its direction", APART, async ({ page }) => {
    await showScene(page, "devices/empty");
    const shown = (locale: string, own: string) =>
      page.browser.run<string>(SHOW_LOCALE, locale, own);
    for (const [locale, direction] of [
      ["ar", "rtl"],
      ["he-IL", "rtl"],
      ["fa-IR-u-nu-latn", "rtl"],
      ["az-Arab", "rtl"],
      ["de-CH", "ltr"],
      ["ar-Latn", "ltr"],
      ["ja", "ltr"],
    ] as const) {
      await until(
        () => `the root to run ${direction} in ${locale}`,
        async () => (await shown(locale, "")) === `${locale} ${direction}`,
      );
    }
    await until(
      "the page's own language to count",
      async () => (await shown("ar", "fr")) === " rtl",
    );
  });

  scene("on a dark system the boxes have the colours of the console", {}, async ({ page }) => {
    const scheme = () =>
      page.browser.run<string>(
        `return getComputedStyle(document.querySelector("dep-enroll")).colorScheme`,
      );
    await page.engine.colorScheme("dark");
    try {
      const wanted = page.console === "legacy" ? "light" : "dark";
      await until("the colours", async () => (await scheme()) === wanted);
    } finally {
      await page.engine.colorScheme("light");
    }
  });

  scene("the console's borders of controls have 3:1", {}, async ({ page }) => {
    const look = (colors: string) =>
      failing(page.browser, "borders", `no edge to be seen, ${colors}`);
    const found = await look("light");
    await page.engine.colorScheme("dark");
    try {
      found.push(...(await look("dark")));
    } finally {
      await page.engine.colorScheme("light");
    }
    assert.deepEqual(found, []);
  });

  for (const [id, code, status] of [
    ["devices/server-error", "host.server", "500"],
    ["devices/forbidden", "host.permission", "403"],
    ["devices/not-found", "host.not-found", "404"],
    ["profiles/server-error", "host.server", "500"],
  ] as const) {
    scene(`a failure folds what the administrator needs: ${id}`, APART, async ({ page }) => {
      await showScene(page, id);
      const banner = page.css(`[data-code="${code}"]`);
      await banner.css("details:not([open])").expectCount(1);
      await banner.css("summary").click();
      await banner.css("details[open]").expectCount(1);
      await banner.css("dl").expectText(new RegExp(`Status\\s*${status}`));
      await banner.css("dl").expectText(/Path\s*\/api\/device-mgt/);
      await banner.button("Copy details").expectVisible();
    });
  }

  scene("a lost session says that the changes are still here", APART, async ({ page }) => {
    for (const id of ["devices/session-lost", "enrollment/save-session-lost"]) {
      await showScene(page, id);
      await page.banner("host.session").expectText("Your changes are still here.");
      await page.banner("host.session").css("summary").expectCount(0);
    }
  });

  for (const [id, role, name] of [
    ["assign/empty", "combobox", "Profile"],
    ["enrollment/undecided", "combobox", "Assigned user's username"],
    ["checklist/open-items", "heading", /Before-enroll checklist/],
    ["assign/viewer", "heading", "C02ASSIGN001"],
  ] as const) {
    scene(`a dialog does not begin on Close: ${id}`, APART, async ({ page }) => {
      await showScene(page, id);
      await page.expectFocus(role, name);
    });
  }

  scene("a failed call is said at once", CONSOLE, async ({ page, host }) => {
    await listen(page.browser);
    await host.expire();
    await page.button("Sync with Apple").click();
    await page.banner("host.session").expectVisible();
    await expectSaid(page.browser, "assertive", /You are signed out/);
  });

  scene("an empty result is said", CONSOLE, async ({ page }) => {
    await listen(page.browser);
    await page.get("searchbox").fill("ZZZZ9");
    await expectSaid(page.browser, "polite", /No device/);
  });
});

async function expectSaid(
  browser: Driver,
  region: "polite" | "assertive",
  wanted: RegExp,
): Promise<void> {
  let heard: string[] = [];
  await until(
    () => `the ${region} region to say ${wanted}, not ${JSON.stringify(heard)}`,
    async () => {
      heard = (await said(browser))[region];
      return heard.some((text) => wanted.test(text));
    },
  );
}
