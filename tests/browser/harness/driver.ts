// A thin W3C WebDriver client: one method for each command that the tests need. It keeps only the
// session's address. It must never wait or retry, because the locators do.

import { setTimeout as sleep } from "node:timers/promises";

/** The key under which WebDriver wraps a reference to an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export type ElementRef = { [ELEMENT]: string };

/** Keys by WebDriver's code points. */
export const KEYS: Readonly<Record<string, string>> = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Escape: "\uE00C",
  Space: " ",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
};

/** An error of the driver, with WebDriver's own error code. */
export class DriverError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
  }
}

/** Longer than any command takes, even on a busy machine. */
const COMMAND_LIMIT_MS = 40_000;

interface Answer {
  value: unknown;
}

interface ErrorAnswer {
  error: string;
  message: string;
}

export interface Cookie {
  name: string;
  value: string;
  path: string;
  httpOnly?: boolean;
}

export type Capabilities = Record<string, unknown>;

export class Driver {
  private constructor(
    private readonly address: string,
    readonly capabilities: Capabilities,
  ) {}

  /** Waits until a driver listens, then opens a session on it. */
  static async open(server: string, wanted: Capabilities): Promise<Driver> {
    await driverReady(server);
    const body = { capabilities: { alwaysMatch: wanted } };
    const made = (await send("POST", `${server}/session`, body)) as {
      sessionId: string;
      capabilities: Capabilities;
    };
    return new Driver(`${server}/session/${made.sessionId}`, made.capabilities);
  }

  async close(): Promise<void> {
    await send("DELETE", this.address);
  }

  /** Any other command, by its path below the session. */
  command(method: string, path: string, body?: unknown): Promise<unknown> {
    return send(method, `${this.address}/${path}`, body);
  }

  /** Runs a function body in the page. */
  async run<Result>(script: string, ...args: unknown[]): Promise<Result> {
    return (await this.command("POST", "execute/sync", { script, args })) as Result;
  }

  /** Runs a function body that calls its last argument with the result. */
  async runAsync<Result>(script: string, ...args: unknown[]): Promise<Result> {
    return (await this.command("POST", "execute/async", { script, args })) as Result;
  }

  async go(url: string): Promise<void> {
    await this.command("POST", "url", { url });
  }

  async url(): Promise<string> {
    return (await this.command("GET", "url")) as string;
  }

  async reload(): Promise<void> {
    await this.command("POST", "refresh", {});
  }

  async click(element: ElementRef): Promise<void> {
    await this.command("POST", `element/${element[ELEMENT]}/click`, {});
  }

  /** Types into an element. */
  async type(element: ElementRef, text: string): Promise<void> {
    await this.command("POST", `element/${element[ELEMENT]}/value`, { text });
  }

  /** Presses keys at the focus. All keys are held until the end, so modifiers work. */
  async press(...keys: string[]): Promise<void> {
    const codes = keys.map((key) => KEYS[key] ?? key);
    const down = codes.map((value) => ({ type: "keyDown", value }));
    const up = codes.map((value) => ({ type: "keyUp", value })).reverse();
    const actions = [{ type: "key", id: "keyboard", actions: [...down, ...up] }];
    await this.command("POST", "actions", { actions });
  }

  /** Clicks with the mouse at a point of the viewport. */
  async clickAt(x: number, y: number): Promise<void> {
    await this.command("POST", "actions", { actions: [mouse(clickOf(x, y))] });
  }

  /** Clicks with the mouse at a point of the viewport while the Shift key is held. */
  async shiftClickAt(x: number, y: number): Promise<void> {
    const click = clickOf(x, y);
    const { Shift: value } = KEYS;
    const pauses = click.map(() => ({ type: "pause" }));
    const held = [{ type: "keyDown", value }, ...pauses, { type: "keyUp", value }];
    await this.command("POST", "actions", {
      actions: [
        { type: "key", id: "keyboard", actions: held },
        mouse([{ type: "pause" }, ...click]),
      ],
    });
  }

  async addCookie(cookie: Cookie): Promise<void> {
    await this.command("POST", "cookie", { cookie });
  }

  /** A PNG of the window. */
  async screenshot(): Promise<Buffer> {
    return Buffer.from((await this.command("GET", "screenshot")) as string, "base64");
  }

  async resize(width: number, height: number): Promise<void> {
    await this.command("POST", "window/rect", { width, height });
  }

  async window(): Promise<string> {
    return (await this.command("GET", "window")) as string;
  }

  /** Opens a tab without switching to it. */
  async newTab(): Promise<string> {
    const made = (await this.command("POST", "window/new", { type: "tab" })) as { handle: string };
    return made.handle;
  }

  async switchTo(handle: string): Promise<void> {
    await this.command("POST", "window", { handle });
  }

  async closeTab(): Promise<void> {
    await this.command("DELETE", "window");
  }

  /** A Chrome DevTools command and its answer; Chromium only. */
  async devtools<T>(cmd: string, params: Record<string, unknown> = {}): Promise<T> {
    return (await this.command("POST", "goog/cdp/execute", { cmd, params })) as T;
  }

  /** Runs a function body with the browser's own rights; Firefox only. */
  async privileged(script: string, ...args: unknown[]): Promise<void> {
    await this.command("POST", "moz/context", { context: "chrome" });
    try {
      await this.run(script, ...args);
    } finally {
      await this.command("POST", "moz/context", { context: "content" });
    }
  }
}

async function send(method: string, url: string, body?: unknown): Promise<unknown> {
  try {
    return await sendNow(method, url, body);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    const words = JSON.stringify(body ?? "").slice(0, 200);
    throw new DriverError("timeout", `no answer to ${method} ${url} ${words}`);
  }
}

async function sendNow(method: string, url: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    // A hanging browser must not hang the tests. The error message names the command.
    signal: AbortSignal.timeout(COMMAND_LIMIT_MS),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: { "content-type": "application/json; charset=utf-8" },
  });
  const { value } = (await answer.json()) as Answer;
  if (!answer.ok) {
    const { error, message } = value as ErrorAnswer;
    throw new DriverError(error, message);
  }
  return value;
}

/** What a mouse does, step by step. */
function mouse(actions: object[]): object {
  return { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions };
}

/** The steps of a click at a point of the viewport. */
function clickOf(x: number, y: number): object[] {
  return [
    { type: "pointerMove", duration: 0, x, y, origin: "viewport" },
    { type: "pointerDown", button: 0 },
    { type: "pointerUp", button: 0 },
  ];
}

/** Polls `/status`, because every driver announces its start in a different way. */
async function driverReady(server: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const isReady = await fetch(`${server}/status`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    if (Date.now() > deadline) throw new Error(`no WebDriver answers at ${server}`);
    await sleep(20);
  }
}
