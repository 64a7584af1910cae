//! Node and the npm packages: bundler, optimiser, the demo pages' libraries. It must never change a lock file.

use crate::process::{answer, run, step};
use crate::project::Project;
use crate::stamp::Stamp;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// The oldest node whose test runner and file functions the scripts use.
const OLDEST_NODE: u32 = 20;

/// Installs the packages that build the plugin and its demo pages.
pub fn install(project: &Project) -> Result<()> {
    install_in(&project.www(), "www (about 30 s, 300 MB on disk)")
}

/// Installs the packages of a folder's lock file, unless they are installed already. `what` names them in the progress, with
/// their time and size.
pub fn install_in(folder: &Path, what: &str) -> Result<()> {
    check_node()?;
    let modules = folder.join("node_modules");
    let stamp = || -> Result<Stamp> {
        Stamp::new_data(modules.join(".dep-enroll-stamp")).path(&folder.join("package-lock.json"))
    };
    if stamp()?.is_current() {
        return Ok(());
    }
    check_npm()?;
    step(&format!("Installing the npm packages of {what}"), || {
        run(Command::new(npm()).current_dir(folder).args(["ci", "--no-audit", "--no-fund"]))?;
        stamp()?.keep()
    })
}

fn advice() -> String {
    format!(
        "Node.js {OLDEST_NODE} or newer is needed, with npm, to bundle the plugin and its demo pages. \
         Install it from nodejs.org (Debian 12's own package is too old) and run the command again"
    )
}

/// Fails if node is missing or too old, with advice. A script would fail later, with a message that names no cause.
fn check_node() -> Result<()> {
    let Some(version) = answer(Command::new("node").arg("--version")) else {
        bail!("`node` was not found. {}", advice());
    };
    match major(&version) {
        Some(found) if found >= OLDEST_NODE => Ok(()),
        _ => bail!("the installed Node.js is {version}. {}", advice()),
    }
}

/// Fails if npm is missing, with advice. Asking it takes half a second, so it is asked before it is used.
fn check_npm() -> Result<()> {
    match answer(Command::new(npm()).arg("--version")) {
        Some(_) => Ok(()),
        None => bail!("`npm` was not found. {}", advice()),
    }
}

/// The first number of `v20.19.5`.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// The name of the npm program on this system.
pub fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_of_node_is_read() {
        assert_eq!(major("v20.19.5"), Some(20));
        assert_eq!(major("v8.0.0-rc.1"), Some(8));
        assert_eq!(major("unknown"), None);
    }
}
