// The validation functions for programs that run in Node, where `fetch` reads no files: the same script, handed its modules
// as bytes.

import { readFileSync } from "node:fs";
import { configure } from "./dep-enroll-validate.js";

const file = (name) => readFileSync(new URL(name, import.meta.url));

configure({
  wasm: file("./dep-enroll-validate.wasm"),
  importWasm: file("./dep-enroll-import.wasm"),
});

export * from "./dep-enroll-validate.js";
