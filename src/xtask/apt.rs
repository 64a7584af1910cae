//! Installs packages of Debian and its kin. It must never ask for a password or start a service.

use crate::process::{answer, run, step};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// What is missing and how it can be had.
pub struct Wanted<'a> {
    /// Who needs it, for the message.
    pub who: &'a str,
    /// What it is called by people.
    pub names: &'a str,
    /// The packages that bring it.
    pub packages: &'a [&'a str],
    /// The variables that name it where it lies elsewhere.
    pub variables: &'a [&'a str],
    /// How long that takes, roughly.
    pub seconds: u32,
}

/// Whether the packages have Ubuntu's names.
pub fn is_ubuntu() -> bool {
    let system = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    system.lines().any(|line| line == "ID=ubuntu")
}

/// Installs packages where that is possible without a password, else says what is needed.
pub fn install(wanted: &Wanted) -> Result<()> {
    let Wanted { who, names, variables, seconds, .. } = wanted;
    let packages = wanted.packages.join(" ");
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
