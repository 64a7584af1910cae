//! Tests of the shortening, on a small glue of the form that wasm-bindgen writes.

use super::{letters, shorten};
use crate::names::tests::sample;

const GLUE: &str = r#"export function show(handle) {
    wasm.show(handle);
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_value_17829e61bdaa1ac5: function(arg0) {
            const ret = arg0.value;
            return ret;
        },
        __wbg_call_40b008ba32f73991: function() { return handleError(function (arg0, arg1) {
            // Of this function's arguments the second may be anything.
            const ret = arg0.call(arg1);
            return ret;
        }, arguments); },
        __wbg_value_df0a0e29a4d182fe: function(arg0) {
            const ret = arg0.value;
            return ret;
        },
    };
    return {
        __proto__: null,
        "./dep_enroll_bg.js": import0,
    };
}
function debugString(val) {
    switch (typeof val) {
    }
}
const cachedTextEncoder = new TextEncoder();

if (!('encodeInto' in cachedTextEncoder)) {
    cachedTextEncoder.encodeInto = null;
}

let wasmModule, wasm;
function __wbg_finalize_init(instance, module) {
    wasm = instance.exports;
    wasmModule = module;
    wasm.__wbindgen_start();
    return wasm;
}

async function __wbg_load(module, imports) {
    old
}

function initSync(module) {
    old
}

let __wbg_init_promise;
async function __wbg_init(module_or_path) {
    old
}

async function __wbg_init_once(module_or_path) {
    old
}

export { initSync, __wbg_init as default };
"#;

const FROM: &str = "./dep_enroll_bg.js";
const NAMES: [&str; 3] =
    ["__wbg_call_40b008ba32f73991", "__wbg_value_17829e61bdaa1ac5", "__wbg_value_df0a0e29a4d182fe"];
const EXPORTS: [&str; 3] = ["show", "__wbindgen_start", "__abort_handler"];

fn module() -> Vec<u8> {
    sample(&NAMES.map(|name| (FROM, name)), &EXPORTS)
}

fn error(glue: &str, module: &[u8]) -> String {
    shorten(glue, module).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn both_sides_get_the_same_names() {
    let (glue, module) = shorten(GLUE, &module()).unwrap();
    // Two entries read the same, so the module imports one function twice.
    assert_eq!(module, sample(&[("", "1"), ("", "0"), ("", "0")], &["a", "b"]));
    let start = glue.find("    return {").unwrap();
    let end = glue.find("function debugString").unwrap();
    let expected = "    return { __proto__: null, \"\": [
(arg0) => {
            const ret = arg0.value;
            return ret;
},
(...args) => handleError((arg0, arg1) => {
            // Of this function's arguments the second may be anything.
            const ret = arg0.call(arg1);
            return ret;
}, args),
    ] };
}
";
    assert_eq!(&glue[start..end], expected);
    assert!(glue.contains("    wasm.a(handle);"), "{glue}");
    assert!(glue.contains("    wasm.b();"), "{glue}");
    assert!(glue.contains("return String(val);"), "{glue}");
    for gone in ["switch", "if (!('encodeInto'", "initSync", "old", "__wbindgen_start"] {
        assert!(!glue.contains(gone), "{gone} is still in {glue}");
    }
}

#[test]
fn an_import_that_only_one_side_has_ends_the_build() {
    let more = sample(&[NAMES[0], NAMES[1], NAMES[2], "__wbg_new"].map(|n| (FROM, n)), &EXPORTS);
    assert!(error(GLUE, &more).contains("__wbg_new is not"));
    let twice = sample(&[NAMES[0], NAMES[1], NAMES[2], NAMES[0]].map(|n| (FROM, n)), &EXPORTS);
    assert!(error(GLUE, &twice).contains("or no longer"));
    let fewer = sample(&[NAMES[0], NAMES[1]].map(|n| (FROM, n)), &EXPORTS);
    assert!(error(GLUE, &fewer).contains(NAMES[2]));
    let other = sample(&NAMES.map(|name| ("env", name)), &EXPORTS);
    assert!(error(GLUE, &other).contains("from env"));
    let doubled = GLUE.replace(NAMES[2], NAMES[1]);
    assert!(error(&doubled, &module()).contains("twice"));
}

#[test]
fn an_export_that_only_one_side_has_ends_the_build() {
    let more = sample(&NAMES.map(|name| (FROM, name)), &["show", "__wbindgen_start", "hide"]);
    assert!(error(GLUE, &more).contains("hide"));
    let fewer = sample(&NAMES.map(|name| (FROM, name)), &["show"]);
    assert!(error(GLUE, &fewer).contains("wasm.__wbindgen_start"));
}

#[test]
fn a_glue_of_another_form_ends_the_build() {
    for (known, other) in [
        ("const import0", "const imports"),
        ("function debugString(val)", "function debugString(value)"),
        ("if (!('encodeInto'", "if (('encodeInto'"),
        ("let __wbg_init_promise;", "let __wbg_init_promise, another;"),
        ("arg0.value", "this.value"),
        ("arg0.value", "arguments[0].value"),
        ("        }, arguments); },", "        }, [arguments]); },"),
        ("wasm.show(", "wasm['show']("),
        ("wasm.show(", "otherwasm.show("),
    ] {
        let glue = GLUE.replace(known, other);
        assert_ne!(glue, GLUE);
        assert!(shorten(&glue, &module()).is_err(), "{other} passed");
    }
}

#[test]
fn letters_never_repeat() {
    assert_eq!(
        [0, 25, 26, 51, 52, 701, 702].map(letters),
        ["a", "z", "aa", "az", "ba", "zz", "aaa"]
    );
}
