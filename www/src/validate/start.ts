// Puts together what answers the functions, for whichever entry brings it.

import { sentence } from "./answer";
import { check, checkList, describe, messagesOf } from "./check";
import type { Checks } from "./checks";
import { type Kernel, useKernel } from "./kernel";
import { learn, useMessages } from "./messages";
import { maybe, misfit } from "./read";
import { POLICY } from "./shapes";

/** The checks by a module, with a page's own sentences. */
export function start(
  kernel: Kernel,
  version: () => string,
  messages: Record<string, string>,
): Checks {
  useKernel(kernel);
  useMessages(messages);
  const forImport = { POLICY, describe, learn, maybe, messagesOf, misfit, sentence };
  return { version, check, checkList, forImport };
}
