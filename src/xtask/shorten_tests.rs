//! Tests of the shortening, on a small glue of the form that wasm-bindgen writes.

use super::{ShortNames, shorten};

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

/// What binaryen prints for the module of that glue.
const NAMES: &str = r#"{
 "imports": [
  ["./dep_enroll_bg.js", "__wbg_call_40b008ba32f73991", "A"],
  ["./dep_enroll_bg.js", "__wbg_value_17829e61bdaa1ac5", "$"]
 ],
"exports": [
  ["show", "b"],
  ["__abort_handler", "c"],
  ["__wbindgen_start", "d"]
 ]
}"#;

#[track_caller]
fn error(glue: &str, names: &str) -> String {
    shorten(glue, &ShortNames::read(names).unwrap()).unwrap_err().to_string()
}

#[test]
fn the_glue_gets_the_names_of_the_module() {
    let glue = shorten(GLUE, &ShortNames::read(NAMES).unwrap()).unwrap();
    for short in [
        "        $: function(arg0) {\n",
        "        A: function() { return handleError(function (arg0, arg1) {\n",
        "        a: import0,\n",
        "    wasm.b(handle);\n",
        "    wasm.d();\n",
    ] {
        assert!(glue.contains(short), "{short} is not in {glue}");
    }
    assert!(glue.starts_with("export function show(handle)"), "{glue}");
    for long in ["__wbg_call", "__wbg_value", "dep_enroll_bg", "__wbindgen_start"] {
        assert!(!glue.contains(long), "{long} is still in {glue}");
    }
}

#[test]
fn the_loader_and_the_printer_of_values_are_replaced() {
    let glue = shorten(GLUE, &ShortNames::read(NAMES).unwrap()).unwrap();
    assert!(glue.contains("return String(val);"), "{glue}");
    assert!(glue.ends_with("export { __wbg_init as default };\n"), "{glue}");
    for gone in ["switch", "initSync", "old"] {
        assert!(!glue.contains(gone), "{gone} is still in {glue}");
    }
}

#[test]
fn a_module_without_imports_or_debug_text_is_shortened_too() {
    let (before, rest) = GLUE.split_once("function debugString").unwrap();
    let glue = format!("{before}{}", rest.split_once("\n}\n").unwrap().1);
    let exports = r#"{"imports": [], "exports": [["show", "b"], ["__wbindgen_start", "d"]]}"#;
    let glue = shorten(&glue, &ShortNames::read(exports).unwrap()).unwrap();
    assert!(glue.contains("    wasm.b(handle);\n"), "{glue}");
}

#[test]
fn all_modules_of_the_imports_become_one() {
    let line = "        \"./dep_enroll_bg.js\": import0,\n";
    let glue = GLUE.replace(line, &format!("{line}        \"#rest\": import0,\n"));
    let names = NAMES.replacen("./dep_enroll_bg.js", "#rest", 1);
    let glue = shorten(&glue, &ShortNames::read(&names).unwrap()).unwrap();
    assert_eq!(glue.matches("import0,").count(), 1, "{glue}");
    assert!(glue.contains("        a: import0,\n"), "{glue}");
}

#[test]
fn names_that_only_one_side_has_end_the_build() {
    let other = NAMES.replace("__wbg_call_40b008ba32f73991", "__wbg_new");
    assert!(error(GLUE, &other).contains("__wbg_new: function(\" 0 times"));
    let elsewhere = NAMES.replacen("./dep_enroll_bg.js", "env", 1);
    assert!(error(GLUE, &elsewhere).contains("env"));
    let fewer = NAMES.replace("show", "hide");
    assert!(error(GLUE, &fewer).contains("does not export show"));
}

#[test]
fn a_glue_of_another_form_ends_the_build() {
    for (known, other) in [
        ("function debugString(val)", "function debugString(value)"),
        ("async function __wbg_load(", "async function load("),
        ("\": import0", "\": imports"),
        ("__wbg_value_17829e61bdaa1ac5: function(", "__wbg_value_17829e61bdaa1ac5: ("),
        ("wasm.show(", "wasm['show']("),
        ("wasm.show(", "otherwasm.show("),
    ] {
        let glue = GLUE.replace(known, other);
        assert_ne!(glue, GLUE);
        assert!(shorten(&glue, &ShortNames::read(NAMES).unwrap()).is_err(), "{other} passed");
    }
}

#[test]
fn an_output_of_binaryen_that_is_no_list_of_names_ends_the_build() {
    for text in ["", "{}", r#"{"imports": [["a", "b"]], "exports": []}"#] {
        assert!(ShortNames::read(text).is_err(), "{text} passed");
    }
}
