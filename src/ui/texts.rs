//! Every sentence of the user interface, by code. A host page may replace any of them; a text that it does not replace
//! stays English. Sentences about rules come from `rules::catalogue`.

use crate::format::Format;
use rules::Problem;
use rules::catalogue::{ENGLISH, Entry, TODO, entries};

/// The sentences of the user interface, in the form that [`entries`] reads: a code, a space, its sentence. `{places}` are
/// filled. Codes that end in `.one` and `.other` are chosen by the plural rules of the page's language, which may have more of
/// them. The text is shipped as it is, so its comments are short.
pub const CATALOGUE: &str = include_str!("texts/english.txt");

thread_local! {
    /// Both catalogues in the order of their codes, put in order once.
    static ORDERED: Vec<(&'static str, &'static str)> = {
        let mut ordered = Vec::new();
        for Entry { code, template, todo } in entries(CATALOGUE).chain(entries(ENGLISH)) {
            put(&mut ordered, code, template);
            if let Some(todo) = todo {
                // Once for all time, as the others are there for all time.
                put(&mut ordered, [code, TODO].concat().leak(), todo);
            }
        }
        ordered
    };
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
}

impl Texts {
    /// A catalogue with these replacements.
    pub fn new(replacements: Vec<(String, String)>) -> Texts {
        let mut replaced = Vec::with_capacity(replacements.len());
        for (code, text) in replacements {
            put(&mut replaced, code, text);
        }
        Texts { replaced }
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
        ORDERED.with(|ordered| {
            let at = ordered.binary_search_by(|known| known.0.cmp(code)).ok()?;
            Some(ordered[at].1)
        })
    }

    /// The text of a code with its `{places}` filled.
    pub fn fill(&self, code: &str, params: &[(&'static str, String)]) -> String {
        rules::catalogue::fill(self.find(code).unwrap_or(code), params)
    }

    /// The text for a number of things: `code.one`, `code.few`, … by the plural rules, else `code.other`; `{count}` is filled.
    pub fn count(&self, format: &Format, code: &str, count: u32) -> String {
        let exact = format!("{code}.{}", format.plural(count));
        let other = format!("{code}.other");
        let template = self.find(&exact).or_else(|| self.find(&other)).unwrap_or(code);
        rules::catalogue::fill(template, &[("count", format.number(count))])
    }

    /// The sentence of a problem.
    pub fn problem(&self, problem: &Problem) -> String {
        self.fill(problem.code, &problem.params)
    }
}
