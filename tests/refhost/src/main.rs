//! The command line of the reference host. It must never print a token.

use anyhow::Context;
use clap::{Parser, ValueEnum};
use refhost::{Options, Quirks};
use std::io::Write;
use std::path::PathBuf;

/// A small MDM server with both consoles' wire formats, for the demo and the tests.
#[derive(Parser)]
#[command(name = "refhost", version)]
struct Arguments {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// SQLite file, or :memory:
    #[arg(long, default_value = ":memory:")]
    db: String,
    /// Devices in a new database
    #[arg(long, default_value_t = 200)]
    devices: u32,
    /// Folder with the built plugin and console pages
    #[arg(long, default_value = "www/dist")]
    www: PathBuf,
    /// Delete the database file first
    #[arg(long)]
    fresh: bool,
    /// Add the control endpoints for tests; they are open to everybody on this machine
    #[arg(long)]
    faults: bool,
    /// JSON file with other paths and field names
    #[arg(long)]
    contract: Option<PathBuf>,
    /// Offer only what both consoles have: no order of the device list, no shared notes, no history, no search for people
    #[arg(long)]
    plain: bool,
    /// Build of the React console's request handler
    #[arg(long, value_enum, default_value = "now")]
    quirks: QuirksArgument,
    /// Seed of the generated devices and people
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Folder of units to push into the legacy console's DEP page, as copied to its app/units
    #[arg(long, value_name = "DIR")]
    units: Option<PathBuf>,
    /// Origin of the servlet container that runs the web application, to be shown at /dep-enrollment/
    #[arg(long, value_name = "URL")]
    war: Option<String>,
    /// Print only the line that says where the server listens
    #[arg(long)]
    quiet: bool,
    /// Print one line of JSON instead: url, legacy, entgra
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum QuirksArgument {
    Now,
    #[value(name = "2020")]
    Of2020,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let contract = match &arguments.contract {
        Some(file) => Some(
            std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?,
        ),
        None => None,
    };
    let options = Options {
        port: arguments.port,
        db: arguments.db.clone(),
        devices: arguments.devices,
        www: arguments.www.clone(),
        fresh: arguments.fresh,
        faults: arguments.faults,
        contract,
        beyond: !arguments.plain,
        quirks: match arguments.quirks {
            QuirksArgument::Now => Quirks::Now,
            QuirksArgument::Of2020 => Quirks::Of2020,
        },
        seed: arguments.seed,
        units: arguments.units.clone(),
        war: arguments.war.clone(),
        ..Options::default()
    };
    let running = refhost::start(options).await?;
    announce(&arguments, &running).context("printing the addresses")?;
    tokio::signal::ctrl_c().await.context("waiting for Ctrl-C")?;
    drop(running);
    Ok(())
}

fn announce(arguments: &Arguments, running: &refhost::RunningHost) -> std::io::Result<()> {
    let url = running.url();
    let mut out = std::io::stdout().lock();
    if arguments.json {
        let addresses = serde_json::json!({
            "url": url,
            "legacy": format!("{url}/devicemgt/dep/devices"),
            "entgra": format!("{url}/entgra/"),
        });
        writeln!(out, "{addresses}")?;
        return out.flush();
    }
    if !arguments.quiet {
        let data = match running.seeded {
            true => format!("{}, seeded with {} devices", arguments.db, arguments.devices.max(12)),
            false => format!("{}, data kept (--fresh starts anew)", arguments.db),
        };
        writeln!(out, "Database        {data}")?;
        writeln!(out, "Legacy console  {url}/devicemgt/dep/devices")?;
        writeln!(out, "React console   {url}/entgra/")?;
        writeln!(out, "Gallery         {url}/gallery/")?;
        if arguments.war.is_some() {
            writeln!(out, "Web application {url}/dep-enrollment/")?;
        }
        writeln!(out, "Sign in with a username that is its own password:")?;
        writeln!(out, "  admin           sees and changes everything")?;
        writeln!(out, "  viewer          sees everything")?;
        writeln!(out, "  helpdesk        changes devices, may not read the user directory")?;
        writeln!(out, "  admin@acme.com  another tenant, with its own devices")?;
        if arguments.faults {
            writeln!(out, "Control endpoints are open at {url}/__faults and beside it.")?;
        }
        writeln!(out, "Ctrl-C ends the server.")?;
    }
    writeln!(out, "listening on {url}")?;
    out.flush()
}
