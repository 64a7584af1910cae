// The sentences of the rivals, as the author of a page would write them: with the offending value
// where that helps. One table, so that no implementation is faster because it says less.

/** Code, and what to say about a value. */
export const MESSAGES = {
  "input.type": () => "This field has a value of the wrong type.",
  "import.columns": (found: string) => `The row has ${found} cells instead of 4. Check the commas.`,
  "import.duplicate": (first: string) => `The serial number is in row ${first} already.`,
  "import.flag": (value: string) => `“${value}” is neither yes nor no. Write true or false.`,
  "serial.empty": () => "Enter a serial number.",
  "serial.characters": (value: string) => `“${value}” has other characters than A to Z and digits.`,
  "serial.too-long": (value: string) =>
    `The serial number has ${value.length} of at most 45 characters.`,
  "serial.length": (value: string) =>
    `The serial number has ${value.length} characters; usual are 8 to 14.`,
  "username.empty": () => "Enter a username.",
  "username.whitespace": () => "A username cannot contain spaces. Enter the name used to sign in.",
  "username.tenant-domain": (value: string) =>
    `Leave out “${value.slice(value.indexOf("@"))}”. Enter the name without the tenant domain.`,
  "username.too-short": () => "The username has fewer than 3 characters.",
  "username.too-long": () => "The username has more than 30 characters.",
  "enrollment.username-with-login": () => "A username and “Login required” exclude each other.",
  "enrollment.neither": () => "Enter a username, or tick “Login required”.",
} as const;

export type Code = keyof typeof MESSAGES;

/** The sentence of a code. */
export function say(code: Code, value: string): string {
  return MESSAGES[code](value);
}
