//! The rules as a WebAssembly component, for hosts that are no browser: `www/dist/dep-enroll-rules.component.wasm`.
//!
//! It is apart from `plugin::build`, because `componentize` compiles for half a minute and neither the demo nor a page needs the
//! component. It must never know a function of the interface.

use crate::optimise::optimise;
use crate::plugin;
use crate::process::{run, step};
use crate::profile::{Aim, Mode};
use crate::project::Project;
use crate::stamp::Stamp;
use crate::{npm, setup};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The artefact's name in `www/dist`.
const NAME: &str = "dep-enroll-rules.component.wasm";

/// Builds the component into `www/dist`, beside the files of `plugin::build`. Returns its path.
pub fn build(project: &Project, mode: Mode) -> Result<PathBuf> {
    setup::wasm_target()?;
    let _alone = plugin::lock(project)?;
    npm::install(project)?;
    let module = plugin::compile(project, mode, "component", "the component", "15 s")?;
    let made = make(project, mode, &module)?;
    fs::create_dir_all(project.dist())?;
    let shipped = project.dist().join(NAME);
    fs::copy(&made, &shipped)
        .with_context(|| format!("{} cannot be written", shipped.display()))?;
    Ok(shipped)
}

/// Shrinks the core module and puts it into a component, below the target folder.
fn make(project: &Project, mode: Mode, module: &Path) -> Result<PathBuf> {
    let folder = project.target.join("component");
    fs::create_dir_all(&folder)?;
    let made = folder.join(NAME);
    let stamp = Stamp::new(folder.join(".stamp"))?
        .value(Aim::Small.profile(mode))
        .path(module)?
        .path(&project.root.join("src/componentize"))?
        .path(&project.www().join("package-lock.json"))?;
    if stamp.is_current() && made.is_file() {
        return Ok(made);
    }
    let core = folder.join("core.wasm");
    fs::copy(module, &core).context("the core module cannot be copied")?;
    if mode == Mode::Release {
        optimise(project, &core, Aim::Small, "the component's module")?;
        plugin::holds_no_private_path(project, &core)?;
    }
    step("Encoding the component (about 30 s the first time)", || {
        let mut cargo = project.cargo("run");
        cargo.args(["--package", "componentize", "--", "encode"]).arg(&core).arg(&made);
        run(&mut cargo)
    })?;
    stamp.keep()?;
    Ok(made)
}
