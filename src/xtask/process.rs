//! Starts other programs and reports progress.
//!
//! It must never print progress on standard output: that is for results (tables, JSON, the closing count). Progress and the
//! output of helper programs go to standard error.

use anyhow::{Context, Result};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
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

/// The result of a program that ran to its end.
pub struct ProgramResult {
    /// Whether its exit code was zero.
    pub success: bool,
    /// Everything that it wrote to standard output.
    pub stdout: String,
}

/// Runs a step. Prints its name before and its duration after it.
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

/// Runs a program and returns its standard output, trimmed. Returns none when it cannot be started or fails.
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
pub fn tee(command: &mut Command, show: Show) -> Result<ProgramResult> {
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
    Ok(ProgramResult { success, stdout: String::from_utf8_lossy(&kept).into_owned() })
}

/// A command of git in a folder.
pub fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.current_dir(folder);
    git
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
