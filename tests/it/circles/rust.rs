//! Which file of a crate needs which.
//!
//! A file needs another one when it names something that is defined there: in a `use`, or in a path such as `crate::a::b`,
//! `super::b`, `self::a::b`, `a::b` of a module of its own, or `b::c` of a module that it uses. A name is followed through
//! `use` and `pub use` to the file that defines it. So a child that uses an item of its parent needs the parent, and a parent
//! whose code uses an item of the child needs the child; both together are a circle.
//!
//! No need by itself are: `mod a;`, and a `pub use a::B` by which a parent only hands on what its child defines. Neither are
//! methods, fields and trait implementations, which need no name of a file. A `use a::*` needs those files only whose names
//! the file mentions. Tests do not count: neither `#[cfg(test)]` nor files named `tests.rs` or `…_tests.rs`.

use super::graph::Graph;
use super::tokens::{is_name, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// The names of a module from the crate's root, none for the root itself.
type ModulePath = Vec<String>;

/// How often a name may be handed on. Nobody reads through more, and two globs could hand on for ever.
const MOST_STEPS: u32 = 12;

/// A file of the crate.
struct Module {
    file: String,
    uses: Vec<Use>,
    /// Paths in its code.
    paths: BTreeSet<Vec<String>>,
    /// Names in its code.
    words: BTreeSet<String>,
    /// Names of its items.
    items: BTreeSet<String>,
}

/// One name that a `use` brings in.
#[derive(Clone, Debug, PartialEq)]
struct Use {
    path: Vec<String>,
    /// What it is called here; `*` for all names of a module.
    alias: String,
    is_public: bool,
}

struct Crate {
    modules: BTreeMap<ModulePath, Module>,
}

/// What the files of the crate in a folder need of each other. The names of the files are their paths from the top of the tree.
pub fn needs(folder: &str, files: &BTreeMap<String, String>) -> Graph {
    let mut modules = BTreeMap::new();
    for (file, text) in files {
        let path = module_path(&file[folder.len() + 1..]);
        let is_test = |part: &String| part == "tests" || part.ends_with("_tests");
        if !path.iter().any(is_test) {
            modules.insert(path, Module::read(file, text));
        }
    }
    let this = Crate { modules };
    let mut graph = Graph::default();
    for (path, module) in &this.modules {
        for (needed, by) in this.needed(path, module) {
            graph.add(&module.file, &this.modules[&needed].file, by);
        }
    }
    graph
}

/// The module of a file. A program beside a library is a module of its own here, which nobody can name.
fn module_path(file: &str) -> ModulePath {
    let stem = file.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/mod").unwrap_or(stem);
    if stem == "lib" || stem == "main" {
        Vec::new()
    } else {
        stem.split('/').map(str::to_owned).collect()
    }
}

impl Crate {
    /// The modules that a module needs, each with the path that says so.
    fn needed(&self, own: &[String], module: &Module) -> Vec<(ModulePath, String)> {
        let mut needed = Vec::new();
        for used in &module.uses {
            let text = format!("use {}", used.path.join("::"));
            let Some(to) = self.resolve(own, &used.path, 0) else { continue };
            if used.alias == "*" && self.modules[&to].is_module_of(&used.path) {
                let mentioned = module.words.iter().filter(|word| self.has(&to, word));
                let found = mentioned.filter_map(|word| {
                    Some((
                        self.item(&to, std::slice::from_ref(word), 0)?,
                        format!("{text}::* ({word})"),
                    ))
                });
                needed.extend(found);
            } else if !(used.is_public && to.starts_with(own)) || module.words.contains(&used.alias)
            {
                needed.push((to, text));
            }
        }
        for path in &module.paths {
            let first = path[0].as_str();
            let is_own = ["crate", "super", "self"].contains(&first)
                || self.child(own, first).is_some()
                || module.uses.iter().any(|used| used.alias == first);
            if is_own && let Some(to) = self.resolve(own, path, 0) {
                needed.push((to, path.join("::")));
            }
        }
        needed
    }

    /// The module whose file defines what a path names; none where that is another crate's.
    fn resolve(&self, from: &[String], path: &[String], steps: u32) -> Option<ModulePath> {
        if steps > MOST_STEPS {
            return None;
        }
        let (first, rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => from.to_vec(),
            "super" => from.split_last()?.1.to_vec(),
            name if self.child(from, name).is_some() => self.child(from, name)?,
            name => {
                let used = self.modules.get(from)?.uses.iter().find(|used| used.alias == name)?;
                // `use name;` brings in a crate.
                if used.path == [name.to_owned()] {
                    return None;
                }
                let whole: Vec<String> = used.path.iter().chain(rest).cloned().collect();
                return self.resolve(from, &whole, steps + 1);
            }
        };
        for (place, name) in rest.iter().enumerate() {
            match name.as_str() {
                "self" => {}
                "super" => drop(at.pop()),
                name => match self.child(&at, name) {
                    Some(child) => at = child,
                    None => return self.item(&at, &rest[place..], steps),
                },
            }
        }
        Some(at)
    }

    /// The module that defines what another one calls by the first of these names.
    fn item(&self, at: &[String], names: &[String], steps: u32) -> Option<ModulePath> {
        let module = self.modules.get(at)?;
        let name = &names[0];
        if !module.items.contains(name) && steps < MOST_STEPS {
            for used in module.uses.iter().filter(|used| used.alias == *name) {
                let whole: Vec<String> = used.path.iter().chain(&names[1..]).cloned().collect();
                if let Some(to) = self.resolve(at, &whole, steps + 1) {
                    return Some(to);
                }
            }
            for used in module.uses.iter().filter(|used| used.alias == "*") {
                if let Some(to) = self.resolve(at, &used.path, steps + 1)
                    && to != at
                    && self.has(&to, name)
                {
                    return self.item(&to, names, steps + 1);
                }
            }
        }
        Some(at.to_vec())
    }

    /// Whether a module has this name, be it its own or brought in.
    fn has(&self, at: &[String], name: &str) -> bool {
        self.modules.get(at).is_some_and(|module| {
            module.items.contains(name) || module.uses.iter().any(|used| used.alias == name)
        })
    }

    fn child(&self, at: &[String], name: &str) -> Option<ModulePath> {
        let child: ModulePath =
            at.iter().map(String::as_str).chain([name]).map(str::to_owned).collect();
        self.modules.contains_key(&child).then_some(child)
    }
}

impl Module {
    fn read(file: &str, text: &str) -> Module {
        let tokens = tokens(text);
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let mut module = Module {
            file: file.to_owned(),
            uses: Vec::new(),
            paths: BTreeSet::new(),
            words: BTreeSet::new(),
            items: BTreeSet::new(),
        };
        let mut depth = 0;
        let mut at = 0;
        while at < tokens.len() {
            let (token, next) = (tokens[at], tokens.get(at + 1).copied().unwrap_or_default());
            // `use<…>` stands in types.
            if token == "use" && next != "<" {
                let is_public = at > 0 && ["pub", ")"].contains(&tokens[at - 1]);
                at = module.tree(&tokens, at + 1, &[], is_public);
                continue;
            }
            match token {
                "{" => depth += 1,
                "}" => depth -= 1,
                "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union"
                | "macro_rules"
                    if depth == 0 =>
                {
                    let name = tokens[at + 1..].iter().find(|token| is_name(token));
                    module.items.extend(name.map(|name| (*name).to_owned()));
                }
                _ => {}
            }
            if is_name(token) {
                module.words.insert(token.to_owned());
                let before = if at > 0 { tokens[at - 1] } else { "" };
                let mut path = vec![token.to_owned()];
                let mut end = at + 1;
                while tokens.get(end) == Some(&"::")
                    && let Some(name) = tokens.get(end + 1).filter(|name| is_name(name))
                {
                    path.push((*name).to_owned());
                    end += 2;
                }
                if path.len() > 1 && before != "::" && before != "." {
                    module.paths.insert(path);
                }
            }
            at += 1;
        }
        module
    }

    /// Reads a tree of names behind `use`. Returns the place behind it.
    fn tree(
        &mut self,
        tokens: &[&str],
        mut at: usize,
        before: &[String],
        is_public: bool,
    ) -> usize {
        let mut path = before.to_vec();
        while at < tokens.len() {
            match tokens[at] {
                "::" => at += 1,
                "{" => {
                    at += 1;
                    while at < tokens.len() && tokens[at] != "}" {
                        at = self.tree(tokens, at, &path, is_public);
                        at += usize::from(tokens.get(at) == Some(&","));
                    }
                    return at + 1;
                }
                "*" => {
                    self.uses.push(Use { path, alias: "*".to_owned(), is_public });
                    return at + 1;
                }
                name if is_name(name) => {
                    path.push(name.to_owned());
                    at += 1;
                    if tokens.get(at) != Some(&"::") {
                        break;
                    }
                }
                _ => break,
            }
        }
        let mut alias = path.iter().rev().find(|name| *name != "self").cloned().unwrap_or_default();
        if tokens.get(at) == Some(&"as") {
            alias = tokens.get(at + 1).map(|name| (*name).to_owned()).unwrap_or_default();
            at += 2;
        }
        self.uses.push(Use { path, alias, is_public });
        at
    }

    /// Whether a path ends with this module and not with one of its items, such as an enum.
    fn is_module_of(&self, path: &[String]) -> bool {
        path.last().is_none_or(|name| !self.items.contains(name))
    }
}

#[cfg(test)]
#[path = "rust_tests.rs"]
mod tests;
