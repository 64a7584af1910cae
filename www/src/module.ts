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
