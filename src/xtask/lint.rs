//! The lints of all scripts, with eslint: promises that nobody awaits, `switch` without a case, and few more.
//!
//! It must never name a rule: `www/eslint.config.mjs` does.

use crate::project::Project;
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// The folders with scripts.
const FOLDERS: [&str; 2] = ["www", "tests"];

/// The command that lints all scripts. The glue must be generated, because the rules need its types.
///
/// Writes the program's configuration with the real paths of the glue: the target folder may be anywhere, and
/// `www/tsconfig.lint.json`, which editors read, can only name the usual place.
pub fn scripts(project: &Project) -> Result<Command> {
    let usual = project.www().join("tsconfig.lint.json");
    let config = serde_json::json!({
        "extends": usual,
        "compilerOptions": { "paths": paths(project) },
    });
    let file = project.target.join("lint.tsconfig.json");
    fs::write(&file, serde_json::to_string_pretty(&config)?)
        .with_context(|| format!("{} cannot be written", file.display()))?;
    let mut eslint = project.node(&project.npm_file("eslint/bin/eslint.js"));
    eslint.arg("--config").arg(project.www().join("eslint.config.mjs"));
    eslint.arg(format!("--parser-options=project:{}", file.display())).args(FOLDERS);
    Ok(eslint)
}

/// The real paths of everything that the scripts import by another name. The gallery imports the finder of the tests, which
/// have no packages of their own.
pub fn paths(project: &Project) -> serde_json::Value {
    let glue = |file: &str| [project.glue().join(file)];
    serde_json::json!({
        "dep-enroll": [project.www().join("src/index.ts")],
        "#glue": glue("dep_enroll/dep_enroll.d.ts"),
        "#validate-glue": glue("validate/validate.d.ts"),
        "#setup-glue": glue("setup/setup.d.ts"),
        "#import-glue": glue("import/import.d.ts"),
        "#functions-chunk": [project.www().join("src/functions/chunk.ts")],
        "#import-chunk": [project.www().join("src/import/chunk.ts")],
        "#workbook-chunk": [project.www().join("src/workbook/chunk.ts")],
        "*": [project.npm_file("@types/*"), project.npm_file("*")],
    })
}
