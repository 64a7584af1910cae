//! `cargo xtask pack`: makes the npm package and the drop-ins from a built plugin.
//!
//! It owns the order of the steps and the list of artefacts. It must never decide on the contents of the npm package:
//! `www/package.json` and `www/pack.mjs` do.

use crate::process::{run, step};
use crate::profile::Mode;
use crate::project::Project;
use crate::{component, dropins, npm, plugin};
use anyhow::{Context, Result, ensure};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    for file in [dropins::archive(env!("CARGO_PKG_VERSION")), dropins::WAR.to_owned()] {
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
    let version = version(project)?;
    step("Packing the npm package (about 5 s)", || {
        let mut script = project.node(&project.www().join("pack.mjs"));
        run(script.arg("--target").arg(&project.target))?;
        run(Command::new(npm::npm()).current_dir(folder(project).join("package")).args([
            "pack",
            "--silent",
            "--pack-destination",
            "..",
        ]))
    })?;
    dropins::make(project, &folder(project))?;
    Ok(folder(project).join(format!("dep-enroll-{version}.tgz")))
}

/// The folder of all artefacts.
pub fn folder(project: &Project) -> PathBuf {
    project.target.join("pack")
}

/// The version of the crates and of the npm package. Fails when they differ: `version()` returns the crates', npm uses the
/// package's.
fn version(project: &Project) -> Result<String> {
    let file = project.www().join("package.json");
    let manifest: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file)?)
        .with_context(|| format!("{} is not JSON", file.display()))?;
    let package = manifest["version"].as_str().unwrap_or_default();
    let crates = env!("CARGO_PKG_VERSION");
    ensure!(
        package == crates,
        "www/package.json has version {package} and Cargo.toml has {crates}; give both the same one"
    );
    Ok(package.to_owned())
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
