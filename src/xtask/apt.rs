//! Installs packages of Debian and its kin. It must never ask for a password or start a service.

use crate::process::{answer, run, step};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// Programs that are missing, and the packages that bring them.
pub struct Requirement<'a> {
    /// Who needs the programs, for the message.
    pub who: &'a str,
    /// The names of the programs, for the message.
    pub names: &'a str,
    /// The packages of Debian or Ubuntu.
    pub packages: &'a [&'a str],
    /// The environment variables that name the programs where they are installed elsewhere.
    pub variables: &'a [&'a str],
    /// About how many seconds the installation takes.
    pub seconds: u32,
}

/// Whether this is Ubuntu, whose packages have other names than Debian's.
pub fn is_ubuntu() -> bool {
    let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    system.lines().any(|line| line == "ID=ubuntu")
}

/// Installs the packages if that needs no password. Otherwise fails with a message that says what to install.
pub fn install(requirement: &Requirement) -> Result<()> {
    let Requirement { who, names, variables, seconds, .. } = requirement;
    let packages = requirement.packages.join(" ");
    let has_apt = Path::new("/usr/bin/apt-get").is_file();
    let is_root = answer(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    let may_sudo = || answer(Command::new("sudo").args(["-n", "true"])).is_some();
    let prefix = match (has_apt, is_root) {
        (true, true) => "",
        (true, false) if may_sudo() => "sudo -n ",
        (true, false) => bail!(
            "{who} need {names}, and installing needs an administrator. Run\n  \
             sudo apt-get update && sudo apt-get install --no-install-recommends {packages}"
        ),
        (false, _) => bail!(
            "{who} need {names}. Install them with this system's package manager (Debian calls the \
             packages {packages}), or name them in {}",
            variables.join(", ")
        ),
    };
    step(&format!("Installing {packages} with apt-get (about {seconds} s)"), || {
        let apt = |words: &str| {
            let script = format!("{prefix}env DEBIAN_FRONTEND=noninteractive apt-get -q {words}");
            run(Command::new("sh").args(["-c", &script]))
        };
        apt("update")?;
        apt(&format!("install -y --no-install-recommends {packages}"))
    })
}
