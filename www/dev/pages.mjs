// The open pages: what each was told last, and the stream of events that tells them more. It must never build anything.

/** A stream must say something now and then, or browsers and proxies take it for dead. */
const HEARTBEAT_MS = 20_000;

export class Pages {
  /** The address of the stream. */
  static path = "/__dev/events";

  #open = new Set();
  /** The last event of each kind that a page still needs when it connects later. */
  #last = new Map([["server", JSON.stringify(String(process.pid))]]);
  #failures = new Map();

  constructor() {
    setInterval(() => this.#write(":\n\n"), HEARTBEAT_MS).unref();
  }

  /** Answers a page with the stream. */
  connect(response) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    for (const [event, data] of this.#last) response.write(message(event, data));
    this.#open.add(response);
    response.on("close", () => this.#open.delete(response));
  }

  /** Tells every page, and those that come later. */
  set(event, value) {
    const data = JSON.stringify(value);
    this.#last.set(event, data);
    this.#write(message(event, data));
  }

  /** Tells the pages that are open now. */
  tell(event, value) {
    this.#write(message(event, JSON.stringify(value)));
  }

  /** Shows or withdraws the message of a build: its output if it failed, nothing if it succeeded. */
  report(build, failure) {
    const before = this.#failures.get(build);
    if (failure === before) return;
    if (failure === undefined) this.#failures.delete(build);
    else this.#failures.set(build, failure);
    this.set(
      "failures",
      [...this.#failures].map(([title, text]) => ({ title, text })),
    );
  }

  #write(text) {
    for (const response of this.#open) response.write(text);
  }
}

function message(event, data) {
  return `event: ${event}\ndata: ${data}\n\n`;
}
