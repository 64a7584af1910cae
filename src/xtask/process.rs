//! Starts other programs and says what is going on meanwhile.
//!
//! Standard output belongs to results (tables, JSON, the closing count); progress, and what helper
//! programs print, goes to standard error.

use anyhow::{Context, Result};
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Where the output of a test program is shown while it runs.
#[derive(Clone, Copy)]
pub enum Show {
    /// Standard output: a person reads along.
    Stdout,
    /// Standard error: standard output is kept for JSON.
    Stderr,
}

/// What a program that ran to its end left behind.
pub struct Finished {
    /// Whether its exit code was zero.
    pub success: bool,
    /// All that it wrote to standard output.
    pub stdout: String,
}

/// Announces a step, runs it, and says how long it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("==> {what}");
    let start = Instant::now();
    let result = work();
    let end = if result.is_ok() { "done" } else { "FAILED" };
    eprintln!("    {end} after {}", seconds(start.elapsed()));
    result
}

/// A duration as people read it.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

/// Runs a program whose output is progress; an exit code other than zero is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .stdout(Stdio::from(io::stderr()))
        .status()
        .with_context(|| format!("{} could not be started", words(command)))?;
    anyhow::ensure!(status.success(), "{} ended with {status}", words(command));
    Ok(())
}

/// What a program prints, trimmed; none when it cannot be started or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program whose standard output is data. Returns all of it; an exit code other than zero is an error.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} could not be started", words(command)))?;
    anyhow::ensure!(output.status.success(), "{} ended with {}", words(command), output.status);
    String::from_utf8(output.stdout)
        .with_context(|| format!("{} did not print text", words(command)))
}

/// Runs a program, shows its output line by line and keeps a copy.
pub fn tee(command: &mut Command, show: Show) -> Result<Finished> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} could not be started", words(command)))?;
    let mut kept = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let mut lines = BufReader::new(stdout);
        loop {
            let start = kept.len();
            // Bytes, not text: a test may print anything.
            if lines.read_until(b'\n', &mut kept)? == 0 {
                break;
            }
            match show {
                Show::Stdout => io::stdout().write_all(&kept[start..])?,
                Show::Stderr => io::stderr().write_all(&kept[start..])?,
            }
        }
    }
    let success = child.wait()?.success();
    Ok(Finished { success, stdout: String::from_utf8_lossy(&kept).into_owned() })
}

/// The command line of a program, for messages.
fn words(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for word in command.get_args() {
        line.push(' ');
        line.push_str(&word.to_string_lossy());
    }
    format!("`{line}`")
}
