//! Runs wasm-opt on compiled modules. It must never decide which modules there are.

use crate::process::{output, step};
use crate::profile::Aim;
use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The flags for the smallest modules, measured after brotli. `--low-memory-unused` holds because the first kilobyte of memory
/// is the far end of the stack. Only small functions are inlined: larger
/// ones compress better by themselves. The optimiser finds most in flat code. brotli finds most where like functions and locals
/// stand together.
const SHRINK: [&str; 13] = [
    "--low-memory-unused",
    "--always-inline-max-function-size=4",
    "--one-caller-inline-max-function-size=28",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
    // One after the other, what is made of one generic function compresses best: 1.3 kB of the plugin.
    "--reorder-functions-by-name",
    "--reorder-locals",
    "--strip-producers",
    "--strip-target-features",
];

/// The flags for fast modules. The second `-O3` and the order of functions cost no speed and save bytes.
const QUICKEN: [&str; 6] = [
    "--low-memory-unused",
    "-O3",
    "-O3",
    "--reorder-functions",
    "--strip-producers",
    "--strip-target-features",
];

/// Optimises a module in place. `what` names it in the progress. The optimiser is an npm package, because distributions have
/// older ones that do not know every instruction of wasm-bindgen.
pub fn optimise(project: &Project, wasm: &Path, aim: Aim, what: &str) -> Result<()> {
    let (verb, level, flags) = match aim {
        Aim::Small => ("Shrinking", "-Oz", &SHRINK[..]),
        Aim::Fast | Aim::Both => ("Quickening", "-O3", &QUICKEN[..]),
    };
    let title = format!("{verb} {what} with wasm-opt {level} (about 5 s)");
    step(&title, || rewrite(project, wasm, flags).map(drop))
}

/// Gives the imports and exports of a module short names, in place. Returns binaryen's list of the names as JSON. It is a call
/// of its own, because `--converge` in `optimise` repeats all passes and would rename three times. It keeps the names of functions, for `optimise`.
pub fn rename(project: &Project, wasm: &Path) -> Result<String> {
    rewrite(project, wasm, &["-g", "--minify-imports-and-exports-and-modules"])
}

/// Lets wasm-opt rewrite a module in place. Returns what it prints.
fn rewrite(project: &Project, wasm: &Path, flags: &[&str]) -> Result<String> {
    let rewritten = wasm.with_extension("rewritten.wasm");
    let optimiser = project.npm_file("binaryen/bin/wasm-opt");
    let printed = output(project.node(&optimiser).arg(wasm).args(flags).arg("-o").arg(&rewritten))?;
    fs::rename(&rewritten, wasm).context("the rewritten module cannot be put in place")?;
    Ok(printed)
}
