//! Each code of the user interface has its sentence, and each sentence its place. It must never judge how a sentence reads.

use super::declared::holds;
use super::tidy::sources;
use rules::checklist::{Fix, Source};
use rules::setup::Flag;
use rules::{ItemId, Verdict, catalogue};
use std::collections::{BTreeMap, BTreeSet};
use ui::fleet::Problem;
use ui::texts::{CATALOGUE, REST_CATALOGUE};

/// The codes of the user interface.
fn codes() -> BTreeSet<&'static str> {
    let both = [CATALOGUE, REST_CATALOGUE].into_iter();
    both.flat_map(catalogue::entries).map(|entry| entry.code).collect()
}

/// All sentences that `messages` can replace, but for those of the shell, for whoever translates them.
#[test]
fn the_file_of_all_sentences_has_each_of_them() {
    let all =
        [CATALOGUE, REST_CATALOGUE, catalogue::ENGLISH, rules::setup::ENGLISH, table::ENGLISH];
    let mut sentences = BTreeMap::new();
    for entry in all.into_iter().flat_map(catalogue::entries) {
        sentences.insert(entry.code.to_owned(), entry.template);
        if let Some(todo) = entry.todo {
            sentences.insert([entry.code, catalogue::TODO].concat(), todo);
        }
    }
    let json = serde_json::to_string_pretty(&sentences).expect("texts are JSON");
    holds("www/texts.en.json", &format!("{json}\n"));
}

/// The folders of `src/ui` whose code is in the plugin's second module, and the files beside them.
const REST: &[&str] = &[
    "assign/choice.rs",
    "assign/notes.rs",
    "assign/state.rs",
    "assign/state_tests.rs",
    "bulk/",
    "checklist/",
    "combobox.rs",
    "devices/bar.rs",
    "devices/confirm.rs",
    "devices/row/menu.rs",
    "devices/settings_form.rs",
    "editor/",
    "enrollment/",
    "handover/",
    "imports/",
    "notices.rs",
    "panel/",
    "profiles/",
    "rest/surface.rs",
    "runs/",
    "setup/",
];

/// The codes that end in a word of the rules or of the verdicts.
fn codes_of_words() -> BTreeSet<String> {
    let named = |before: &str, words: Vec<&str>, after: &str| -> Vec<String> {
        words.into_iter().map(|word| format!("{before}{word}{after}")).collect()
    };
    // Only what is read has an age to be told, and an item is confirmed by a button of its own.
    let has_age = |source: &Source| !matches!(source, Source::Enrollment | Source::Person);
    let sources = Source::ALL.into_iter().filter(has_age);
    let fixes = Fix::ALL.into_iter().filter(|fix| *fix != Fix::Confirm);
    [
        named("devices.problem.", Problem::ALL.map(Problem::word).to_vec(), ""),
        named("checklist.source.", sources.map(Source::word).collect(), ""),
        named("checklist.fix.", fixes.map(Fix::word).collect(), ""),
        named("checklist.verdict.", Verdict::ALL.map(Verdict::word).to_vec(), ""),
        named("checklist.", ItemId::ALL.map(ItemId::word).to_vec(), ".title"),
        named("preview.flag.", Flag::ALL.map(Flag::word).to_vec(), ""),
        // A table asks for its own name.
        named("", vec!["runs", "history", "imports", "imports.columns"], ".table"),
    ]
    .concat()
    .into_iter()
    .collect()
}

/// A filter that shows a code in place of a problem would be the first sign of a word that has no sentence.
#[test]
fn no_filter_and_no_item_shows_a_code_in_place_of_its_name() {
    let codes = codes();
    let missing: Vec<String> =
        codes_of_words().into_iter().filter(|code| !codes.contains(&**code)).collect();
    assert!(missing.is_empty(), "without a sentence: {missing:?}");
}

/// The code without the form of its number, if it has forms.
fn base<'a>(code: &'a str, codes: &BTreeSet<&str>) -> &'a str {
    let base = code.strip_suffix(".one").or_else(|| code.strip_suffix(".other"));
    base.filter(|base| codes.contains(&*format!("{base}.one"))).unwrap_or(code)
}

/// All Rust sources that may ask for a sentence.
fn text_of_sources() -> String {
    let sources = sources();
    let asks = |name: &str| name.starts_with("src/") && name.ends_with(".rs");
    sources.into_iter().filter(|(name, _)| asks(name)).map(|(_, text)| text).collect()
}

#[test]
fn no_sentence_is_without_a_place() {
    let text = text_of_sources();
    let has = |word: &str| text.contains(&format!("\"{word}\""));
    let words = codes_of_words();
    // Beginnings to which the sources add a word that they name.
    let begun = [
        "page.",
        "person.number-",
        "profiles.column.",
        "devices.settings.",
        "handover.column.",
        "runs.column.",
        "history.column.",
        "runs.csv.",
        "imports.column.",
        "imports.columns.column.",
        "imports.field.",
        "imports.step.",
        "imports.will.",
        "editor.part.",
        "editor.field.",
        "editor.preset.",
        "editor.system.",
    ];
    let is_begun = |code: &str| {
        begun
            .iter()
            .filter_map(|begin| code.strip_prefix(begin))
            .any(|rest| has(rest.strip_suffix(".help").unwrap_or(rest)))
    };
    let codes = codes();
    // A field names its help by the code of its label.
    let label = |code: &'static str| code.strip_suffix(".help").unwrap_or(code);
    let is_said = |code: &&'static str| {
        has(code) || has(base(code, &codes)) || has(label(code)) || is_begun(code)
    };
    let dead: Vec<&&str> =
        codes.iter().filter(|code| !words.contains(**code) && !is_said(code)).collect();
    assert!(dead.is_empty(), "nobody says: {dead:?}");
}

#[test]
fn no_code_in_the_sources_is_without_a_sentence() {
    let text = text_of_sources();
    let mut known = codes();
    known.extend(catalogue::entries(catalogue::ENGLISH).map(|entry| entry.code));
    let asked = ["texts.get(\"", "texts.fill(\"", "view.text(\""].into_iter();
    let asked: BTreeSet<&str> = asked
        .flat_map(|call| text.split(call).skip(1).filter_map(|rest| rest.split('"').next()))
        .collect();
    assert!(asked.len() > 50, "the search through the sources is broken: {asked:?}");
    let missing: Vec<&str> = asked.into_iter().filter(|code| !known.contains(code)).collect();
    assert!(missing.is_empty(), "without a sentence: {missing:?}");
}

/// What is in the first module must not say what the second one brings: until that has come, a code would stand in its place.
#[test]
fn the_first_screen_says_nothing_that_comes_with_the_second_module() {
    let codes = codes();
    let rest: BTreeSet<&str> = catalogue::entries(REST_CATALOGUE).map(|entry| entry.code).collect();
    let mut looked = 0;
    for (name, text) in sources() {
        let Some(file) = name.strip_prefix("src/ui/").filter(|file| file.ends_with(".rs")) else {
            continue;
        };
        if REST.iter().any(|rest| file.starts_with(rest)) || file.contains("_tests") {
            continue;
        }
        looked += 1;
        let said = rest.iter().filter(|code| text.contains(&format!("\"{}\"", base(code, &codes))));
        let said: Vec<_> = said.collect();
        assert!(said.is_empty(), "{name} says {said:?}, which are in texts/rest.txt");
    }
    assert!(looked > 50, "the search through the sources is broken");
}
