// The accessibility audit, run inside the page, shadow trees included.

import assert from "node:assert/strict";
import axe from "axe-core";
import type { Page } from "./page";

// All of axe's rules for WCAG up to 2.2 AA, and its best practices. No rule is switched off.
const TAGS = [
  ...["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  "best-practice",
] as const;

interface Outcome {
  passes: number;
  violations: {
    id: string;
    help: string;
    nodes: { target: string; html: string; why: string }[];
  }[];
}

const SCRIPT = `
${axe.source}
const [scope, tags, done] = arguments;
axe.run({ include: [scope] }, { runOnly: tags, resultTypes: ["violations"] }).then(
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

/** Audits a part of the page; by default the plugin's elements. */
export async function expectAccessible(page: Page, scope = "dep-enroll"): Promise<void> {
  const outcome = await page.browser.runAsync<Outcome>(SCRIPT, scope, TAGS);
  const words = outcome.violations.map(({ id, help, nodes }) => {
    const places = nodes.map(({ target, html, why }) => `    ${target}\n    ${html}\n    ${why}`);
    return `  ${id}: ${help}\n${places.join("\n")}`;
  });
  assert.equal(words.length, 0, `axe finds in ${scope}:\n${words.join("\n")}`);
  // An audit of an empty scope would also find no violation.
  assert.ok(outcome.passes > 10, `axe looked at too little: ${outcome.passes} rules passed`);
}
