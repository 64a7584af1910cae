//! `faces vectors`, `faces random`, `faces corpus`: asks every face the same and says where they differ. It must never call a
//! difference anything but a failure.

use anyhow::{Result, anyhow, ensure};
use clap::{Parser, Subcommand};
use faces::corpus::Corpus;
use faces::jco::{self, Node};
use faces::native::Native;
use faces::random::Random;
use faces::vectors;
use faces::wasmtime::Wasmtime;
use faces::{Call, Face};
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;

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

/// How many calls are made at once: enough to keep every face busy, few enough to be held.
const ROUND: usize = 2_000;

/// How many differences are shown; the others are counted.
const SHOWN: usize = 20;

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let mut battery = Battery::start(&cli)?;
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

/// The faces, and what came of asking them.
struct Battery {
    others: Vec<Box<dyn Face>>,
    passed: usize,
    failed: usize,
}

impl Battery {
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
        Ok(Battery { others, passed: 0, failed: 0 })
    }

    /// Every vector through every face: as the file says, and the same from all.
    fn vectors(&mut self, corpus: Option<&mut Corpus>) -> Result<()> {
        let cases = vectors::cases(&vectors::folder())?;
        let calls: Vec<Call> = cases.iter().map(|case| case.call.clone()).collect();
        let answers = self.compare(&calls, corpus)?;
        for (case, answer) in cases.iter().zip(&answers) {
            let fault =
                case.fault(answer).map(|fault| format!("{}: the answer {fault}", case.name));
            self.count(fault);
        }
        Ok(())
    }

    /// Random calls through every face.
    fn random(&mut self, count: usize, seed: u64, mut corpus: Option<&mut Corpus>) -> Result<()> {
        let mut random = Random::new(seed);
        let mut left = count;
        while left > 0 {
            let calls = random.calls(left.min(ROUND));
            left -= calls.len();
            self.compare(&calls, corpus.as_deref_mut())?;
        }
        Ok(())
    }

    /// Asks every face and compares it with the native one, whose answers are given back.
    fn compare(&mut self, calls: &[Call], corpus: Option<&mut Corpus>) -> Result<Vec<String>> {
        // Node works on its own core meanwhile.
        let (expected, answers) = thread::scope(|scope| {
            let asked: Vec<_> =
                self.others.iter_mut().map(|face| scope.spawn(|| face.answers(calls))).collect();
            let answers: Vec<_> = asked.into_iter().map(|face| face.join()).collect();
            (Native.answers(calls), answers)
        });
        let expected = expected?;
        let mut agreed = vec![true; calls.len()];
        let mut faults = Vec::new();
        for (face, answers) in self.others.iter().zip(answers) {
            let answers = answers.map_err(|_| anyhow!("{} panicked", face.name()))??;
            for (place, (answer, expected)) in answers.iter().zip(&expected).enumerate() {
                let differs = answer != expected;
                agreed[place] &= !differs;
                faults.push(differs.then(|| {
                    let call = calls[place].to_line();
                    format!("{call}\n  native   {expected}\n  {:<8} {answer}", face.name())
                }));
            }
        }
        faults.into_iter().for_each(|fault| self.count(fault));
        if let Some(corpus) = corpus {
            for place in (0..calls.len()).filter(|place| agreed[*place]) {
                corpus.add(&calls[place], &expected[place])?;
            }
        }
        Ok(expected)
    }

    fn count(&mut self, fault: Option<String>) {
        let Some(fault) = fault else {
            self.passed += 1;
            return;
        };
        self.failed += 1;
        if self.failed <= SHOWN {
            eprintln!("DIFFERENT: {fault}");
        }
    }
}
