//! `THIRD-PARTY-LICENSES.txt`: the software by others in the shipped modules, with the text of every licence.
//!
//! cargo tells which crates are linked, and their sources hold the texts. It must never leave out a crate: one without a text
//! fails the build. `www/build/packages.mjs` makes sure that the scripts hold no package of npm but those listed here.

use crate::process::output;
use crate::profile::WASM;
use crate::project::Project;
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file's name in every artefact.
pub const FILE: &str = "THIRD-PARTY-LICENSES.txt";

/// The crates whose modules are shipped.
const SHIPPED: [&str; 5] = ["dep-enroll", "validate", "setup", "import", "component"];

/// The packages of npm whose code is in a shipped script, with the text of the licence where the package lacks it.
const PACKAGES: [(&str, Option<&str>); 3] =
    [("fflate", None), ("saxes", Some(include_str!("licences/saxes.txt"))), ("xmlchars", None)];

/// What the names of files with a licence begin with, in lower case.
const LICENCE_FILES: [&str; 5] = ["licen", "copying", "unlicense", "notice", "copyright"];

/// The first line of the licence of Unicode's tables, which are in the standard library.
const UNICODE: &str = "UNICODE LICENSE V3";

const HEAD: &str = "\
Each line of the list is a piece of software by others in dep-enroll's modules and scripts: its name, version and licence
(an SPDX expression), and the numbers of its texts below. Where the expression offers Apache-2.0 and the sources hold no text,
the software is used under Apache-2.0.

wasm-bindgen also wrote the code between the scripts and the modules. The standard library of Rust includes the crates
hashbrown, dlmalloc and cfg-if (MIT OR Apache-2.0), and Unicode's tables (Unicode-3.0). Packages of npm are in
dep-enroll-workbook.js only: fflate, saxes and xmlchars.
";

/// A piece of software in the modules.
#[derive(Debug)]
struct Software {
    name: String,
    version: String,
    /// The SPDX expression.
    licence: String,
    /// The texts in its sources, or none.
    texts: Vec<String>,
}

/// Writes the file to a folder. Returns its path. Fails when a crate names no licence or has no text for it.
pub fn write(project: &Project, folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let file = folder.join(FILE);
    fs::write(&file, text(project)?)
        .with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(file)
}

/// The whole file.
fn text(project: &Project) -> Result<String> {
    let apache = fs::read_to_string(project.root.join("LICENSE"))?;
    let mut all = vec![standard_library()?];
    all.extend(crates(project)?);
    all.extend(packages(project)?);
    let text = render(&all, &apache)?;
    ensure!(text.contains(UNICODE), "no crate brings Unicode's licence, which the tables need");
    Ok(text)
}

fn standard_library() -> Result<Software> {
    let version = output(Command::new("rustc").arg("--version"))?;
    let version = version.split(' ').nth(1).context("`rustc --version` names no version")?;
    Ok(Software {
        name: "Rust's standard library".into(),
        version: version.to_owned(),
        licence: "(MIT OR Apache-2.0) AND Unicode-3.0".into(),
        texts: Vec::new(),
    })
}

/// The crates by others that are linked into a shipped module, in the order of their names. Crates that only run while
/// compiling are not in the modules.
fn crates(project: &Project) -> Result<Vec<Software>> {
    let mut tree = project.cargo("tree");
    for name in SHIPPED {
        tree.args(["--package", name]);
    }
    tree.args(["--target", WASM, "--edges", "normal,no-proc-macro"]);
    tree.args(["--prefix", "none", "--no-dedupe", "--format", "{p}"]);
    let linked = linked(&output(&mut tree)?);

    let mut metadata = project.cargo("metadata");
    metadata.args(["--format-version", "1", "--filter-platform", WASM]);
    let metadata: serde_json::Value = serde_json::from_str(&output(&mut metadata)?)?;
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let mut found = Vec::new();
    for package in packages {
        let field = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
        let (name, version) = (field("name"), field("version"));
        // A package without a source is of this workspace.
        if package["source"].is_null() || !linked.contains(&(name.clone(), version.clone())) {
            continue;
        }
        let manifest = PathBuf::from(field("manifest_path"));
        let folder = manifest.parent().context("cargo metadata names no manifest")?;
        let texts = texts_in(folder)?;
        // The old way to write OR.
        let licence = field("license").replace(" / ", " OR ").replace('/', " OR ");
        found.push(Software { name, version, licence, texts });
    }
    found.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(found)
}

/// The packages of npm in the scripts.
fn packages(project: &Project) -> Result<Vec<Software>> {
    let read = |(name, text): (&str, Option<&str>)| {
        let folder = project.www().join("node_modules").join(name);
        let manifest = fs::read_to_string(folder.join("package.json"))
            .with_context(|| format!("the npm package {name} is not installed"))?;
        let manifest: serde_json::Value = serde_json::from_str(&manifest)?;
        let field = |key: &str| manifest[key].as_str().unwrap_or_default().to_owned();
        let own = texts_in(&folder)?;
        let texts = if own.is_empty() { text.map(tidy).into_iter().collect() } else { own };
        Ok(Software {
            name: name.to_owned(),
            version: field("version"),
            licence: field("license"),
            texts,
        })
    };
    PACKAGES.into_iter().map(read).collect()
}

/// The names and versions in the output of `cargo tree`, whose lines begin `yew v0.23.0`.
fn linked(tree: &str) -> BTreeSet<(String, String)> {
    let package = |line: &str| {
        let (name, rest) = line.split_once(" v")?;
        Some((name.to_owned(), rest.split(' ').next()?.to_owned()))
    };
    tree.lines().filter_map(package).collect()
}

/// The texts of licences and notices in a folder, in the order of their files.
fn texts_in(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if entry.path().is_file() && LICENCE_FILES.iter().any(|start| name.starts_with(start)) {
            files.push(entry.path());
        }
    }
    files.sort();
    let read = |file: &PathBuf| {
        let text = fs::read_to_string(file);
        Ok(tidy(&text.with_context(|| format!("{} is unreadable", file.display()))?))
    };
    files.iter().map(read).collect()
}

/// A text without differences that nobody sees: line ends, spaces at the end of lines, empty lines around.
fn tidy(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// The list, then each text once. Software without a text is used under Apache-2.0 if its expression offers that.
fn render(all: &[Software], apache: &str) -> Result<String> {
    let mut numbers = BTreeMap::new();
    let mut texts = Vec::new();
    let mut list = String::new();
    for Software { name, version, licence, texts: own } in all {
        let offers_apache = licence.split([' ', '(', ')']).any(|word| word == "Apache-2.0");
        ensure!(
            !own.is_empty() || offers_apache,
            "the sources of {name} {version} ({licence}) hold no text of a licence, so it cannot be shipped: replace the \
             crate, or teach src/xtask/licences.rs where the text is"
        );
        let apache = [tidy(apache)];
        let used = if own.is_empty() { &apache[..] } else { own };
        let mut named: Vec<usize> = Vec::new();
        for text in used {
            let next = numbers.len() + 1;
            let number = *numbers.entry(text.clone()).or_insert(next);
            if number == next {
                texts.push(text.clone());
            }
            named.push(number);
        }
        let named: Vec<_> = named.iter().map(|number| format!("[{number}]")).collect();
        writeln!(list, "  {name} {version}, {licence} {}", named.join(" "))?;
    }
    let mut file = format!("Software by others in dep-enroll\n\n{HEAD}\n{list}");
    for (index, text) in texts.iter().enumerate() {
        write!(file, "\n{}\n[{}]\n\n{text}\n", "-".repeat(80), index + 1)?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn software(name: &str, licence: &str, texts: &[&str]) -> Software {
        Software {
            name: name.into(),
            version: "1.0.0".into(),
            licence: licence.into(),
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
        }
    }

    #[test]
    fn software_with_the_same_text_shares_it() {
        let all = [
            software("a", "MIT", &["one"]),
            software("b", "MIT", &["two", "one"]),
            software("c", "MIT OR Apache-2.0", &[]),
        ];
        let text = render(&all, "the apache text\n").unwrap();
        for line in ["  a 1.0.0, MIT [1]", "  b 1.0.0, MIT [2] [1]", "[3]\n\nthe apache text\n"] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
        assert_eq!(text.matches("\none\n").count(), 1);
    }

    #[test]
    fn software_without_a_text_is_an_error_that_names_it() {
        let error = render(&[software("a", "MIT", &[])], "").unwrap_err().to_string();
        assert!(error.contains("a 1.0.0 (MIT) hold no text"), "{error}");
        let exception = software("b", "Apache-2.0-like", &[]);
        assert!(render(&[exception], "").is_err());
    }

    #[test]
    fn the_list_has_what_is_linked_and_not_what_only_compiles() {
        let project = Project::find().unwrap();
        let text = text(&project).unwrap();
        let named = PACKAGES.map(|(name, _)| name);
        for name in ["yew", "wasm-bindgen", "serde", "gloo-net", "rlsf", "wit-bindgen"]
            .into_iter()
            .chain(named)
        {
            assert!(text.contains(&format!("\n  {name} ")), "{name} is missing");
        }
        for name in ["syn", "serde_derive", "wasm-bindgen-macro", "anyhow", "rules", "dep-enroll"] {
            assert!(
                !text.contains(&format!("\n  {name} ")),
                "{name} is not by others or not linked"
            );
        }
    }

    #[test]
    fn a_script_with_code_of_an_npm_package_that_is_not_listed_is_not_bundled() {
        let project = Project::find().unwrap();
        let module = project.www().join("build/packages.mjs");
        let check = |file: &str, bytes: u32| {
            let inputs = serde_json::json!({ file: { "bytesInOutput": bytes } });
            let metafile = serde_json::json!({ "outputs": { "a.js": { "inputs": inputs } } });
            let module = serde_json::json!(module);
            let script = format!(
                "import {{ expectNoPackages }} from {module}; try {{ expectNoPackages({metafile}); }} \
                 catch (error) {{ console.log(error.message); }}"
            );
            output(Command::new("node").args(["--input-type=module", "--eval", &script])).unwrap()
        };
        assert_eq!(check("www/src/index.ts", 5), "");
        assert_eq!(check("www/node_modules/@x/y/index.js", 0), "");
        let message = check("www/node_modules/@x/y/node_modules/z/index.js", 5);
        assert!(message.starts_with("a.js holds code of z. "), "{message}");
        let message = check("www/node_modules/@x/y/index.js", 5);
        assert!(message.starts_with("a.js holds code of @x/y. "), "{message}");
        let message = check("www/node_modules/fflate/esm/index.mjs", 5);
        assert!(message.starts_with("a.js holds code of fflate. "), "{message}");
        let print = format!(
            "import {{ SHIPPED }} from {}; console.log(Object.values(SHIPPED).flat().join())",
            serde_json::json!(module)
        );
        let shipped = output(Command::new("node").args(["--input-type=module", "--eval", &print]));
        assert_eq!(shipped.unwrap().trim_end(), PACKAGES.map(|(name, _)| name).join(","));
    }
}
