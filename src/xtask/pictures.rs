//! `cargo xtask pictures`: takes pictures of every scene of the gallery, or of the consoles for the README, in Chromium.

use crate::browsers::{self, Engine};
use crate::process::{run as run_program, step};
use crate::profile::Mode;
use crate::project::Project;
use crate::{browser, plugin, refhost};
use anyhow::Result;
use clap::Args;

/// Which pictures to take.
#[derive(Args)]
pub struct Options {
    /// Only the scenes whose names contain this, for example `enrollment/`.
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// Take the pictures of the README instead, into www/pictures.
    #[arg(long, conflicts_with = "only")]
    readme: bool,
}

/// Takes the pictures. They are in `target/pictures`, or in `www/pictures` with `--readme`.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let provided = browsers::provide(project, &[Engine::Chromium])?;
    plugin::build(project, Mode::Release)?;
    refhost::build(project)?;
    let bundles = browser::bundle(project)?;
    let (what, folder) = match options.readme {
        true => ("readme", project.www().join("pictures")),
        false => ("scenes", project.target.join("pictures")),
    };
    step("Taking pictures in Chromium", || {
        let mut node = project.node(&bundles.join("pictures.mjs"));
        node.arg(what).arg(&folder).arg(&options.only).envs(provided.variables);
        node.env("DEP_REFHOST", project.refhost()).env("DEP_WWW", project.dist());
        run_program(&mut node)
    })
}
