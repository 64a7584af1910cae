//! The program on the command line.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Stops the program at the end of the test.
struct ChildProgram(Child);

impl Drop for ChildProgram {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the program and reads its output up to the line `ready`.
fn start(arguments: &[&str], ready: &str) -> (ChildProgram, Vec<String>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refhost"));
    let mut child =
        command.args(arguments).stdout(Stdio::piped()).spawn().expect("the program starts");
    let out = BufReader::new(child.stdout.take().expect("piped"));
    let started = ChildProgram(child);
    let mut lines = Vec::new();
    for line in out.lines() {
        lines.push(line.expect("text"));
        if lines.last().is_some_and(|line| line.starts_with(ready)) {
            return (started, lines);
        }
    }
    panic!("the program ended after {lines:?}");
}

#[test]
fn it_prints_its_address_and_its_log_ins() {
    let (_started, lines) = start(&["--devices", "12"], "listening on http://127.0.0.1:");
    let url = lines.last().and_then(|line| line.strip_prefix("listening on ")).expect("an address");
    assert!(lines.iter().any(|line| line.ends_with(&format!("{url}/entgra/"))), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("admin@acme.com")), "{lines:?}");
    let port = url.rsplit(':').next().expect("a port").parse().expect("a number");
    assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
}

#[test]
fn quiet_and_json_print_one_line() {
    let (_started, lines) = start(&["--quiet"], "listening on ");
    assert_eq!(lines.len(), 1);
    let (_started, lines) = start(&["--json"], "{");
    let told: serde_json::Value = serde_json::from_str(&lines[0]).expect("JSON");
    let url = told["url"].as_str().expect("text");
    assert_eq!(
        (lines.len(), told["legacy"].as_str()),
        (1, Some(format!("{url}/devicemgt/dep/devices").as_str()))
    );
}
