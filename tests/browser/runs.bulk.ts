// Runs over 2,000 devices under seeded faults, with a browser that is killed at some step: at the end every row of the report is
// true of the host's database, and nothing that the host has done was sent again. The seeds are other ones each day. `DEP_SEED`
// is the first one, `DEP_SEEDS` says how many there are.

import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { DAY } from "./harness/choice";
import { Host } from "./harness/host";
import { DEVICES, play } from "./many/run";
import { Story } from "./many/story";

/** The seeds of a day. */
const DAILY = 25;
const FIRST = Number(process.env["DEP_SEED"] ?? DAY * DAILY);
const SEEDS = Number(process.env["DEP_SEEDS"] ?? DAILY);
const TOPIC = `runs over ${DEVICES} devices, seeds ${FIRST} to ${FIRST + SEEDS - 1}`;

/** So many browsers at a time, each with a host of its own. */
const AT_ONCE = 2;

const LIMIT_MS = 240_000;

/** Writes down what happened with a seed that fails, for the end of the output of all suites. */
async function keep(failure: string): Promise<void> {
  const folder = process.env["DEP_FAILURES"];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, "bulk.txt"), `${failure}\n\n`);
}

describe(TOPIC, { concurrency: AT_ONCE }, () => {
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
        const failure = `${words}\n--- what happened with seed ${seed}\n${story.text()}`;
        await keep(failure);
        throw new Error(failure);
      } finally {
        free.push(host);
      }
      if (process.env["DEP_STORY"]) console.log(`seed ${seed}\n${story.text()}`);
    });
  }
});
