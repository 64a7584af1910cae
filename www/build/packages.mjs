// Finds packages of npm in the scripts that are shipped. There are none today, and `THIRD-PARTY-LICENSES.txt` says so.
// It must never let one in without its licence.

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

/** Fails if a bundle that is shipped holds code of an npm package. */
export function expectNoPackages(metafile) {
  const names = packagesIn(metafile);
  if (names.length === 0) return;
  const files = Object.keys(metafile.outputs).join(", ");
  throw new Error(
    `${files} holds code of ${names.join(", ")}. Write it without the package, or add the package's ` +
      "licence to THIRD-PARTY-LICENSES.txt (src/xtask/licences.rs)",
  );
}
