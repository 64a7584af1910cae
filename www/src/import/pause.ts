// Turns of the page between pieces of work.

/**
 * Lets the page draw and hear its user. In a page by a message and not by a timer, which waits for four milliseconds at least.
 * In Node by `setImmediate`: messages go before timers and sockets there.
 */
export class Pause {
  #channel: MessageChannel | undefined;

  take(): Promise<void> {
    const { setImmediate } = globalThis as { setImmediate?: (heard: () => void) => void };
    if (setImmediate) return new Promise((resolve) => setImmediate(resolve));
    const { port1, port2 } = (this.#channel ??= new MessageChannel());
    return new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(0);
    });
  }

  /** An open channel would keep a program alive. */
  end(): void {
    this.#channel?.port1.close();
  }
}
