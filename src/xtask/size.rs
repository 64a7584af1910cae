//! Measures the files that a page loads, and fails when they exceed the budget. It must never round a size.

use crate::process::output;
use crate::project::Project;
use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The most that a page may load for the first screen of the plugin, in bytes, each file compressed with brotli -11. The rest
/// follows when somebody can see that screen; see `src/xtask/split.rs`.
///
/// Half of it are the list, the verdicts of all devices and the reading of the host; the other half are Yew, the standard library
/// and the glue. What the list does only after a press is in the second module, and what answers the functions in a script of its
/// own.
pub const BUDGET: usize = 180_000;

/// The most that a page may load for all of the plugin, in the same way. The goal is 250 kB.
///
/// The console's own stack (React and antd) needs 246 kB for a dialog, a table and a checklist alone. The plugin comes on top of
/// whatever the console loads already, so it must stay near that with everything that it does, which is more. No single pattern
/// is worth more than a few kilobytes: less would cost features or readable code.
///
/// The shares: 243 kB were the list, the panel, the profiles and the functions; plans of changes 5, runs with their history 20, the
/// selection and its plans 27, the import 26, the rules of profiles 15; then the editor of profiles 24, the preview of the setup 20,
/// the hand-over sheet 17, undo of single changes 5, the history of all admins 8. That it comes in two files costs 18 kB: what
/// compresses well stands in different files, and a call from one to the other takes twice the bytes.
pub const WHOLE_BUDGET: usize = 430_000;

/// The most that a page may load for the validation functions alone, in bytes with brotli -11, with all seven items of the
/// checklist, plans of changes and every sentence.
///
/// Bytes serve people: a console's page loads megabytes already, and nobody asked for fewer than these. Plain code comes
/// first, and the simplest boundary that fits wins. The same checks with serde-wasm-bindgen are 36 kB for the module alone.
///
/// `planChanges` is 6 kB of it: 28.3 kB were the others. Suggestions, devices that several rows name, the writing of the answer and
/// the sentences are 0.5 kB each; the rest reads and judges. As a module of its own it would bring the checks along once more.
pub const VALIDATE_BUDGET: usize = 35_000;

/// The most that a page may load for the functions about profiles alone, in bytes with brotli -11: the limits, the effective flags,
/// the panes of Setup Assistant and their sentences.
pub const PROFILE_BUDGET: usize = 20_000;

/// The most that a page may load with the first file, in bytes with brotli -11: the table reader and its script.
/// It is built for speed, which a file of 100,000 rows needs more than a page needs 10 kB.
pub const IMPORT_BUDGET: usize = 48_000;

/// The most that a page may load with the first workbook, in bytes with brotli -11: a reader of archives and of XML.
pub const WORKBOOK_BUDGET: usize = 14_000;

/// The files that a page loads for one entry of the package. The style sheets are inside the scripts.
struct Entry {
    name: &'static str,
    parts: &'static [&'static str],
    budget: usize,
}

const ENTRIES: [Entry; 7] = [
    Entry { name: "plugin", parts: &["dep-enroll.js", "dep-enroll.wasm"], budget: BUDGET },
    Entry {
        name: "plugin-classic",
        parts: &["dep-enroll.classic.js", "dep-enroll.wasm"],
        budget: BUDGET,
    },
    Entry {
        name: "plugin-whole",
        parts: &[
            "dep-enroll.js",
            "dep-enroll.wasm",
            "dep-enroll-rest.wasm",
            "dep-enroll-functions.js",
        ],
        budget: WHOLE_BUDGET,
    },
    Entry {
        name: "validate",
        parts: &["dep-enroll-validate.js", "dep-enroll-validate.wasm"],
        budget: VALIDATE_BUDGET,
    },
    Entry {
        name: "profile",
        parts: &["dep-enroll-profile.js", "dep-enroll-profile.wasm"],
        budget: PROFILE_BUDGET,
    },
    Entry {
        name: "import",
        parts: &["dep-enroll-import.js", "dep-enroll-import.wasm"],
        budget: IMPORT_BUDGET,
    },
    Entry { name: "workbook", parts: &["dep-enroll-workbook.js"], budget: WORKBOOK_BUDGET },
];

/// Sizes in bytes of one file, or of several that are loaded together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// The file's name, or the entry's.
    pub name: String,
    /// As it lies on disk.
    pub raw: usize,
    /// With gzip -9.
    pub gzip: usize,
    /// With brotli -11 and a window of 22 bits.
    pub brotli: usize,
}

impl Size {
    /// Raw, gzip, brotli.
    pub fn bytes(&self) -> [usize; 3] {
        [self.raw, self.gzip, self.brotli]
    }

    /// Adds up files that are loaded together. Each is compressed by itself.
    fn sum(name: &str, parts: &[Self]) -> Self {
        let add = |field: fn(&Self) -> usize| parts.iter().map(field).sum();
        Self {
            name: name.into(),
            raw: add(|size| size.raw),
            gzip: add(|size| size.gzip),
            brotli: add(|size| size.brotli),
        }
    }
}

/// Returns the entries, then every file that is shipped. Demo pages and tests are not shipped.
pub fn measure(project: &Project) -> Result<Vec<Size>> {
    let files = sizes_in(project, &project.dist()).context("run `cargo xtask build` first")?;
    let mut sizes = Vec::new();
    for entry in &ENTRIES {
        let mut found = Vec::new();
        for part in entry.parts {
            let size = files.iter().find(|size| size.name == *part);
            found.push(size.cloned().with_context(|| format!("www/dist/{part} is missing"))?);
        }
        sizes.push(Size::sum(entry.name, &found));
    }
    sizes.extend(files);
    Ok(sizes)
}

/// The size of each file of a folder. Node compresses, because it is there for the bundler already.
fn sizes_in(project: &Project, folder: &Path) -> Result<Vec<Size>> {
    let script = project.www().join("build/sizes.mjs");
    let sizes = output(project.node(&script).arg(folder))?;
    serde_json::from_str(&sizes).with_context(|| format!("{} printed no sizes", script.display()))
}

/// Fails, with the reason and the largest artefacts, when an entry is over the budget.
pub fn check(sizes: &[Size]) -> Result<()> {
    let over: Vec<_> = ENTRIES
        .iter()
        .filter_map(|entry| {
            let size = sizes.iter().find(|size| size.name == entry.name)?;
            let (name, brotli, budget) = (entry.name, size.brotli, entry.budget);
            (brotli > budget).then(|| format!("{name} is {brotli} bytes of {budget}"))
        })
        .collect();
    let mut largest: Vec<_> = sizes.iter().filter(|size| size.name.contains('.')).collect();
    largest.sort_by_key(|size| std::cmp::Reverse(size.brotli));
    let largest: Vec<_> =
        largest.iter().map(|size| format!("{} {}", size.name, size.brotli)).collect();
    ensure!(
        over.is_empty(),
        "{} with brotli. The budgets are there because the plugin comes on top of what the console's page loads already, \
         where React with antd needs 246000 for a dialog, a table and a checklist. Largest first: {}. `git log -p src Cargo.lock` shows \
         what came in last",
        over.join(" and "),
        largest.join(", ")
    );
    Ok(())
}

/// Prints the list for a person or a program, on standard output.
pub fn print(sizes: &[Size], json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(sizes)?);
        return Ok(());
    }
    println!("{:<24} {:>10} {:>10} {:>10}", "bytes", "raw", "gzip -9", "brotli -11");
    for Size { name, raw, gzip, brotli } in sizes {
        println!("{name:<24} {raw:>10} {gzip:>10} {brotli:>10}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn size(name: &str, brotli: usize) -> Size {
        Size { name: name.into(), raw: 4 * brotli, gzip: 2 * brotli, brotli }
    }

    #[test]
    fn the_files_of_a_folder_are_measured_in_three_ways() {
        let folder = std::env::temp_dir().join(format!("xtask-size-{}", std::process::id()));
        fs::create_dir_all(folder.join("demo")).unwrap();
        for name in ["zeros.js", "a.wasm", ".stamp", "zeros.js.map"] {
            fs::write(folder.join(name), [0; 10_000]).unwrap();
        }
        let sizes = sizes_in(&Project::find().unwrap(), &folder).unwrap();
        let names: Vec<_> = sizes.iter().map(|size| size.name.as_str()).collect();
        assert_eq!(names, ["a.wasm", "zeros.js"]);
        assert_eq!(sizes[0].raw, 10_000);
        assert!((10..60).contains(&sizes[0].gzip), "{sizes:?}");
        assert!((5..20).contains(&sizes[0].brotli), "{sizes:?}");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn files_that_are_loaded_together_are_added() {
        let sum = Size::sum("both", &[size("a.js", 10), size("b.wasm", 5)]);
        assert_eq!(sum, size("both", 15));
    }

    #[test]
    fn the_budget_is_the_last_size_that_is_allowed() {
        let sizes = |total| vec![size("plugin", total), size("dep-enroll.wasm", total - 1)];
        assert!(check(&sizes(BUDGET)).is_ok());
        let message = check(&sizes(BUDGET + 1)).unwrap_err().to_string();
        let over = format!("plugin is {} bytes of {BUDGET}", BUDGET + 1);
        assert!(message.contains(&over), "{message}");
        assert!(message.contains(&format!("Largest first: dep-enroll.wasm {BUDGET}")), "{message}");
    }
}
