// The entries of the package on one page, each with a module of its own. `dep-enroll/validate` and `dep-enroll/profile` have
// together what the others have alone, so they are one face, as in node/validate.mjs.

import * as plugin from "/dist/dep-enroll.js";
import * as profile from "/dist/dep-enroll-profile.js";
import * as checks from "/dist/dep-enroll-validate.js";

const ready = () => Promise.all([checks.ready(), profile.ready()]);
const faces = { plugin, classic: globalThis.DepEnroll, validate: { ...profile, ...checks, ready } };
globalThis.faces = faces;

Promise.all(Object.values(faces).map((face) => face.ready())).then(
  () => say("ready"),
  (reason) => say(String(reason)),
);

function say(state) {
  document.querySelector("#state").textContent = state;
}
