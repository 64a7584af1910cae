//! Every sentence of the user interface, by code. A host page may replace any of them; a text that it does not replace
//! stays English. Sentences about rules come from `rules::catalogue`.

use crate::direction;
use crate::format::Format;
use rules::Problem;
use rules::catalogue::{ENGLISH, Entry, TODO, entries};
use rules::setup;
use std::cell::RefCell;

/// The sentences of the first screen, in the form that [`entries`] reads: a code, a space, its sentence. `{places}` are
/// filled. Codes that end in `.one` and `.other` are chosen by the plural rules of the page's language, which may have more of
/// them. The text is shipped as it is, so its comments are short.
pub const CATALOGUE: &str = include_str!("texts/english.txt");

/// The sentences of the other surfaces, which come with the second module; see [`crate::rest`].
pub const REST_CATALOGUE: &str = include_str!("texts/rest.txt");

/// The catalogues of the second module.
pub(crate) const REST: [&str; 3] = [REST_CATALOGUE, ENGLISH, setup::ENGLISH];

/// Natively there is one module.
const FIRST: &[&str] = if cfg!(target_family = "wasm") {
    &[CATALOGUE]
} else {
    &[CATALOGUE, REST_CATALOGUE, ENGLISH, setup::ENGLISH]
};

thread_local! {
    /// All known sentences in the order of their codes.
    static ORDERED: RefCell<Vec<(&'static str, &'static str)>> = RefCell::new(ordered(FIRST));
}

fn ordered(catalogues: &[&'static str]) -> Vec<(&'static str, &'static str)> {
    let mut ordered = Vec::new();
    for Entry { code, template, todo } in catalogues.iter().flat_map(|text| entries(text)) {
        put(&mut ordered, code, template);
        if let Some(todo) = todo {
            // Once for all time, as the others are there for all time.
            put(&mut ordered, format!("{code}{TODO}").leak(), todo);
        }
    }
    ordered
}

/// Takes in the sentences of the second module.
pub(crate) fn learn(catalogues: [&'static str; 3]) {
    let learnt = ordered(&catalogues);
    ORDERED.with_borrow_mut(|ordered| {
        for (code, text) in learnt {
            put(ordered, code, text);
        }
    });
}

/// Puts an entry into its place; of two for one code, the later counts.
fn put<T: Ord>(ordered: &mut Vec<(T, T)>, code: T, text: T) {
    match ordered.binary_search_by(|known| known.0.cmp(&code)) {
        Ok(at) => ordered[at].1 = text,
        Err(at) => ordered.insert(at, (code, text)),
    }
}

/// The catalogue with the host page's replacements over it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// Code and text, in the order of the codes.
    replaced: Vec<(String, String)>,
    /// Whether the sentences run from right to left.
    runs_left: bool,
}

impl Texts {
    /// A catalogue with these replacements.
    pub fn new(replacements: Vec<(String, String)>) -> Texts {
        let mut replaced = Vec::with_capacity(replacements.len());
        for (code, text) in replacements {
            put(&mut replaced, code, text);
        }
        Texts { replaced, runs_left: false }
    }

    /// The same texts for a language that may run from right to left.
    pub fn running_left(self, runs_left: bool) -> Texts {
        Texts { runs_left, ..self }
    }

    /// Code and text of those that are replaced.
    pub fn replaced(&self) -> &[(String, String)] {
        &self.replaced
    }

    /// Whether no text is replaced.
    pub fn is_english(&self) -> bool {
        self.replaced.is_empty()
    }

    /// The text of a code; the code itself when there is none, so that a gap is seen and not hidden.
    pub fn get(&self, code: &str) -> String {
        self.find(code).unwrap_or(code).to_owned()
    }

    /// The text of a code, if there is one.
    pub fn find<'a>(&'a self, code: &str) -> Option<&'a str> {
        if let Ok(at) = self.replaced.binary_search_by(|known| known.0.as_str().cmp(code)) {
            return Some(&self.replaced[at].1);
        }
        ORDERED.with_borrow(|ordered| {
            let at = ordered.binary_search_by(|known| known.0.cmp(code)).ok()?;
            Some(ordered[at].1)
        })
    }

    /// The text of a code with its `{places}` filled. A value that may run in another direction than the sentence is set off
    /// from it.
    pub fn fill(&self, code: &str, params: &[(&'static str, String)]) -> String {
        self.fill_in(self.find(code).unwrap_or(code), params)
    }

    fn fill_in(&self, template: &str, params: &[(&'static str, String)]) -> String {
        let isolated = |(name, value): &(&'static str, String)| {
            let isolated = direction::isolated(value, self.runs_left);
            (*name, isolated.unwrap_or_else(|| value.clone()))
        };
        rules::catalogue::fill(template, &params.iter().map(isolated).collect::<Vec<_>>())
    }

    /// The text for a number of things: `code.one`, `code.few`, … by the plural rules, else `code.other`; `{count}` is filled.
    pub fn count(&self, format: &Format, code: &str, count: u32) -> String {
        let exact = format!("{code}.{}", format.plural(count));
        let other = format!("{code}.other");
        let template = self.find(&exact).or_else(|| self.find(&other)).unwrap_or(code);
        self.fill_in(template, &[("count", format.number(count))])
    }

    /// The sentence of a problem. It names a space by its word: nobody knows its number.
    pub fn problem(&self, problem: &Problem) -> String {
        let mut params = problem.params.clone();
        for (name, value) in &mut params {
            if *name == "characters" {
                *value = value.replace("U+0020", &self.get("common.space"));
            }
        }
        self.fill(problem.code, &params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "أزل “{domain}”.";

    fn texts(template: &str) -> Texts {
        Texts::new(vec![("username.tenant-domain".to_owned(), template.to_owned())])
    }

    #[test]
    fn a_domain_keeps_its_at_sign_in_front_in_arabic() {
        let params = [("domain", "@carbon.super".to_owned())];
        let filled = texts(ARABIC).running_left(true).fill("username.tenant-domain", &params);
        assert_eq!(filled, "أزل “\u{2068}@carbon.super\u{2069}”.");
        let filled = texts("Remove “{domain}”.").fill("username.tenant-domain", &params);
        assert_eq!(filled, "Remove “@carbon.super”.");
    }

    #[test]
    fn a_space_that_is_to_go_is_named_by_its_word() {
        let problems = rules::serial::check("C02 XK1Z-ZJGH5").problems;
        let problem = problems.iter().find(|it| it.code == "serial.characters").expect("one");
        assert!(Texts::default().problem(problem).ends_with("Remove: space -"));
    }

    #[test]
    fn an_arabic_name_does_not_reorder_an_english_sentence() {
        let params = [("domain", "مكتب (2)".to_owned())];
        let filled = texts("Remove “{domain}”.").fill("username.tenant-domain", &params);
        assert_eq!(filled, "Remove “\u{2068}مكتب (2)\u{2069}”.");
    }
}
