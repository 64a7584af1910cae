// The accessibility audit, run inside the page, shadow trees included.

import assert from "node:assert/strict";
import axe from "axe-core";
import type { Driver } from "./driver";

// All of axe's rules for WCAG up to 2.2 AA, and its best practices. No rule is switched off.
const TAGS = [
  ...["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  "best-practice",
] as const;

interface RunOnly {
  type: "rule" | "tag";
  values: readonly string[];
}

interface Outcome {
  passes: number;
  violations: {
    id: string;
    help: string;
    nodes: { target: string; html: string; why: string }[];
  }[];
}

const SCRIPT = `
const [scope, runOnly, done] = arguments;
axe.run({ include: [scope] }, { runOnly, resultTypes: ["violations"] }).then(
  ({ passes, violations }) => done({
    passes: passes.length,
    violations: violations.map(({ id, help, nodes }) => ({
      id, help,
      nodes: nodes.slice(0, 5).map(({ target, html, failureSummary }) => (
        { target: JSON.stringify(target), html: html.slice(0, 300), why: failureSummary || "" })),
    })),
  }),
  (error) => done({ passes: 0, violations: [{ id: "axe", help: String(error), nodes: [] }] }),
);
`;

/** The rules whose outcome depends on colours, of those that {@link TAGS} name. */
const COLOR_RULES = ["color-contrast", "link-in-text-block"] as const;

/** Audits a part of the page; by default the plugin's elements. */
export async function expectAccessible(browser: Driver, scope = "dep-enroll"): Promise<void> {
  const passes = await audit(browser, scope, { type: "tag", values: TAGS });
  // An audit of an empty scope would also find no violation.
  assert.ok(passes >= 5, `axe looked at too little: ${passes} rules passed`);
}

/** Audits the colours of a part of the page. A part without text passes. */
export async function expectReadable(browser: Driver, scope: string): Promise<void> {
  await audit(browser, scope, { type: "rule", values: COLOR_RULES });
}

/** Fails with every violation. Returns the number of rules that passed. */
async function audit(browser: Driver, scope: string, runOnly: RunOnly): Promise<number> {
  // Once per page: axe is half a megabyte.
  if (!(await browser.run<boolean>("return 'axe' in window"))) await browser.run(axe.source);
  const outcome = await browser.runAsync<Outcome>(SCRIPT, scope, runOnly);
  const words = outcome.violations.map(({ id, help, nodes }) => {
    const places = nodes.map(({ target, html, why }) => `    ${target}\n    ${html}\n    ${why}`);
    return `  ${id}: ${help}\n${places.join("\n")}`;
  });
  assert.equal(words.length, 0, `axe finds in ${scope}:\n${words.join("\n")}`);
  return outcome.passes;
}
