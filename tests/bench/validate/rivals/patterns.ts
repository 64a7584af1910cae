// The rules of single fields as patterns, for libraries whose schemas are made of patterns. All are
// about trimmed texts; those about names let the empty name through, which is another rule's matter.

/** Digits and letters, or nothing. */
export const SERIAL = /^[A-Z0-9]*$/;
/** No white space. */
export const NO_SPACE = /^\S*$/;
/** No tenant domain. */
export const NO_TENANT = /^[^@]*$/;
/** At least three characters behind the user store and before the tenant. */
export const LONG_ENOUGH = /^(?:(?:[^/@]*\/)?[^/@]{3,}(?:@|$)|$)/u;
/** At most thirty of them. */
export const SHORT_ENOUGH = /^(?:[^/@]*\/)?[^/@]{0,30}(?:@|$)/u;

export const LONGEST_SERIAL = 45;

const TRUE = ["true", "yes", "y", "1", "x", "on", "wahr", "vrai", "verdadero"];
const FALSE = ["", "false", "no", "n", "0", "off", "falsch", "faux", "falso"];

/** The words of flags in lower case. */
export const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ...TRUE.map((word) => [word, true] as const),
  ...FALSE.map((word) => [word, false] as const),
]);
export const FLAG_WORDS = [...TRUE, ...FALSE];
