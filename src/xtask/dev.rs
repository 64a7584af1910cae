//! `cargo xtask dev`: a development build of the plugin in both consoles, which follows every change of the sources.
//!
//! It builds everything once and starts `www/dev.mjs`, which serves the pages, watches the sources and calls this program
//! again for Rust. It must never watch anything itself, and leave nothing running.

use crate::demo::{end_with_ctrl_c, wait};
use crate::profile::Mode;
use crate::project::Project;
use crate::{plugin, refhost};
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::process::{ExitCode, Stdio};

/// Builds, then serves and watches until Ctrl-C. Fails if the first build does.
pub fn run(project: &Project, options: &refhost::Options) -> Result<ExitCode> {
    options.check_port()?;
    let project = project.for_dev();
    plugin::build(&project, Mode::Dev)?;
    refhost::build(&project)?;
    let host = options.command(&project, 0, &project.target.join("dev.sqlite"));
    let mut server = project.node(&project.www().join("dev.mjs"));
    server.arg("--dev").args(plugin::output_arguments(&project)).arg("--");
    server.arg(options.port.to_string()).arg(std::env::current_exe()?);
    server.arg(host.get_program()).args(host.get_args());
    // The server ends when its input does, however this program ends.
    let mut child = server
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("the development server did not start")?;
    let output = child.stdout.take().context("the development server has no output")?;
    let child = end_with_ctrl_c(child)?;
    for line in BufReader::new(output).lines() {
        println!("{}", line?);
    }
    wait(&child)
}

/// What the server runs after a change in Rust.
pub fn rebuild(project: &Project) -> Result<()> {
    plugin::rebuild_modules(&project.for_dev())
}
