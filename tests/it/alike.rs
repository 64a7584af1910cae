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

/// What holds of two texts that are alike: the same is said, and they are taken as they are.
fn agree(check: Check, one: &str, other: &str) {
    let (value, problems) = check.answer(one);
    let (value_of_other, problems_of_other) = check.answer(other);
    assert_eq!(problems, problems_of_other, "{check:?} {one:?} {other:?}");
    assert_eq!(value.is_some(), value_of_other.is_some(), "{check:?} {one:?} {other:?}");
    assert!(value.is_none_or(|value| value == one), "{check:?} {one:?}");
}

fn a_check() -> impl Strategy<Value = Check> {
    select(&CHECKS[..])
}

/// A check and two texts of usual characters, equally long.
fn two_alike(
    lengths: impl Strategy<Value = usize> + Clone,
) -> impl Strategy<Value = (Check, String, String)> {
    a_check().prop_flat_map(move |check| {
        let characters = all(check.alike().usual);
        lengths.clone().prop_flat_map(move |length| {
            let text = prop::collection::vec(select(characters.clone()), length);
            let text = text.prop_map(|text| text.into_iter().collect::<String>());
            (Just(check), text.clone(), text)
        })
    })
}

/// A text with another one put in at a place.
fn with(text: &str, place: usize, inner: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    characters.splice(place..place, inner.chars());
    characters.into_iter().collect()
}

#[test]
fn each_usual_character_is_like_any_other() {
    for check in CHECKS {
        let characters = all(check.alike().usual);
        for (at, character) in characters.iter().enumerate() {
            // Three characters are enough for a start, a middle and an end; serials and UUIDs are longer.
            for length in [3, 12, 32].into_iter().filter(|length| *length == 3 || at % 97 < 40) {
                let mut text = vec![characters[0]; length];
                let plain: String = text.iter().collect();
                text[at % length] = *character;
                agree(check, &text.into_iter().collect::<String>(), &plain);
            }
        }
    }
}

proptest! {
    #[test]
    fn usual_texts_of_one_length_are_alike(
        (check, one, other) in two_alike(prop_oneof![9 => 0..70_usize, 1 => 0..LONGEST]),
    ) {
        agree(check, &one, &other);
    }

    #[test]
    fn what_may_stand_within_makes_no_difference_but_that_it_is_there(
        (check, one, other) in two_alike(2..40_usize),
        places in prop::collection::vec(any::<prop::sample::Index>(), 1..4),
    ) {
        for inner in all(check.alike().within) {
            let put = |text: &str, from: usize| {
                places.iter().fold(text.to_owned(), |text, place| {
                    let inside = text.chars().count() - 1;
                    with(&text, 1 + (place.index(inside) + from) % inside, &inner.to_string())
                })
            };
            agree(check, &put(&one, 0), &put(&other, 1));
        }
    }

    /// What stands before and behind the parting character comes back in the parameters, so both texts get the same there.
    #[test]
    fn behind_a_parting_character_stands_whatever_it_may_be(
        (check, one, other) in two_alike(1..40_usize),
        behind in "[a-z0-9.-]{1,30}",
    ) {
        for parting in all(check.alike().parting) {
            let told = |before: &str, behind: &str| {
                let (value, mut problems) = check.answer(&format!("{before}{parting}{behind}"));
                for (_, param) in problems.iter_mut().flat_map(|problem| &mut problem.params) {
                    if param == before {
                        *param = "before".into();
                    } else if param == behind {
                        *param = "behind".into();
                    }
                }
                (value, problems)
            };
            // A name that is a number might be taken for the length that a problem names.
            let [one, other] = [&one, &other].map(|name| name.replace(char::is_numeric, "x"));
            prop_assert_eq!(told(&one, &format!("x{behind}")), told(&other, "y"));
        }
    }

    #[test]
    fn behind_the_same_beginning_usual_texts_are_alike_when_nothing_is_said(
        (check, one, other) in two_alike(0..34_usize),
        beginning in prop_oneof![
            "[A-Za-z]{1,8}",
            select(&["PRIMARY", "Internal", "a@b", " S", "\\", "a/b"][..]).prop_map(str::to_owned),
        ],
    ) {
        for leading in check.alike().leading.chars() {
            let (one, other) =
                (format!("{beginning}{leading}{one}"), format!("{beginning}{leading}{other}"));
            let (value, problems) = check.answer(&one);
            if problems.is_empty() {
                prop_assert_eq!(value, Some(one));
                prop_assert_eq!(check.answer(&other), (Some(other), problems));
            }
        }
    }
}
