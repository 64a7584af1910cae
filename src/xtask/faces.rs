//! The `faces` suite: one battery of vectors and random calls through every face of the rules.
//!
//! It owns the order: the native rules, the component and the packed module agree first, and what they agree on is replayed
//! in browsers. What is compared, and how, is the business of `tests/faces`.

use crate::browsers::{self, Engine};
use crate::counts::Counts;
use crate::plugin::{self, Mode};
use crate::process::{Show, run, step, tee};
use crate::project::Project;
use crate::{component, demo, suites};
use anyhow::{Context, Result};
use std::fs;

/// Builds everything, compares the faces outside of browsers, and replays in browsers what they agree on.
pub fn test(project: &Project, engines: &[Engine], calls: u32, show: Show) -> Result<Counts> {
    let provided = browsers::provide(project, engines)?;
    plugin::build(project, Mode::Release)?;
    component::build(project, Mode::Release)?;
    demo::build_refhost(project)?;
    let corpus = project.target.join("faces/corpus");

    // By itself: with the whole workspace it would be compiled with other features, and wasmtime a second time.
    let mut own = project.cargo("test");
    own.args(["--package", "faces"]);
    let own = tee(&mut own, show)?;
    let mut counts = Counts::of_program(Counts::of_cargo(&own.stdout), own.success);

    eprintln!("==> Asking all faces outside of browsers the vectors and {calls} random calls");
    let mut battery = project.cargo("run");
    battery.args(["--package", "faces", "--", "corpus"]).arg(&corpus).arg(calls.to_string());
    let battery = tee(&mut battery, show)?;
    counts += Counts::of_program(Counts::of_line(&battery.stdout), battery.success);

    let bundles = project.target.join("faces/tests");
    step("Bundling the tests of the faces in browsers and in Node", || {
        let mut script = project.node(&project.www().join("build.mjs"));
        run(script.arg("faces").arg("--target").arg(&project.target))
    })?;
    let names: Vec<_> = provided.engines.iter().map(|engine| engine.name()).collect();
    eprintln!("==> Replaying what they agree on in Node, {}", names.join(", "));
    let report = bundles.join("report.tap");
    let files = suites::test_files(&bundles, ".test.mjs")?;
    let mut node = suites::node_tests(project, &files, &report);
    node.envs(provided.variables).env("DEP_BROWSERS", names.join(",")).env("DEP_CORPUS", corpus);
    let finished = tee(&mut node, show)?;
    let tap = Counts::of_tap(&fs::read_to_string(&report).context("node left no report")?);
    counts += Counts::of_program(tap, finished.success);
    Ok(counts)
}
