//! The interface in `wit/` as a promise: what was released under a version never changes under it.
//!
//! Each released interface is kept as `wit/released/<version>.wit`, without comments. Whether a change breaks hosts is judged
//! by `wit_component::semver_check`; which change needs which version is in `wit/README.md`, and this file applies it. It
//! must never judge a comment: words may change at any time.

use anyhow::{Context, Result, bail, ensure};
use semver::Version;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fmt, fs};
use wit_component::{WitPrinter, semver_check};
use wit_parser::{Resolve, WorldId};

/// How to write down what is about to be released.
const SNAPSHOT: &str = "`cargo run --package componentize -- snapshot`";

/// One version of the interface.
#[derive(Debug)]
pub struct Interface {
    /// The version of its package.
    pub version: Version,
    /// Its text without comments, laid out by the printer.
    pub text: String,
}

/// What a change of the interface means for those who use it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Change {
    /// Nobody notices.
    None,
    /// There is something new, as the checker puts it.
    Addition(String),
    /// Something that was relied upon is not there any more, as the checker puts it.
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

    /// Fails when a component with this interface does not do for a host that was built for the other one.
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
        // The checker asks whether a component of the first world can be put in where the second one is wanted.
        semver_check(resolve, own, other)
    }

    /// What has changed since an older version.
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

/// Fails, with what to do, when the interface is not what was released under its version, or has a version that nobody
/// has written down or that promises too much.
pub fn check(folder: &Path) -> Result<()> {
    let current = Interface::read(folder)?;
    let released = released(folder)?;
    let version = &current.version;
    if let Some(same) = released.get(version) {
        let change = current.change_since(same);
        ensure!(
            change == Change::None,
            "the interface in wit/ is not what was released as {version}: {change}\nWhat is released does not change. Raise \
             the version in the files of wit/ to {} or above, as wit/README.md says, and write the new interface down with \
             {SNAPSHOT}",
            change.next(version),
        );
        return Ok(());
    }
    judge_version(&current, &released)?;
    bail!(
        "nobody has written down what is released as {version}. Do so with {SNAPSHOT} and commit the file"
    )
}

/// Fails when the version does not say what has changed since the last release.
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

/// Writes the interface down as released under its version. A file that is there already stays as it is.
pub fn snapshot(folder: &Path) -> Result<()> {
    let current = Interface::read(folder)?;
    let file = folder.join(format!("released/{}.wit", current.version));
    ensure!(
        !file.exists(),
        "{} is there already, and what is released does not change. Raise the version in the files of wit/, or delete the \
         file first if this version never left your hands",
        file.display()
    );
    judge_version(&current, &released(folder)?)?;
    fs::write(&file, &current.text).with_context(|| format!("{} cannot be written", file.display()))
}

/// Everything that was ever released, the oldest first.
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
