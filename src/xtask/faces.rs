//! The `faces` suite: one battery of vectors and random calls through every face of the rules.
//!
//! The native rules, the component and the packed module must agree first. Their answers are then replayed in browsers. It must
//! never compare an answer itself: `tests/faces` does.

use crate::browsers::{self, Engine};
use crate::counts::Counts;
use crate::process::{Show, run, step};
use crate::profile::Mode;
use crate::project::Project;
use crate::runner::{NodeTests, cargo_tests, own_program, test_files};
use crate::{component, plugin, refhost};
use anyhow::Result;
use clap::Args;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Which random calls the faces are compared on, beside the vectors.
#[derive(Args, Default)]
pub struct CallOptions {
    /// How many random calls the faces suite makes.
    #[arg(long, default_value_t = 60_000)]
    calls: u32,
    /// Which series of random calls the faces suite makes [default: another one each day].
    #[arg(long, value_name = "SEED")]
    series: Option<u64>,
}

impl CallOptions {
    fn series(&self) -> u64 {
        let age = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        self.series.unwrap_or(age.as_secs() / 86_400)
    }
}

/// Builds everything, compares the faces outside of browsers, and replays their answers in browsers.
pub fn test(
    project: &Project,
    engines: &[Engine],
    options: &CallOptions,
    show: Show,
) -> Result<Counts> {
    let provided = browsers::provide(project, engines)?;
    plugin::build(project, Mode::Release)?;
    component::build(project, Mode::Release)?;
    refhost::build(project)?;
    let corpus = project.target.join("faces/corpus");

    // Tested by itself: with the whole workspace, wasmtime would get other features and be compiled a second time.
    let mut own = project.cargo("test");
    own.args(["--package", "faces"]);
    let mut counts = cargo_tests(&mut own, show)?;

    let (calls, series) = (options.calls, options.series());
    eprintln!(
        "==> Asking all faces outside of browsers the vectors and {calls} random calls, series {series}"
    );
    let mut battery = project.cargo("run");
    battery.args(["--package", "faces", "--", "corpus"]).arg(&corpus).arg(calls.to_string());
    battery.arg("--seed").arg(series.to_string());
    counts += own_program(&mut battery, show)?;

    let bundles = project.target.join("faces/tests");
    step("Bundling the tests of the faces in browsers and in Node", || {
        let mut script = project.node(&project.www().join("build.mjs"));
        run(script.arg("faces").arg("--target").arg(&project.target))
    })?;
    let names: Vec<_> = provided.engines.iter().map(|engine| engine.name()).collect();
    eprintln!("==> Replaying their answers in Node, {}", names.join(", "));
    let mut tests = NodeTests::new(project, &test_files(&bundles, ".test.mjs")?, &bundles);
    let node = tests.command().envs(provided.variables);
    node.env("DEP_BROWSERS", names.join(",")).env("DEP_CORPUS", corpus);
    counts += tests.run(show)?;
    Ok(counts)
}
