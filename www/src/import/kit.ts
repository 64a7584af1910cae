// What the script of the import needs of the entry that loads it: it must not bring a second one of anything.

import type { Loader, LoadError } from "../load";
import type { sentence } from "../validate/answer";
import type { describe, messagesOf } from "../validate/check";
import type { learn } from "../validate/messages";
import type { maybe, misfit } from "../validate/read";
import type { POLICY } from "../validate/shapes";

/** @internal */
export interface Kit {
  Loader: typeof Loader;
  LoadError: typeof LoadError;
  POLICY: typeof POLICY;
  describe: typeof describe;
  learn: typeof learn;
  maybe: typeof maybe;
  messagesOf: typeof messagesOf;
  misfit: typeof misfit;
  sentence: typeof sentence;
}
