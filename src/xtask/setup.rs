//! Installs everything that is missing, with rustup, npm and the system's package manager. It must never ask for a password.

use crate::process::{answer, run, step};
use crate::profile::WASM;
use crate::project::Project;
use crate::{browsers, npm, tomcat};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// Installs everything that `cargo xtask test` needs.
pub fn everything(project: &Project) -> Result<()> {
    wasm_target()?;
    npm::install(project)?;
    browsers::provide(project, &browsers::Engine::ALL)?;
    tomcat::provide()?;
    eprintln!("==> Everything is installed");
    Ok(())
}

/// Adds the standard library for WebAssembly to the toolchain. Fails with advice if there is no rustup.
pub fn wasm_target() -> Result<()> {
    let installed =
        answer(Command::new("rustc").args(["--print", "target-libdir", "--target", WASM]))
            .is_some_and(|folder| Path::new(&folder).is_dir());
    if installed {
        return Ok(());
    }
    if answer(Command::new("rustup").arg("--version")).is_none() {
        bail!(
            "the Rust toolchain in use has no {WASM} target, and there is no rustup to add it. \
             Install Rust with rustup (rustup.rs), or your distribution's package with the standard \
             library for {WASM}"
        );
    }
    step("Adding the WebAssembly target to the Rust toolchain (about 10 s)", || {
        run(Command::new("rustup").args(["target", "add", WASM]))
    })
}
