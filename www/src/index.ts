// The plugin for pages that load ES modules.

import { defineElements } from "./elements";
import { setScriptUrl } from "./load";

setScriptUrl(import.meta.url);
defineElements();

export * from "./functions";
export { LoadError, type LoadFailure } from "./load";
export type { HostReply, HostRequest, Options, UsernamePolicy } from "./options";
export type {
  DepEnrollChecklistElement,
  DepEnrollDialogElement,
  DepEnrollElement,
} from "./elements";
