// The entry of `dep-enroll/validate` for Node, where `fetch` cannot read files. It passes the modules to the same script as
// bytes.

import { readFileSync } from "node:fs";
import { configure } from "./dep-enroll-validate.js";

const file = (name) => readFileSync(new URL(name, import.meta.url));

configure({
  wasm: file("./dep-enroll-validate.wasm"),
  importWasm: file("./dep-enroll-import.wasm"),
});

export * from "./dep-enroll-validate.js";
