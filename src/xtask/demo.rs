//! Shows the plugin at work: builds everything and runs the reference host until it is stopped.

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
    // Found now, not after minutes of building.
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

/// Compiles the reference host; a debug build, because SQLite dominates its time anyway.
pub fn build_refhost(project: &Project) -> Result<()> {
    step("Compiling the reference host (about 60 s the first time)", || {
        run_program(project.cargo("build").args(["--package", "refhost", "--bin", "refhost"]))
    })
}

/// Passes on what the host says (where its consoles are, who may log in), and never leaves it behind.
fn serve(mut child: Child) -> Result<ExitCode> {
    let output = child.stdout.take().context("the reference host has no output")?;
    let child = Arc::new(Mutex::new(child));
    let stopped = Arc::clone(&child);
    ctrlc::set_handler(move || stop(&stopped))?;
    for line in BufReader::new(output).lines() {
        println!("{}", line?);
    }
    let status = child.lock().unwrap_or_else(PoisonError::into_inner).wait()?;
    // A host that Ctrl-C ended has done what it was asked to.
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
    // It may have ended between the last look and now; then there is nothing left to end.
    if let Err(error) = child.kill() {
        eprintln!("the reference host could not be stopped: {error}");
    }
}
