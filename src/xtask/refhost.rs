//! The reference host, as `demo` and `dev` start it: its options, its build and its command line. It must never start it.

use crate::process::{run, step};
use crate::project::Project;
use anyhow::{Result, bail};
use clap::Args;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the consoles are shown, and with which data.
#[derive(Args)]
pub struct Options {
    /// The port on the loopback address; 0 takes a free one.
    #[arg(long, default_value_t = 8077)]
    pub port: u16,
    /// How many devices a new database is filled with.
    #[arg(long, default_value_t = 200)]
    devices: u32,
    /// The SQLite file; it is kept between starts.
    #[arg(
        long,
        value_name = "PATH",
        help = "The SQLite file [default: demo.sqlite or dev.sqlite in the target folder]"
    )]
    db: Option<PathBuf>,
    /// Throw the database away and fill a new one.
    #[arg(long)]
    fresh: bool,
}

impl Options {
    /// Fails if the port is taken. Called before minutes of building.
    pub fn check_port(&self) -> Result<()> {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)) {
            Ok(_) => Ok(()),
            Err(error) => {
                bail!("port {} cannot be used ({error}); choose another with --port", self.port)
            }
        }
    }

    /// The command that starts the host on `port`. Its database is `usual_db` unless an option names another one.
    pub fn command(&self, project: &Project, port: u16, usual_db: &Path) -> Command {
        let db = self.db.as_deref().unwrap_or(usual_db);
        let data = if db.exists() && !self.fresh { "keeping its data" } else { "filling it" };
        eprintln!("==> Starting the reference host on {}, {data}", db.display());
        let mut refhost = Command::new(project.refhost());
        refhost.arg("--port").arg(port.to_string()).arg("--db").arg(db);
        refhost.arg("--devices").arg(self.devices.to_string()).arg("--www").arg(project.dist());
        if self.fresh {
            refhost.arg("--fresh");
        }
        refhost
    }
}

/// Compiles the reference host as a debug build: most of its time is SQLite's, which is optimised anyway.
pub fn build(project: &Project) -> Result<()> {
    step("Compiling the reference host (about 60 s the first time)", || {
        run(project.cargo("build").args(["--package", "refhost", "--bin", "refhost"]))
    })
}
