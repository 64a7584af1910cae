//! `cargo xtask demo`: builds everything and runs the reference host until Ctrl-C. It must never leave the host running.

use crate::profile::Mode;
use crate::project::Project;
use crate::{plugin, refhost};
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader};
use std::process::{Child, ExitCode, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Builds what is not built yet, then serves both consoles until Ctrl-C.
pub fn run(project: &Project, options: &refhost::Options) -> Result<ExitCode> {
    options.check_port()?;
    plugin::build(project, Mode::Release)?;
    refhost::build(project)?;
    let mut host = options.command(project, options.port, &project.target.join("demo.sqlite"));
    let mut child =
        host.stdout(Stdio::piped()).spawn().context("the reference host did not start")?;
    let output = child.stdout.take().context("the reference host has no output")?;
    let child = end_with_ctrl_c(child)?;
    // The addresses of the consoles, and the log-ins.
    for line in BufReader::new(output).lines() {
        println!("{}", line?);
    }
    wait(&child)
}

/// Ends a program when Ctrl-C ends this one.
pub fn end_with_ctrl_c(child: Child) -> Result<Arc<Mutex<Child>>> {
    let child = Arc::new(Mutex::new(child));
    let stopped = Arc::clone(&child);
    ctrlc::set_handler(move || stop(&stopped))?;
    Ok(child)
}

/// Waits for the end of a program that closes its output before it ends.
pub fn wait(child: &Mutex<Child>) -> Result<ExitCode> {
    let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait()?;
    // Ctrl-C is how a person ends the program, so it is a success.
    let ended_by_signal = status.code().is_none();
    Ok(if status.success() || ended_by_signal { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Ends the program. Ctrl-C in a terminal reaches it too, so it may be ending already.
fn stop(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // A program that reads its input ends with it.
    drop(child.stdin.take());
    let patience = Instant::now() + Duration::from_secs(2);
    while Instant::now() < patience {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    // It may have ended since the last look; then killing it does nothing.
    if let Err(error) = child.kill() {
        eprintln!("{} could not be stopped: {error}", child.id());
    }
}
