// The validation functions in Node: whatever is passed, a million calls, and what a page cannot measure: the memory of the
// modules. That they answer like every other face is for the battery of the crate `faces` to say.

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { hostile } from "./hostile";
import { size, watchMemories } from "./memories";

const WWW = process.env["DEP_WWW"] ?? join(process.cwd(), "www/dist");

type Functions = Record<string, CallableFunction>;

describe("validate in Node", { concurrency: 1 }, () => {
  let functions: Functions;
  const memories: WebAssembly.Memory[] = [];

  before(async () => {
    watchMemories(memories);
    const entry = pathToFileURL(join(WWW, "dep-enroll-validate.node.js")).href;
    functions = (await import(entry)) as Functions;
    await functions["ready"]?.();
  });

  it("hostile values are answered and break nothing", async () => {
    assert.deepEqual(await hostile(functions), []);
  });

  it("a million calls take no more memory than ten thousand", async () => {
    const round = (count: number): void => {
      for (let index = 0; index < count; index++) call(functions, index);
    };
    round(10_000);
    const before = size(memories);
    round(1_000_000);
    assert.ok(before > 0, "the memories were not found");
    assert.equal(size(memories), before);
  });

  it("a hundred imports take no more memory than ten", async () => {
    const file = table(2_000);
    const round = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index++) await functions["validateImport"]?.(file);
    };
    await round(10);
    const before = size(memories);
    assert.equal(memories.length, 2, "the import has a module of its own");
    await round(100);
    assert.equal(size(memories), before);
  });

  it("an import tells how far it is, and ends when it is told to", async () => {
    const file = table(200_000);
    const heard: { done: number; total: number; rows: number }[] = [];
    const report = await functions["validateImport"]?.(file, {
      onProgress: (progress: (typeof heard)[number]) => heard.push(progress),
    });
    assert.equal(report.total, 200_000);
    assert.ok(heard.length > 2, `heard only ${heard.length} times`);
    assert.deepEqual(
      heard.map(({ done }) => done),
      heard.map(({ done }) => done).toSorted((a, b) => a - b),
    );
    assert.equal(heard.at(-1)?.done, file.length);
    assert.equal(heard.at(-1)?.rows, report.rows.length);

    const control = new AbortController();
    const reason = new Error("enough");
    const ended = functions["validateImport"]?.(file, {
      signal: control.signal,
      onProgress: () => control.abort(reason),
    });
    await assert.rejects(ended, reason);
    await assert.rejects(
      functions["validateImport"]?.(file, { signal: AbortSignal.abort(reason) }),
      reason,
    );
    const after = await functions["validateImport"]?.("serial\nC02XK1ZZJGH5\n");
    assert.equal(after.rows.length, 1);
  });

  it("two imports at a time do not disturb each other", async () => {
    const [one, other] = await Promise.all([
      functions["validateImport"]?.(table(50_000)),
      functions["validateImport"]?.(table(30_000, ";"), { delimiter: ";" }),
    ]);
    assert.deepEqual([one.total, one.delimiter], [50_000, ","]);
    assert.deepEqual([other.total, other.delimiter], [30_000, ";"]);
    assert.equal(other.rows.at(-1).row, 30_001);
  });

  it("a text and its bytes are the same table, in plain rows", async () => {
    // Wide letters only here and there: whole slices are without any.
    const user = (at: number): string => (at % 5_000 === 0 ? "zoë.müller" : `user.${at}`);
    const kinds: ((serial: string, at: number) => string)[] = [
      (serial, at) => `${serial},${user(at)},Staff phones,false,true`,
      (serial, at) => `"${serial}","${user(at)}",A1F0C3D2E4B5968778695A4B3C2D1E0F,no,`,
      (serial) => `${serial.toLowerCase()},,{a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f},true,yes`,
      (serial, at) => `${serial},SALES/${user(at)},,false,false`,
      (serial, at) => `${serial}, ${user(at)},"He said ""no""",false,false`,
      (serial, at) => `${serial}!,${user(at)}@acme.com,Staff,maybe,`,
      (serial, at) => `${serial},${user(at)},${"long ".repeat(400)}x,false,true`,
    ];
    const lines = Array.from({ length: 20_000 }, (_, at) => {
      const serial = `C02${String(at).padStart(7, "0")}`;
      return kinds[at % 997 === 0 ? 6 : at % 6]?.(serial, at);
    });
    const text = ["serial,user,profile,login,agent", ...lines, ""].join("\r\n");
    const ofText = await functions["validateImport"]?.(text);
    const ofBytes = await functions["validateImport"]?.(new TextEncoder().encode(text));
    const rows = ofText.rows.toArray();
    assert.ok(rows.length > 16_000, `only ${rows.length} rows`);
    assert.deepEqual(rows, ofBytes.rows.toArray());
    assert.deepEqual(rows, [...ofText.rows]);
    assert.deepEqual(ofText.problems, ofBytes.problems);
    rows.forEach((row: { row: number; serial: string; username: string }, at: number) => {
      const index = row.row - 2;
      assert.equal(row.serial, `C02${String(index).padStart(7, "0")}`);
      assert.ok(["", user(index), `SALES/${user(index)}`].includes(row.username), row.username);
      assert.deepEqual(ofText.rows.at(at - rows.length), row);
    });
    for (const thing of [...rows, ...ofText.problems]) {
      assert.equal(Object.getPrototypeOf(thing), Object.prototype);
    }
  });

  it("a field named like a method of every object is reported as unknown", () => {
    const fields = { username: "bob", loginRequired: false, agentRequired: false, constructor: 1 };
    const { validateEnrollment } = functions;
    assert.ok(validateEnrollment);
    const { ok, problems } = validateEnrollment(fields);
    assert.deepEqual([ok, problems[0]?.code], [true, "input.unknown-field"]);
  });

  it("a value that is too large leaves the others of its list alone", () => {
    const huge = "x".repeat((1 << 26) + 1);
    const { validateUsernames } = functions;
    assert.ok(validateUsernames);
    const [first, second] = validateUsernames([huge, "bob "]);
    assert.deepEqual([first.ok, first.problems[0].code], [false, "input.too-large"]);
    assert.deepEqual([second.ok, second.value], [true, "bob"]);
  });

  it("an import whose bytes are cut meanwhile is rejected and not called complete", async () => {
    const bytes = new TextEncoder().encode(table(400_000));
    const buffer = new (
      ArrayBuffer as unknown as new (
        length: number,
        options: { maxByteLength: number },
      ) => ArrayBuffer & { resize(length: number): void }
    )(bytes.length, {
      maxByteLength: bytes.length,
    });
    new Uint8Array(buffer).set(bytes);
    const report = functions["validateImport"]?.(new Uint8Array(buffer), {
      onProgress: () => buffer.resize(10),
    });
    await assert.rejects(report, TypeError);
  });

  it("a buffer that shrinks while it is read ends the import, also one that tracks its length", async () => {
    const bytes = new TextEncoder().encode(table(400_000));
    for (const view of [
      (buffer: ArrayBuffer) => buffer,
      (buffer: ArrayBuffer) => new Uint8Array(buffer),
    ]) {
      for (const length of [0, 10, 200_000]) {
        const buffer = resizable(bytes);
        const report = functions["validateImport"]?.(view(buffer), {
          onProgress: () => buffer.resize(length),
        });
        await assert.rejects(report, TypeError);
      }
    }
  });

  it("a buffer that is transferred is named before an import, and ends it while it is read", async () => {
    const bytes = new TextEncoder().encode(table(400_000));
    const early = bytes.slice().buffer;
    structuredClone(early, { transfer: [early] });
    const report = await functions["validateImport"]?.(early);
    assert.deepEqual([report.ok, report.problems[0].code], [false, "input.object"]);
    const late = bytes.slice().buffer;
    let taken = false;
    const ended = functions["validateImport"]?.(late, {
      onProgress: () => {
        if (!taken) structuredClone(late, { transfer: [late] });
        taken = true;
      },
    });
    await assert.rejects(ended, TypeError);
  });

  it("an import lets timers fire, and a timer can end it", async () => {
    const file = table(600_000);
    let fired = 0;
    const timer = setInterval(() => fired++, 1);
    await functions["validateImport"]?.(file);
    clearInterval(timer);
    assert.ok(fired > 5, `only ${fired} timers fired`);

    const control = new AbortController();
    const reason = new Error("enough");
    setTimeout(() => control.abort(reason), 5);
    const ended = functions["validateImport"]?.(file, { signal: control.signal });
    await assert.rejects(ended, reason);
  });

  it("a text is encoded once, however long it is", async () => {
    const wide = "😀".repeat(50_000);
    for (const file of [
      table(100_000),
      `serial,note\nC02XK1ZZJGH5,${wide}\nF2LXK0ABCD,x${wide}\n`,
    ]) {
      const real = TextEncoder.prototype.encodeInto;
      let passed = 0;
      TextEncoder.prototype.encodeInto = function (text, bytes) {
        passed += text.length;
        return real.call(this, text, bytes);
      };
      try {
        const report = await functions["validateImport"]?.(file);
        assert.equal(report.ok, !file.includes("x y"));
      } finally {
        TextEncoder.prototype.encodeInto = real;
      }
      assert.ok(passed < 4 * file.length, `${passed} of ${file.length} characters were passed`);
    }
  });

  it("of a file of nothing but mistakes the first 100,000 are listed", async () => {
    const file = `serial\n${"A1\n".repeat(200_000)}`;
    const report = await functions["validateImport"]?.(file);
    const { code, severity, params } = report.problems.at(-1);
    assert.deepEqual([report.ok, report.total, report.problems.length], [false, 200_000, 100_001]);
    assert.deepEqual(
      [code, severity, params],
      ["import.more-problems", "error", { count: "299999" }],
    );
  });

  it("a moment that means never is none, in whatever type", () => {
    const reset = (profilePushTime: unknown): string =>
      functions["evaluateChecklist"]?.({ device: { status: "Empty", profilePushTime } }).items[6]
        .code;
    for (const never of [
      undefined,
      null,
      "",
      " ",
      0,
      -0,
      -1,
      "0",
      0n,
      false,
      "0001-01-01T00:00:00Z",
      -62_135_596_800_000,
    ]) {
      assert.equal(reset(never), "checklist.reset.new", String(never));
    }
    for (const moment of [
      1,
      1_714_557_600_000,
      10n ** 12n,
      "soon",
      "2018-03-05",
      new Date(5),
      {},
      true,
    ]) {
      assert.equal(reset(moment), "checklist.reset.used", typeof moment);
    }
  });

  it("every function names what is wrong with a policy", async () => {
    const calls: [string, (policy: unknown) => unknown][] = [
      ["validateUsername", (policy) => functions["validateUsername"]?.("alice", policy)],
      ["validateUsernames", (policy) => functions["validateUsernames"]?.(["alice"], policy)[0]],
      [
        "validateEnrollment",
        (policy) => functions["validateEnrollment"]?.({ username: "alice" }, policy),
      ],
      ["evaluateChecklist", (policy) => functions["evaluateChecklist"]?.({ policy })],
      ["validateImport", (policy) => functions["validateImport"]?.("serial\n", { policy })],
    ];
    for (const [name, call] of calls) {
      for (const [policy, path, code] of [
        [{ minLenght: 3 }, "policy.minLenght", "input.unknown-field"],
        ["x", "policy", "input.type"],
        [{ minLength: "3" }, "policy.minLength", "input.type"],
        [[], "policy", "input.type"],
        [7, "policy", "input.type"],
      ]) {
        const { problems } = (await call(policy)) as { problems: { path: string; code: string }[] };
        assert.deepEqual(
          [problems[0]?.path, problems[0]?.code],
          [path, code],
          `${name} ${JSON.stringify(path)}`,
        );
      }
    }
  });

  it("options of an import that cannot be used are named", async () => {
    const report = await functions["validateImport"]?.("serial\n", { signal: 5, onProgress: "x" });
    const paths = report.problems.map(({ path }: { path: string }) => path);
    assert.deepEqual([report.ok, paths], [false, ["signal", "onProgress"]]);
  });

  it("sentences can be replaced for one call and for all", () => {
    const { validateUsername, configure } = functions;
    const words = (options?: object): string =>
      validateUsername?.("al", undefined, options).problems[0].message;
    const english = words();
    assert.match(english, /at least 3 characters/);
    assert.equal(words({ messages: { "username.too-short": "{length} von {min}" } }), "2 von 3");
    configure?.({ messages: { "username.too-short": "zu kurz" } });
    assert.equal(words(), "zu kurz");
    assert.equal(words({ messages: { "username.too-short": "court" } }), "court");
    configure?.({ messages: { "username.empty": "leer" } });
    assert.equal(words(), "zu kurz", "what an earlier call has set stays");
  });
});

/** A buffer with these bytes that can change its length. */
function resizable(bytes: Uint8Array): ArrayBuffer & { resize(length: number): void } {
  const Resizable = ArrayBuffer as unknown as new (
    length: number,
    options: { maxByteLength: number },
  ) => ArrayBuffer & { resize(length: number): void };
  const buffer = new Resizable(bytes.length, { maxByteLength: bytes.length });
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

/** Right, wrong and hostile calls in turn. */
function call(functions: Functions, index: number): void {
  const {
    validateUsername,
    validateSerial,
    validateProfileUuid,
    validateEnrollment,
    evaluateChecklist,
  } = functions;
  switch (index % 8) {
    case 0:
      return void validateUsername?.("alice");
    case 1:
      return void validateUsername?.(`Zoë Müller ${index}`);
    case 2:
      return void validateSerial?.("so02-xk1zz jgh5");
    case 3:
      return void validateProfileUuid?.("UUID: {a1f0c3d2-e4b5-9687-7869-5a4b3c2d1e0f}");
    case 4:
      return void validateEnrollment?.({ username: "bob@acme.com", loginRequired: true, odd: 1 });
    case 5:
      return void validateEnrollment?.(hostileFields, { tenantDomain: "acme.com" });
    case 6:
      return void validateUsername?.(10n);
    default:
      // The checklist costs more than all others together; every hundredth call is plenty.
      return void (index % 100 === 7 && evaluateChecklist?.({ device: { status: "Assigned" } }));
  }
}

const hostileFields = {
  get username(): string {
    throw new Error("no");
  },
};

function table(rows: number, delimiter = ","): string {
  const lines = [`serial${delimiter}username`];
  for (let row = 0; row < rows; row++) {
    lines.push(`C02${String(row).padStart(9, "0")}${delimiter}${row % 50 ? `user${row}` : "x y"}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Keeps the memory of every module that is started from now on. */
