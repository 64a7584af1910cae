// A copy of the sources, in which files can be changed. The checkout itself is never written to.

import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** Installed packages, outputs, and the history: nothing that a build reads, or linked. */
const LEFT_OUT = new Set(["node_modules", "target", "dist", ".git"]);

export class Copy {
  private constructor(readonly root: string) {}

  /** Copies the sources. The files get the time of now, so that cargo compiles what an earlier run left changed. */
  static async make(from: string, root: string): Promise<Copy> {
    await rm(root, { recursive: true, force: true });
    await mkdir(root, { recursive: true });
    const filter = (path: string): boolean => !LEFT_OUT.has(basename(path));
    // One entry after the other: the copy lies below the target folder, and no folder can be copied into itself.
    for (const entry of await readdir(from)) {
      await cp(join(from, entry), join(root, entry), { recursive: true, filter });
    }
    await symlink(join(from, "www/node_modules"), join(root, "www/node_modules"));
    return new Copy(root);
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }

  /** Replaces a part of a file. Returns a function that brings the old text back. */
  async replace(file: string, old: string, text: string): Promise<() => Promise<void>> {
    const path = join(this.root, file);
    const before = await readFile(path, "utf8");
    if (!before.includes(old)) throw new Error(`${file} has no ${JSON.stringify(old)} any more`);
    await writeFile(path, before.replace(old, text));
    return () => writeFile(path, before);
  }

  /** The same with a text at the end of the file. */
  async append(file: string, text: string): Promise<() => Promise<void>> {
    const path = join(this.root, file);
    const before = await readFile(path, "utf8");
    await writeFile(path, `${before}\n${text}\n`);
    return () => writeFile(path, before);
  }
}
