// Finds packages of npm in the scripts that are shipped. It must never let one in without its licence.

import { basename } from "node:path";

/** The packages that a script may hold. `THIRD-PARTY-LICENSES.txt` has their licences: src/xtask/licences.rs. */
export const SHIPPED = { "dep-enroll-workbook.js": ["fflate", "saxes", "xmlchars"] };

/** The names of the npm packages whose code is in a bundle, by the bundler's own account of it. */
export function packagesIn({ outputs }) {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const names = inputs
    // A file can be read without leaving any code.
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1])
    .filter((name) => name !== undefined);
  return [...new Set(names)].sort();
}

/** Fails if a bundle that is shipped holds code of another npm package. */
export function expectNoPackages(metafile) {
  const files = Object.keys(metafile.outputs);
  const allowed = files.flatMap((file) => SHIPPED[basename(file)] ?? []);
  const names = packagesIn(metafile).filter((name) => !allowed.includes(name));
  if (names.length === 0) return;
  throw new Error(
    `${files.join(", ")} holds code of ${names.join(", ")}. Write it without the package, or add it to ` +
      "`SHIPPED` in www/build/packages.mjs and its licence to src/xtask/licences.rs",
  );
}
