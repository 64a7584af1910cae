// One run: processes of every implementation, side by side, measured in turns.

import { Random } from "./data/random";
import type { Host, Process } from "./hosts/host";
import type { Samples } from "./statistics";
import { shuffled } from "./statistics";
import { WORKLOADS, type Workload } from "./workloads";

export interface Effort {
  /** How often all processes are started anew. */
  generations: number;
  /** Rounds in one generation. */
  rounds: number;
  /** Rounds before them that are not counted. */
  warmUp: number;
  /** First calls in one generation, each in a process of its own. */
  firsts: number;
}

/** Samples by workload, then by implementation. */
export type Measured = Map<string, Map<string, Samples>>;

/** Loading is measured whenever a process is started, so it is no workload of its own. */
export const LOAD = "load";

/** Measures the workloads whose names begin with `only`. */
export async function measure(
  host: Host,
  implementations: ReadonlyMap<string, string>,
  only: string,
  effort: Effort,
  say: (progress: string) => void,
): Promise<Measured> {
  const samples = new Map<string, Map<string, number[][]>>();
  const add = (workload: string, name: string, generation: number, ms: number): void => {
    const ofWorkload = samples.get(workload) ?? new Map<string, number[][]>();
    samples.set(workload, ofWorkload);
    const ofName = ofWorkload.get(name) ?? [];
    ofWorkload.set(name, ofName);
    (ofName[generation] ??= []).push(ms);
  };
  const random = new Random(3);
  for (let generation = 0; generation < effort.generations; generation++) {
    for (const group of ["first", "calls", "import"] as const) {
      const workloads = WORKLOADS.filter(
        (workload) => workload.group === group && workload.name.startsWith(only),
      );
      if (workloads.length === 0) continue;
      say(`generation ${generation + 1} of ${effort.generations}: ${group}`);
      if (group === "first") {
        for (let round = 0; round < effort.firsts; round++) {
          await firstCalls(host, implementations, workloads, generation, random, add);
        }
      } else {
        await laterCalls(host, implementations, workloads, generation, effort, random, add);
      }
    }
  }
  return samples;
}

type Add = (workload: string, name: string, generation: number, ms: number) => void;

/** The first call in the life of a process, which has not optimised anything yet. */
async function firstCalls(
  host: Host,
  implementations: ReadonlyMap<string, string>,
  workloads: readonly Workload[],
  generation: number,
  random: Random,
  add: Add,
): Promise<void> {
  for (const workload of workloads) {
    for (const [name, bundle] of shuffled([...implementations], random)) {
      const process = await host.start(bundle);
      await process.prepare(workload.name);
      add(LOAD, name, generation, process.loadMs);
      add(workload.name, name, generation, await process.measure(workload.name));
      await process.stop();
    }
  }
}

/** Call after call in the same processes, one call of every implementation in each round. */
async function laterCalls(
  host: Host,
  implementations: ReadonlyMap<string, string>,
  workloads: readonly Workload[],
  generation: number,
  effort: Effort,
  random: Random,
  add: Add,
): Promise<void> {
  const processes: [name: string, process: Process][] = [];
  for (const [name, bundle] of shuffled([...implementations], random)) {
    processes.push([name, await host.start(bundle)]);
  }
  for (const workload of workloads) {
    for (const [, process] of processes) await process.prepare(workload.name);
    for (let round = -effort.warmUp; round < effort.rounds; round++) {
      for (const [name, process] of shuffled(processes, random)) {
        const ms = await process.measure(workload.name);
        if (round >= 0) add(workload.name, name, generation, ms);
      }
    }
  }
  for (const [, process] of processes) await process.stop();
}
