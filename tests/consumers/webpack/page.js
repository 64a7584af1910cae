// The plugin in a webpack project. webpack finds the WebAssembly files without configuration.

import * as plugin from "dep-enroll";
import * as validate from "dep-enroll/validate";

const policy = { tenantDomain: "carbon.super" };
plugin.configure({ transport: "invoker", policy });

// What did not come can be tried again: a little later, because WebKit does not ask twice in one task.
const ready = () => Promise.all([plugin.ready(), validate.ready()]);
await ready().catch(() => new Promise((later) => setTimeout(later)).then(ready));
const say = (place, answer) => (document.querySelector(place).value = JSON.stringify(answer));
const username = document.querySelector("#username");
username.addEventListener("input", () => {
  say("#with-elements", plugin.validateUsername(username.value, policy));
  say("#alone", validate.validateUsername(username.value, policy));
});

say("#imported", await validate.validateImport("serial;username\nC02EMPTY0001;alice\n"));
