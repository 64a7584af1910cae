//! The folders of this checkout and of its build outputs. It must never create or change a file.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders of one checkout.
pub struct Project {
    /// The folder with the workspace's Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the environment or cargo's configuration puts it.
    pub target: PathBuf,
    /// The folder of `cargo xtask dev`'s outputs, if they are meant.
    dev: Option<PathBuf>,
}

impl Project {
    /// Asks cargo for the folders, because `CARGO_TARGET_DIR` and cargo's configuration files may move the target. Fails when
    /// cargo cannot be started.
    pub fn find() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let output = Command::new(cargo())
            .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
            .arg("--manifest-path")
            .arg(&manifest)
            .output()
            .context("cargo could not be started")?;
        anyhow::ensure!(
            output.status.success(),
            "cargo metadata failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
        let metadata: serde_json::Value =
            serde_json::from_slice(&output.stdout).context("cargo metadata did not print JSON")?;
        let folder = |key: &str| {
            let path = metadata[key].as_str();
            path.map(PathBuf::from).with_context(|| format!("cargo metadata names no {key}"))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")?, dev: None })
    }

    /// The same checkout with output folders of its own, so that a running `cargo xtask dev` and a release build do not undo
    /// each other's work.
    pub fn for_dev(&self) -> Self {
        Self {
            root: self.root.clone(),
            target: self.target.clone(),
            dev: Some(self.target.join("dev")),
        }
    }

    /// The npm project: shell, demo pages and the tools that bundle them.
    pub fn www(&self) -> PathBuf {
        self.root.join("www")
    }

    /// The files that a console serves.
    pub fn dist(&self) -> PathBuf {
        self.dev.as_ref().map_or_else(|| self.www().join("dist"), |dev| dev.join("dist"))
    }

    /// The JavaScript glue and the optimised module, before bundling.
    pub fn glue(&self) -> PathBuf {
        self.dev.as_ref().unwrap_or(&self.target).join("web")
    }

    /// A file of an installed npm package.
    pub fn npm_file(&self, file: &str) -> PathBuf {
        self.www().join("node_modules").join(file)
    }

    /// The program of the reference host. A debug build is fast enough for a demo and compiles in a third of the time.
    pub fn refhost(&self) -> PathBuf {
        self.target.join("debug").join(format!("refhost{}", std::env::consts::EXE_SUFFIX))
    }

    /// A command of cargo for this workspace. It fails if the lock file would have to change.
    pub fn cargo(&self, command: &str) -> Command {
        let mut cargo = Command::new(cargo());
        cargo.current_dir(&self.root).arg(command);
        if command != "fmt" {
            cargo.arg("--locked");
        }
        cargo
    }

    /// A command that runs a script in node, from the top of the checkout.
    pub fn node(&self, script: &Path) -> Command {
        let mut node = Command::new("node");
        node.current_dir(&self.root).arg(script);
        node
    }
}

/// The cargo that started this program, so that both belong to one toolchain.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}
