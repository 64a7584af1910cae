//! The drop-ins as an administrator uses them: the unit copied into the legacy console, the web
//! application deployed in a real Tomcat, both driven in browsers.

use crate::browsers::{self, Engine};
use crate::counts::Counts;
use crate::process::Show;
use crate::project::Project;
use crate::{demo, dropins, node_tests, plugin, tomcat};
use anyhow::{Result, ensure};
use std::fs;

/// The engines that can play them; WebKit's driver lacks what the log-in needs.
const ENGINES: [Engine; 2] = [Engine::Chromium, Engine::Firefox];

/// Makes the drop-ins and tests them, not the files that they were made from.
pub fn run(project: &Project, engines: &[Engine], show: Show) -> Result<Counts> {
    let engines: Vec<_> = engines.iter().copied().filter(|one| ENGINES.contains(one)).collect();
    ensure!(!engines.is_empty(), "the drop-ins are tested in Chromium and Firefox only");
    let provided = browsers::provide(project, &engines)?;
    let mut variables = provided.variables;
    variables.extend(tomcat::provide()?);
    plugin::build(project, plugin::Mode::Release)?;
    let out = project.target.join("pack");
    fs::create_dir_all(&out)?;
    dropins::make(project, &out)?;
    variables.push(("DEP_UNITS", out.join("legacy-unit")));
    variables.push(("DEP_WAR", out.join(dropins::WAR)));
    demo::build_refhost(project)?;
    node_tests::run(project, "consumers", "consumers", &provided.engines, variables, show)
}
