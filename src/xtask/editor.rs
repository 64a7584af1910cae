//! `cargo xtask editor-check`: the lints of all crates in the form that rust-analyzer reads.
//!
//! rust-analyzer checks a workspace for one target. Here some crates exist for WebAssembly only and others cannot be compiled
//! for it, so `.vscode/settings.json` names this command. It must never stop at a crate with errors: those are what it reports.

use crate::project::Project;
use crate::{setup, suites};
use anyhow::{Context, Result};

/// Runs all lints. Errors in the sources are part of the output; fails only when cargo cannot be started.
pub fn check(project: &Project) -> Result<()> {
    setup::wasm_target()?;
    for mut lints in suites::lint_commands(project) {
        lints.args(["--quiet", "--keep-going", "--message-format", "json"]);
        lints.status().context("cargo could not be started")?;
    }
    Ok(())
}
