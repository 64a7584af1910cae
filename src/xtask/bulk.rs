//! The `bulk` suite: runs over many devices in Chromium, by seeds. It must never know what goes wrong in a run.

use crate::browsers::{self, Engine};
use crate::counts::Counts;
use crate::process::Show;
use crate::profile::Mode;
use crate::project::Project;
use crate::runner::{NodeTests, test_files};
use crate::{browser, plugin, refhost};
use anyhow::Result;
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// How many seeds are played.
const SEEDS: u32 = 25;

/// Which seeds are played.
#[derive(Args, Default)]
pub struct SeedOptions {
    /// How many seeds the bulk suite plays [default: 25].
    #[arg(long, value_name = "COUNT")]
    seeds: Option<u32>,
    /// The first seed of the bulk suite [default: another one each day].
    #[arg(long, value_name = "SEED")]
    seed: Option<u32>,
}

impl SeedOptions {
    /// The first option that is set: they are for this suite only.
    pub fn first(&self) -> Option<&'static str> {
        let set = [("--seeds", self.seeds), ("--seed", self.seed)];
        set.into_iter().find_map(|(name, number)| number.map(|_| name))
    }
}

/// Builds everything and plays the seeds.
pub fn test(project: &Project, options: &SeedOptions, show: Show) -> Result<Counts> {
    let provided = browsers::provide(project, &[Engine::Chromium])?;
    plugin::build(project, Mode::Release)?;
    refhost::build(project)?;
    let bundles = browser::bundle(project)?;
    let mut tests = NodeTests::new(project, &test_files(&bundles, ".bulk.mjs")?, &bundles);
    let node = tests.command().envs(provided.variables).env("TZ", "UTC");
    node.env("DEP_SEEDS", options.seeds.unwrap_or(SEEDS).to_string());
    if let Some(seed) = options.seed {
        node.env("DEP_SEED", seed.to_string());
    }
    let failures = failures_file(project);
    if failures.exists() {
        fs::remove_file(&failures)?;
    }
    tests.run(show)
}

/// What the seeds that failed in the last run have told; `None` when none failed.
pub fn failures(project: &Project) -> Option<String> {
    fs::read_to_string(failures_file(project)).ok()
}

/// Where the tests write down what happened with each seed that fails.
fn failures_file(project: &Project) -> PathBuf {
    project.target.join("failures/bulk.txt")
}
