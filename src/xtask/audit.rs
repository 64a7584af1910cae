//! `cargo xtask audit`: the licences, sources and known vulnerabilities of everything that this project depends on.
//!
//! It is no suite of `cargo xtask test`, because its result changes while the project does not. It must never pass over a part
//! in silence: a part whose database cannot be reached is reported as skipped.

use crate::npm;
use crate::process::{answer, run, step};
use crate::project::Project;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

/// The checker of crates, which is compiled: it is in no distribution's packages.
const CARGO_DENY: &str = "0.20.2";

/// The folders with a lock file of npm.
const LOCKED: [&str; 3] = ["www", "tests/bench", "tests/consumers"];

/// Packages with known vulnerabilities that are here on purpose: the versions that the legacy console itself loads. They are in
/// the demo and the tests, and no artefact holds them.
const OF_THE_CONSOLE: [&str; 3] = ["bootstrap", "handlebars", "jquery"];

/// The grades of a vulnerability that fail the audit. Lesser ones in tools that read only this project's files are no danger.
const GRAVE: [&str; 2] = ["high", "critical"];

/// The result of one part.
enum Verdict {
    Passed,
    /// With the findings, unless the program has printed them already.
    Failed(Vec<String>),
    /// With the reason.
    Skipped(String),
}

/// Runs all parts and reports them. The exit code is zero if none failed.
pub fn run_all(project: &Project) -> Result<ExitCode> {
    let deny = cargo_deny(project)?;
    let mut parts = vec![
        ("licences, bans and sources of crates".to_owned(), crates(project, &deny)),
        ("advisories about crates".to_owned(), advisories(project, &deny)),
    ];
    for folder in LOCKED {
        parts.push((format!("advisories about npm packages of {folder}"), npm(project, folder)?));
    }
    let mut code = ExitCode::SUCCESS;
    for (part, verdict) in parts {
        match verdict {
            Verdict::Passed => println!("passed   {part}"),
            Verdict::Skipped(reason) => println!("SKIPPED  {part}: {reason}"),
            Verdict::Failed(findings) => {
                println!("FAILED   {part}");
                findings.iter().for_each(|finding| println!("           {finding}"));
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

/// Finds cargo-deny below the target folder or on the path, or compiles it.
fn cargo_deny(project: &Project) -> Result<PathBuf> {
    let tools = project.target.join("tools");
    let own = tools.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    for program in [own.clone(), PathBuf::from("cargo-deny")] {
        let version = answer(Command::new(&program).arg("--version"));
        if version.is_some_and(|version| version.ends_with(CARGO_DENY)) {
            return Ok(program);
        }
    }
    step("Compiling cargo-deny (about 4 minutes, once)", || {
        let build = tools.join("build-deny");
        let mut cargo = project.cargo("install");
        cargo.args(["cargo-deny", "--version", CARGO_DENY, "--root"]).arg(&tools);
        run(cargo.env("CARGO_TARGET_DIR", &build))?;
        Ok(std::fs::remove_dir_all(&build)?)
    })?;
    Ok(own)
}

/// A command of cargo-deny over the whole workspace. Its rules are in `.cargo/deny.toml`.
fn deny(project: &Project, program: &PathBuf) -> Command {
    let mut deny = Command::new(program);
    deny.current_dir(&project.root).args(["--locked", "--workspace"]);
    deny
}

fn crates(project: &Project, program: &PathBuf) -> Verdict {
    match run(deny(project, program).args(["check", "licenses", "bans", "sources"])) {
        Ok(()) => Verdict::Passed,
        Err(error) => Verdict::Failed(vec![format!("{error:#}")]),
    }
}

fn advisories(project: &Project, program: &PathBuf) -> Verdict {
    // Fetched by itself, because a check that cannot fetch ends like one that finds something.
    let fetched = deny(project, program).args(["fetch", "db"]).stderr(Stdio::null()).status();
    if !fetched.is_ok_and(|status| status.success()) {
        return Verdict::Skipped("RustSec's database (github.com) cannot be reached".into());
    }
    match run(deny(project, program).args(["check", "advisories"])) {
        Ok(()) => Verdict::Passed,
        Err(error) => Verdict::Failed(vec![format!("{error:#}")]),
    }
}

/// Checks the lock file of a folder. Nothing needs to be installed.
fn npm(project: &Project, folder: &str) -> Result<Verdict> {
    let mut audit = Command::new(npm::npm());
    audit.current_dir(project.root.join(folder)).args(["audit", "--package-lock-only", "--json"]);
    let output = audit.stderr(Stdio::null()).output().context("npm could not be started")?;
    let report = serde_json::from_slice(&output.stdout).context("npm audit printed no JSON")?;
    read_report(&report).with_context(|| format!("npm audit failed in {folder}"))
}

/// Reads the report of `npm audit --json`. Fails when it is neither a report nor an error of the registry's.
fn read_report(report: &serde_json::Value) -> Result<Verdict> {
    let Some(vulnerable) = report["vulnerabilities"].as_object() else {
        let Some(message) = report["message"].as_str() else {
            bail!("its report has neither vulnerabilities nor a message");
        };
        return Ok(Verdict::Skipped(format!("the registry answers no audits ({message})")));
    };
    let grave = vulnerable.iter().filter_map(|(name, entry)| {
        let severity = entry["severity"].as_str()?;
        let counts = GRAVE.contains(&severity) && !OF_THE_CONSOLE.contains(&name.as_str());
        // Each cause is an advisory, or the name of the dependency that has one.
        let titles = entry["via"].as_array()?.iter();
        let titles: Vec<_> =
            titles.filter_map(|via| via["title"].as_str().or(via.as_str())).collect();
        counts.then(|| format!("{name} ({severity}): {}", titles.join("; ")))
    });
    let findings: Vec<_> = grave.collect();
    Ok(if findings.is_empty() { Verdict::Passed } else { Verdict::Failed(findings) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn findings(report: &serde_json::Value) -> Vec<String> {
        match read_report(report).unwrap() {
            Verdict::Passed => Vec::new(),
            Verdict::Failed(findings) => findings,
            Verdict::Skipped(reason) => panic!("skipped: {reason}"),
        }
    }

    fn vulnerable(name: &str, severity: &str) -> serde_json::Value {
        let entry = json!({ "severity": severity, "via": [{ "title": "Reads files" }, "other"] });
        json!({ "auditReportVersion": 2, "vulnerabilities": { name: entry } })
    }

    #[test]
    fn a_grave_vulnerability_of_an_npm_package_is_named() {
        assert_eq!(findings(&vulnerable("x", "high")), ["x (high): Reads files; other"]);
        assert_eq!(findings(&vulnerable("x", "critical")).len(), 1);
        assert!(findings(&vulnerable("x", "moderate")).is_empty());
        assert!(findings(&vulnerable("jquery", "high")).is_empty());
        assert!(findings(&json!({ "vulnerabilities": {} })).is_empty());
    }

    #[test]
    fn a_registry_without_audits_is_skipped_with_its_own_words() {
        let report = json!({ "message": "405 Method Not Allowed" });
        let Verdict::Skipped(reason) = read_report(&report).unwrap() else { panic!("not skipped") };
        assert!(reason.contains("405 Method Not Allowed"), "{reason}");
        assert!(read_report(&json!({})).is_err());
    }
}
