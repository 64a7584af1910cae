//! The `browser` suite: both consoles in real browsers, all scenes or a few of them.
//!
//! The scenes choose themselves by the variables that are set here, in `tests/browser/harness`. It must never know a scene.

use crate::browsers::{self, Engine};
use crate::counts::Counts;
use crate::process::{Show, run, step};
use crate::profile::Mode;
use crate::project::Project;
use crate::runner::{NodeTests, test_files};
use crate::{plugin, refhost};
use anyhow::{Result, bail};
use clap::Args;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which scenes run, and how.
#[derive(Args, Default)]
pub struct SceneOptions {
    /// Only the scenes of the browser tests whose file, topic or name contains this text.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Every scene in every engine and every console. Without it each scene runs in one pair of them, and in another one every
    /// day.
    #[arg(long)]
    pub all: bool,
    /// Show the browsers' windows.
    #[arg(long)]
    headed: bool,
    /// Show the windows, and keep each one open after its scene until it is closed.
    #[arg(long)]
    pause: bool,
}

impl SceneOptions {
    /// The first option that is set of those that are for this suite only.
    pub fn first(&self) -> Option<&'static str> {
        let set =
            [("--only", self.only.is_some()), ("--headed", self.headed), ("--pause", self.pause)];
        set.into_iter().find_map(|(name, is_set)| is_set.then_some(name))
    }
}

/// Builds everything and runs the scenes. Fails if no scene is chosen, and names similar ones.
pub fn test(
    project: &Project,
    engines: &[Engine],
    options: &SceneOptions,
    show: Show,
) -> Result<Counts> {
    let provided = browsers::provide(project, engines)?;
    plugin::build(project, Mode::Release)?;
    let battery = plugin::build_battery(project)?;
    refhost::build(project)?;
    let bundles = bundle(project)?;
    let engines: Vec<_> = provided.engines.iter().map(|engine| engine.name()).collect();
    eprintln!("==> Running the browser tests in {}", engines.join(", "));
    let mut tests = NodeTests::new(project, &test_files(&bundles, ".test.mjs")?, &bundles);
    let node = tests.command().envs(provided.variables);
    // Times of day are the same everywhere.
    node.env("TZ", "UTC");
    node.env("DEP_BROWSERS", engines.join(",")).env("DEP_BATTERY", battery);
    for (variable, is_set) in [
        ("DEP_ALL", options.all),
        ("DEP_HEADED", options.headed || options.pause),
        ("DEP_PAUSE", options.pause),
    ] {
        if is_set {
            node.env(variable, "1");
        }
    }
    let Some(text) = &options.only else { return tests.run(show) };
    // Every file of tests adds its scenes.
    let list = bundles.join("scenes.txt");
    fs::write(&list, "")?;
    node.env("DEP_ONLY", text).env("DEP_SCENES", &list);
    let counts = tests.run(show)?;
    let idle = files_without_scenes(&list, text)?;
    Ok(Counts { passed: counts.passed.saturating_sub(idle), ..counts })
}

/// Bundles the tests, and the program that takes pictures. Returns their folder.
pub fn bundle(project: &Project) -> Result<PathBuf> {
    step("Bundling the browser tests", || {
        let mut script = project.node(&project.www().join("build.mjs"));
        run(script.arg("tests").arg("--target").arg(&project.target))
    })?;
    Ok(project.target.join("browser"))
}

/// How many files have no chosen scene. Node counts each of them as a test that passed. Fails if that is every file.
fn files_without_scenes(list: &Path, text: &str) -> Result<u64> {
    let list = fs::read_to_string(list)?;
    let mut chosen: BTreeMap<&str, bool> = BTreeMap::new();
    let mut names = Vec::new();
    for line in list.lines() {
        let mut parts = line.splitn(3, '\t');
        let (Some(file), Some(word), Some(name)) = (parts.next(), parts.next(), parts.next())
        else {
            bail!("the list of scenes has the line {line:?}");
        };
        *chosen.entry(file).or_default() |= word == "chosen";
        names.push(name);
    }
    if chosen.values().any(|chosen| *chosen) {
        return Ok(chosen.values().filter(|chosen| !**chosen).count() as u64);
    }
    let near = near(&names, text);
    if near.is_empty() {
        let files: Vec<_> = chosen.into_keys().collect();
        bail!("no scene contains {text:?}; the files are {}", files.join(", "));
    }
    bail!("no scene contains {text:?}; similar ones:\n  {}", near.join("\n  "))
}

/// The names that share most words with a text. Words count as shared from their beginnings, so that `saves` finds `saved`.
fn near<'a>(names: &[&'a str], text: &str) -> Vec<&'a str> {
    let stems = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
        words.map(|word| word.to_lowercase().chars().take(4).collect()).collect()
    };
    let wanted = stems(text);
    let shared = |name: &str| {
        let stems = stems(name);
        wanted.iter().filter(|stem| stems.contains(stem)).count()
    };
    let mut near: Vec<_> = names.iter().filter(|name| shared(name) > 0).copied().collect();
    near.sort_by_key(|name| std::cmp::Reverse(shared(name)));
    near.truncate(8);
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_no_scene_contains_is_answered_with_similar_scenes() {
        let names = ["assign: a removal is saved", "viewer: nothing can be changed", "log-in: x"];
        assert_eq!(near(&names, "saves a change"), [names[0], names[1]]);
        assert_eq!(near(&names, "zzz"), [""; 0]);
    }

    #[test]
    fn files_without_a_chosen_scene_do_not_count_as_passed_tests() {
        let list = std::env::temp_dir().join(format!("xtask-scenes-{}", std::process::id()));
        fs::write(&list, "a\tleft\tx: one\na\tchosen\tx: two\nb\tleft\ty: three\n").unwrap();
        assert_eq!(files_without_scenes(&list, "two").unwrap(), 1);
        fs::write(&list, "a\tleft\tx: one\nb\tleft\ty: three\n").unwrap();
        let error = files_without_scenes(&list, "threes").unwrap_err().to_string();
        assert!(error.contains("y: three") && !error.contains("x: one"), "{error}");
        fs::remove_file(list).unwrap();
    }
}
