//! What modules are optimised for, and the optimiser that comes behind the compiler.

use crate::plugin::Mode;
use crate::process::run;
use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// What a module that is shipped is optimised for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// What a page waits for before it can be used.
    Small,
    /// What works for so long that this is what people wait for.
    Fast,
}

impl Aim {
    /// The profile's name, for cargo.
    pub fn profile(self, mode: Mode) -> &'static str {
        match (mode, self) {
            (Mode::Release, Aim::Small) => "wasm",
            (Mode::Release, Aim::Fast) => "wasm-fast",
            (Mode::Dev, _) => "dev",
        }
    }

    /// The folder that cargo uses for the profile.
    pub fn folder(self, mode: Mode) -> &'static str {
        match mode {
            Mode::Release => self.profile(mode),
            Mode::Dev => "debug",
        }
    }

    /// What the optimiser does, to a person who waits for it.
    pub fn what(self) -> &'static str {
        match self {
            Aim::Small => "Shrinking the module with wasm-opt -Oz (about 5 s)",
            Aim::Fast => "Quickening the module with wasm-opt -O3 (about 5 s)",
        }
    }

    /// What the optimiser is told.
    fn flags(self) -> &'static [&'static str] {
        match self {
            Aim::Small => &SHRINK,
            Aim::Fast => &QUICKEN,
        }
    }
}

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

/// Optimises a module in place. The optimiser is an npm package because it is the one that knows
/// every instruction the glue generator writes; it reads the module's features by itself.
pub fn optimise(project: &Project, wasm: &Path, aim: Aim) -> Result<()> {
    let optimised = wasm.with_extension("optimised.wasm");
    let optimiser = project.npm_file("binaryen/bin/wasm-opt");
    run(project.node(&optimiser).arg(wasm).args(aim.flags()).arg("-o").arg(&optimised))?;
    fs::rename(&optimised, wasm).context("the optimised module cannot be put in place")
}
