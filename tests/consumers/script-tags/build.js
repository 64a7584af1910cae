// Copies the page's files to the served folder, and writes the script's `integrity` into the page.

import { copyFile, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const { resolve } = createRequire(import.meta.url);
const dist = join(dirname(resolve("dep-enroll/package.json")), "dist");

await mkdir("public/lib", { recursive: true });
for (const file of await readdir(dist)) await copyFile(join(dist, file), join("public/lib", file));
const jquery = join(dirname(resolve("jquery/package.json")), "dist/jquery.min.js");
await copyFile(jquery, join("public/lib", basename(jquery)));
for (const file of ["before-jquery.js", "page.js"]) await copyFile(file, join("public", file));

const integrity = JSON.parse(await readFile(resolve("dep-enroll/integrity.json"), "utf8"));
const page = await readFile("page.template.html", "utf8");
const script = integrity["dist/dep-enroll.classic.js"];
await writeFile("public/index.html", page.replace("{{integrity}}", script));
