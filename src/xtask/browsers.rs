//! Finds the browsers and their drivers, and installs those that are missing. It must never start one.

use crate::apt;
use crate::process::{run, step};
use crate::project::Project;
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::path::PathBuf;

/// The driver for Firefox is in no distribution's packages, so this version is compiled.
const GECKODRIVER: &str = "0.37.1";

/// A browser engine that the tests run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Engine {
    /// Chromium, or a Chrome that is there already.
    Chromium,
    /// Firefox, the long-term one where there is a choice.
    Firefox,
    /// WebKitGTK, which stands for Safari's engine and exists on Linux only.
    Webkit,
}

impl Engine {
    /// Every engine.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The engine's name in `DEP_BROWSERS`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    fn programs(self) -> &'static [&'static Program] {
        match self {
            Self::Chromium => &[&CHROMIUM, &CHROMEDRIVER],
            Self::Firefox => &[&FIREFOX, &GECKO],
            Self::Webkit => &[&WEBKIT, &XVFB],
        }
    }
}

/// A program that the tests start: where it may be, and how it is installed.
struct Program {
    /// The environment variable that tells the tests where the program is. A caller may set it to choose another one.
    variable: &'static str,
    names: &'static [&'static str],
    mac: &'static [&'static str],
    debian: Option<&'static str>,
    ubuntu: Option<&'static str>,
    brew: &'static str,
}

const CHROMIUM: Program = Program {
    variable: "DEP_CHROMIUM",
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    mac: &[
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ],
    debian: Some("chromium"),
    ubuntu: Some("chromium-browser"),
    brew: "brew install --cask google-chrome",
};
const CHROMEDRIVER: Program = Program {
    variable: "DEP_CHROMEDRIVER",
    names: &["chromedriver"],
    mac: &[],
    debian: Some("chromium-driver"),
    ubuntu: Some("chromium-chromedriver"),
    brew: "brew install --cask chromedriver",
};
const FIREFOX: Program = Program {
    variable: "DEP_FIREFOX",
    names: &["firefox-esr", "firefox"],
    mac: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    debian: Some("firefox-esr"),
    ubuntu: Some("firefox"),
    brew: "brew install --cask firefox",
};
const GECKO: Program = Program {
    variable: "DEP_GECKODRIVER",
    names: &["geckodriver"],
    mac: &[],
    debian: None,
    ubuntu: None,
    brew: "brew install geckodriver",
};
const WEBKIT: Program = Program {
    variable: "DEP_WEBKITDRIVER",
    names: &["WebKitWebDriver"],
    mac: &[],
    debian: Some("webkit2gtk-driver"),
    ubuntu: Some("webkit2gtk-driver"),
    brew: "",
};
const XVFB: Program = Program {
    variable: "DEP_XVFB",
    names: &["Xvfb"],
    mac: &[],
    debian: Some("xvfb"),
    ubuntu: Some("xvfb"),
    brew: "",
};

/// The browsers that the tests use.
pub struct TestBrowsers {
    /// The engines that can run here.
    pub engines: Vec<Engine>,
    /// Environment variables that tell the tests where the programs are.
    pub variables: Vec<(&'static str, PathBuf)>,
}

/// Installs the programs of some engines where they are missing. Fails with a message that says what to install if that needs
/// a password. Leaves out WebKitGTK on systems other than Linux.
pub fn provide(project: &Project, wanted: &[Engine]) -> Result<TestBrowsers> {
    let mut engines = wanted.to_vec();
    if !cfg!(target_os = "linux") && engines.contains(&Engine::Webkit) {
        eprintln!("==> SKIPPED: no tests in WebKitGTK, which exists on Linux only");
        engines.retain(|engine| *engine != Engine::Webkit);
        anyhow::ensure!(!engines.is_empty(), "no engine is left to test in");
    }
    let programs = || engines.iter().flat_map(|engine| engine.programs());
    for program in programs() {
        if let Some(chosen) = chosen(program).filter(|path| !path.is_file()) {
            bail!("{} names {}, which is no file", program.variable, chosen.display());
        }
    }
    let missing = |program: &&&Program| find(project, program).is_none();
    if programs().any(|program| missing(&program) && program.variable != GECKO.variable) {
        install(&programs().filter(missing).copied().collect::<Vec<_>>())?;
    }
    if engines.contains(&Engine::Firefox) && find(project, &GECKO).is_none() {
        compile_geckodriver(project)?;
    }
    let mut variables = Vec::new();
    for program in programs() {
        match find(project, program) {
            Some(path) => variables.push((program.variable, path)),
            None => bail!("{} is still missing after its installation", program.names[0]),
        }
    }
    Ok(TestBrowsers { engines, variables })
}

/// Finds a program: the caller's choice first, then one compiled here, one on the path, or an app of macOS.
fn find(project: &Project, program: &Program) -> Option<PathBuf> {
    if let Some(chosen) = chosen(program) {
        return Some(chosen);
    }
    let mut folders = vec![tools(project).join("bin")];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let named = program.names.iter().flat_map(|name| folders.iter().map(move |f| f.join(name)));
    named.chain(program.mac.iter().map(PathBuf::from)).find(|path| path.is_file())
}

/// The program that the caller's environment names.
fn chosen(program: &Program) -> Option<PathBuf> {
    std::env::var_os(program.variable).filter(|path| !path.is_empty()).map(PathBuf::from)
}

fn tools(project: &Project) -> PathBuf {
    project.target.join("tools")
}

/// Installs the missing programs if that needs no password. Otherwise fails with a message that says what to install.
fn install(missing: &[&Program]) -> Result<()> {
    let names: Vec<_> = missing.iter().map(|program| program.names[0]).collect();
    let names = names.join(", ");
    if cfg!(target_os = "macos") {
        let lines: Vec<_> = missing.iter().map(|program| program.brew).collect();
        bail!("the browser tests need {names}. Install with\n  {}", lines.join("\n  "));
    }
    let ubuntu = apt::is_ubuntu();
    let mut packages: Vec<_> = missing
        .iter()
        .filter_map(|program| if ubuntu { program.ubuntu } else { program.debian })
        .collect();
    if !has_fonts() {
        // Without any font a page has no text to measure or to show.
        packages.push("fonts-dejavu-core");
    }
    let variables: Vec<_> = missing.iter().map(|program| program.variable).collect();
    apt::install(&apt::Requirement {
        who: "the browser tests",
        names: &names,
        packages: &packages,
        variables: &variables,
        seconds: 60,
    })
}

/// Whether the machine has any font at all.
fn has_fonts() -> bool {
    std::fs::read_dir("/usr/share/fonts").is_ok_and(|mut entries| entries.next().is_some())
}

fn compile_geckodriver(project: &Project) -> Result<()> {
    step("Compiling geckodriver, which no package offers (about 70 s, once)", || {
        let tools = tools(project);
        let build = tools.join("build");
        let mut cargo = project.cargo("install");
        cargo.args(["geckodriver", "--version", GECKODRIVER, "--root"]).arg(&tools);
        // Half the time of the full optimisation, and the tests are as fast: they wait for Firefox, not for its driver.
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
        cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        // Its objects are of no further use and would take half a gigabyte.
        run(cargo.env("CARGO_TARGET_DIR", &build))?;
        Ok(std::fs::remove_dir_all(&build)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_can_be_installed_or_is_compiled_here() {
        for engine in Engine::ALL {
            for program in engine.programs() {
                let compiled = program.variable == GECKO.variable;
                assert_eq!(program.debian.is_none(), compiled, "{}", program.variable);
                assert_eq!(program.ubuntu.is_none(), compiled, "{}", program.variable);
                assert!(engine == Engine::Webkit || program.brew.starts_with("brew install"));
            }
        }
    }
}
