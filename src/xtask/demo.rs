//! `cargo xtask demo`: builds everything and runs the reference host until Ctrl-C. It must never leave the host running.

use crate::plugin;
use crate::process::{run as run_program, step};
use crate::profile::Mode;
use crate::project::Project;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How the reference host is started.
#[derive(Args)]
pub struct Options {
    /// The port on the loopback address; 0 takes a free one.
    #[arg(long, default_value_t = 8077)]
    port: u16,
    /// How many devices a new database is filled with.
    #[arg(long, default_value_t = 200)]
    devices: u32,
    /// The SQLite file; it is kept between starts.
    #[arg(
        long,
        value_name = "PATH",
        help = "The SQLite file [default: demo.sqlite in the target folder]"
    )]
    db: Option<PathBuf>,
    /// Throw the database away and fill a new one.
    #[arg(long)]
    fresh: bool,
}

/// Builds what is not built yet, then serves both consoles until Ctrl-C.
pub fn run(project: &Project, options: &Options) -> Result<ExitCode> {
    // Checked before minutes of building.
    if let Err(error) = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port)) {
        bail!("port {} cannot be used ({error}); choose another with --port", options.port);
    }
    plugin::build(project, Mode::Release)?;
    build_refhost(project)?;
    let db = options.db.clone().unwrap_or_else(|| project.target.join("demo.sqlite"));
    let mut refhost = Command::new(project.refhost());
    refhost.arg("--port").arg(options.port.to_string()).arg("--db").arg(&db);
    refhost.arg("--devices").arg(options.devices.to_string()).arg("--www").arg(project.dist());
    if options.fresh {
        refhost.arg("--fresh");
    }
    let kept = if db.exists() && !options.fresh { "keeping its data" } else { "filling it" };
    eprintln!("==> Starting the reference host on {}, {kept}", db.display());
    serve(refhost.stdout(Stdio::piped()).spawn().context("the reference host did not start")?)
}

/// Compiles the reference host as a debug build: most of its time is SQLite's, which is optimised anyway.
pub fn build_refhost(project: &Project) -> Result<()> {
    step("Compiling the reference host (about 60 s the first time)", || {
        run_program(project.cargo("build").args(["--package", "refhost", "--bin", "refhost"]))
    })
}

/// Prints the host's output (the addresses of the consoles, the log-ins) until it ends or Ctrl-C ends it.
fn serve(mut child: Child) -> Result<ExitCode> {
    let output = child.stdout.take().context("the reference host has no output")?;
    let child = Arc::new(Mutex::new(child));
    let stopped = Arc::clone(&child);
    ctrlc::set_handler(move || stop(&stopped))?;
    for line in BufReader::new(output).lines() {
        println!("{}", line?);
    }
    let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait()?;
    // Ctrl-C is how a person ends the demo, so it is a success.
    let ended_by_signal = status.code().is_none();
    Ok(if status.success() || ended_by_signal { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Ends the host. Ctrl-C in a terminal reaches it too, so it may be closing its database already.
fn stop(child: &Mutex<Child>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    let patience = Instant::now() + Duration::from_secs(2);
    while Instant::now() < patience {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    // It may have ended since the last look; then killing it does nothing.
    if let Err(error) = child.kill() {
        eprintln!("the reference host could not be stopped: {error}");
    }
}
