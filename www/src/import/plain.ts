// Plain objects of which there are many.

/**
 * A function as the constructor of objects like any others, their prototype too. Literals would do as well, but engines
 * take literals of which many live on for ones that always do, and make them where only a full collection looks, with all
 * that they hold: what is left of an import that nobody needs any longer would burden the ones after it.
 */
export function plain<Plain, Fields extends unknown[]>(
  fill: (this: Plain, ...fields: Fields) => void,
): new (...fields: Fields) => Plain {
  fill.prototype = Object.prototype;
  return fill as unknown as new (...fields: Fields) => Plain;
}
