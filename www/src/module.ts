// The plugin's module, loaded once for all elements and functions of a page, and its end: after a crash nothing may call it
// again.

import initialise, {
  ask,
  attach,
  configure,
  detach,
  isPlainEnrollment,
  isPlainProfileUuid,
  isPlainSerial,
  isPlainUsername,
  sentences,
  show,
  start,
  version,
} from "#glue";
import { journal } from "./journal";
import { Loader } from "./load";
import { useKernel } from "./validate/kernel";

const crashListeners = new Set<(message: string) => void>();
let message: string | undefined;

/** The message of the crash; `undefined` while the module works. Only a reload of the page helps. */
export function crashMessage(): string | undefined {
  return message;
}

/** Calls `listener` with the message if the module crashes while in use. Returns a function that unsubscribes. */
export function onCrash(listener: (message: string) => void): () => void {
  crashListeners.add(listener);
  return () => crashListeners.delete(listener);
}

function crash(reason: unknown): void {
  if (message !== undefined) return;
  message = String(reason);
  for (const listener of crashListeners) listener(message);
}

type Import = (...parameters: unknown[]) => unknown;

/**
 * An exception of one of the browser's functions, for example of a missing `Intl`, leaves the module in the middle of its work,
 * and no surface would be drawn again. So it counts as a crash.
 */
function guard(imports: Record<string, Record<string, unknown>>): typeof imports {
  for (const functions of Object.values(imports)) {
    for (const [name, value] of Object.entries(functions)) {
      if (typeof value !== "function") continue;
      const call = value as Import;
      functions[name] = (...parameters: unknown[]) => {
        try {
          return call(...parameters);
        } catch (reason) {
          crash(reason);
          throw reason;
        }
      };
    }
  }
  return imports;
}

/** The functions that the elements call. */
const surfaces = { attach, configure, detach, show };

/** The plugin's module, loaded on first use. */
export const plugin = new Loader(async (compiled): Promise<typeof surfaces> => {
  const options = { module_or_path: compiled, guard };
  await initialise(options);
  start(crash, journal);
  // Listed by name, because the bundler makes a namespace from whatever `Object.prototype` has as well.
  useKernel({
    version,
    sentences,
    ask,
    isPlainUsername,
    isPlainSerial,
    isPlainProfileUuid,
    isPlainEnrollment,
  });
  return surfaces;
});
