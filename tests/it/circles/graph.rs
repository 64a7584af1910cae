//! Files and what they need, and the circles in it. It knows nothing of languages.

use std::collections::{BTreeMap, BTreeSet};

/// Which file needs which, and by what.
#[derive(Default)]
pub struct Graph {
    /// For each file the files that it needs, each with one place that says so.
    needs: BTreeMap<String, BTreeMap<String, String>>,
}

impl Graph {
    /// Adds a need. `by` is what a person can search for in the file. A file does not need itself.
    pub fn add(&mut self, file: &str, needed: &str, by: String) {
        if file != needed {
            self.needs.entry(file.to_owned()).or_default().entry(needed.to_owned()).or_insert(by);
        }
    }

    /// How many needs there are.
    pub fn count(&self) -> usize {
        self.needs.values().map(BTreeMap::len).sum()
    }

    /// Each group of files that need each other, directly or through others of the group, with the needs inside of it.
    pub fn circles(&self) -> Vec<String> {
        let reach: BTreeMap<&str, BTreeSet<&str>> =
            self.needs.keys().map(|file| (file.as_str(), self.reach(file))).collect();
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        for (file, reached) in &reach {
            if !reached.contains(file) || seen.contains(file) {
                continue;
            }
            let back = |other: &&&str| reach.get(**other).is_some_and(|set| set.contains(file));
            let group: BTreeSet<&str> = reached.iter().filter(back).copied().collect();
            let mut lines = vec![group.iter().copied().collect::<Vec<_>>().join(", ")];
            for from in &group {
                let inside = self.needs[*from].iter().filter(|(to, _)| group.contains(to.as_str()));
                lines.extend(inside.map(|(to, by)| format!("    {from} -> {to}  by {by}")));
            }
            found.push(lines.join("\n"));
            seen.extend(group);
        }
        found
    }

    /// Every file that a file needs, directly or through others.
    fn reach<'a>(&'a self, file: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut left = vec![file];
        while let Some(file) = left.pop() {
            for needed in self.needs.get(file).into_iter().flat_map(BTreeMap::keys) {
                if reached.insert(needed.as_str()) {
                    left.push(needed);
                }
            }
        }
        reached
    }
}

#[test]
fn a_circle_of_two_and_one_of_three_are_found_apart() {
    let mut graph = Graph::default();
    for need in ["ab", "ba", "bc", "cd", "de", "ec", "ef", "gg"] {
        let (from, to) = need.split_at(1);
        graph.add(from, to, format!("use {to}"));
    }
    assert_eq!(
        graph.circles(),
        [
            "a, b\n    a -> b  by use b\n    b -> a  by use a",
            "c, d, e\n    c -> d  by use d\n    d -> e  by use e\n    e -> c  by use c",
        ]
    );
    assert_eq!(graph.count(), 7);
}

#[test]
fn a_tree_with_two_ways_to_one_file_has_no_circle() {
    let mut graph = Graph::default();
    for need in ["ab", "ac", "bd", "cd"] {
        let (from, to) = need.split_at(1);
        graph.add(from, to, String::new());
    }
    assert!(graph.circles().is_empty());
}
