//! `cargo xtask size`: the sizes of this tree, and beside them those of another commit.
//!
//! The other commit is built in a clone below the target folder, with the build tool of its own. It must never touch this checkout.

use crate::process::{git, output, run as run_program, step};
use crate::profile::Mode;
use crate::project::Project;
use crate::size::{self, Size};
use crate::{history, plugin};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What to print of the sizes.
#[derive(Args)]
pub struct Options {
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Build this commit as well, and compare.
    #[arg(long, value_name = "REV")]
    against: Option<String>,
    /// Append the sizes to tests/bench/history.jsonl.
    #[arg(long)]
    record: bool,
}

/// Builds the plugin, prints its sizes, and compares or records them.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    plugin::build(project, Mode::Release)?;
    let sizes = size::measure(project)?;
    if options.record {
        let figures = sizes.iter().map(|size| (size.name.clone(), serde_json::json!(size.bytes())));
        history::record(project, "size", None, &figures.collect::<serde_json::Map<_, _>>().into())?;
    }
    let Some(revision) = &options.against else { return size::print(&sizes, options.json) };
    let (commit, before) = measure(project, revision)?;
    print(&commit, &before, &sizes, options.json)
}

/// The sizes of a commit, measured now or remembered from an earlier call. Returns the commit's id with them. Fails when the
/// revision names no commit, or when the commit does not build or has no `cargo xtask size --json`.
fn measure(project: &Project, revision: &str) -> Result<(String, Vec<Size>)> {
    let name = format!("{revision}^{{commit}}");
    let commit = output(git(&project.root).args(["rev-parse", "--verify", &name]))
        .with_context(|| format!("{revision} names no commit"))?;
    let commit = commit.trim().to_owned();
    let folder = project.target.join("against");
    let remembered = folder.join(format!("{commit}.json"));
    let sizes = match fs::read_to_string(&remembered) {
        Ok(sizes) => sizes,
        Err(_) => {
            let sizes = build(project, &folder, &commit)?;
            fs::write(&remembered, &sizes)?;
            sizes
        }
    };
    let sizes = serde_json::from_str(&sizes)
        .with_context(|| format!("{commit} printed its sizes in another form"))?;
    Ok((commit, sizes))
}

/// Builds a commit and returns the JSON of its sizes. The clone and its target folder stay for the next commit.
fn build(project: &Project, folder: &Path, commit: &str) -> Result<String> {
    let tree = folder.join("tree");
    step(&format!("Building {commit} beside this tree (about 4 minutes the first time)"), || {
        if !tree.join(".git").exists() {
            // Shared: it borrows the objects of this checkout, so a later commit needs no fetch.
            let mut clone = git(&project.root);
            run_program(
                clone.args(["clone", "--quiet", "--shared", "--no-checkout", "."]).arg(&tree),
            )?;
        }
        run_program(git(&tree).args(["checkout", "--quiet", "--force", "--detach", commit]))?;
        // The cargo on the path, not the one that started this program: the commit may name another toolchain.
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&tree).env("CARGO_TARGET_DIR", folder.join("target"));
        cargo.env_remove("RUSTUP_TOOLCHAIN");
        output(cargo.args(["run", "--locked", "--package", "xtask", "--", "size", "--json"]))
    })
}

/// A row of the comparison.
struct Row<'a> {
    name: &'a str,
    before: Option<&'a Size>,
    after: Option<&'a Size>,
}

/// Every name of both lists: first those of this tree, then those that only the other commit has.
fn rows<'a>(before: &'a [Size], after: &'a [Size]) -> Vec<Row<'a>> {
    let find = |sizes: &'a [Size], name: &str| sizes.iter().find(|size| size.name == name);
    let gone = before.iter().filter(|size| find(after, &size.name).is_none());
    after
        .iter()
        .chain(gone)
        .map(|Size { name, .. }| Row { name, before: find(before, name), after: find(after, name) })
        .collect()
}

/// Prints the comparison for a person or a program, on standard output.
fn print(commit: &str, before: &[Size], after: &[Size], json: bool) -> Result<()> {
    if json {
        let document = serde_json::json!({ "commit": commit, "before": before, "after": after });
        println!("{}", serde_json::to_string_pretty(&document)?);
        return Ok(());
    }
    println!("Before: commit {commit}. After: this tree.\n");
    print!("{}", table(before, after));
    Ok(())
}

/// The comparison as text, compressed with brotli -11. The last column is the difference before compression.
fn table(before: &[Size], after: &[Size]) -> String {
    let line = |name: &str, cells: [String; 4]| {
        let cells: Vec<_> = cells.iter().map(|cell| format!("{cell:>11}")).collect();
        format!("{name:<28}{}\n", cells.concat())
    };
    let head = ["before", "after", "difference", "raw"].map(str::to_owned);
    let mut table = line("bytes, brotli -11", head);
    for Row { name, before, after } in rows(before, after) {
        let bytes = |size: Option<&Size>| size.map_or("-".into(), |size| size.brotli.to_string());
        let difference = |field: fn(&Size) -> usize| match (before, after) {
            (Some(before), Some(after)) => signed(field(before), field(after)),
            _ => "-".into(),
        };
        let cells = [
            bytes(before),
            bytes(after),
            difference(|size| size.brotli),
            difference(|size| size.raw),
        ];
        table += &line(name, cells);
    }
    table
}

fn signed(before: usize, after: usize) -> String {
    if after < before { format!("-{}", before - after) } else { format!("+{}", after - before) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(name: &str, raw: usize, brotli: usize) -> Size {
        Size { name: name.into(), raw, gzip: raw, brotli }
    }

    #[test]
    fn growth_and_shrinkage_have_their_sign_and_new_files_none() {
        let before = [size("same", 5, 3), size("grown", 10, 5), size("gone", 1, 1)];
        let after = [size("same", 5, 3), size("grown", 30, 4), size("new", 2, 2)];
        let table = table(&before, &after);
        let words = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
        let words: Vec<_> = words.skip(1).collect();
        assert_eq!(words[0], ["same", "3", "3", "+0", "+0"]);
        assert_eq!(words[1], ["grown", "5", "4", "-1", "+20"]);
        assert_eq!(words[2], ["new", "-", "2", "-", "-"]);
        assert_eq!(words[3], ["gone", "1", "-", "-", "-"]);
    }

    #[test]
    fn a_revision_that_names_no_commit_is_an_error() {
        let error = measure(&Project::find().unwrap(), "no-such-revision").unwrap_err();
        assert!(format!("{error:#}").starts_with("no-such-revision names no commit"), "{error:#}");
    }
}
