//! The project's benchmarks: builds what is measured, installs what it is compared with, runs.
//!
//! It owns no figure and no verdict; those are the benchmark's own. The packages of the rivals are
//! installed here and nowhere else, because no test and no build needs them.

use crate::browsers::{self, Engine};
use crate::process::{run as run_program, step};
use crate::project::Project;
use crate::{npm, plugin};
use anyhow::Result;
use clap::{Args, ValueEnum};
use std::process::{Command, ExitCode};

/// What to measure, and how.
#[derive(Args)]
pub struct Options {
    /// The benchmark.
    what: What,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Measure for two minutes instead of ten: enough to see a factor, not enough to see a tenth.
    #[arg(long)]
    quick: bool,
    /// Measure in Chromium instead of node.
    #[arg(long)]
    browser: bool,
    /// Compare the time that the processor spent, for a machine that others use meanwhile.
    #[arg(long, conflicts_with = "browser")]
    cpu: bool,
    /// Measure only the workloads whose names begin like this, for example `import.report`.
    #[arg(long, value_name = "NAME", default_value = "")]
    only: String,
    /// Measure nothing: check the types, and that all implementations agree on every input.
    #[arg(long)]
    check: bool,
}

/// A benchmark.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// The validation functions against hand-written JavaScript, ajv, valibot and zod.
    Validate,
}

/// Runs a benchmark; the exit code is zero when it could be run, whatever it found.
pub fn run(project: &Project, options: &Options) -> Result<ExitCode> {
    let What::Validate = options.what;
    let folder = project.root.join("tests/bench");
    plugin::build(project, plugin::Mode::Release)?;
    npm::install_in(&folder, "the benchmark (about 5 s, 20 MB on disk)")?;
    if options.check {
        step("Checking the types of the benchmark", || {
            let mut tsc = project.node(&project.npm_file("typescript/bin/tsc"));
            run_program(tsc.arg("--noEmit").arg("--project").arg(folder.join("tsconfig.json")))
        })?;
    }
    step("Bundling the benchmark", || {
        let mut script = project.node(&folder.join("build.mjs"));
        run_program(script.arg("--target").arg(&project.target))
    })?;
    eprintln!("==> Running the benchmark");
    let mut node = measured(project, options);
    if options.browser {
        node.envs(browsers::provide(project, &[Engine::Chromium])?.variables);
    }
    // Standard output is the benchmark's own: its table or its JSON.
    let success = node.status()?.success();
    Ok(if success { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The benchmark's own program and its words.
fn measured(project: &Project, options: &Options) -> Command {
    let bundles = project.target.join("bench");
    let mut node = project.node(&bundles.join("main.mjs"));
    node.arg("--bundles").arg(&bundles).arg("--dist").arg(project.dist());
    node.arg("--only").arg(&options.only);
    for (wanted, word) in [
        (options.json, "--json"),
        (options.quick, "--quick"),
        (options.browser, "--browser"),
        (options.cpu, "--cpu"),
        (options.check, "--check"),
    ] {
        if wanted {
            node.arg(word);
        }
    }
    node
}
