//! The project's build tool: `cargo xtask COMMAND` builds, shows, tests and measures everything.
//!
//! It owns the order of the steps and their output. It must never hold a rule of the plugin: those are in `rules`. Apart from
//! cargo, node and the browsers it needs only tools that a lock file of this repository pins.

mod against;
mod apt;
mod audit;
mod bench;
mod browser;
mod browsers;
mod bulk;
mod component;
mod consumers;
mod counts;
mod demo;
mod dev;
mod dropins;
mod editor;
mod faces;
mod history;
mod licences;
mod lint;
mod npm;
mod optimise;
mod pack;
mod pictures;
mod plugin;
mod process;
mod profile;
mod project;
mod refhost;
mod runner;
mod setup;
mod shorten;
mod size;
mod split;
mod stamp;
mod suites;
mod tomcat;

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
    Demo(refhost::Options),
    /// Build for development, show both consoles, and follow every change of the sources.
    Dev(refhost::Options),
    /// Compile the modules again for `dev`, which calls this after a change.
    #[command(hide = true)]
    DevModules,
    /// Take pictures of every scene of the gallery, or of the consoles for the README.
    Pictures(pictures::Options),
    /// Make the npm package and the drop-ins for the consoles in target/pack.
    Pack {
        /// Print names and sizes as JSON on standard output.
        #[arg(long)]
        json: bool,
    },
    /// Check what is checked quickly, before a push: format, lints, native tests, types.
    Check,
    /// Run all tests, or the named suites.
    Test(suites::Options),
    /// Measure how fast the product is.
    #[command(subcommand)]
    Bench(bench::Benchmark),
    /// Print the size of every artefact a page loads: raw, gzip -9, brotli -11.
    Size(against::Options),
    /// Install the wasm target, npm packages, browsers and drivers that are missing.
    Setup,
    /// Reformat all sources.
    Fmt,
    /// Check every crate for an editor, with cargo's JSON on standard output.
    EditorCheck,
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
        Command::Dev(options) => return dev::run(&project, &options),
        Command::DevModules => dev::rebuild(&project)?,
        Command::Pack { json } => pack::print(&project, json)?,
        Command::Check => return suites::check(&project),
        Command::Pictures(options) => pictures::run(&project, &options)?,
        Command::Test(options) => return suites::run(&project, &options),
        Command::Bench(benchmark) => return bench::run(&project, &benchmark),
        Command::Size(options) => against::run(&project, &options)?,
        Command::Setup => setup::everything(&project)?,
        Command::Fmt => suites::reformat(&project)?,
        Command::EditorCheck => editor::check(&project)?,
        Command::Audit => return audit::run_all(&project),
    }
    Ok(ExitCode::SUCCESS)
}

/// The public workflows against this program: a suite that no job runs, or a command line that does not exist, fails here and
/// not after the push.
#[cfg(test)]
mod tests {
    use super::*;
    use browsers::Engine;
    use clap::CommandFactory;
    use std::collections::BTreeSet;
    use std::fs;

    fn workflow(name: &str) -> String {
        let folder = Project::find().unwrap().root.join(".github/workflows");
        fs::read_to_string(folder.join(name)).unwrap()
    }

    /// The suite and the options of each job in the matrix, whose lines read `- { suite: fmt, options: "", minutes: 15 }`.
    fn matrix() -> Vec<(String, String)> {
        let text = workflow("ci.yml");
        let jobs = text.lines().filter_map(|line| {
            let (suite, rest) =
                line.trim().strip_prefix("- { suite: ")?.split_once(", options: \"")?;
            Some((suite.to_owned(), rest.split_once('"')?.0.to_owned()))
        });
        jobs.collect()
    }

    #[test]
    fn the_workflow_runs_every_suite() {
        let command = Cli::command();
        let test = command.find_subcommand("test").unwrap();
        let suites = test.get_arguments().find(|argument| argument.get_id() == "suites").unwrap();
        let known: BTreeSet<_> =
            suites.get_possible_values().iter().map(|suite| suite.get_name().to_owned()).collect();
        let run: BTreeSet<_> = matrix().into_iter().map(|(suite, _)| suite).collect();
        assert!(!known.is_empty());
        assert_eq!(run, known);
    }

    #[test]
    fn the_workflow_runs_the_browser_suite_in_every_engine() {
        let jobs = matrix();
        for engine in Engine::ALL {
            let ours = |(suite, options): &&(String, String)| {
                suite == "browser" && options.split(' ').any(|word| word == engine.name())
            };
            assert_eq!(jobs.iter().filter(ours).count(), 1, "{}", engine.name());
        }
        assert_eq!(jobs.iter().filter(|(suite, _)| suite == "browser").count(), Engine::ALL.len());
    }

    #[test]
    fn every_command_in_the_workflows_exists() {
        let texts = workflow("ci.yml") + &workflow("release.yml");
        let commands: Vec<_> = texts
            .lines()
            .filter_map(|line| line.trim().strip_prefix("run: cargo xtask "))
            .collect();
        assert!(commands.len() >= 3, "{commands:?}");
        for command in commands {
            for (suite, options) in matrix() {
                let line = command
                    .replace("${{ matrix.suite }}", &suite)
                    .replace("${{ matrix.options }}", &options);
                let parsed =
                    Cli::try_parse_from(["cargo xtask"].into_iter().chain(line.split_whitespace()));
                assert!(parsed.is_ok(), "`cargo xtask {line}` does not exist");
            }
        }
    }
}
