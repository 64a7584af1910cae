//! Texts that the rules call alike get the same answer. The scripts of a page rely on it: they ask about one of them.

use proptest::prelude::*;
use proptest::sample::select;
use rules::{Alike, Draft, Problem, UsernamePolicy, enrollment, profile, serial, username};

/// The checks that take texts, each with what makes its texts alike.
#[derive(Clone, Copy, Debug)]
enum Check {
    Username,
    Serial,
    ProfileUuid,
    Enrollment,
    Login,
}

const CHECKS: [Check; 5] =
    [Check::Username, Check::Serial, Check::ProfileUuid, Check::Enrollment, Check::Login];

/// Longer than anything that is right, by far.
const LONGEST: usize = 300;

impl Check {
    fn alike(self) -> Alike {
        match self {
            Check::Serial => serial::ALIKE,
            Check::ProfileUuid => profile::ALIKE,
            Check::Username | Check::Enrollment | Check::Login => username::ALIKE,
        }
    }

    /// The normal form of a text that is right, and the problems.
    fn answer(self, text: &str) -> (Option<String>, Vec<Problem>) {
        let policy = UsernamePolicy::default();
        match self {
            Check::Username => {
                let checked = username::check(text, &policy);
                (checked.value.map(|value| value.as_str().to_owned()), checked.problems)
            }
            Check::Serial => {
                let checked = serial::check(text);
                (checked.value.map(|value| value.as_str().to_owned()), checked.problems)
            }
            Check::ProfileUuid => {
                let checked = profile::check(text);
                (checked.value.map(|value| value.as_str().to_owned()), checked.problems)
            }
            Check::Enrollment | Check::Login => {
                let login_required = matches!(self, Check::Login);
                let draft =
                    Draft { username: text.to_owned(), login_required, agent_required: false };
                let checked = enrollment::check(&draft, &policy);
                (checked.value.map(|value| value.to_draft().username), checked.problems)
            }
        }
    }
}

/// The characters of ranges.
fn all(ranges: &str) -> Vec<char> {
    let ends: Vec<char> = ranges.chars().collect();
    ends.chunks(2).flat_map(|range| range[0]..=range[1]).collect()
}

/// Usual characters of usernames that no generated text has: they show where an answer repeats a part of the text. About
/// serials and UUIDs nothing is said that does, or they would differ in that from one that is all the same character.
const BEFORE: char = '\u{d7fe}';
const BEHIND: char = '\u{d7ff}';

/// A text, and one that is like it and has nothing but marks for its usual characters.
#[derive(Clone, Debug)]
struct Pair {
    text: String,
    marked: String,
    /// What stands before the parting character of each, and behind it; all of it where there is none.
    parts: [(String, String); 2],
}

/// Whether the answer about the marked text is one about all texts like it, as the scripts see it.
fn holds(marked: &str, before: &str, value: &Option<String>, problems: &[Problem]) -> bool {
    let mut params = problems.iter().flat_map(|problem| &problem.params).map(|(_, param)| param);
    value.as_ref().is_none_or(|value| value == marked)
        && params.all(|param| {
            let repeats = param.contains([BEFORE, BEHIND]);
            !repeats || param == before || param.chars().eq([BEHIND])
        })
}

/// The answer about the marked text is that about the other one, with its own parts in their places.
fn agree(check: Check, pair: &Pair) {
    let (value, mut problems) = check.answer(&pair.marked);
    let [(before, behind), (marked, _)] = &pair.parts;
    if !holds(&pair.marked, marked, &value, &problems) {
        return;
    }
    for (_, param) in problems.iter_mut().flat_map(|problem| &mut problem.params) {
        if param == marked {
            param.clone_from(before);
        } else if param.chars().eq([BEHIND]) {
            param.clone_from(behind);
        }
    }
    let value = value.map(|_| pair.text.clone());
    assert_eq!(check.answer(&pair.text), (value, problems), "{check:?} {pair:?}");
}

fn a_check() -> impl Strategy<Value = Check> {
    select(&CHECKS[..])
}

/// A text of usual characters.
fn usual(check: Check, length: impl Strategy<Value = usize>) -> impl Strategy<Value = String> {
    let characters = all(check.alike().usual);
    length.prop_flat_map(move |length| {
        let text = prop::collection::vec(select(characters.clone()), length);
        text.prop_map(|text| text.into_iter().filter(|c| ![BEFORE, BEHIND].contains(c)).collect())
    })
}

/// What stands for usual characters in a text that is asked about.
fn mark(check: Check) -> char {
    let usual = all(check.alike().usual);
    if usual.contains(&BEFORE) { BEFORE } else { usual[0] }
}

/// A text with some characters put in at places, none of them an end.
fn with_within(text: &str, inner: char, places: &[prop::sample::Index]) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for place in places {
        let inside = characters.len() - 1;
        characters.insert(1 + place.index(inside), inner);
    }
    characters.into_iter().collect()
}

#[test]
fn each_usual_character_is_like_any_other() {
    for check in CHECKS {
        let mark = mark(check);
        for (at, character) in all(check.alike().usual).into_iter().enumerate() {
            // Three characters are enough for a start, a middle and an end; serials and UUIDs are longer.
            for length in [3, 12, 32].into_iter().filter(|length| *length == 3 || at % 97 < 40) {
                let marked = vec![mark; length];
                let mut text = marked.clone();
                text[at % length] = character;
                let [text, marked] =
                    [text, marked].map(|text| text.into_iter().collect::<String>());
                let parts = [&text, &marked].map(|text| (text.clone(), String::new()));
                agree(check, &Pair { text, marked, parts });
            }
        }
    }
}

/// What stands before a leading character; some of it is nothing like the name of a store.
fn beginning() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{1,8}",
        select(&["PRIMARY", "Internal", "a@b", " S", "\\", "a/b", "a ", "\u{200b}", "x y"][..])
            .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]
    #[test]
    fn one_answer_is_that_about_all_texts_like_it(
        (check, name, behind) in a_check().prop_flat_map(|check| {
            let length = prop_oneof![9 => 0..40_usize, 1 => 0..LONGEST];
            (Just(check), usual(check, length), usual(check, 1..20_usize))
        }),
        beginning in prop::option::of(beginning()),
        special in 0..3,
        places in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
        other_places in prop::collection::vec(any::<prop::sample::Index>(), 4),
    ) {
        let alike = check.alike();
        let marks: String = name.chars().map(|_| mark(check)).collect();
        let start = match beginning {
            Some(beginning) if !alike.leading.is_empty() => beginning + alike.leading,
            _ => String::new(),
        };
        let within = all(alike.within).into_iter().next();
        let parting = all(alike.parting).into_iter().next();
        let long = name.chars().count() > 1;
        let pair = match (special, within, parting) {
            (1, Some(inner), _) if long => {
                let text = start.clone() + &with_within(&name, inner, &places);
                let other_places = &other_places[..places.len()];
                let marked = start + &with_within(&marks, inner, other_places);
                let parts = [&text, &marked].map(|text| (text.clone(), String::new()));
                Pair { text, marked, parts }
            }
            (2, _, Some(parting)) if !name.is_empty() && !behind.is_empty() => {
                let [before, marked] = [&name, &marks].map(|name| start.clone() + name);
                Pair {
                    text: format!("{before}{parting}{behind}"),
                    marked: format!("{marked}{parting}{BEHIND}"),
                    parts: [(before, behind), (marked, BEHIND.into())],
                }
            }
            _ => {
                let [text, marked] = [&name, &marks].map(|name| start.clone() + name);
                let parts = [&text, &marked].map(|text| (text.clone(), String::new()));
                Pair { text, marked, parts }
            }
        };
        agree(check, &pair);
    }
}

/// What admins type is answered from memory and not asked about.
#[test]
fn most_answers_hold_for_all_texts_like_theirs() {
    for (check, marked) in [
        (Check::Username, "\u{d7fe}\u{d7fe}\u{d7fe}"),
        (Check::Username, "SALES/\u{d7fe}\u{d7fe}\u{d7fe}"),
        (Check::Username, "\u{d7fe}\u{d7fe}\u{d7fe} \u{d7fe}"),
        (Check::Enrollment, ""),
        (Check::Login, ""),
        (Check::Login, "SALES/\u{d7fe}\u{d7fe}\u{d7fe}"),
    ] {
        let (value, problems) = check.answer(marked);
        assert!(holds(marked, marked, &value, &problems), "{check:?} {marked:?} {problems:?}");
    }
    let before = "SALES/\u{d7fe}\u{d7fe}\u{d7fe}";
    let marked = format!("{before}@{BEHIND}");
    let (value, problems) = Check::Username.answer(&marked);
    assert!(holds(&marked, before, &value, &problems), "{problems:?}");
}
