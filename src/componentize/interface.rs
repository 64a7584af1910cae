//! Guards the interface in `wit/`: a released version never changes.
//!
//! Snapshots of the released interfaces are in `wit/released/<version>.wit`, without comments. `wit_component::semver_check`
//! judges whether a change breaks hosts. `wit/README.md` says which change needs which version; this file applies that. It must
//! never judge a comment: words may change at any time.

use anyhow::{Context, Result, bail, ensure};
use semver::Version;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fmt, fs};
use wit_component::{WitPrinter, semver_check};
use wit_parser::{Resolve, WorldId};

/// The command that writes a snapshot.
const SNAPSHOT: &str = "`cargo run --package componentize -- snapshot`";

/// One version of the interface.
#[derive(Debug)]
pub struct Interface {
    /// The version of its package.
    pub version: Version,
    /// Its text without comments, laid out by the printer.
    pub text: String,
}

/// The effect of a change on hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    /// The interface is the same.
    None,
    /// Something was added. Holds the checker's message.
    Addition(String),
    /// Something that hosts rely on was removed or changed. Holds the checker's message.
    Break(String),
}

impl Interface {
    /// Reads a file, or all files of a folder.
    pub fn read(path: &Path) -> Result<Interface> {
        let mut resolve = Resolve::default();
        let (package, _) = resolve.push_path(path)?;
        let name = &resolve.packages[package].name;
        let version = name.version.clone();
        let version = version.with_context(|| format!("the package {name} has no version"))?;
        let mut printer = WitPrinter::default();
        printer.emit_docs(false).print(&resolve, package, &[])?;
        Ok(Interface { version, text: printer.output.to_string() })
    }

    /// Fails when a component with this interface does not load in a host that was built for the other one.
    fn replaces(&self, other: &Interface) -> Result<()> {
        let mut resolve = Resolve::default();
        let mut world = |file: &str, text: &str| -> Result<WorldId> {
            let package = resolve.push_str(file, text)?;
            resolve.select_world(&[package], None)
        };
        let own = world("own.wit", &self.text)?;
        // The same name and version would be the same package.
        let unversioned = other.text.replacen(&format!("@{}", other.version), "", 1);
        let other = world("other.wit", &unversioned)?;
        // `semver_check` accepts if a component of the first world fits where the second world is expected.
        semver_check(resolve, own, other)
    }

    /// Compares with an older version.
    fn change_since(&self, old: &Interface) -> Change {
        let reason = |error: anyhow::Error| error.root_cause().to_string();
        match (self.replaces(old), old.replaces(self)) {
            (Err(error), _) => Change::Break(reason(error)),
            (Ok(()), Err(error)) => Change::Addition(reason(error)),
            (Ok(()), Ok(())) => Change::None,
        }
    }
}

impl Change {
    /// The lowest version that may follow.
    fn next(&self, version: &Version) -> Version {
        let Version { major, minor, patch, .. } = *version;
        match (self, major) {
            (Change::Break(_), 1..) => Version::new(major + 1, 0, 0),
            (Change::Break(_), 0) | (Change::Addition(_), 1..) => Version::new(major, minor + 1, 0),
            (Change::Addition(_), 0) | (Change::None, _) => Version::new(major, minor, patch + 1),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::None => write!(f, "nothing has changed"),
            Change::Addition(reason) => write!(f, "something was added:\n{reason}"),
            Change::Break(reason) => write!(f, "hosts that were built for it break:\n{reason}"),
        }
    }
}

/// Fails when the interface differs from its snapshot, when there is no snapshot of its version, or when its version does not fit
/// the change. The message says what to do.
pub fn check(folder: &Path) -> Result<()> {
    let current = Interface::read(folder)?;
    let released = released(folder)?;
    let version = &current.version;
    if let Some(same) = released.get(version) {
        let change = current.change_since(same);
        ensure!(
            change == Change::None,
            "the interface in wit/ differs from the released version {version}: {change}\nA released version never changes. \
             Raise the version in the files of wit/ to {} or above, as wit/README.md says, and write a snapshot with \
             {SNAPSHOT}",
            change.next(version),
        );
        return Ok(());
    }
    judge_version(&current, &released)?;
    bail!("there is no snapshot of version {version}. Write it with {SNAPSHOT} and commit the file")
}

/// Fails when the version is too low for the change since the last release.
fn judge_version(current: &Interface, released: &BTreeMap<Version, Interface>) -> Result<()> {
    let Some((last, interface)) = released.last_key_value() else { return Ok(()) };
    let version = &current.version;
    let change = current.change_since(interface);
    let least = change.next(last);
    ensure!(
        *version >= least,
        "the interface in wit/ has the version {version}. It follows {last} and must be {least} or above: {change}"
    );
    Ok(())
}

/// Writes a snapshot of the interface. Fails when there is one of this version, or when the version is too low.
pub fn snapshot(folder: &Path) -> Result<()> {
    let current = Interface::read(folder)?;
    let file = folder.join(format!("released/{}.wit", current.version));
    ensure!(
        !file.exists(),
        "{} exists, and a released version never changes. Raise the version in the files of wit/, or delete the file first if \
         nobody has got this version yet",
        file.display()
    );
    judge_version(&current, &released(folder)?)?;
    fs::write(&file, &current.text).with_context(|| format!("{} cannot be written", file.display()))
}

/// Reads all snapshots, the oldest first. Fails on a file whose name is not its version.
fn released(folder: &Path) -> Result<BTreeMap<Version, Interface>> {
    let folder = folder.join("released");
    let mut released = BTreeMap::new();
    for entry in
        fs::read_dir(&folder).with_context(|| format!("{} is missing", folder.display()))?
    {
        let path = entry?.path();
        if path.extension().is_none_or(|kind| kind != "wit") {
            continue;
        }
        let interface = Interface::read(&path)?;
        let named = path.file_stem().map(|name| name.to_string_lossy().into_owned());
        ensure!(
            named.as_deref() == Some(interface.version.to_string().as_str()),
            "{} holds the version {}, and must be named after it",
            path.display(),
            interface.version
        );
        released.insert(interface.version.clone(), interface);
    }
    Ok(released)
}

#[cfg(test)]
#[path = "interface_tests.rs"]
mod tests;
