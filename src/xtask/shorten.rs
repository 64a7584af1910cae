//! Takes out of the glue and its module what only the glue generator needs.
//!
//! The two call each other by names with hashes in them, which no compression shortens; here the
//! imports become the positions of an array and the exports get one or two letters, on both sides
//! at once. The generated loader, a polyfill and a debugging aid go as well. It knows the text that
//! this version of wasm-bindgen writes, and it must never guess: whatever it does not recognise
//! ends the build.

use crate::names;
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeSet, HashMap};

/// The import object in the glue, up to its first entry and from its last one on.
const IMPORTS_START: &str = "    const import0 = {\n        __proto__: null,\n";
const IMPORTS_END: &str = "    };\n    return {\n        __proto__: null,\n        \"";
const IMPORTS_CLOSE: &str = "\": import0,\n    };\n}\n";

/// The generated loader, which also fetches, streams and takes three older ways to be called. The
/// shell does its own fetching, because it has to tell failures apart, and hands over a module.
const LOADER_START: &str = "async function __wbg_load(module, imports) {\n";
const LOADER_END: &str = "\nexport { initSync, __wbg_init as default };\n";
/// All that the loader defines; nothing else may go with it.
const LOADER_PARTS: [&str; 5] = [
    "async function __wbg_load(module, imports) {",
    "function initSync(module) {",
    "let __wbg_init_promise;",
    "async function __wbg_init(module_or_path) {",
    "async function __wbg_init_once(module_or_path) {",
];
const LOADER: &str = "async function __wbg_init({ module_or_path }) {
    if (wasm === undefined) {
        const instance = await WebAssembly.instantiate(module_or_path, __wbg_get_imports());
        __wbg_finalize_init(instance, module_or_path);
    }
    return wasm;
}

export { __wbg_init as default };
";

/// How `{:?}` prints a JavaScript value. Only messages of panics contain it, and an error's name and
/// message, which `String` gives too, are what those are read for.
const DEBUG_START: &str = "function debugString(val) {\n";
const DEBUG: &str = "function debugString(val) {
    try {
        return String(val);
    } catch {
        return typeof val;
    }
}
";

/// A polyfill for engines that are older than the oldest supported ones.
const POLYFILL_START: &str = "if (!('encodeInto' in cachedTextEncoder)) {\n";
const BLOCK_END: &str = "\n}\n";

/// Exports for embedders that end an instance and go on with another. This glue does not, and the
/// optimiser drops what is not exported.
const UNUSED_EXPORTS: [&str; 2] = ["__abort_handler", "__instance_terminated"];

/// The glue and the module without what they do not need. Both must be fresh from wasm-bindgen.
pub fn shorten(glue: &str, module: &[u8]) -> Result<(String, Vec<u8>)> {
    // A module that prints no JavaScript value, or takes no text, has no such part.
    let mut glue = glue.to_owned();
    if glue.contains("debugString") {
        glue = replace_block(&glue, DEBUG_START, BLOCK_END, |_| Ok(DEBUG.into()))?;
    }
    if glue.contains("encodeInto") {
        glue = replace_block(&glue, POLYFILL_START, BLOCK_END, |_| Ok(String::new()))?;
    }
    let glue = replace_block(&glue, LOADER_START, LOADER_END, loader)?;

    let (before, rest) = split_once(&glue, IMPORTS_START)?;
    let (entries, rest) = split_once(rest, IMPORTS_END)?;
    let (from, after) = split_once(rest, IMPORTS_CLOSE)?;
    let imports = Imports::read(entries)?;

    let mut left = imports.positions.clone();
    let mut exports = HashMap::new();
    let module = names::rename(
        module,
        |(module, name)| {
            ensure!(module == from, "the module imports {name} from {module}, the glue has {from}");
            let position = left.remove(name);
            let position = position.with_context(|| {
                format!("the import {name} is not, or no longer, in the glue's import object")
            })?;
            Ok((String::new(), position.to_string()))
        },
        |name| {
            if UNUSED_EXPORTS.contains(&name) {
                return Ok(None);
            }
            let short = letters(exports.len());
            ensure!(
                exports.insert(name.to_owned(), short.clone()).is_none(),
                "the module exports {name} twice"
            );
            Ok(Some(short))
        },
    )?;
    ensure!(left.is_empty(), "the module does not import these entries of the glue: {left:?}");

    let array = imports.functions.join(",\n");
    let glue =
        format!("{before}    return {{ __proto__: null, \"\": [\n{array},\n    ] }};\n}}\n{after}");
    Ok((rename_exports(&glue, &exports)?, module))
}

/// Replaces the text from `start` to `end`, both included.
fn replace_block(
    text: &str,
    start: &str,
    end: &str,
    new: impl FnOnce(&str) -> Result<String>,
) -> Result<String> {
    let (before, rest) = split_once(text, start)?;
    let (block, after) = rest.split_once(end).with_context(|| unexpected(end, 0))?;
    Ok(format!("{before}{}{after}", new(&format!("{start}{block}"))?))
}

/// Splits at a text that must stand exactly once.
fn split_once<'a>(text: &'a str, at: &str) -> Result<(&'a str, &'a str)> {
    let count = text.matches(at).count();
    ensure!(count == 1, unexpected(at, count));
    text.split_once(at).with_context(|| unexpected(at, 0))
}

fn unexpected(text: &str, count: usize) -> String {
    format!(
        "the glue contains {text:?} {count} times, not once: wasm-bindgen writes another glue than \
         the one src/xtask/shorten.rs knows"
    )
}

/// The new loader, when the old one is made of the known parts.
fn loader(old: &str) -> Result<String> {
    let parts: Vec<_> =
        old.lines().filter(|line| !line.is_empty() && !line.starts_with([' ', '}'])).collect();
    ensure!(
        parts == LOADER_PARTS,
        "the glue's loader is made of {parts:?}; src/xtask/shorten.rs knows another one"
    );
    Ok(LOADER.into())
}

/// What the module can call.
struct Imports {
    /// Expressions, each a function.
    functions: Vec<String>,
    /// Where the function of each name is; names whose functions read the same share one.
    positions: HashMap<String, usize>,
}

impl Imports {
    /// Reads `        name: function(…) {`, lines that are further in, `        },`, and so on.
    fn read(entries: &str) -> Result<Self> {
        let mut functions: Vec<String> = Vec::new();
        let mut positions = HashMap::new();
        let mut lines = entries.lines();
        while let Some(first) = lines.next() {
            let entry = first.strip_prefix("        ").and_then(|entry| entry.split_once(": "));
            let (name, head) = entry.with_context(|| strange(first))?;
            ensure!(is_word(name), strange(first));
            let mut body = String::new();
            let tail = loop {
                let line = lines.next().with_context(|| format!("the import {name} has no end"))?;
                if line.is_empty() || line.starts_with("         ") {
                    body.push_str(line);
                    body.push('\n');
                } else {
                    break line;
                }
            };
            let function = function(head, &body, tail).with_context(|| strange(first))?;
            let known = functions.iter().position(|known| *known == function);
            let position = known.unwrap_or(functions.len());
            if known.is_none() {
                functions.push(function);
            }
            ensure!(
                positions.insert(name.to_owned(), position).is_none(),
                "the glue's import object has {name} twice"
            );
        }
        Ok(Self { functions, positions })
    }
}

fn strange(line: &str) -> String {
    format!("src/xtask/shorten.rs does not know such an entry of the glue's import object: {line}")
}

/// The same function as an arrow, which is shorter. None when it is none of the two known forms.
fn function(head: &str, body: &str, tail: &str) -> Option<String> {
    // An arrow has neither of its own. Comments may say what they like.
    let mut code = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    if code.any(|line| words(line).any(|word| word == "this" || word == "arguments")) {
        return None;
    }
    let catching = "function() { return handleError(function (";
    if let Some(parameters) = head.strip_prefix(catching).and_then(|rest| rest.strip_suffix(") {"))
    {
        let ends = tail == "        }, arguments); },";
        let arrow = format!("(...args) => handleError(({parameters}) => {{\n{body}}}, args)");
        return ends.then_some(arrow);
    }
    let parameters = head.strip_prefix("function(")?.strip_suffix(") {")?;
    let arrow = format!("({parameters}) => {{\n{body}}}");
    (tail == "        }," && !parameters.contains(['(', '{'])).then_some(arrow)
}

/// Replaces each `wasm.name` by the export's new name.
fn rename_exports(glue: &str, exports: &HashMap<String, String>) -> Result<String> {
    // The one way from an instance to its exports, and the one way to name them.
    ensure!(glue.matches(".exports").count() == 1, unexpected(".exports", 0));
    ensure!(!glue.contains("wasm["), "the glue computes names of exports");
    let mut output = String::with_capacity(glue.len());
    let mut used = BTreeSet::new();
    let mut rest = glue;
    while let Some(at) = rest.find("wasm.") {
        let (before, after) = rest.split_at(at);
        let after = &after["wasm.".len()..];
        let end = after.find(|c| !is_word_char(c)).unwrap_or(after.len());
        let name = &after[..end];
        ensure!(!before.ends_with(is_word_char), "the glue has another object like wasm: {name}");
        let Some(short) = exports.get(name) else {
            bail!("the glue uses wasm.{name}, which the module does not export");
        };
        used.insert(name);
        output.push_str(before);
        output.push_str("wasm.");
        output.push_str(short);
        rest = &after[end..];
    }
    output.push_str(rest);
    let unused: Vec<_> = exports.keys().filter(|name| !used.contains(name.as_str())).collect();
    ensure!(unused.is_empty(), "the glue does not use these exports as wasm.NAME: {unused:?}");
    Ok(output)
}

/// `a` to `z`, then `aa` and so on; never a name that could mean anything else.
fn letters(index: usize) -> String {
    let letter = |value: usize| char::from(b'a' + u8::try_from(value % 26).unwrap_or(0));
    if index < 26 { letter(index).into() } else { letters(index / 26 - 1) + &letters(index % 26) }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_word_char)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_word_char(c))
}

#[cfg(test)]
#[path = "shorten_tests.rs"]
mod tests;
