//! `--record`: appends figures to `tests/bench/history.jsonl`, with the commit and the machine that they belong to.
//!
//! It must never change or drop a line: figures of another machine are no worse, only not comparable.

use crate::process::{answer, git, output};
use crate::project::Project;
use anyhow::{Context, Result};
use serde::Serialize;
use serde_json::Value;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::process::Command;
use std::thread::available_parallelism;
use time::OffsetDateTime;
use time::macros::format_description;

/// The file, from the top of the checkout. It has one JSON document per line, the oldest first.
const FILE: &str = "tests/bench/history.jsonl";

/// A line of the file.
#[derive(Serialize)]
struct Entry<'a> {
    /// The command, without `--record` and `--json`.
    command: &'a str,
    commit: &'a str,
    /// Whether a file differed from the commit.
    dirty: bool,
    /// The time of the entry, in UTC.
    date: String,
    machine: Machine,
    /// The engine that ran the code, if any did.
    #[serde(skip_serializing_if = "Option::is_none")]
    engine: Option<&'a str>,
    figures: &'a Value,
}

#[derive(Serialize)]
struct Machine {
    cpu: String,
    cores: usize,
    os: String,
    node: String,
}

/// Appends the figures of a command. Fails outside of a git checkout.
pub fn record(
    project: &Project,
    command: &str,
    engine: Option<&str>,
    figures: &Value,
) -> Result<()> {
    let commit =
        output(git(&project.root).args(["rev-parse", "HEAD"])).context("figures need a commit")?;
    // The file itself may have lines of earlier calls.
    let others = format!(":!{FILE}");
    let changes = output(git(&project.root).args(["status", "--porcelain", "--", ".", &others]))?;
    let entry = Entry {
        command,
        commit: commit.trim(),
        dirty: !changes.trim().is_empty(),
        date: OffsetDateTime::now_utc()
            .format(format_description!("[year]-[month]-[day]T[hour]:[minute]Z"))?,
        machine: machine(),
        engine,
        figures,
    };
    let path = project.root.join(FILE);
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    writeln!(file, "{}", serde_json::to_string(&entry)?)?;
    eprintln!("==> Recorded in {FILE}");
    Ok(())
}

/// This machine, as far as it tells.
fn machine() -> Machine {
    let unknown = || "unknown".to_owned();
    let ask = |program: &str, arguments: &[&str]| answer(Command::new(program).args(arguments));
    let field = |file: &str, key: &str| value(&fs::read_to_string(file).ok()?, key);
    let cpu = field("/proc/cpuinfo", "model name");
    let os = field("/etc/os-release", "PRETTY_NAME");
    Machine {
        cpu: cpu
            .or_else(|| ask("sysctl", &["-n", "machdep.cpu.brand_string"]))
            .unwrap_or_else(unknown),
        cores: available_parallelism().map_or(1, usize::from),
        os: os.unwrap_or_else(|| std::env::consts::OS.to_owned()),
        node: ask("node", &["--version"]).unwrap_or_else(unknown),
    }
}

/// The value of the first line `key = value` or `key : value` of a text, without quotation marks.
fn value(text: &str, key: &str) -> Option<String> {
    text.lines().find_map(|line| {
        let (name, value) = line.split_once(['=', ':'])?;
        (name.trim() == key).then(|| value.trim().trim_matches('"').to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn the_machine_is_read_from_the_files_of_linux() {
        let cpu = "processor\t: 0\nmodel name\t: Some CPU @ 2.00GHz\nmodel name\t: other\n";
        assert_eq!(value(cpu, "model name").as_deref(), Some("Some CPU @ 2.00GHz"));
        let os = "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12\"\n";
        assert_eq!(value(os, "PRETTY_NAME").as_deref(), Some("Debian GNU/Linux 12"));
        assert_eq!(value(os, "VERSION"), None);
    }
}
