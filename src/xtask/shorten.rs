//! Makes the glue of a module small: short names between the two, and nothing that only other embedders need.
//!
//! The generated names have hashes in them, which no compression shortens. binaryen chooses the short names and renames the
//! module's side; this file renames the glue's side. It knows the text that the pinned version of wasm-bindgen writes, and
//! it must never guess: a glue that it does not recognise ends the build.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The names that binaryen has given to a module's imports and exports.
#[derive(Deserialize)]
pub struct ShortNames {
    /// Module, long name and short name of each import.
    imports: Vec<(String, String, String)>,
    /// Long and short name of each export.
    exports: Vec<(String, String)>,
}

/// binaryen's name for the module that all imports come from.
const IMPORT_MODULE: &str = "a";

/// The first and the last line of a part of the glue, and what stands in its place.
struct Replacement {
    start: &'static str,
    end: &'static str,
    new: &'static str,
}

const REPLACEMENTS: [Replacement; 2] = [
    // The generated loader also fetches, streams and takes three older ways to be called. The shell fetches by itself,
    // because it has to tell failures apart, and hands over a compiled module. 370 bytes. The new one lets the shell see every
    // exception that goes in or out: one of a function of the browser, and a trap of the module.
    Replacement {
        start: "async function __wbg_load(module, imports) {\n",
        end: "\nexport { initSync, __wbg_init as default };\n",
        new: "async function __wbg_init({ module_or_path, guard = (functions) => functions }) {
    if (wasm === undefined) {
        const imports = Object.entries(__wbg_get_imports());
        const guarded = imports.map(([module, functions]) => [module, guard(functions)]);
        const { exports } =
            await WebAssembly.instantiate(module_or_path, Object.fromEntries(guarded));
        __wbg_finalize_init({ exports: guard(exports) }, module_or_path);
    }
    return wasm;
}

export { __wbg_init as default };
",
    },
    // How `{:?}` prints a JavaScript value. Only messages of panics contain it, and people read those for an error's name
    // and message, which `String` gives, too. 230 bytes.
    Replacement {
        start: "function debugString(val) {\n",
        end: "\n}\n",
        new: "function debugString(val) {
    try {
        return String(val);
    } catch {
        return typeof val;
    }
}
",
    },
];

impl ShortNames {
    /// Reads what binaryen prints when it renames.
    pub fn read(json: &str) -> Result<Self> {
        serde_json::from_str(json).context("binaryen did not print the names as JSON")
    }
}

/// Returns the glue with the module's short names and without what the shell does not need. The glue must be fresh from
/// wasm-bindgen. Fails when it and the module do not fit together.
pub fn shorten(glue: &str, names: &ShortNames) -> Result<String> {
    let mut glue = glue.to_owned();
    for Replacement { start, end, new } in REPLACEMENTS {
        // A module that never prints a JavaScript value has no function for it.
        if start.contains("debugString") && !glue.contains("debugString") {
            continue;
        }
        let (before, rest) = split_once(&glue, start)?;
        let (_, after) = rest.split_once(end).with_context(|| unexpected(end, 0))?;
        glue = format!("{before}{new}{after}");
    }
    let mut modules = BTreeSet::new();
    for (module, long, short) in &names.imports {
        let (before, after) = split_once(&glue, &format!("        {long}: function("))?;
        glue = format!("{before}        {short}: function({after}");
        modules.insert(module);
    }
    // binaryen makes one module of them, and the glue must have one object for all.
    for (at, module) in modules.into_iter().enumerate() {
        let (before, after) = split_once(&glue, &format!("        \"{module}\": import0,\n"))?;
        let new =
            if at == 0 { format!("        {IMPORT_MODULE}: import0,\n") } else { String::new() };
        glue = format!("{before}{new}{after}");
    }
    rename_exports(&glue, &names.exports)
}

/// Replaces each `wasm.name` by the export's short name.
fn rename_exports(glue: &str, names: &[(String, String)]) -> Result<String> {
    ensure!(!glue.contains("wasm["), "the glue computes names of exports");
    let mut parts = glue.split("wasm.");
    let mut output = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c| !is_word(c)).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        ensure!(!output.ends_with(is_word), "the glue has another object like wasm: {name}");
        let short = names.iter().find_map(|(long, short)| (long == name).then_some(short));
        let short = short.with_context(|| format!("the module does not export {name}"))?;
        output.extend(["wasm.", short, rest]);
    }
    Ok(output)
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

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
#[path = "shorten_tests.rs"]
mod tests;
