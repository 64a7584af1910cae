// Writes cells as the module reads them back. Not for files of people: it does nothing about formulas.

/** What stands between the cells that scripts write. */
export const DELIMITER = ",";

/** A cell, in quotes where it needs them. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
