//! `cargo xtask test`: runs every check of the project, counts, times and reports them.
//!
//! A suite that fails must never keep the next one from running.

use crate::browsers::Engine;
use crate::counts::Counts;
use crate::process::{Show, run as run_program};
use crate::profile::{Mode, WASM};
use crate::project::Project;
use crate::runner::{cargo_tests, checks};
use crate::{browser, bulk, consumers, faces, lint, npm, plugin, setup, size};
use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

/// What to test, and how to report it.
#[derive(Args)]
pub struct Options {
    /// The suites to run; all of them when none is named.
    suites: Vec<Suite>,
    /// A browser engine to test in, once for each; all of them when none is named.
    #[arg(long = "engine", value_name = "ENGINE")]
    engines: Vec<Engine>,
    #[command(flatten)]
    scenes: browser::SceneOptions,
    #[command(flatten)]
    seeds: bulk::SeedOptions,
    #[command(flatten)]
    calls: faces::CallOptions,
    /// Print the results as JSON on standard output, and everything else on standard error.
    #[arg(long)]
    json: bool,
    /// Whether types are checked against a development build, which has the same types and is made in seconds.
    #[arg(skip)]
    dev: bool,
}

/// One kind of check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Suite {
    /// Formatting of all sources.
    Fmt,
    /// Lints of all Rust code, for this machine and for the browser.
    Clippy,
    /// Tests that need no browser.
    Native,
    /// Types of all TypeScript code, and lints of all scripts.
    Types,
    /// Both consoles in real browsers.
    Browser,
    /// Runs over 2,000 devices in a browser under seeded faults.
    Bulk,
    /// Every face of the rules, on the same vectors and random calls.
    Faces,
    /// Projects that install the packed package.
    Consumers,
    /// The size budget.
    Size,
}

/// The result of a suite.
#[derive(Serialize)]
struct Outcome {
    suite: String,
    #[serde(flatten)]
    counts: Counts,
    seconds: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// What failed and how, for whoever has only the end of the output.
    #[serde(skip_serializing_if = "Option::is_none")]
    failures: Option<String>,
}

/// Runs the suites and reports them. The exit code is zero only if everything passed.
pub fn run(project: &Project, options: &Options) -> Result<ExitCode> {
    let all = Suite::value_variants();
    let suites = if options.suites.is_empty() { all } else { &options.suites };
    for (option, suite) in
        [(options.scenes.first(), Suite::Browser), (options.seeds.first(), Suite::Bulk)]
    {
        if let Some(option) = option.filter(|_| *suites != [suite]) {
            let name = format!("{suite:?}").to_lowercase();
            bail!("{option} is for the {name} suite alone: cargo xtask test {name} {option} …");
        }
    }
    let show = if options.json { Show::Stderr } else { Show::Stdout };
    let mut outcomes = Vec::new();
    for suite in suites {
        let name = format!("{suite:?}").to_lowercase();
        eprintln!("\n==== {name} ====");
        let start = Instant::now();
        let result = suite.run(project, options, show);
        let error = result.as_ref().err().map(|error| format!("{error:#}"));
        if let Some(error) = &error {
            eprintln!("error: {error}");
        }
        let counts = result.unwrap_or(Counts::one(false));
        outcomes.push(Outcome {
            suite: name,
            counts,
            seconds: start.elapsed().as_secs_f64(),
            error,
            failures: (*suite == Suite::Bulk).then(|| bulk::failures(project)).flatten(),
        });
    }
    report(&outcomes, options.json)
}

/// Runs the suites that take seconds when everything else is compiled already.
pub fn check(project: &Project) -> Result<ExitCode> {
    let suites = vec![Suite::Fmt, Suite::Clippy, Suite::Native, Suite::Types];
    let options = Options {
        suites,
        engines: Vec::new(),
        scenes: browser::SceneOptions::default(),
        seeds: bulk::SeedOptions::default(),
        calls: faces::CallOptions::default(),
        json: false,
        dev: true,
    };
    run(project, &options)
}

fn report(outcomes: &[Outcome], json: bool) -> Result<ExitCode> {
    let mut total = Counts::default();
    for outcome in outcomes {
        total += outcome.counts;
    }
    let seconds: f64 = outcomes.iter().map(|outcome| outcome.seconds).sum();
    let closing = format!("{} passed, {} failed", total.passed, total.failed);
    if json {
        let document = serde_json::json!({
            "suites": outcomes, "passed": total.passed, "failed": total.failed, "seconds": seconds,
        });
        println!("{}", serde_json::to_string_pretty(&document)?);
        eprintln!("{closing}");
    } else {
        for Outcome { suite, failures, .. } in outcomes {
            if let Some(failures) = failures {
                println!("\n==== what failed in {suite} ====\n{}", failures.trim_end());
            }
        }
        println!("\n{:<10} {:>8} {:>8} {:>10}", "suite", "passed", "failed", "seconds");
        for Outcome { suite, counts, seconds, .. } in outcomes {
            println!("{suite:<10} {:>8} {:>8} {seconds:>10.1}", counts.passed, counts.failed);
        }
        println!("{:<10} {:>8} {:>8} {seconds:>10.1}\n", "total", total.passed, total.failed);
        println!("{closing}");
    }
    Ok(if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Suite {
    fn run(self, project: &Project, options: &Options, show: Show) -> Result<Counts> {
        let engines = match &options.engines[..] {
            [] => &Engine::ALL,
            named => named,
        };
        match self {
            Suite::Fmt => formatting(project),
            Suite::Clippy => lints(project),
            Suite::Native => native(project, show),
            Suite::Types if options.dev => types(&project.for_dev(), Mode::Dev),
            Suite::Types => types(project, Mode::Release),
            Suite::Browser => browser::test(project, engines, &options.scenes, show),
            Suite::Bulk => bulk::test(project, &options.seeds, show),
            Suite::Faces => faces::test(project, engines, &options.calls, show),
            Suite::Consumers => consumers::test(project, engines, show),
            Suite::Size => {
                plugin::build(project, Mode::Release)?;
                let sizes = size::measure(project)?;
                if matches!(show, Show::Stdout) {
                    size::print(&sizes, false)?;
                }
                size::check(&sizes)?;
                Ok(Counts::one(true))
            }
        }
    }
}

/// The folders that prettier formats. cargo formats the Rust sources.
const PRETTIER: [&str; 5] =
    ["www", "tests/bench", "tests/browser", "tests/consumers", "tests/faces"];

fn formatting(project: &Project) -> Result<Counts> {
    npm::install(project)?;
    let mut rustfmt = project.cargo("fmt");
    rustfmt.args(["--all", "--check"]);
    let mut prettier = project.node(&project.npm_file("prettier/bin/prettier.cjs"));
    prettier.arg("--check").args(PRETTIER);
    checks(vec![rustfmt, prettier]).context("`cargo xtask fmt` repairs this")
}

/// Formats all files that the `fmt` suite checks.
pub fn reformat(project: &Project) -> Result<()> {
    npm::install(project)?;
    run_program(project.cargo("fmt").arg("--all"))?;
    let prettier = project.npm_file("prettier/bin/prettier.cjs");
    run_program(project.node(&prettier).args(["--write", "--log-level", "warn"]).args(PRETTIER))
}

/// The crates that are compiled to WebAssembly only: the plugin, and the modules that have no standard library in them.
const SMALL: [&str; 4] = ["validate", "setup", "import", "component"];
const PLUGIN: &str = "dep-enroll";

/// A command of cargo for all packages that run on this machine.
fn native_cargo(project: &Project, command: &str) -> Command {
    let mut cargo = project.cargo(command);
    cargo.args(["--workspace", "--exclude", PLUGIN]);
    for package in SMALL {
        cargo.args(["--exclude", package]);
    }
    cargo
}

fn lints(project: &Project) -> Result<Counts> {
    setup::wasm_target()?;
    let mut all_lints = lint_commands(project);
    for lints in &mut all_lints {
        lints.args(["--", "-D", "warnings"]);
    }
    checks(all_lints)
}

/// The calls of clippy that together see every crate, each for the target that it is made for.
pub fn lint_commands(project: &Project) -> Vec<Command> {
    let mut native = native_cargo(project, "clippy");
    native.arg("--all-targets");
    let for_browsers = |packages: &[&str]| {
        let mut browser = project.cargo("clippy");
        browser.args(["--target", WASM]);
        for package in packages {
            browser.args(["--package", package]);
        }
        browser
    };
    // Two calls: in one, the plugin's features would bring the standard library into the small modules.
    vec![native, for_browsers(&[PLUGIN, "ui", "host", "battery"]), for_browsers(&SMALL)]
}

fn native(project: &Project, show: Show) -> Result<Counts> {
    let mut cargo = native_cargo(project, "test");
    // The faces have a suite of their own: together with the other packages, wasmtime would get other features and be
    // compiled twice, which takes minutes.
    cargo.args(["--exclude", "faces", "--no-fail-fast"]);
    cargo_tests(&mut cargo, show)
}

fn types(project: &Project, mode: Mode) -> Result<Counts> {
    // The shell is checked against the types of the real glue.
    plugin::build(project, mode)?;
    let compiler = project.npm_file("typescript/bin/tsc");
    let check = |config: &Path| {
        let mut tsc = project.node(&compiler);
        tsc.arg("--noEmit").arg("--project").arg(config);
        tsc
    };
    let shell = shell_config(project)?;
    let benches = ["dev", "fleet", "import", "peers", "ui"].map(|bench| format!("bench/{bench}"));
    let folders = benches.iter().map(String::as_str).chain(["browser", "consumers", "faces"]);
    let tests =
        folders.map(|folder| check(&project.root.join("tests").join(folder).join("tsconfig.json")));
    checks([check(&shell)].into_iter().chain(tests).chain([lint::scripts(project)?]).collect())
}

/// Writes the shell's configuration with the real paths of the glue's types. The target folder may be anywhere, and
/// www/tsconfig.json, which editors read, can only name the usual place.
fn shell_config(project: &Project) -> Result<PathBuf> {
    let file = project.glue().with_extension("tsconfig.json");
    let config = serde_json::json!({
        "extends": project.www().join("tsconfig.json"),
        "compilerOptions": { "paths": lint::paths(project) },
    });
    fs::write(&file, serde_json::to_string_pretty(&config)?)?;
    Ok(file)
}
