// Runs over 2,000 devices under seeded faults, with a browser that is killed at some step: at the end every row of the report is
// true of the host's database, and nothing that the host has done was sent again. `DEP_SEED` is the first seed, `DEP_SEEDS` how
// many there are.

import { after, describe, it } from "node:test";
import { Host } from "./harness/host";
import { DEVICES, play } from "./many/run";
import { Story } from "./many/story";

const FIRST = Number(process.env["DEP_SEED"] ?? 1);
const SEEDS = Number(process.env["DEP_SEEDS"] ?? 25);

/** So many browsers at a time, each with a host of its own. */
const AT_ONCE = 2;

const LIMIT_MS = 240_000;

describe(`runs over ${DEVICES} devices`, { concurrency: AT_ONCE }, () => {
  const free: Host[] = [];
  after(async () => {
    for (const host of free) await host.stop();
  });
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    it(`seed ${seed}`, { timeout: LIMIT_MS }, async () => {
      const story = new Story();
      const host = free.pop() ?? (await Host.start({ devices: DEVICES }));
      try {
        await play(host, seed, story);
      } catch (error) {
        const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
        throw new Error(`${words}\n--- what happened with seed ${seed}\n${story.text()}`);
      } finally {
        free.push(host);
      }
      if (process.env["DEP_STORY"]) console.log(`seed ${seed}\n${story.text()}`);
    });
  }
});
