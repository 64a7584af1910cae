// What answers the functions that a page calls. The plugin loads it with `ready()`, because no page needs it in order to be
// drawn; the small entries bring it along. It must never answer by itself.

import type { checkList, check, describe, messagesOf } from "./check";
import type { sentence } from "./answer";
import type { learn } from "./messages";
import type { maybe, misfit } from "./read";
import type { POLICY } from "./shapes";

/** The checks, and what the import shares with them. */
export interface Checks {
  version(): string;
  check: typeof check;
  checkList: typeof checkList;
  forImport: {
    POLICY: typeof POLICY;
    describe: typeof describe;
    learn: typeof learn;
    maybe: typeof maybe;
    messagesOf: typeof messagesOf;
    misfit: typeof misfit;
    sentence: typeof sentence;
  };
}

/** The page's own sentences by code. */
export const pageMessages: Record<string, string> = {};

let checks: Checks | undefined;

/** Says what answers, once it is loaded. */
export function useChecks(loaded: Checks): void {
  checks = loaded;
}

/** What answers; throws while nobody has waited for it. */
export function started(): Checks {
  if (!checks) throw new Error("dep-enroll: call this after `await ready()`.");
  return checks;
}
