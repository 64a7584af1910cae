//! `cargo xtask bench`: builds the product, installs the rivals and runs a benchmark.
//!
//! It must never judge a figure: the benchmarks in `tests/bench` do. The rivals' packages are installed here and nowhere else,
//! because no test and no build needs them.

use crate::browsers::{self, Engine};
use crate::process::{run as run_program, step};
use crate::profile::Mode;
use crate::project::Project;
use crate::{history, npm, plugin, refhost};
use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// A benchmark.
#[derive(Subcommand)]
pub enum Benchmark {
    /// Measure the validation functions against hand-written JavaScript, ajv, valibot and zod.
    Validate(ValidateOptions),
    /// Measure how long a key that is typed into the plugin keeps the main thread of Chromium busy.
    Ui(ReportOptions),
    /// Measure how long a page with 100 and with 100,000 devices takes to its rows and to the verdicts of all, and its memory.
    Fleet(ReportOptions),
    /// Measure how long a file of 10,000 rows takes until it is checked, and whether each of its mistakes is found.
    Import(ReportOptions),
    /// Measure how long a change takes from the saved file to the page, in a copy of the sources. Stop a running
    /// `cargo xtask dev` before.
    Dev(ReportOptions),
}

/// What to measure of the validation functions, and how.
#[derive(Args)]
pub struct ValidateOptions {
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
    /// Append the figures to tests/bench/history.jsonl.
    #[arg(long, conflicts_with = "check")]
    record: bool,
}

/// How to report.
#[derive(Args)]
pub struct ReportOptions {
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Append the figures to tests/bench/history.jsonl.
    #[arg(long)]
    record: bool,
}

/// Runs a benchmark; the exit code is zero when it could be run, whatever the figures are.
pub fn run(project: &Project, benchmark: &Benchmark) -> Result<ExitCode> {
    let (mut node, recorded) = match benchmark {
        Benchmark::Validate(options) => {
            (validate(project, options)?, options.record.then(|| options.command()))
        }
        Benchmark::Ui(options) => {
            (ui(project, options)?, options.record.then(|| "bench ui".into()))
        }
        Benchmark::Fleet(options) => {
            (fleet(project, options)?, options.record.then(|| "bench fleet".into()))
        }
        Benchmark::Import(options) => {
            (import(project, options)?, options.record.then(|| "bench import".into()))
        }
        Benchmark::Dev(options) => {
            (dev(project, options)?, options.record.then(|| "bench dev".into()))
        }
    };
    let figures = project.target.join("bench/figures.json");
    if recorded.is_some() {
        node.arg("--figures").arg(&figures);
    }
    eprintln!("==> Running the benchmark");
    // Standard output is the benchmark's own: its table or its JSON.
    let success = node.status()?.success();
    if success && let Some(command) = recorded {
        record(project, &command, &figures)?;
    }
    Ok(if success { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Records the figures that a benchmark has left: `{"engine": "node v20", "figures": {…}}`.
fn record(project: &Project, command: &str, file: &Path) -> Result<()> {
    let text = fs::read_to_string(file).context("the benchmark left no figures")?;
    let document: serde_json::Value = serde_json::from_str(&text)?;
    history::record(project, command, document["engine"].as_str(), &document["figures"])
}

impl ValidateOptions {
    /// The options that decide what the figures mean, as a command line.
    fn command(&self) -> String {
        let mut command = "bench validate".to_owned();
        for (wanted, word) in
            [(self.quick, " --quick"), (self.browser, " --browser"), (self.cpu, " --cpu")]
        {
            if wanted {
                command += word;
            }
        }
        command
    }
}

fn validate(project: &Project, options: &ValidateOptions) -> Result<Command> {
    plugin::build(project, Mode::Release)?;
    let folder = folder(project);
    npm::install_in(&folder, "the benchmark (about 5 s, 20 MB on disk)")?;
    if options.check {
        step("Checking the types of the benchmarks", || {
            let mut tsc = project.node(&project.npm_file("typescript/bin/tsc"));
            run_program(tsc.arg("--noEmit").arg("--project").arg(folder.join("tsconfig.json")))
        })?;
    }
    let mut node = program(project, "validate")?;
    node.arg("--bundles").arg(bundles(project, "validate")).arg("--dist").arg(project.dist());
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
    if options.browser {
        node.envs(browsers::provide(project, &[Engine::Chromium])?.variables);
    }
    Ok(node)
}

fn ui(project: &Project, options: &ReportOptions) -> Result<Command> {
    plugin::build(project, Mode::Release)?;
    let mut node = program(project, "ui")?;
    node.arg("--bundles").arg(bundles(project, "ui")).arg("--dist").arg(project.dist());
    node.arg("--before").arg(folder(project).join("ui/before.json"));
    in_chromium(project, node, options)
}

fn fleet(project: &Project, options: &ReportOptions) -> Result<Command> {
    plugin::build(project, Mode::Release)?;
    refhost::build(project)?;
    let mut node = program(project, "fleet")?;
    node.env("DEP_REFHOST", project.refhost()).env("DEP_WWW", project.dist());
    in_chromium(project, node, options)
}

fn import(project: &Project, options: &ReportOptions) -> Result<Command> {
    plugin::build(project, Mode::Release)?;
    refhost::build(project)?;
    let mut node = program(project, "import")?;
    node.env("DEP_REFHOST", project.refhost()).env("DEP_WWW", project.dist());
    node.arg("--dist").arg(project.dist());
    in_chromium(project, node, options)
}

fn dev(project: &Project, options: &ReportOptions) -> Result<Command> {
    npm::install(project)?;
    let mut node = program(project, "dev")?;
    node.arg("--root").arg(&project.root).arg("--target").arg(&project.target);
    in_chromium(project, node, options)
}

fn in_chromium(project: &Project, mut node: Command, options: &ReportOptions) -> Result<Command> {
    if options.json {
        node.arg("--json");
    }
    node.envs(browsers::provide(project, &[Engine::Chromium])?.variables);
    Ok(node)
}

fn folder(project: &Project) -> PathBuf {
    project.root.join("tests/bench")
}

fn bundles(project: &Project, name: &str) -> PathBuf {
    project.target.join("bench").join(name)
}

/// Bundles a benchmark. Returns its program.
fn program(project: &Project, name: &str) -> Result<Command> {
    step("Bundling the benchmark", || {
        let mut script = project.node(&folder(project).join("build.mjs"));
        run_program(script.arg(name).arg("--target").arg(&project.target))
    })?;
    Ok(project.node(&bundles(project, name).join("main.mjs")))
}
