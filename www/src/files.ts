// Files that a person gives the page by a button, by dropping or by pasting. What reads them is loaded with the first one. It
// must never look into a file itself, and never hold more than one at a time.

import type { Session } from "./import/session";
import { LoadError } from "./load";
import { openSession } from "./validate/import";
import type { ImportOptions } from "./validate/types";

/** No list of devices is longer: a hundred thousand rows are 10 MB. */
const MOST_BYTES = 32 << 20;

/** Why a file cannot be opened. */
type Refusal = "too-large" | "unreadable" | "unloaded";

/** The functions that the plugin's module calls. */
export const files = {
  /** The file that an event brings: of a field that was chosen in, or of a drop. */
  taken(event: Event): File | undefined {
    const field = event.target as HTMLInputElement;
    const file = ((event as DragEvent).dataTransfer ?? field).files?.[0];
    // So that the same file can be chosen again, after it was corrected.
    if (event.type === "change") field.value = "";
    return file;
  },

  /** Reads a file or a pasted text. */
  async open(
    source: Blob | string,
    options: ImportOptions,
    onProgress: (percent: number) => void,
  ): Promise<Session | Refusal> {
    if (typeof source !== "string" && source.size > MOST_BYTES) return "too-large";
    let file: string | Uint8Array;
    try {
      file = typeof source === "string" ? source : new Uint8Array(await source.arrayBuffer());
    } catch {
      // A folder, or a file that has gone or is locked.
      return "unreadable";
    }
    try {
      return await openSession(file, {
        ...options,
        onProgress: ({ done, total }) => onProgress(Math.floor((100 * done) / Math.max(total, 1))),
      });
    } catch (reason) {
      if (reason instanceof LoadError) return "unloaded";
      throw reason;
    }
  },
};
