//! The English sentence of every code of this crate. A host page may replace any of them by code.
//! It must never decide anything: a code and its parameters come in, a sentence goes out.

use crate::prelude::*;
use crate::text;

/// The template of a code, with `{param}` places; `None` for a code that is not this crate's.
///
/// ```
/// use rules::catalogue::{english, fill};
///
/// let template = english("username.too-short").expect("a code of this crate");
/// let sentence = fill(template, &[("min", "3".into()), ("length", "2".into())]);
/// assert!(sentence.contains("at least 3 characters"));
/// assert!(english("host.session").is_none());
/// ```
pub fn english(code: &str) -> Option<&'static str> {
    template(ENGLISH, code)
}

/// The template of a code in a catalogue; `None` for a code without a line there.
pub fn template(catalogue: &'static str, code: &str) -> Option<&'static str> {
    match code.strip_suffix(TODO) {
        Some(reason) => entries(catalogue).find(|entry| entry.code == reason)?.todo,
        None => Some(entries(catalogue).find(|entry| entry.code == code)?.template),
    }
}

/// What makes the code of what to do out of that of a reason.
pub const TODO: &str = ".todo";

/// A line of a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: &'static str,
    /// Its sentence.
    pub template: &'static str,
    /// What to do about it, if there is anything to do; its code is that of the reason and [`TODO`].
    pub todo: Option<&'static str>,
}

/// Fills the `{name}` places of a template. A place without a parameter stays as it is, and so does every other brace:
/// templates may come from a host page. Parameters are never read for places again.
pub fn fill(template: &str, params: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, behind)) = text::split_first(rest, b'{') {
        out.push_str(before);
        let filled = text::split_first(behind, b'}').and_then(|(name, after)| {
            let (_, value) = params.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match filled {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The codes of this crate with their templates, as [`entries`] reads them: first what is said of the fields, then of changes
/// and their kinds, then the reasons of the checklist, with what to do, then of what a caller passes. The sentences about files
/// stand in the crate `table`, and those about profiles in [`crate::setup`]: a page that has no use for them need not load them. A sentence must not have a place that not every use of its code has a
/// parameter for.
///
/// It is a text, because a table of three hundred pairs of pointers weighs more than finding the lines again, and without
/// comments, because it is shipped as it is.
pub const ENGLISH: &str =
    concat!(include_str!("catalogue/english.txt"), include_str!("catalogue/input.txt"));

/// A code of this crate. A code without a sentence in [`ENGLISH`] does not compile.
macro_rules! code {
    ($code:literal) => {
        const { $crate::catalogue::known($code) }
    };
}
pub(crate) use code;

/// The work of [`code!`].
pub(crate) const fn known(code: &'static str) -> &'static str {
    known_in(ENGLISH, code)
}

/// Gives a code back that has a sentence in a catalogue. A code without one does not compile in a constant, and panics
/// elsewhere: a crate with a catalogue of its own calls it in constants only.
///
/// The answer is `code` itself and no part of the catalogue, so a module that has no use for the sentences does not link them.
///
/// ```
/// const CODE: &str = rules::catalogue::known_in(rules::catalogue::ENGLISH, "serial.empty");
/// assert_eq!(CODE, "serial.empty");
/// ```
///
/// ```compile_fail
/// const CODE: &str = rules::catalogue::known_in(rules::catalogue::ENGLISH, "serial.emty");
/// ```
pub const fn known_in(catalogue: &str, code: &'static str) -> &'static str {
    assert!(has_line(catalogue, code), "a code has no sentence");
    code
}

/// Whether a line of a catalogue begins with a code and a space.
const fn has_line(catalogue: &str, code: &str) -> bool {
    let (text, code) = (catalogue.as_bytes(), code.as_bytes());
    let mut start = 0;
    while start + code.len() < text.len() {
        let mut same = 0;
        while same < code.len() && text[start + same] == code[same] {
            same += 1;
        }
        let is_line = start == 0 || text[start - 1] == b'\n';
        if is_line && same == code.len() && text[start + same] == b' ' {
            return true;
        }
        start += 1;
    }
    false
}

/// The entries of a catalogue: each line a code, a space, its template, and perhaps a tab and what to do. Empty lines and
/// those with `#` say nothing.
pub fn entries(catalogue: &'static str) -> impl Iterator<Item = Entry> {
    let mut rest = catalogue;
    core::iter::from_fn(move || {
        loop {
            let (line, behind) = text::split_first(rest, b'\n')?;
            rest = behind;
            if let Some((code, said)) = text::split_first(line, b' ')
                && !line.starts_with('#')
            {
                let (template, todo) = match text::split_first(said, b'\t') {
                    Some((template, todo)) => (template, Some(todo)),
                    None => (said, None),
                };
                return Some(Entry { code, template, todo });
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filling_replaces_known_places_only_and_only_once() {
        let params = [("a", "1".to_owned()), ("b", "{a}".to_owned()), ("empty", String::new())];
        for (template, filled) in [
            ("", ""),
            ("plain", "plain"),
            ("{a} and {a}", "1 and 1"),
            ("{b}", "{a}"),
            ("{c}{a}", "{c}1"),
            ("{", "{"),
            ("}{", "}{"),
            ("{{a}}", "{1}"),
            ("{a", "{a"),
            ("[{empty}]", "[]"),
            ("ä{a}ö", "ä1ö"),
        ] {
            assert_eq!(fill(template, &params), filled, "{template}");
        }
    }

    /// The sentences of a text; abbreviations do not occur.
    fn sentences(text: &str) -> Vec<&str> {
        text.split_inclusive(['.', '?', '!'])
            .filter(|one| one.split_whitespace().any(|word| word.len() > 1))
            .collect()
    }

    #[test]
    fn a_sentence_of_the_checklist_is_read_in_one_go() {
        for Entry { code, template, todo } in entries(ENGLISH) {
            if !code.starts_with("checklist.") {
                continue;
            }
            for text in [Some(template), todo].into_iter().flatten() {
                assert!(text.ends_with(['.', '?']), "{code}: {text}");
                for sentence in sentences(text) {
                    let words = sentence.split_whitespace().count();
                    assert!(words <= 15, "{code}: {words} words: {sentence}");
                }
            }
        }
    }

    #[test]
    fn an_item_that_fails_never_reads_as_if_it_held() {
        for (code, sentence) in [
            ("checklist.assigned.empty", "No profile is assigned."),
            ("checklist.assigned.removed", "The assignment was removed."),
            ("checklist.supervised.off", "{profile} is not supervised."),
            ("checklist.user.neither", "Nobody is set as its user."),
            ("checklist.user.missing", "There is no user “{username}”."),
            ("checklist.agent.not-published", "The agent is not published."),
            ("checklist.current.superseded", "On an older version of {profile}."),
            ("checklist.reset.used", "Used before: factory-reset it after assigning."),
            ("checklist.reset.reused", "Used before: factory-reset it after assigning."),
        ] {
            assert!(english(code).is_some_and(|text| text.starts_with(sentence)), "{code}");
        }
    }

    #[test]
    fn the_catalogue_has_each_code_once_and_a_sentence_for_it() {
        let all: Vec<_> = entries(ENGLISH).collect();
        for (place, Entry { code, template, todo }) in all.iter().enumerate() {
            assert!(!code.is_empty() && !template.trim().is_empty(), "{code}");
            assert!(all.iter().take(place).all(|known| known.code != *code), "{code} twice");
            assert_eq!(english(code), Some(*template));
            assert_eq!(english(&format!("{code}{TODO}")), *todo);
            assert!(todo.is_none_or(|todo| !todo.trim().is_empty()), "{code}");
        }
        assert!(all.len() > 90);
    }
}
