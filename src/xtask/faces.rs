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

/// Builds everything, compares the faces outside of browsers, and replays their answers in browsers.
pub fn test(project: &Project, engines: &[Engine], calls: u32, show: Show) -> Result<Counts> {
    let provided = browsers::provide(project, engines)?;
    plugin::build(project, Mode::Release)?;
    component::build(project, Mode::Release)?;
    refhost::build(project)?;
    let corpus = project.target.join("faces/corpus");

    // Tested by itself: with the whole workspace, wasmtime would get other features and be compiled a second time.
    let mut own = project.cargo("test");
    own.args(["--package", "faces"]);
    let mut counts = cargo_tests(&mut own, show)?;

    eprintln!("==> Asking all faces outside of browsers the vectors and {calls} random calls");
    let mut battery = project.cargo("run");
    battery.args(["--package", "faces", "--", "corpus"]).arg(&corpus).arg(calls.to_string());
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
