// The rule vectors through the plugin's functions in the page. The native tests run the same vectors.
// The functions must also answer any argument of a host page without throwing.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "./harness/page";
import { scenes } from "./harness/scenes";

interface Vector {
  name: string;
  input: unknown;
  policy?: unknown;
  expect: Record<string, unknown>;
}

type Answer = Record<string, unknown>;

// The default is relative to the project's root.
const FOLDER = process.env["DEP_VECTORS"] ?? join(process.cwd(), "tests/vectors");

const SIMPLE = [
  ["usernames", "validateUsername"],
  ["serials", "validateSerial"],
  ["profiles", "validateProfileUuid"],
  ["enrollment", "validateEnrollment"],
] as const;

/** Waits until the exported functions answer: they are in the plugin's second file. */
async function functions(page: Page): Promise<void> {
  await page.browser.runAsync("const done = arguments[0]; DepEnroll.ready().then(done, done)");
}

/** Calls one exported function for a list of argument lists, in the page. */
async function callAll(page: Page, name: string, calls: unknown[][]): Promise<Answer[]> {
  await functions(page);
  return page.browser.run<Answer[]>(
    // Through JSON, like the answers of the driver, so that `undefined` and absent are equal.
    `const f = window.DepEnroll[arguments[0]];
     return JSON.parse(JSON.stringify(arguments[1].map((call) => f(...call))));`,
    name,
    calls,
  );
}

async function vectors(file: string): Promise<Vector[]> {
  return JSON.parse(await readFile(join(FOLDER, `${file}.json`), "utf8")) as Vector[];
}

/** The answer without its sentences, which the vectors do not specify. */
function withoutMessages(answer: Answer): Answer {
  const problems = answer["problems"] as Answer[];
  for (const problem of problems) {
    assert.equal(typeof problem["message"], "string");
    assert.notEqual(problem["message"], "", "every problem has a sentence");
    // A value may look like a place, and stays as it is.
    const values = Object.values((problem["params"] ?? {}) as Record<string, string>);
    const words = values.reduce(
      (text, value) => text.replaceAll(value, ""),
      problem["message"] as string,
    );
    assert.doesNotMatch(words, /\{\w+\}/, "every placeholder is filled");
    delete problem["message"];
  }
  return answer;
}

scenes("vectors", (scene) => {
  const legacy = { consoles: ["legacy"] } as const;

  for (const [file, name] of SIMPLE) {
    scene(
      `${file}: the functions in the page give the expected answers`,
      legacy,
      async ({ page }) => {
        const cases = await vectors(file);
        const answers = await callAll(
          page,
          name,
          cases.map(({ input, policy }) => (policy === undefined ? [input] : [input, policy])),
        );
        const wrong = differences(cases, answers.map(withoutMessages));
        assert.equal(wrong.length, 0, wrong.join("\n"));
      },
    );
  }

  scene(
    "checklist: the functions in the page give the expected answers",
    legacy,
    async ({ page }) => {
      const cases = await vectors("checklist");
      const first = cases.map(({ input }) => [withoutConfirmations(input)]);
      const now = await callAll(page, "evaluateChecklist", first);
      const answers = await callAll(
        page,
        "evaluateChecklist",
        cases.map(({ input }, index) => [confirmedNow(input, now[index] ?? {})]),
      );
      const wrong = cases.flatMap(({ name, expect }, index) =>
        disagreements(expect, answers[index] ?? {}).map((words) => `${name}: ${words}`),
      );
      assert.equal(wrong.length, 0, wrong.join("\n"));
    },
  );

  scene(
    "changes: the functions in the page give the expected answers",
    legacy,
    async ({ page }) => {
      const cases = await vectors("changes");
      const answers = await callAll(
        page,
        "planChanges",
        cases.map(({ input }) => [input]),
      );
      for (const answer of answers) {
        withoutMessages(answer);
        (answer["changes"] as Answer[]).forEach(withoutMessages);
        for (const kind of answer["kinds"] as Answer[]) {
          assert.notEqual(kind["message"] ?? "", "", "every kind has a sentence");
          delete kind["message"];
        }
      }
      const wrong = differences(cases, answers);
      assert.equal(wrong.length, 0, wrong.join("\n"));
    },
  );

  scene("limits: the functions in the page give the expected answers", legacy, async ({ page }) => {
    const cases = await vectors("limits");
    const answers = await callAll(
      page,
      "validateProfile",
      cases.map(({ input }) => [input]),
    );
    const wrong = differences(cases, answers.map(withoutMessages));
    assert.equal(wrong.length, 0, wrong.join("\n"));
  });

  scene("flags: the functions in the page give the expected answers", legacy, async ({ page }) => {
    const cases = await vectors("flags");
    const answers = await callAll(
      page,
      "effectiveFlags",
      cases.map(({ input }) => [input]),
    );
    const wrong = cases.flatMap(({ name, expect }, index) => {
      const flags = answers[index]?.["flags"] as Answer[];
      return Object.entries(expect).flatMap(([flag, wanted]) => {
        const found = flags.find((one) => one["flag"] === flag) ?? {};
        const got = Object.keys(wanted as Answer).map((key) => [key, found[key] ?? null]);
        const told = JSON.stringify(Object.fromEntries(got));
        return told === JSON.stringify(wanted) ? [] : [`${name}: ${flag} is ${told}`];
      });
    });
    assert.equal(wrong.length, 0, wrong.join("\n"));
  });

  for (const file of ["setup", "setup-edges"]) {
    scene(
      `${file}: the functions in the page give the expected answers`,
      legacy,
      async ({ page }) => {
        const cases = await vectors(file);
        const answers = await callAll(
          page,
          "previewSetup",
          cases.map(({ input }) => [input]),
        );
        const wrong = differences(
          cases,
          answers.map((answer, index) => preview(answer, cases[index]?.expect ?? {})),
        );
        assert.equal(wrong.length, 0, wrong.join("\n"));
      },
    );
  }

  scene("hostile arguments are answered without throwing", legacy, async ({ page }) => {
    await functions(page);
    const thrown = await page.browser.run<string[]>(`
      const trap = new Proxy({}, { get() { throw "got" }, has() { throw "had" },
        ownKeys() { throw "keyed" }, getOwnPropertyDescriptor() { throw "described" } });
      const cyclic = { username: "bob" }; cyclic.self = cyclic; cyclic.device = cyclic;
      const values = [undefined, null, true, false, 0, -1, 1.5, NaN, Infinity, 10n ** 30n, "",
        "\\ud800", "\\u0000", "x".repeat(100000), Symbol("s"), () => "f", [], [[]], {}, cyclic,
        new Date(NaN), new Map([["username", "bob"]]), /x/, new Error("e"), Object.create(null),
        trap, { get username() { throw new Error("getter") } }, { username: trap },
        { username: 5, loginRequired: "yes", agentRequired: null }, { toString() { throw 1 } },
        document, window, new Uint8Array(3), Object.freeze({ username: "bob" }),
        { device: [], profiles: {}, enrollment: 3, confirmations: [null, 1, {}] }];
      const names = ["validateUsername", "validateSerial", "validateProfileUuid",
        "validateEnrollment", "evaluateChecklist", "planChanges", "validateProfile",
        "effectiveFlags", "previewSetup"];
      const wrong = [];
      for (const name of names) for (const a of values) for (const b of [undefined, ...values]) {
        let answer;
        try { answer = window.DepEnroll[name](a, b); }
        catch (error) { wrong.push(name + " threw " + String(error)); continue; }
        if (!answer || !Array.isArray(answer.problems)) wrong.push(name + " answered nothing");
      }
      const still = window.DepEnroll.validateUsername("bob");
      if (!still.ok || still.value !== "bob") wrong.push("afterwards the functions are broken");
      return [...new Set(wrong)];`);
    assert.deepEqual(thrown, []);
  });
});

/** The parts of a preview that a case names: panes and keys as codes by name, answers as codes. */
function preview(answer: Answer, expect: Answer): Answer {
  withoutMessages(answer);
  const codes = (list: Answer[]): Answer =>
    Object.fromEntries(list.map(({ pane, key, code }) => [pane ?? key, code]));
  const part = (name: string): unknown => {
    const found = answer[name];
    if (name === "panes" || name === "keys") return codes(found as Answer[]);
    return ["signIn", "owner", "agent"].includes(name) ? (found as Answer)["code"] : found;
  };
  return Object.fromEntries(Object.keys(expect).map((name) => [name, part(name)]));
}

function differences(cases: Vector[], answers: Answer[]): string[] {
  assert.equal(answers.length, cases.length);
  assert.ok(cases.length >= 10, "there are vectors");
  return cases.flatMap(({ name, expect }, index) => {
    const got = answers[index];
    try {
      assert.deepEqual(got, expect);
      return [];
    } catch {
      return [`${name}\n  expected ${JSON.stringify(expect)}\n  got      ${JSON.stringify(got)}`];
    }
  });
}

/** The facts without confirmations, for finding the fingerprints. */
function withoutConfirmations(input: unknown): unknown {
  const { confirmations: _, ...facts } = input as Record<string, unknown>;
  return facts;
}

/** The facts with each `$now` replaced by the item's current fingerprint. */
function confirmedNow(input: unknown, now: Answer): unknown {
  const facts = input as Record<string, unknown>;
  const given = facts["confirmations"] as { item: string; fingerprint: string }[] | undefined;
  if (!given) return facts;
  const items = now["items"] as Answer[];
  const confirmations = given.map(({ item, fingerprint }) => ({
    item,
    fingerprint:
      fingerprint === "$now" ? items.find(({ id }) => id === item)?.["fingerprint"] : fingerprint,
  }));
  return { ...facts, confirmations };
}

/** The differences between an answer and the keys of a case. `null` means that the answer must lack the key. */
function disagreements(expect: Record<string, unknown>, answer: Answer): string[] {
  const wrong: string[] = [];
  const compare = (place: string, wanted: unknown, got: unknown): void => {
    try {
      assert.deepEqual(got ?? null, wanted ?? null);
    } catch {
      wrong.push(`${place} is ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`);
    }
  };
  for (const key of ["readiness", "ready", "open"]) {
    if (key in expect) compare(key, expect[key], answer[key]);
  }
  compare("problems", [], answer["problems"]);
  const items = (answer["items"] ?? []) as Answer[];
  for (const wanted of expect["items"] as Answer[]) {
    const item = items.find(({ id }) => id === wanted["id"]);
    for (const [key, value] of Object.entries(wanted)) {
      compare(`${String(wanted["id"])}.${key}`, value, item?.[key]);
    }
  }
  return wrong;
}
