// Everything that a page could pass and nobody should. It must stay one function without anything around it, because it is
// also sent into pages as text.

/** Calls every function with every strange value: what was thrown, what was no answer, what broke afterwards. */
export async function hostile(functions: Record<string, CallableFunction>): Promise<string[]> {
  const trap = new Proxy(
    {},
    {
      get() {
        throw "got";
      },
      has() {
        throw "had";
      },
      ownKeys() {
        throw "keyed";
      },
      getOwnPropertyDescriptor() {
        throw "described";
      },
      getPrototypeOf() {
        throw "inherited";
      },
    },
  );
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  const { proxy: revokedList, revoke: revokeList } = Proxy.revocable([], {});
  revokeList();
  const cyclic: Record<string, unknown> = { username: "bob" };
  cyclic["self"] = cyclic;
  cyclic["device"] = cyclic;
  cyclic["profiles"] = [cyclic];
  // A getter that calls the functions while they are reading.
  const meddler = {
    get username() {
      functions["validateEnrollment"]?.({ username: "someone else", loginRequired: true });
      return "bob";
    },
    loginRequired: false,
    agentRequired: false,
  };
  let flips = 0;
  const fickle = {
    get username() {
      return flips++ % 2 === 0 ? "bob" : 5;
    },
    loginRequired: false,
    agentRequired: true,
  };
  const inherited = Object.create({ username: "bob", loginRequired: false, agentRequired: true });
  const long = new Proxy([], { get: (_, name) => (name === "length" ? 4294967295 : undefined) });
  const values: unknown[] = [
    ...[undefined, null, true, false, 0, -1, 1.5, NaN, Infinity, 10n ** 30n, "", "\ud800", "\0"],
    ...["bob\udfff", "x".repeat(100_000), Symbol("s"), () => "f", [], [[]], {}, cyclic, meddler],
    ...[fickle, inherited, trap, revoked, revokedList, long, new Date(NaN), /x/, new Error("e")],
    ...[new Map([["username", "bob"]]), Object.create(null), new Uint8Array(3), globalThis],
    { username: trap, loginRequired: revoked, agentRequired: 10n },
    { username: 5, loginRequired: "yes", agentRequired: null, unknown: 1 },
    {
      toString() {
        throw 1;
      },
      valueOf() {
        throw 2;
      },
    },
    { __proto__: null, username: "bob", loginRequired: false, agentRequired: false },
    JSON.parse('{"__proto__": {"username": "bob"}, "constructor": 1, "hasOwnProperty": 2}'),
    { device: [], profiles: {}, enrollment: 3, confirmations: [null, 1, {}], ages: { device: -1 } },
    { profiles: [trap, revoked, { superseded: [1, trap] }], device: { profilePushTime: trap } },
    { minLength: NaN, maxLength: -5, tenantDomain: {}, emailUsernames: "no" },
    { minLength: 1e300, maxLength: 4294967295 },
    { wish: trap, devices: [revoked, { serial: trap }], rows: [{ row: -1 }, null] },
    { wish: { profile: 5 }, devices: {}, profiles: "none", rows: [["C02EMPTY0001"]] },
    { profile_name: trap, url: 5, skip_setup_items: [trap, 1, "Siri"], is_supervised: "yes" },
    { profile: trap, device: revoked, enrollment: [] },
    { profile: { skip_setup_items: "Siri" }, device: { osVersion: 17 }, enrollment: trap },
    { messages: trap },
    { messages: { "username.empty": 5, "input.type": "{path} {expected} {nothing} {" } },
  ];
  const single = ["validateUsername", "validateSerial", "validateProfileUuid"];
  const names = [...single, "validateEnrollment", "evaluateChecklist"];
  const lists = [...names.map((name) => `${name}s`)];
  const wrong = new Set<string>();
  const isAnswer = (answer: unknown): boolean => {
    const problems: unknown = (answer as { problems?: unknown } | null)?.problems;
    return Array.isArray(problems) && problems.every((problem) => problem.message !== "");
  };
  const ofProfiles = ["validateProfile", "effectiveFlags", "previewSetup"];
  for (const name of [...names, "planChanges", ...ofProfiles.filter((name) => functions[name])]) {
    for (const first of values) {
      for (const second of [undefined, ...values]) {
        try {
          if (!isAnswer(functions[name]?.(first, second, second))) {
            wrong.add(`${name} gave no answer`);
          }
        } catch (error) {
          wrong.add(`${name} threw ${String(error)}`);
        }
      }
    }
  }
  for (const name of lists) {
    for (const first of [...values, values, [values, values]]) {
      try {
        const answers: unknown = functions[name]?.(first);
        if (!Array.isArray(answers) || !answers.every(isAnswer)) {
          wrong.add(`${name} gave no answers`);
        }
      } catch (error) {
        wrong.add(`${name} threw ${String(error)}`);
      }
    }
  }
  for (const first of values) {
    for (const second of [
      undefined,
      { delimiter: first },
      { policy: first },
      { messages: first },
    ]) {
      try {
        const report: unknown = await functions["validateImport"]?.(first, second);
        if (!isAnswer(report)) wrong.add("validateImport gave no report");
      } catch (error) {
        wrong.add(`validateImport rejected with ${String(error)}`);
      }
    }
  }
  const huge = "bob ".repeat(2_500_000);
  for (const name of single) {
    const answer = functions[name]?.(huge) as { ok: boolean };
    if (answer.ok || !isAnswer(answer)) wrong.add(`${name} takes ten megabytes for right`);
  }
  const after = functions["validateEnrollment"]?.({
    username: "bob",
    loginRequired: false,
    agentRequired: true,
  }) as { ok: boolean; problems: unknown[] };
  if (!after.ok || after.problems.length > 0) wrong.add("afterwards the functions are broken");
  return [...wrong];
}
