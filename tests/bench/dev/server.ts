// `cargo xtask dev` in the copy: started as a person starts it, and ended with Ctrl-C.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A first start compiles everything. */
const START_LIMIT_MS = 600_000;

export class DevServer {
  #output = "";
  readonly #changed = new Set<() => void>();

  private constructor(private readonly child: ChildProcess) {
    const take = (text: Buffer): void => {
      this.#output += text.toString();
      for (const look of this.#changed) look();
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.on("close", () => take(Buffer.from("\n(ended)\n")));
  }

  /** Starts the server. Returns it with its address. */
  static async start(
    root: string,
    target: string,
    db: string,
  ): Promise<{ server: DevServer; origin: string }> {
    const words = ["xtask", "dev", "--port", "0", "--fresh", "--db", db];
    const child = spawn("cargo", words, {
      cwd: root,
      env: { ...process.env, CARGO_TARGET_DIR: target },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const server = new DevServer(child);
    try {
      const [, origin = ""] = await server.line(/listening on (http:\S+)/, 0, START_LIMIT_MS);
      return { server, origin };
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** How much the server has printed so far. */
  get mark(): number {
    return this.#output.length;
  }

  /** Resolves with the first match in what it has printed since a mark. */
  line(pattern: RegExp, mark: number, limit: number): Promise<RegExpMatchArray> {
    return new Promise((resolve, reject) => {
      const finish = (error?: Error, found?: RegExpMatchArray): void => {
        clearTimeout(timer);
        this.#changed.delete(look);
        if (found) resolve(found);
        else reject(error ?? new Error("nothing was found"));
      };
      const look = (): void => {
        const found = this.#output.slice(mark).match(pattern);
        if (found) finish(undefined, found);
        else if (this.#output.endsWith("(ended)\n")) {
          finish(new Error(`cargo xtask dev ended:\n${this.#output.slice(-4000)}`));
        }
      };
      const timer = setTimeout(
        () => finish(new Error(`no ${pattern} after ${limit} ms:\n${this.#output.slice(-4000)}`)),
        limit,
      );
      this.#changed.add(look);
      look();
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, "exit");
    this.child.kill("SIGINT");
    await exit;
  }
}
