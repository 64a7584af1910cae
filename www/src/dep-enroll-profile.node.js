// The entry of `dep-enroll/profile` for Node, where `fetch` cannot read files. It passes the module to the same script as bytes.

import { readFileSync } from "node:fs";
import { configure } from "./dep-enroll-profile.js";

configure({ wasm: readFileSync(new URL("./dep-enroll-profile.wasm", import.meta.url)) });

export * from "./dep-enroll-profile.js";
