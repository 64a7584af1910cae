//! `cargo xtask pack`: makes the npm package and the drop-ins from a built plugin.
//!
//! It owns the order of the steps and the list of artefacts. It must never decide on the contents of the npm package:
//! `www/package.json` and `www/pack.mjs` do.

use crate::process::{run, step};
use crate::profile::Mode;
use crate::project::Project;
use crate::{component, dropins, licences, npm, plugin};
use anyhow::{Context, Result};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version of everything that is shipped: the one in the workspace's Cargo.toml. `www/package.json` names none.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// An artefact, by its path below `target/pack`.
#[derive(Serialize)]
struct Artefact {
    name: String,
    bytes: u64,
}

/// Makes all artefacts and prints the list of them.
pub fn print(project: &Project, json: bool) -> Result<()> {
    let tarball = make(project)?;
    let folder = folder(project);
    let mut artefacts = vec![artefact(&folder, &tarball)?];
    for file in [dropins::archive(VERSION), dropins::WAR.to_owned()] {
        artefacts.push(artefact(&folder, &folder.join(file))?);
    }
    list(&folder, &folder.join("package"), &mut artefacts)?;
    list(&folder, &folder.join(dropins::FOLDER), &mut artefacts)?;
    if json {
        println!("{}", serde_json::to_string_pretty(&artefacts)?);
        return Ok(());
    }
    for Artefact { name, bytes } in &artefacts {
        println!("{bytes:>10}  {name}");
    }
    println!("\nAll of it is in {}", folder.display());
    Ok(())
}

/// Builds the plugin and the component, and makes all artefacts. Returns the path of the npm tarball.
pub fn make(project: &Project) -> Result<PathBuf> {
    plugin::build(project, Mode::Release)?;
    component::build(project, Mode::Release)?;
    let _alone = plugin::lock(project)?;
    licences::write(project, &folder(project))?;
    step("Packing the npm package (about 5 s)", || {
        let mut script = project.node(&project.www().join("pack.mjs"));
        script.args(["--version", VERSION]).arg("--target").arg(&project.target);
        run(&mut script)?;
        run(Command::new(npm::npm()).current_dir(folder(project).join("package")).args([
            "pack",
            "--silent",
            "--pack-destination",
            "..",
        ]))
    })?;
    dropins::make(project, VERSION, &folder(project))?;
    Ok(folder(project).join(format!("dep-enroll-{VERSION}.tgz")))
}

/// The folder of all artefacts.
pub fn folder(project: &Project) -> PathBuf {
    project.target.join("pack")
}

fn list(base: &Path, folder: &Path, found: &mut Vec<Artefact>) -> Result<()> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            list(base, &path, found)?;
        } else {
            found.push(artefact(base, &path)?);
        }
    }
    Ok(())
}

fn artefact(base: &Path, file: &Path) -> Result<Artefact> {
    let bytes = fs::metadata(file).with_context(|| format!("{} is missing", file.display()))?.len();
    let name = file.strip_prefix(base).unwrap_or(file).to_string_lossy().replace('\\', "/");
    Ok(Artefact { name, bytes })
}
