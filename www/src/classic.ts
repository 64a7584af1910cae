// The plugin for pages that load classic scripts: the same functions under the global `DepEnroll`.

import { defineElements } from "./elements";
import { plugin } from "./module";

// Only while the script itself runs does the document know which one it is.
const script = document.currentScript;
if (script instanceof HTMLScriptElement) plugin.foundAt(new URL("dep-enroll.wasm", script.src));
defineElements();

export * from "./functions";
export { LoadError } from "./load";
