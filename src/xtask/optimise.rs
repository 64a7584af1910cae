//! The optimiser that comes behind the compiler.

use crate::process::{output, step};
use crate::profile::Aim;
use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// What makes modules smallest, as measured after brotli. The first kilobyte of the memory, which the first flag says is
/// unused, is the far end of the stack. A call is no shorter than the smallest functions, and the larger ones compress better
/// by themselves. Flat code is what the optimiser finds most in, and the order of functions and locals is what brotli finds
/// most in.
const SHRINK: [&str; 13] = [
    "--low-memory-unused",
    "--always-inline-max-function-size=6",
    "--one-caller-inline-max-function-size=0",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--converge",
    "--reorder-functions",
    "--reorder-locals",
    "--strip-producers",
    "--strip-target-features",
];

/// What makes a module fast without a byte more than that takes.
const QUICKEN: [&str; 6] = [
    "--low-memory-unused",
    "-O3",
    "-O3",
    "--reorder-functions",
    "--strip-producers",
    "--strip-target-features",
];

/// Optimises a module in place. `what` names it to a person who waits. The optimiser is an npm package because it is the one
/// that knows every instruction the glue generator writes; it reads the module's features by itself.
pub fn optimise(project: &Project, wasm: &Path, aim: Aim, what: &str) -> Result<()> {
    let (verb, level, flags) = match aim {
        Aim::Small => ("Shrinking", "-Oz", &SHRINK[..]),
        Aim::Fast => ("Quickening", "-O3", &QUICKEN[..]),
    };
    let title = format!("{verb} {what} with wasm-opt {level} (about 5 s)");
    step(&title, || rewrite(project, wasm, flags).map(drop))
}

/// Gives the imports and exports of a module short names, in place. Returns binaryen's list of them. It is a call of its own,
/// because `optimise` goes through its passes more than once.
pub fn rename(project: &Project, wasm: &Path) -> Result<String> {
    rewrite(project, wasm, &["--minify-imports-and-exports-and-modules"])
}

/// Lets wasm-opt rewrite a module in place. Returns what it prints.
fn rewrite(project: &Project, wasm: &Path, flags: &[&str]) -> Result<String> {
    let rewritten = wasm.with_extension("rewritten.wasm");
    let optimiser = project.npm_file("binaryen/bin/wasm-opt");
    let printed = output(project.node(&optimiser).arg(wasm).args(flags).arg("-o").arg(&rewritten))?;
    fs::rename(&rewritten, wasm).context("the rewritten module cannot be put in place")?;
    Ok(printed)
}
