// The plugin in an esbuild project. esbuild ignores `new URL(…, import.meta.url)`, so the page imports the WebAssembly files
// (`--loader:.wasm=file` gives their addresses) and passes them on, by address or as bytes.

import * as plugin from "dep-enroll";
import pluginFile from "dep-enroll/dep-enroll.wasm";
import restFile from "dep-enroll/dep-enroll-rest.wasm";
import importFile from "dep-enroll/dep-enroll-import.wasm";
import validateFile from "dep-enroll/dep-enroll-validate.wasm";
import * as validate from "dep-enroll/validate";

const policy = { tenantDomain: "carbon.super" };
plugin.configure({
  transport: "request-handler",
  policy,
  wasm: new URL(pluginFile, import.meta.url),
  restWasm: new URL(restFile, import.meta.url),
});
const file = await fetch(new URL(validateFile, import.meta.url));
validate.configure({
  wasm: await file.arrayBuffer(),
  importWasm: new URL(importFile, import.meta.url),
});

await Promise.all([plugin.ready(), validate.ready()]);
const say = (place, answer) => (document.querySelector(place).value = JSON.stringify(answer));
const username = document.querySelector("#username");
username.addEventListener("input", () => {
  say("#with-elements", plugin.validateUsername(username.value, policy));
  say("#alone", validate.validateUsername(username.value, policy));
});

say("#imported", await validate.validateImport("serial;username\nC02EMPTY0001;alice\n"));
