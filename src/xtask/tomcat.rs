//! Finds Tomcat, the servlet container of the consoles, and installs it if it is missing. It must never install or start a
//! service: the tests start the program themselves.

use crate::apt;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};

/// The environment variables that tell the tests where Tomcat and Java are. A caller may set them to choose others.
const HOME: &str = "DEP_TOMCAT";
const JAVA: &str = "DEP_JAVA";

/// Where the packages of Debian and Ubuntu put Tomcat. The service is in another package.
const USUAL: &str = "/usr/share/tomcat10";
const PACKAGES: [&str; 2] = ["tomcat10-common", "default-jre-headless"];

/// Installs Tomcat and Java where they are missing. Returns the environment variables for the tests.
pub fn provide() -> Result<Vec<(&'static str, PathBuf)>> {
    if find().is_none() {
        apt::install(&apt::Requirement {
            who: "the tests of the web application",
            names: "Tomcat 10 and Java",
            packages: &PACKAGES,
            variables: &[HOME, JAVA],
            seconds: 20,
        })?;
    }
    let (home, java) = find().context("Tomcat is still missing after its installation")?;
    let start = home.join("bin/bootstrap.jar");
    ensure!(start.is_file(), "{HOME} names {}, which is no Tomcat", home.display());
    ensure!(java.is_file(), "{JAVA} names {}, which is no file", java.display());
    Ok(vec![(HOME, home), (JAVA, java)])
}

fn find() -> Option<(PathBuf, PathBuf)> {
    let home = chosen(HOME).or_else(|| Some(USUAL.into()).filter(|home: &PathBuf| is_there(home)));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let java = chosen(JAVA).or_else(|| {
        let places = std::env::split_paths(&path).map(|folder| folder.join("java"));
        places.into_iter().find(|java| java.is_file())
    });
    home.zip(java)
}

fn is_there(home: &Path) -> bool {
    // A package that was removed may leave folders behind.
    home.join("bin/bootstrap.jar").is_file() && home.join("lib/catalina.jar").is_file()
}

fn chosen(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|path| !path.is_empty()).map(PathBuf::from)
}
