// The plugin's two modules, loaded once for all elements and functions of a page, and their end: after a crash nothing may call it
// again.

import initialise, {
  ask,
  askSetup,
  attach,
  configure,
  detach,
  isPlainEnrollment,
  isPlainProfileUuid,
  isPlainSerial,
  isPlainUsername,
  sentences,
  setupSentences,
  show,
  start,
  startRest,
  useRest,
  useFiles,
  version,
  whenAnswering,
} from "#glue";
import { files } from "./files";
import { journal } from "./journal";
import { Loader, loadScript } from "./load";
import { useSetupChecks } from "./setup/checks";
import { addStyles } from "./styles";
import { pageMessages, useChecks } from "./validate/checks";

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

type Call = (...parameters: unknown[]) => unknown;

/**
 * Lets every exception count as a crash that goes into the module or comes out of it: one of the browser's functions (a missing
 * `Intl`, for example) leaves it in the middle of its work, and a trap (no memory, no stack) does too. No surface would be drawn
 * again. Returns the functions; what is none stays as it is.
 */
function guard(functions: Record<string, unknown>): typeof functions {
  const guarded = Object.entries(functions).map(([name, value]): [string, unknown] => {
    if (typeof value !== "function") return [name, value];
    const call = value as Call;
    const guardedCall: Call = (...parameters) => {
      try {
        return call(...parameters);
      } catch (reason) {
        crash(reason);
        throw reason;
      }
    };
    return [name, guardedCall];
  });
  return Object.fromEntries(guarded);
}

/** The module with what nobody sees on the first screen. It works with the memory of the plugin's module. */
export const rest = new Loader(async (compiled): Promise<true> => {
  await plugin.load();
  await startRest(compiled);
  for (const rules of WebAssembly.Module.customSections(compiled, "styles")) {
    addStyles(new TextDecoder().decode(rules));
  }
  return true;
});

/** Why the module's last load for a surface has failed. */
export let restFailure: unknown;

async function loadRest(): Promise<void> {
  try {
    await rest.load();
  } catch (reason) {
    restFailure = reason;
    throw reason;
  }
}

/** Loads both modules and what answers with them, for the functions that a page calls. */
export async function loadFunctions(): Promise<void> {
  const script = loadScript("dep-enroll-functions.js", () => import("#functions-chunk"));
  const [answering] = await Promise.all([script, plugin.load(), rest.load()]);
  await new Promise<void>(whenAnswering);
  // Listed by name, because the bundler makes a namespace from whatever `Object.prototype` has as well.
  const kernel = {
    sentences,
    ask,
    isPlainUsername,
    isPlainSerial,
    isPlainProfileUuid,
    isPlainEnrollment,
  };
  useChecks(answering.start(kernel, version, pageMessages));
  answering.useSetupKernel({ askSetup, setupSentences });
  useSetupChecks(answering.setupAnswers);
}

/** Reads a file for the page. What is wrong with its rows is said in the sentences of the functions, which no page has to call. */
async function openFile(...asked: Parameters<typeof files.open>): ReturnType<typeof files.open> {
  await loadFunctions();
  return files.open(...asked);
}

/** The functions that the elements call. */
const surfaces = { attach, configure, detach, show };

/** The plugin's module, loaded on first use. */
export const plugin = new Loader(async (compiled): Promise<typeof surfaces> => {
  const options = { module_or_path: compiled, guard };
  await initialise(options);
  start(crash, journal);
  useRest(loadRest);
  useFiles({ ...files, open: openFile });
  return surfaces;
});
