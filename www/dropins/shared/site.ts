// What an administrator wrote into the files beside a drop-in: `contract.json` and `options.json`. It reads them and must
// never decide what they mean; an unknown option is refused by the plugin itself, with its name.

import type { Options } from "../../src/options";

/** The two files of the folder `site`. */
export interface Site {
  settings: Settings;
  /** The text of the contract; the plugin says what is wrong with it. */
  contract: string | undefined;
}

/** The values of `options.json`: some are the drop-in's own, and what is left is handed to the plugin. */
export class Settings {
  readonly #values: Record<string, unknown>;

  constructor(values: object) {
    this.#values = { ...values };
  }

  /** Takes a text out; throws a sentence for the administrator when it is something else. */
  text(name: string, otherwise: string): string {
    const value = this.#take(name) ?? otherwise;
    if (typeof value !== "string") throw new Error(`options.json: ${name} must be a text.`);
    return value;
  }

  /** Takes a list of texts out. */
  list(name: string): string[] {
    const value = this.#take(name) ?? [];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
      throw new Error(`options.json: ${name} must be a list of texts.`);
    }
    return value;
  }

  /** What nobody took, over what the drop-in found out by itself. */
  over(found: Options): Options {
    const rest = this.#values as Options;
    return { ...found, ...rest, policy: { ...found.policy, ...rest.policy } };
  }

  #take(name: string): unknown {
    const value = this.#values[name];
    delete this.#values[name];
    return value;
  }
}

/** Reads both files; one that is not there counts as empty. */
export async function readSite(folder: string): Promise<Site> {
  const [options, contract] = await Promise.all([
    read(`${folder}/options.json`),
    read(`${folder}/contract.json`),
  ]);
  return { settings: new Settings(parse(options)), contract };
}

async function read(url: string): Promise<string | undefined> {
  // The legacy console lets browsers keep files for 150 days; an edited one must count at once.
  const answer = await fetch(url, { cache: "no-cache", credentials: "same-origin" });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${url} cannot be read: the server answered ${answer.status}.`);
  return answer.text();
}

function parse(text: string | undefined): object {
  if (text === undefined) return {};
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch (reason) {
    throw new Error(`options.json is not valid JSON: ${words(reason)}`);
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new Error("options.json must hold an object.");
  }
  return values;
}

/** An error as a sentence. */
export function words(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
