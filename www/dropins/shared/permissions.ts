// Compares the console's names of permissions. It must never decide access: the server does.

/**
 * Whether one of the `needed` permissions is among those `held`. Holding one means holding everything below it, and the console
 * leaves out of its list what lies directly below another one (`UserCoreUtil.optimizePermissions` of the server's kernel). With
 * an empty list of `needed` only the server knows, so the answer is `true`.
 */
export function mayEdit(needed: readonly string[], held: readonly string[]): boolean {
  const holds = held.filter((name) => name !== "").map(withSlash);
  return (
    needed.length === 0 ||
    needed.some((name) => holds.some((path) => withSlash(name).startsWith(path)))
  );
}

/** A path with exactly one slash at its end, so that `/ios` is not the beginning of `/ios2`. */
function withSlash(path: string): string {
  return `${path.replace(/\/+$/, "")}/`;
}
