// The entry for pages that load ES modules.

import { defineElements } from "./elements";
import { plugin, rest } from "./module";

// Bundlers look for exactly these expressions in order to include the files.
plugin.source ??= new URL("dep-enroll.wasm", import.meta.url);
rest.source ??= new URL("dep-enroll-rest.wasm", import.meta.url);
defineElements();

export * from "./functions";
export { LoadError, type LoadFailure, type WasmSource } from "./load";
export type { HostReply, HostRequest, Options } from "./options";
export type * from "./events";
export type * from "./generated";
export type * from "./setup/generated";
export type * from "./setup/types";
export type { DepEnrollJsx, ElementProps } from "./jsx";
export type * from "./validate/types";
export type {
  DepEnrollChecklistElement,
  DepEnrollDialogElement,
  DepEnrollElement,
} from "./elements";
