//! The public workflows against this program: a suite that no job runs, or a command line that does not exist, fails here and
//! not after the push.

use crate::Cli;
use crate::browsers::Engine;
use crate::project::Project;
use clap::{CommandFactory, Parser};
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
        let (suite, rest) = line.trim().strip_prefix("- { suite: ")?.split_once(", options: \"")?;
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
    let commands: Vec<_> =
        texts.lines().filter_map(|line| line.trim().strip_prefix("run: cargo xtask ")).collect();
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
