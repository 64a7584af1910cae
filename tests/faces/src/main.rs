//! `faces vectors`, `faces random`, `faces corpus`: starts the faces and runs the battery. It must never compare by itself.

use anyhow::{Result, ensure};
use clap::{Parser, Subcommand};
use faces::Face;
use faces::battery::Battery;
use faces::corpus::Corpus;
use faces::jco::{self, Node};
use faces::wasmtime::Wasmtime;
use std::path::PathBuf;
use std::process::ExitCode;

/// Compares the faces of the rules: native, the component in wasmtime and in Node, the package's functions in Node.
#[derive(Parser)]
struct Cli {
    /// The component.
    #[arg(long, global = true, default_value = "www/dist/dep-enroll-rules.component.wasm")]
    component: PathBuf,
    /// The package's own functions for Node.
    #[arg(long, global = true, default_value = "www/dist/dep-enroll-validate.node.js")]
    package: PathBuf,
    /// Where the component's JavaScript form goes.
    #[arg(long, global = true, default_value = "target/faces/jco")]
    transpiled: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// All rule vectors.
    Vectors,
    /// Random calls.
    Random {
        /// How many.
        count: usize,
        /// Where the series begins; the same seed gives the same calls.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// All rule vectors and random calls, with the answers that all faces agree on written to files.
    Corpus {
        /// Where the files go.
        folder: PathBuf,
        /// How many random calls.
        count: usize,
        /// Where the series begins.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let mut battery = start(&cli)?;
    match cli.command {
        Command::Vectors => battery.vectors(None)?,
        Command::Random { count, seed } => battery.random(count, seed, None)?,
        Command::Corpus { folder, count, seed } => {
            let mut corpus = Corpus::new(&folder)?;
            battery.vectors(Some(&mut corpus))?;
            battery.random(count, seed, Some(&mut corpus))?;
            eprintln!("{} files in {}", corpus.end()?, folder.display());
        }
    }
    println!("{} passed, {} failed", battery.passed, battery.failed);
    Ok(if battery.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Starts every face but the native one, which is always there.
fn start(cli: &Cli) -> Result<Battery> {
    for built in [&cli.component, &cli.package] {
        let name = built.display();
        ensure!(built.is_file(), "{name} is missing; run `cargo xtask build` first");
    }
    jco::write(&cli.component, &cli.transpiled)?;
    let others: Vec<Box<dyn Face>> = vec![
        Box::new(Wasmtime::start(&cli.component)?),
        Box::new(Node::component(&cli.transpiled)?),
        Box::new(Node::package(&cli.package)?),
    ];
    Ok(Battery::new(others))
}
