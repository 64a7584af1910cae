// The programs that the development server starts: the reference host, and builds. Each is the head of a process group, so that
// it ends with all that it started itself.

import { spawn } from "node:child_process";

/**
 * Starts a program.
 *
 * `firstLine` resolves with the first line that it prints. `ended` resolves when it has ended, with whether it succeeded and
 * all of its output. Neither rejects.
 */
export function startProgram(program, args, environment = {}) {
  const child = spawn(program, args, {
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const firstLine = new Promise((resolve) => {
    child.stdout.on("data", (text) => {
      output += text;
      if (output.includes("\n")) resolve(output.split("\n", 1)[0]);
    });
  });
  child.stderr.on("data", (text) => (output += text));
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve({ success: false, output: error.message }));
    child.on("close", (code) => resolve({ success: code === 0, output }));
  });
  const stop = async () => {
    try {
      process.kill(-child.pid, "SIGINT");
    } catch {
      // It has ended already.
    }
    await ended;
  };
  return { firstLine, ended, stop };
}
