//! The project's build tool: `cargo xtask COMMAND` builds, shows, tests and measures everything.
//!
//! It owns the order of the steps and their output. It must never hold a rule of the plugin: those are in `rules`. Apart from
//! cargo, node and the browsers it needs only tools that a lock file of this repository pins.

mod apt;
mod audit;
mod bench;
mod browsers;
mod component;
mod consumers;
mod counts;
mod demo;
mod dropins;
mod faces;
mod licences;
mod lint;
mod npm;
mod optimise;
mod pack;
mod plugin;
mod process;
mod profile;
mod project;
mod runner;
mod setup;
mod shorten;
mod size;
mod stamp;
mod suites;
mod tomcat;
#[cfg(test)]
mod workflow_tests;

use anyhow::Result;
use clap::{Parser, Subcommand};
use profile::Mode;
use project::Project;
use std::process::ExitCode;

/// Builds, shows and tests dep-enroll.
#[derive(Parser)]
#[command(name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the plugin, the component and the demo pages into www/dist.
    Build {
        /// Compile fast, keep names and debug checks, and optimise nothing.
        #[arg(long)]
        dev: bool,
        /// Print the sizes of what was built as JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Build everything, start the reference host and print where its two consoles are.
    Demo(demo::Options),
    /// Make the npm package and the drop-ins for the consoles in target/pack.
    Pack {
        /// Print names and sizes as JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Run all tests, or the named suites.
    Test(suites::Options),
    /// Measure how fast the product is.
    #[command(subcommand)]
    Bench(bench::Benchmark),
    /// Print the size of every artefact a page loads: raw, gzip -9, brotli -11.
    Size {
        /// Print JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Install the wasm target, npm packages, browsers and drivers that are missing.
    Setup,
    /// Reformat all sources.
    Fmt,
    /// Check licences, sources and known vulnerabilities of all dependencies.
    Audit,
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    let project = Project::find()?;
    match command {
        Command::Build { dev, json } => {
            let mode = if dev { Mode::Dev } else { Mode::Release };
            plugin::build(&project, mode)?;
            component::build(&project, mode)?;
            size::print(&size::measure(&project)?, json)?;
        }
        Command::Demo(options) => return demo::run(&project, &options),
        Command::Pack { json } => pack::print(&project, json)?,
        Command::Test(options) => return suites::run(&project, &options),
        Command::Bench(benchmark) => return bench::run(&project, &benchmark),
        Command::Size { json } => {
            plugin::build(&project, Mode::Release)?;
            size::print(&size::measure(&project)?, json)?;
        }
        Command::Setup => setup::everything(&project)?,
        Command::Fmt => suites::reformat(&project)?,
        Command::Audit => return audit::run_all(&project),
    }
    Ok(ExitCode::SUCCESS)
}
