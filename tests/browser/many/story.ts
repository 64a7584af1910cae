// What happened during a run, in order, for whoever reads of a failure.

export class Story {
  readonly #lines: string[] = [];
  readonly #began = Date.now();

  /** Adds an event. */
  tell(event: string): void {
    const seconds = ((Date.now() - this.#began) / 1000).toFixed(1);
    this.#lines.push(`${seconds.padStart(6)} s  ${event}`);
  }

  /** Everything so far, one line for each event. */
  text(): string {
    return this.#lines.join("\n");
  }
}
