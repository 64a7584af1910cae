// What runs inside a measured process: one implementation, its inputs, and the clock. Each
// implementation is bundled with its own copy of this file, so that the engine optimises the loops
// for it alone and no implementation pays for the shapes of another one's objects.

import { enrollments, usernames } from "./data/calls";
import { file, type FileOptions } from "./data/file";
import type { Implementation, ImportAnswer, Kind, Problem } from "./types";
import {
  FILES,
  WORKLOADS,
  type CallWorkload,
  type FirstWorkload,
  type ImportWorkload,
} from "./workloads";

/** Long enough that the clock's grain and a short interruption do not matter. */
const LEAST_MS = 25;

/** After as long as this, engines have optimised whatever they will. */
const WARM_MS = 300;

/** The last answers are kept, by the low bits of their number, so that no engine can leave them out. */
const KEPT = 15;

type Call = (inputs: readonly unknown[], rounds: number) => number;

/**
 * Collects what the last call left among the young objects. A full collection would also throw away
 * the shapes of objects that happen to have none left, and with them the code that was optimised for
 * these shapes: the next call would be slower than any call of a real page.
 */
function collect(): void {
  void globalThis.gc?.({ type: "minor" });
}

export class Subject {
  private readonly files = new Map<string, string | Uint8Array>();
  private readonly lists = new Map<string, readonly unknown[]>();
  private readonly rounds = new Map<string, number>();
  private readonly kept: unknown[] = new Array<unknown>(KEPT + 1).fill(null);

  /** `now` tells milliseconds; a host may know a better clock than the usual one. */
  constructor(
    private readonly implementation: Implementation,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Makes everything ready that is not to be timed. */
  async prepare(workload: string): Promise<void> {
    await this.implementation.ready?.();
    const found = find(workload);
    if (found.group !== "calls") this.input(found.file, found.from);
  }

  /** Milliseconds of one call of a workload's function. */
  measure(workload: string): number | Promise<number> {
    const found = find(workload);
    return found.group === "calls" ? this.calls(found) : this.import(found);
  }

  private calls(workload: CallWorkload): number {
    const inputs = this.list(workload);
    const calls: Record<CallWorkload["call"], Call> = {
      username: (inputs, rounds) => this.usernames(inputs as string[], rounds),
      usernames: (inputs, rounds) => this.usernameLists(inputs as string[], rounds),
      enrollment: (inputs, rounds) => this.enrollments(inputs, rounds),
      enrollments: (inputs, rounds) => this.enrollmentLists(inputs, rounds),
    };
    const call = calls[workload.call];
    let rounds = this.rounds.get(workload.name);
    // The first time finds out how many calls are long enough; of calls that the engine has optimised, or there would be
    // far too few.
    for (let tried = 1, warm = 0; rounds === undefined; tried *= warm < WARM_MS ? 1 : 2) {
      const ms = call(inputs, tried);
      if (warm >= WARM_MS && ms >= LEAST_MS) rounds = tried;
      warm += ms;
    }
    this.rounds.set(workload.name, rounds);
    collect();
    return call(inputs, rounds) / (rounds * inputs.length);
  }

  private usernames(inputs: readonly string[], rounds: number): number {
    const { implementation, kept } = this;
    const start = this.now();
    for (let round = 0; round < rounds; round++) {
      for (let at = 0; at < inputs.length; at++) {
        kept[at & KEPT] = implementation.validateUsername(inputs[at] ?? "");
      }
    }
    return this.now() - start;
  }

  private enrollments(inputs: readonly unknown[], rounds: number): number {
    const { implementation, kept } = this;
    const start = this.now();
    for (let round = 0; round < rounds; round++) {
      for (let at = 0; at < inputs.length; at++) {
        kept[at & KEPT] = implementation.validateEnrollment(inputs[at]);
      }
    }
    return this.now() - start;
  }

  private usernameLists(inputs: readonly string[], rounds: number): number {
    const { implementation, kept } = this;
    const start = this.now();
    for (let round = 0; round < rounds; round++) {
      kept[round & KEPT] =
        implementation.validateUsernames?.(inputs) ??
        inputs.map((raw) => implementation.validateUsername(raw));
    }
    return this.now() - start;
  }

  private enrollmentLists(inputs: readonly unknown[], rounds: number): number {
    const { implementation, kept } = this;
    const start = this.now();
    for (let round = 0; round < rounds; round++) {
      kept[round & KEPT] =
        implementation.validateEnrollments?.(inputs) ??
        inputs.map((fields) => implementation.validateEnrollment(fields));
    }
    return this.now() - start;
  }

  private list({ name, call, mix }: CallWorkload): readonly unknown[] {
    const make = call.startsWith("username") ? usernames : enrollments;
    const list = this.lists.get(name) ?? make(mix);
    this.lists.set(name, list);
    return list;
  }

  private async import({ file, from, reads }: ImportWorkload | FirstWorkload): Promise<number> {
    const { implementation } = this;
    const input = this.input(file, from);
    this.kept.fill(null);
    collect();
    const start = this.now();
    const answer = await implementation.validateImport(input);
    // What a page shows has to be there as text; whoever makes it late makes it here.
    let shown = 0;
    for (const { row, message } of answer.problems) shown += row + message.length;
    if (reads === "rows") {
      for (const { row, serial, username } of implementation.toRows(answer)) {
        shown += row + serial.length + username.length;
      }
    }
    const ms = this.now() - start;
    this.kept[0] = shown;
    return ms;
  }

  private input(options: FileOptions, from: "text" | "bytes"): string | Uint8Array {
    const key = `${from} ${JSON.stringify(options)}`;
    let input = this.files.get(key);
    if (input === undefined) {
      const text = file(options);
      input = from === "text" ? text : new TextEncoder().encode(text);
      this.files.set(key, input);
    }
    return input;
  }

  /**
   * Everything that the implementation says about all inputs, one finding a line, in an order that
   * does not depend on it: two implementations agree when their texts are the same.
   */
  async conform(): Promise<string> {
    const { implementation } = this;
    await implementation.ready?.();
    const lines: string[] = [];
    for (const mix of ["valid", "wrong", "mixed"] as const) {
      const say = (
        name: string,
        index: number,
        answer: { ok: boolean; problems: Problem[] },
      ): void => {
        const errors = this.errors(answer.problems);
        lines.push(`${name} ${mix} ${index}: ${answer.ok ? "ok" : "not ok"} ${errors.join(" ")}`);
      };
      enrollments(mix).forEach((fields, index) =>
        say("enrollment", index, implementation.validateEnrollment(fields)),
      );
      usernames(mix).forEach((raw, index) =>
        say("username", index, implementation.validateUsername(raw)),
      );
    }
    for (const [name, options] of FILES) {
      const inputs = [this.input(options, "text")];
      // Where all is ASCII, bytes and text hardly differ.
      if (options.wide > 0) inputs.push(this.input(options, "bytes"));
      for (const input of inputs) {
        const from = typeof input === "string" ? "text" : "bytes";
        const answer = await implementation.validateImport(input);
        for (const line of this.findings(answer)) lines.push(`${name}, ${from}, ${line}`);
      }
    }
    return lines.join("\n");
  }

  private findings(answer: ImportAnswer): string[] {
    const found: [row: number, text: string][] = [];
    for (const problem of answer.problems) {
      for (const error of this.errors([problem])) found.push([problem.row, error]);
    }
    for (const row of this.implementation.toRows(answer)) {
      const flags = `${row.loginRequired} ${row.agentRequired}`;
      found.push([row.row, `${row.serial} ${row.username} ${flags}`]);
    }
    found.sort(([row, text], [other, rest]) => row - other || (text < rest ? -1 : 1));
    return found.map(([row, text]) => `row ${row}: ${text}`);
  }

  private errors(problems: readonly Problem[]): string[] {
    const errors: string[] = [];
    for (const problem of problems) {
      const kind: Kind | undefined = this.implementation.kindOf(problem);
      if (kind !== undefined) errors.push(`${problem.path}:${kind}`);
    }
    return errors.sort();
  }
}

function find(name: string): CallWorkload | ImportWorkload | FirstWorkload {
  const found = WORKLOADS.find((workload) => workload.name === name);
  if (found === undefined) throw new Error(`there is no workload named ${name}`);
  return found;
}
