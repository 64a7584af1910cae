// Says what a file is that looks like a workbook and is none, so that a person knows what to do. It must never read one.

import { otherKind, WorkbookError } from "./error";
import type { Part } from "./zip";

/** What archives are, by the beginning of the path of a part, in lower case. */
const ARCHIVES = [
  ["xl/workbook.bin", "a binary Excel workbook (.xlsb)"],
  ["word/", "a Word document (.docx)"],
  ["ppt/", "a PowerPoint presentation (.pptx)"],
  ["index/", "an Apple Numbers document (.numbers)"],
  ["index.zip", "an Apple Numbers document (.numbers)"],
  ["content.xml", "an OpenDocument file, such as LibreOffice's (.ods)"],
] as const;

/** What files of older programs are, by the name of a part. */
const COMPOUNDS = [
  ["WordDocument", "a Word document (.doc)"],
  ["PowerPoint Document", "a PowerPoint presentation (.ppt)"],
] as const;

/** The error about an archive that is no workbook. */
export function archiveKind(parts: ReadonlyMap<string, Part>): WorkbookError {
  const names = [...parts.keys()];
  const found = ARCHIVES.find(([start]) => names.some((name) => name.startsWith(start)));
  if (!found && [...parts.values()].some(({ isLocked }) => isLocked)) {
    return new WorkbookError("workbook.password");
  }
  return otherKind(found?.[1] ?? "an archive (.zip)");
}

/** The error about a file of older programs: a workbook in the old form, or one that a password has locked. */
export function compoundKind(bytes: Uint8Array): WorkbookError {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names = bytes.length < 512 ? [] : namesIn(view);
  if (names.includes("EncryptedPackage")) return new WorkbookError("workbook.password");
  const found = COMPOUNDS.find(([part]) => names.includes(part));
  return otherKind(
    found?.[1] ??
      (names.includes("Workbook") || names.includes("Book")
        ? "an Excel workbook of the old kind (.xls)"
        : "an Excel workbook of the old kind (.xls), or one with a password"),
  );
}

/** The names in the first sectors of the list of parts. */
function namesIn(view: DataView): string[] {
  const sector = 2 ** Math.min(view.getUint16(30, true), 12);
  const first = (view.getUint32(48, true) + 1) * sector;
  const names: string[] = [];
  for (let at = first; at + 128 <= view.byteLength && at < first + (1 << 13); at += 128) {
    const length = Math.min(view.getUint16(at + 64, true), 64) / 2 - 1;
    let name = "";
    for (let place = 0; place < length; place++) {
      name += String.fromCharCode(view.getUint16(at + 2 * place, true));
    }
    names.push(name);
  }
  return names;
}
