//! Which script needs which: by `import`, `import type`, `export … from` and `import(…)` of a relative path, or of an alias
//! that the compiler's configuration gives to a source. Packages, style sheets and generated files do not count.

use super::graph::Graph;
use std::collections::BTreeMap;

/// The aliases of a tsconfig.json that stand for files beside it, with the paths from the top of the tree. `folder` is where
/// the configuration lies.
pub fn aliases(config: &str, folder: &str) -> BTreeMap<String, String> {
    let mut aliases = BTreeMap::new();
    for line in config.lines() {
        if let Some((name, target)) = line.split_once("\": [\"./")
            && let Some((_, name)) = name.split_once('"')
            && let Some((target, _)) = target.split_once('"')
        {
            aliases.insert(name.to_owned(), format!("{folder}{target}"));
        }
    }
    aliases
}

/// What the files need of each other. The names of the files are their paths from the top of the tree.
pub fn needs(files: &BTreeMap<String, String>, aliases: &BTreeMap<String, String>) -> Graph {
    let mut graph = Graph::default();
    for (name, text) in files {
        for module in modules(text) {
            if let Some(needed) = file_of(&module, name, files, aliases) {
                graph.add(name, &needed, format!("\"{module}\""));
            }
        }
    }
    graph
}

/// The file that a module's name stands for, if it is one of these.
fn file_of(
    module: &str,
    importer: &str,
    files: &BTreeMap<String, String>,
    aliases: &BTreeMap<String, String>,
) -> Option<String> {
    if let Some(file) = aliases.get(module) {
        return files.contains_key(file).then(|| file.clone());
    }
    if !module.starts_with('.') {
        return None;
    }
    let mut path: Vec<&str> = importer.split('/').collect();
    path.pop();
    for part in module.split('/') {
        match part {
            "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    let path = path.join("/");
    let stem = path.strip_suffix(".js").unwrap_or(&path);
    let names =
        [path.clone(), format!("{stem}.ts"), format!("{stem}.tsx"), format!("{path}/index.ts")];
    names.into_iter().find(|name| files.contains_key(name))
}

/// The names of all modules that a script imports or exports again.
fn modules(text: &str) -> Vec<String> {
    let code = without_comments(text);
    let mut modules = Vec::new();
    for word in ["from", "import"] {
        for (at, _) in code.match_indices(word) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$' || c == '.') {
                continue;
            }
            let rest = code[at + word.len()..].trim_start();
            let rest =
                if word == "import" { rest.trim_start_matches(['(', '\n', ' ']) } else { rest };
            let Some(quote) = rest.chars().next().filter(|c| ['"', '\''].contains(c)) else {
                continue;
            };
            modules.extend(rest[1..].split_once(quote).map(|(module, _)| module.to_owned()));
        }
    }
    modules
}

/// The text without `//` and `/* */`, except in strings, where an address has two slashes.
fn without_comments(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else {
            let length = if ['"', '\'', '`'].contains(&first) {
                string(rest, first)
            } else {
                first.len_utf8()
            };
            code.push_str(&rest[..length]);
            length
        };
        rest = &rest[length..];
    }
    code
}

/// The length of the string that a text begins with. One that does not end in its line is no string but a sign in a regular
/// expression; a template may go on.
fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if quote != '`' => return 1,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let aliases = BTreeMap::from([("#chunk".to_owned(), "s/in/chunk.ts".to_owned())]);
        needs(&files.collect(), &aliases).circles()
    }

    #[test]
    fn imports_of_types_and_exports_again_close_a_circle() {
        let found = circles(&[
            ("s/a.ts", "import {\n  b,\n  c,\n} from \"./b\";"),
            ("s/b.ts", "export type { A } from './a.js';"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
        let found = circles(&[
            ("s/a.ts", "import type { B } from \"./in/b\";"),
            ("s/in/b.ts", "import \"../a\";"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn an_import_when_it_is_needed_counts_and_so_does_an_alias() {
        let found = circles(&[
            ("s/a.ts", "const { run } = await import(\"#chunk\");"),
            ("s/in/chunk.ts", "import { A } from \"../a\";"),
        ]);
        assert_eq!(found.len(), 1, "{found:?}");
    }

    #[test]
    fn comments_strings_and_packages_are_no_imports() {
        let found = circles(&[
            ("s/a.ts", "import { b } from \"./b\";\nimport react from \"react\";"),
            (
                "s/b.ts",
                "// import { a } from \"./a\";\n/* from \"./a\" */\nconst from = \"http://a\"; Array.from(\"./a\");",
            ),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn aliases_of_generated_files_are_left_out() {
        let config = "\"paths\": {\n  \"#glue\": [\"../target/glue.d.ts\"],\n  \"#chunk\": [\"./src/chunk.ts\"]\n}";
        let expected = BTreeMap::from([("#chunk".to_owned(), "www/src/chunk.ts".to_owned())]);
        assert_eq!(aliases(config, "www/"), expected);
    }
}
