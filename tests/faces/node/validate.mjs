// The package's own functions in Node, behind the same call as every other face: a function's name and its
// arguments as JSON, and the answer as JSON text. It must never decide anything.

/** Loads the modules of `dep-enroll/validate` and, beside it, of `dep-enroll/profile`, and answers what calls them. */
export async function load(url) {
  const checks = await import(url);
  const profiles = await import(new URL("dep-enroll-profile.node.js", url));
  await Promise.all([checks.ready(), profiles.ready()]);
  const functions = { ...profiles, ...checks };
  return async (name, parameters) => {
    // JSON says by `null` what a script says by leaving an argument out.
    const passed = parameters.map((parameter) => toFile(parameter) ?? parameter ?? undefined);
    return JSON.stringify(await functions[name](...passed));
  };
}

/** The bytes of a file that is no text. */
function toFile(parameter) {
  const coded = parameter?.base64;
  return coded === undefined ? undefined : new Uint8Array(Buffer.from(coded, "base64"));
}
