//! The `consumers` suite: projects that install the packed package and are built with their own tools, and the drop-ins in the
//! consoles. All are driven in browsers.
//!
//! The projects are built in a copy below the target folder, so that they can reach nothing of this checkout but the package.
//! It must never decide what they prove: `tests/consumers` does.

use crate::browsers::{self, Engine};
use crate::counts::Counts;
use crate::process::{Show, run, step};
use crate::project::Project;
use crate::runner::{NodeTests, test_files};
use crate::stamp::Stamp;
use crate::{dropins, npm, pack, refhost, tomcat};
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Packs, installs, builds and drives everything.
pub fn test(project: &Project, engines: &[Engine], show: Show) -> Result<Counts> {
    let provided = browsers::provide(project, engines)?;
    let tomcat = tomcat::provide()?;
    let tarball = pack::make(project)?;
    refhost::build(project)?;
    let projects = install(project, &tarball)?;
    let bundles = project.target.join("consumers/tests");
    step("Bundling the tests of the consumers", || {
        let mut script = project.node(&project.www().join("build.mjs"));
        run(script.arg("consumers").arg("--target").arg(&project.target))
    })?;
    let mut files = test_files(&bundles, ".test.mjs")?;
    files.extend(test_files(&projects.join("checks"), ".test.js")?);
    let engines: Vec<_> = provided.engines.iter().map(|engine| engine.name()).collect();
    eprintln!("==> Building the consumers and driving them in {}", engines.join(", "));
    let mut tests = NodeTests::new(project, &files, &bundles);
    tests
        .command()
        .envs(provided.variables)
        .envs(tomcat)
        .env("DEP_UNITS", pack::folder(project).join(dropins::FOLDER))
        .env("DEP_WAR", pack::folder(project).join(dropins::WAR))
        .env("DEP_BROWSERS", engines.join(","))
        .env("DEP_CONSUMERS", &projects)
        .env("DEP_TARBALL", &tarball)
        .env("DEP_PACK", pack::folder(project));
    tests.run(show)
}

/// Copies the projects, installs their packages, then the packed one. Returns the folder of the copy.
fn install(project: &Project, tarball: &Path) -> Result<PathBuf> {
    let from = project.root.join("tests/consumers");
    let to = project.target.join("consumers/projects");
    fs::create_dir_all(&to)?;
    // Everything but the packages is wiped: a file that was deleted from a project must not stay in the copy.
    for entry in fs::read_dir(&to)? {
        let path = entry?.path();
        match (path.is_dir(), path.ends_with("node_modules")) {
            (true, true) => {}
            (true, false) => fs::remove_dir_all(path)?,
            (false, _) => fs::remove_file(path)?,
        }
    }
    copy(&from, &to)?;
    let stamp =
        || Stamp::new_data(to.join("node_modules/.stamp")).path(&to.join("package-lock.json"));
    if !stamp()?.is_current() {
        step("Installing the npm packages of the consumers (about 20 s, 170 MB on disk)", || {
            run(Command::new(npm::npm()).current_dir(&to).args(["ci", "--no-audit", "--no-fund"]))?;
            stamp()?.keep()
        })?;
    }
    step("Installing the packed package", || {
        run(Command::new(npm::npm())
            .current_dir(&to)
            .args(["install", "--no-save", "--no-audit", "--no-fund"])
            .arg(tarball))
    })?;
    Ok(to)
}

/// Copies a folder without its installed packages.
fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if !entry.file_type()?.is_dir() {
            fs::copy(entry.path(), target)?;
        } else if entry.file_name() != "node_modules" {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}
