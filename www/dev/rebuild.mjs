// Watches the sources, runs the builds that a change concerns, and tells the pages. Scripts and style sheets are built in this
// process; Rust is built by the program of `cargo xtask`, which is handed over.

import chokidar from "chokidar";
import { formatMessages } from "esbuild";
import { BUILDS } from "../build/builds.mjs";
import { CATALOGUES, readSentences } from "../build/catalogue.mjs";
import { readStyles } from "../build/plugin.mjs";
import { root } from "../build/shared.mjs";
import { startProgram } from "./programs.mjs";

/** An editor writes a file in several steps, and "save all" writes several files. */
const SETTLE_MS = 25;

/** What every address begins with. */
const EVERY_PAGE = "/";

/** Crates that are in none of the modules. */
const NOT_IN_MODULES = /^src\/(component|componentize|xtask)\//;

export class Rebuilder {
  #pages;
  #xtask;
  #watcher;
  #changed = new Set();
  #timer;
  /** The end of the builds in this process; one runs at a time. */
  #queue = Promise.resolve();
  /** The running build of Rust. */
  #compiling;
  /** Whether Rust has changed since the pages were last reloaded. */
  #owesReload = false;

  constructor(pages, xtask) {
    this.#pages = pages;
    this.#xtask = xtask;
  }

  /** Watches from now on. */
  async start() {
    const inputs = BUILDS.flatMap((build) => build.inputs);
    this.#watcher = chokidar.watch(["src", "Cargo.toml", "Cargo.lock", ...inputs], {
      cwd: root,
      ignoreInitial: true,
      ignored: (path) => /(^|[\\/])\.[^\\/]*$|~$/.test(path) && path !== root,
    });
    this.#watcher.on("all", (_, path) => {
      this.#changed.add(path.replaceAll("\\", "/"));
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#follow(), SETTLE_MS);
    });
    await new Promise((resolve) => this.#watcher.once("ready", resolve));
  }

  /** Ends the watch and a running build of Rust. */
  async stop() {
    await this.#watcher?.close();
    await this.#compiling?.stop();
  }

  #follow() {
    const paths = [...this.#changed];
    this.#changed.clear();
    const isCatalogue = paths.some((path) => CATALOGUES.includes(path));
    const isRust = paths.some(
      (path) =>
        (path.startsWith("src/") || path.startsWith("Cargo.")) &&
        /\.(rs|toml|lock|json)$/.test(path) &&
        !NOT_IN_MODULES.test(path),
    );
    if (isRust) this.#owesReload = true;
    void this.#enqueue(async () => {
      if (isCatalogue) await this.#showSentences();
      await this.#bundle(paths);
    });
    // With a sentence alone the pages have it already; the build finds codes without one.
    if (isRust || isCatalogue) void this.#compile();
  }

  #enqueue(work) {
    this.#queue = this.#queue.then(work).catch((error) => console.error("dev:", error));
    return this.#queue;
  }

  /** Tells the pages all sentences: which ones their modules have depends on when a page was loaded. */
  async #showSentences() {
    this.#pages.set("sentences", await readSentences());
  }

  /** Runs the builds in this process that read one of the files. */
  async #bundle(paths) {
    const reload = [];
    let restyle = false;
    for (const build of BUILDS) {
      const read = paths.filter((path) => build.inputs.some((input) => isIn(path, input)));
      if (read.length === 0 || !(await this.#run(build))) continue;
      if (read.every((path) => path.endsWith(".css"))) restyle = true;
      else reload.push(build.page ?? EVERY_PAGE);
    }
    if (restyle) {
      this.#pages.set("styles", await readStyles());
      this.#pages.tell("links", []);
    }
    if (reload.length > 0) this.#pages.tell("reload", reload);
  }

  /** Runs one build and reports it. Returns whether it succeeded. */
  async #run({ name, build }) {
    const start = Date.now();
    try {
      await build();
    } catch (error) {
      const lines = error.errors ? await formatMessages(error.errors, { kind: "error" }) : [];
      this.#finish(name, start, lines.join("") || error.message);
      return false;
    }
    this.#finish(name, start);
    return true;
  }

  #finish(name, start, failure) {
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`${name}: ${failure === undefined ? "built" : "FAILED"} after ${seconds} s`);
    if (failure !== undefined) console.log(failure);
    this.#pages.report(name, failure);
  }

  /** Builds the modules. A newer change ends the build of an older one. */
  async #compile() {
    const start = Date.now();
    const before = this.#compiling;
    const compiling = startProgram(this.#xtask, ["dev-modules"], {
      CARGO_TERM_QUIET: "true",
      CARGO_TERM_COLOR: "never",
    });
    this.#compiling = compiling;
    await before?.stop();
    const { success, output } = await compiling.ended;
    if (this.#compiling !== compiling) return;
    this.#compiling = undefined;
    if (!success) return this.#finish("Rust", start, diagnostics(output));
    await this.#enqueue(async () => {
      const isBundled = await this.#run(BUILDS[0]);
      this.#finish("Rust", start);
      if (!isBundled || !this.#owesReload) return;
      this.#owesReload = false;
      this.#pages.tell("reload", [EVERY_PAGE]);
    });
  }
}

/** The compiler's words, without the progress of the build. */
function diagnostics(output) {
  const lines = output.split("\n").filter((line) => !/^(==>|    (done|FAILED) after)/.test(line));
  const first = lines.findIndex((line) => line.startsWith("error"));
  return lines.slice(Math.max(first, 0)).join("\n").trim();
}

function isIn(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}
