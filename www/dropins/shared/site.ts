// Reads the administrator's files beside a drop-in: `contract.json` and `options.json`. It must never interpret them: the
// plugin itself rejects an unknown option by name.

import type { Options } from "../../src/options";

/** The two files of the folder `site`. */
export interface Site {
  settings: Settings;
  /** The text of the contract. The plugin reports its errors. */
  contract: string | undefined;
}

/** The values of `options.json`. The drop-in takes its own; the rest go to the plugin. */
export class Settings {
  readonly #values: Record<string, unknown>;

  constructor(values: object) {
    // Without a prototype, so that nothing in the page but the file sets an option.
    this.#values = Object.assign(Object.create(null), values) as Record<string, unknown>;
  }

  /** Takes a text. Throws an error for the administrator if the value is something else. */
  text(name: string, otherwise: string): string {
    const value = this.#take(name) ?? otherwise;
    if (typeof value !== "string") throw new Error(`options.json: ${name} must be a text.`);
    return value;
  }

  /** Takes a list of texts. Throws in the same way. */
  list(name: string): string[] {
    const value = this.#take(name) ?? [];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
      throw new Error(`options.json: ${name} must be a list of texts.`);
    }
    return value;
  }

  /** The remaining options, which override the drop-in's own `defaults`. */
  over(defaults: Options): Options {
    const rest = this.#values as Options;
    return { ...defaults, ...rest, policy: { ...defaults.policy, ...rest.policy } };
  }

  #take(name: string): unknown {
    const value = this.#values[name];
    delete this.#values[name];
    return value;
  }
}

/** Reads both files. A missing file counts as empty. */
export async function readSite(folder: string): Promise<Site> {
  const [options, contract] = await Promise.all([
    read(`${folder}/options.json`),
    read(`${folder}/contract.json`),
  ]);
  return { settings: new Settings(parse(options)), contract };
}

async function read(url: string): Promise<string | undefined> {
  // The legacy console lets browsers cache files for 150 days, but an edit must take effect at once.
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
    throw new Error(`options.json is not valid JSON: ${messageOf(reason)}`);
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) {
    throw new Error("options.json must hold an object.");
  }
  return values;
}

/** The message of an error. */
export function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
