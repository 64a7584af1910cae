//! Tests that node runs and that drive browsers: bundled, run one file at a time, counted.

use crate::browsers::Engine;
use crate::counts::Counts;
use crate::process::{Show, run as run_program, seconds, step, tee};
use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Bundles the tests of a folder below `tests` (`what` is build.mjs's word for it) and runs them all.
/// The plugin and the reference host must be built.
pub fn run(
    project: &Project,
    what: &str,
    folder: &str,
    engines: &[Engine],
    variables: Vec<(&'static str, PathBuf)>,
    show: Show,
) -> Result<Counts> {
    let bundles = project.target.join(folder);
    step(&format!("Bundling the {folder} tests"), || {
        let mut script = project.node(&project.www().join("build.mjs"));
        run_program(script.arg(what).arg("--target").arg(&project.target))
    })?;
    let engines: Vec<_> = engines.iter().map(|engine| engine.name()).collect();
    eprintln!("==> Running the {folder} tests in {}", engines.join(", "));
    let start = Instant::now();
    let report = bundles.join("report.tap");
    let mut node = Command::new("node");
    node.current_dir(&project.root)
        // Each test file starts its own browsers; two at a time would starve small machines.
        .args(["--test", "--test-concurrency=1"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", report.display()))
        .args(test_files(&bundles)?)
        .envs(variables)
        .env("DEP_BROWSERS", engines.join(","))
        .env("DEP_REFHOST", project.refhost())
        .env("DEP_WWW", project.dist())
        // Where a failed test leaves a picture of the page.
        .env("DEP_FAILURES", project.target.join("failures"));
    let finished = tee(&mut node, show)?;
    eprintln!("    {folder} tests took {}", seconds(start.elapsed()));
    let counts = Counts::of_tap(&fs::read_to_string(&report).context("node left no report")?);
    Ok(Counts::of_program(counts, finished.success))
}

/// The bundled test files, in a stable order.
fn test_files(bundles: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(bundles)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
