//! Runs test programs and counts their tests.
//!
//! It stands below all suites. It must never build anything.

use crate::counts::Counts;
use crate::process::{Show, run, tee};
use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs `cargo test` and adds up the results of its test programs.
pub fn cargo_tests(cargo: &mut Command, show: Show) -> Result<Counts> {
    let finished = tee(cargo, show)?;
    Ok(Counts::of_program(Counts::of_cargo(&finished.stdout), finished.success))
}

/// Runs a program of this project that closes with the line `3 passed, 0 failed`.
pub fn own_program(program: &mut Command, show: Show) -> Result<Counts> {
    let finished = tee(program, show)?;
    Ok(Counts::of_program(Counts::of_line(&finished.stdout), finished.success))
}

/// Runs programs that are one check each together, also those after one that failed. Fails with all their errors.
pub fn checks(programs: Vec<Command>) -> Result<Counts> {
    let mut errors = Vec::new();
    for mut program in programs {
        if let Err(error) = run(&mut program) {
            errors.push(format!("{error:#}"));
        }
    }
    anyhow::ensure!(errors.is_empty(), "{}", errors.join("; "));
    Ok(Counts::one(true))
}

/// Test files for node's own runner, which start browsers and hosts.
pub struct NodeTests {
    node: Command,
    report: PathBuf,
}

impl NodeTests {
    /// Takes the test files, and the folder in which node leaves its report.
    pub fn new(project: &Project, files: &[PathBuf], folder: &Path) -> Self {
        let report = folder.join("report.tap");
        let mut node = Command::new("node");
        node.current_dir(&project.root)
            // Each test file starts its own browsers; two at a time would starve small machines.
            .args(["--test", "--test-concurrency=1"])
            .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
            .arg("--test-reporter=tap")
            .arg(format!("--test-reporter-destination={}", report.display()))
            .args(files)
            .env("DEP_REFHOST", project.refhost())
            .env("DEP_WWW", project.dist())
            // Where a failed test leaves a picture of the page.
            .env("DEP_FAILURES", project.target.join("failures"));
        Self { node, report }
    }

    /// Node's command, for more variables.
    pub fn command(&mut self) -> &mut Command {
        &mut self.node
    }

    /// Runs the tests, and counts them by node's report.
    pub fn run(mut self, show: Show) -> Result<Counts> {
        let finished = tee(&mut self.node, show)?;
        let report = fs::read_to_string(&self.report).context("node left no report")?;
        Ok(Counts::of_program(Counts::of_tap(&report), finished.success))
    }
}

/// The test files at or below a folder by the end of their names, in a stable order.
pub fn test_files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(test_files(&path, ending)?);
        } else if path.to_string_lossy().ends_with(ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
