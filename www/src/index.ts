// The plugin for pages that load ES modules.

import { defineElements } from "./elements";
import { setDefaultAddress } from "./load";

// Bundlers look for exactly these words, and then put the module beside what they write.
setDefaultAddress(new URL("dep-enroll.wasm", import.meta.url));
defineElements();

export * from "./functions";
export { LoadError, type LoadFailure } from "./load-error";
export type { HostReply, HostRequest, Options, UsernamePolicy, WasmSource } from "./options";
export type * from "./events";
export type * from "./generated";
export type { DepEnrollJsx, ElementProps } from "./jsx";
export type {
  DepEnrollChecklistElement,
  DepEnrollDialogElement,
  DepEnrollElement,
} from "./elements";
