// The three entries of the package on one page, each with a module of its own.

import * as plugin from "/dist/dep-enroll.js";
import * as validate from "/dist/dep-enroll-validate.js";

const faces = { plugin, classic: globalThis.DepEnroll, validate };
globalThis.faces = faces;

Promise.all(Object.values(faces).map((face) => face.ready())).then(
  () => say("ready"),
  (reason) => say(String(reason)),
);

function say(state) {
  document.querySelector("#state").textContent = state;
}
