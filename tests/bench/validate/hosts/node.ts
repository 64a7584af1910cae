// Implementations in node, each in a child process.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Host, Order, Process, Result } from "./host";

/** `cpu`: measures the time that the processor spent on a process and not the time that went by. */
export function nodeHost(bundles: string, product: string, cpu: boolean): Host {
  const running = new Set<ChildProcess>();
  const start = async (implementation: string): Promise<Process> => {
    const entry = pathToFileURL(join(bundles, `${implementation}.mjs`)).href;
    const words = [entry, pathToFileURL(product).href, cpu ? "cpu" : "clock"];
    const child = fork(join(bundles, "node-subject.mjs"), words, { execArgv: ["--expose-gc"] });
    running.add(child);
    child.on("exit", () => running.delete(child));
    const loadMs = Number(await answer(child, implementation));
    const ask = async (order: Order): Promise<number | string | null> => {
      child.send(order);
      return answer(child, implementation);
    };
    return {
      loadMs,
      prepare: async (workload) => void (await ask({ prepare: workload })),
      measure: async (workload) => Number(await ask({ measure: workload })),
      conform: async () => `${await ask({ conform: true })}`,
      stop: () => stop(child),
    };
  };
  return {
    engine: `node ${process.versions.node} (V8 ${process.versions.v8})${cpu ? ", processor time" : ""}`,
    start,
    stop: async () => void (await Promise.all([...running].map(stop))),
  };
}

/** The next answer of a process; an error when it ends instead. */
async function answer(child: ChildProcess, name: string): Promise<number | string | null> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const result = await Promise.race([
      once(child, "message", { signal }).then(([result]: unknown[]) => result as Result),
      once(child, "exit", { signal }).then(([code]: unknown[]): Result => {
        return { error: `its process ended with ${code}` };
      }),
    ]);
    if ("error" in result) throw new Error(`${name}: ${result.error}`);
    return result.value;
  } finally {
    ended.abort();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  // Its event loop ends with the channel.
  if (child.connected) child.disconnect();
  await exit;
}
