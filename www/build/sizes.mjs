// Prints the sizes of the files of a folder as JSON: as they lie there, with gzip -9, and with brotli -11 and a window of 22
// bits. Hidden files and source maps, which no page loads, are left out.
//
//   node www/build/sizes.mjs FOLDER

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2];
if (folder === undefined) throw new Error("say which folder to measure");

function size(name, content) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return {
    name,
    raw: content.length,
    gzip: gzipSync(content, { level: 9 }).length,
    brotli: brotliCompressSync(content, { params }).length,
  };
}

const entries = await readdir(folder, { withFileTypes: true });
const names = entries
  .filter((entry) => entry.isFile())
  .map(({ name }) => name)
  .filter((name) => !name.startsWith(".") && !name.endsWith(".map"))
  .sort();
const sizes = await Promise.all(
  names.map(async (name) => size(name, await readFile(join(folder, name)))),
);
process.stdout.write(`${JSON.stringify(sizes)}\n`);
