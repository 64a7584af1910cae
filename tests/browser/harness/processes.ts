// Child processes of the tests. They must never outlive this process. Their output is kept for the
// error message of a failed start.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const running = new Set<ChildProcess>();

process.on("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});

export interface RunningProgram {
  /** Resolves with the first line of output that matches. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  stop(): Promise<void>;
}

/** Starts a program. */
export function start(
  program: string,
  args: string[],
  environment: Record<string, string> = {},
): RunningProgram {
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.add(child);
  let output = "";
  const waiting = new Set<() => void>();
  const append = (chunk: Buffer): void => {
    // Enough to explain a failed start. A verbose program must not fill the memory.
    output = (output + chunk.toString()).slice(-20_000);
    for (const look of waiting) look();
  };
  child.stdout.on("data", append);
  child.stderr.on("data", append);
  let ended: string | undefined;
  const end = (why: string) => () => {
    ended ??= why;
    running.delete(child);
    for (const look of waiting) look();
  };
  child.on("error", (error) => end(error.message)());
  child.on("exit", (code, signal) => end(`ended with ${signal ?? code}`)());

  return {
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = output.match(pattern);
          if (found) resolve(found);
          else if (ended) reject(new Error(`${program} ${ended}\n${output}`));
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
    stop: async () => {
      if (ended) return;
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      // A browser that hangs on exit must not hang the tests.
      const hard = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await exit;
      clearTimeout(hard);
    },
  };
}

/** A currently free port of the loopback interface. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
