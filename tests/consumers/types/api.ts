// Every entry in a strict TypeScript project. Lines with `@ts-expect-error` must not compile, so types that become too wide
// fail here.

import { type DepEnrollElement, LoadError, openEnrollment, type Options } from "dep-enroll";
import * as plugin from "dep-enroll";
import * as validate from "dep-enroll/validate";

const options: Options = {
  transport: "callback",
  request: async ({ method, path, signal }) => {
    const answer = await fetch(path, { method, signal });
    return { status: answer.status, body: await answer.text() };
  },
  policy: { tenantDomain: "carbon.super", maxLength: 64 },
};
plugin.configure(options);
plugin.configure({ wasm: new URL("dep-enroll.wasm", document.baseURI) });
plugin.configure({ wasm: new Uint8Array(8), restWasm: new Uint8Array(8) });
// @ts-expect-error -- an unknown option.
plugin.configure({ transprot: "invoker" });
// @ts-expect-error -- an unknown transport.
plugin.configure({ transport: "pigeon" });

// The elements by their tags.
const page: DepEnrollElement = document.createElement("dep-enroll");
page.config = options;
const dialog = document.querySelector("dep-enroll-dialog");
if (dialog) dialog.open = dialog.serial !== "";

// The events by their names, on the element and on its ancestors.
page.addEventListener("dep-enrollment-saved", ({ detail }) => {
  const saved: boolean = detail.agentRequired;
  // @ts-expect-error -- a field of another event.
  return [saved, detail.profileUuid];
});
document.addEventListener("dep-dialog-close", (event) => {
  const reason: "saved" | "cancelled" = event.detail.reason;
  if (reason === "cancelled") event.preventDefault();
});
const names: (keyof HTMLElementEventMap)[] = ["dep-profile-assigned", "dep-session-lost"];

// The functions of both entries have the same type.
const both: (typeof validate.validateUsername)[] = [
  plugin.validateUsername,
  validate.validateUsername,
];
const answers = both.map((check) => check("alice", { tenantDomain: "carbon.super" }));
for (const { value, problems } of answers) {
  const name: string | undefined = value;
  for (const problem of problems) {
    if (problem.code === "username.tenant-domain") console.log(name, problem.params["repaired"]);
    // @ts-expect-error -- an unknown code.
    if (problem.code === "username.typo") console.log(problem.path);
  }
}
const facts: plugin.ChecklistFacts = { device: { status: "Assigned" }, testRound: true };
// @ts-expect-error -- an unknown fact.
facts.testround = true;
const checklist = plugin.evaluateChecklist(facts);
const open = checklist.items.filter(({ verdict }) => verdict === "fail" || verdict === "unknown");
const fix: plugin.Fix | undefined = open[0]?.fix;
const scope: plugin.Scope | undefined = open[0]?.scope;
const cause: plugin.ItemId | undefined = open[0]?.because;
// @ts-expect-error -- an unknown word.
const handOut: boolean = checklist.readiness === "readi";
const enrollment = validate.validateEnrollment({ username: "alice" }).value?.loginRequired;
const version: string = plugin.version();

async function everything(): Promise<string> {
  try {
    await Promise.all([plugin.ready(), validate.ready()]);
    return await openEnrollment({ serial: "C02EMPTY0001", ...options });
  } catch (reason) {
    return reason instanceof LoadError && reason.code === "blocked" ? reason.url : "";
  }
}

async function file(bytes: Uint8Array): Promise<number> {
  const report = await validate.validateImport(bytes, {
    delimiter: ";",
    signal: AbortSignal.timeout(1000),
    onProgress: ({ done, total }) => console.log(done / total),
  });
  for (const { row, serial, username } of report.rows) console.log(row, serial, username ?? "");
  return report.problems.filter(({ severity, column }) => severity === "error" && column > 0)
    .length;
}

export { cause, enrollment, everything, file, fix, handOut, names, scope, version };
