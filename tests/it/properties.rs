//! Properties that hold for every input. A property must never restate a rule of a field: the vectors do.

mod changes;
mod checklist;
mod definitions;
mod import;
mod route;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rules::problem::Checked;
use rules::{
    Draft, Problem, Severity, User, UsernamePolicy, Version, enrollment, profile, serial, username,
};

/// Any Unicode text, or pieces of typical pasted text in random order.
pub(crate) fn pasted() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "bob",
        "alice",
        "PRIMARY",
        "Internal",
        "SALES",
        "/",
        "//",
        "\\",
        "@",
        "acme.com",
        "carbon.super",
        " ",
        "\t",
        "\n",
        "\u{a0}",
        "\u{feff}",
        "\u{200b}",
        "\u{202e}",
        "\0",
        "C02XK1ZZJGH5",
        "-",
        "–",
        "{",
        "}",
        "\"",
        "uuid",
        "UUID:",
        "urn:uuid:",
        "A1F0C3D2E4B5968778695A4B3C2D1E0F",
        "O",
        "I",
        "S",
        "ﬀ",
        "ß",
        "İ",
        "😀",
        "Ｃ",
        "serial:",
        "#",
        ".",
        "e\u{301}",
        "0",
        "SN",
        "S/N",
        "(S)",
        "“",
        "”",
        "<",
        ">",
        "=",
        ",",
        "8.93901E+18",
        "#REF!",
        "wso2.system.user",
        "123456789012",
    ]);
    prop_oneof![
        2 => any::<String>(),
        1 => "\\PC{0,40}",
        4 => vec(piece, 0..7).prop_map(|pieces| pieces.concat()),
    ]
}

pub(crate) fn policies() -> impl Strategy<Value = UsernamePolicy> {
    let domain = prop::sample::select(vec!["acme.com", "carbon.super", "", " ACME.com "]);
    (option::of(domain), any::<bool>(), 0usize..6, 0usize..400).prop_map(
        |(domain, email_usernames, min_length, max_length)| UsernamePolicy {
            tenant_domain: domain.map(str::to_owned),
            email_usernames,
            min_length,
            max_length,
        },
    )
}

pub(crate) fn drafts() -> impl Strategy<Value = Draft> {
    (pasted(), any::<bool>(), any::<bool>()).prop_map(
        |(username, login_required, agent_required)| Draft {
            username,
            login_required,
            agent_required,
        },
    )
}

fn versions() -> impl Strategy<Value = Version> {
    vec(prop_oneof![0u64..20, any::<u64>()], 0..5).prop_map(|numbers| Version::of(&numbers))
}

/// Asserts that a value is present exactly when no problem is an error.
fn assert_value_without_errors<T>(checked: &Checked<T>) -> Result<(), TestCaseError> {
    prop_assert_eq!(checked.ok(), checked.errors().next().is_none());
    Ok(())
}

fn are_hints(problems: &[Problem]) -> bool {
    problems.iter().all(|problem| problem.severity == Severity::Hint)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_username_in_normal_form_is_stable(raw in pasted(), policy in policies()) {
        let checked = username::check(&raw, &policy);
        assert_value_without_errors(&checked)?;
        if let Some(name) = checked.value {
            let again = username::check(name.as_str(), &policy);
            prop_assert!(again.problems.iter().all(|problem| problem.severity != Severity::Hint));
            prop_assert_eq!(again.value, Some(name));
        }
    }

    #[test]
    fn a_repaired_username_has_no_problem(raw in pasted(), policy in policies()) {
        for problem in username::check(&raw, &policy).problems {
            if let Some(repaired) = problem.param("repaired") {
                let again = username::check(repaired, &policy);
                prop_assert_eq!(again.value.as_ref().map(|name| name.as_str()), Some(repaired));
                prop_assert!(again.problems.is_empty(), "{:?}", again.problems);
            }
        }
    }

    #[test]
    fn a_repaired_serial_has_nothing_but_hints(raw in prop_oneof![pasted(), "(S/N|SN|S|Serial)?[-: .(]{0,2}[0-9A-ZIOo]{5,14}[-.,;]?", "[#\"“<(]?[A-Z0-9.,+/ -]{6,14}[\"”>)]?"]) {
        for problem in serial::check(&raw).problems {
            if let Some(repaired) = problem.param("repaired") {
                let again = serial::check(repaired);
                prop_assert_eq!(again.value.as_ref().map(|serial| serial.as_str()), Some(repaired));
                prop_assert!(are_hints(&again.problems), "{:?}", again.problems);
            }
        }
    }

    #[test]
    fn a_repaired_profile_uuid_has_nothing_but_hints(raw in prop_oneof![pasted(), "(UUID: )?[{\"=]?[A-Fa-f0-9-]{28,40}[}\"]?"]) {
        for problem in profile::check(&raw).problems {
            if let Some(repaired) = problem.param("repaired") {
                let again = profile::check(repaired);
                prop_assert_eq!(again.value.as_ref().map(|uuid| uuid.as_str()), Some(repaired));
                prop_assert!(are_hints(&again.problems), "{:?}", again.problems);
            }
        }
    }

    #[test]
    fn without_email_usernames_no_at_sign_passes(raw in pasted()) {
        if let Some(name) = username::check(&raw, &UsernamePolicy::default()).value {
            prop_assert!(!name.as_str().contains('@'));
            prop_assert!(!name.as_str().contains(char::is_whitespace));
        }
    }

    #[test]
    fn a_serial_in_normal_form_is_stable(raw in pasted()) {
        let checked = serial::check(&raw);
        assert_value_without_errors(&checked)?;
        if let Some(serial) = checked.value {
            prop_assert!(serial.as_str().bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()));
            let again = serial::check(serial.as_str());
            prop_assert_eq!(again.problems, checked.problems);
            prop_assert_eq!(again.value, Some(serial));
        }
    }

    #[test]
    fn a_profile_uuid_in_normal_form_is_stable(raw in pasted()) {
        let checked = profile::check(&raw);
        assert_value_without_errors(&checked)?;
        if let Some(uuid) = checked.value {
            prop_assert!(profile::same(&raw, uuid.as_str()));
            let again = profile::check(uuid.as_str());
            prop_assert!(again.problems.iter().all(|problem| problem.code != "profile.repaired"));
            prop_assert_eq!(again.value, Some(uuid));
        }
    }

    #[test]
    fn profile_equality_is_symmetric(left in pasted(), right in pasted()) {
        prop_assert_eq!(profile::same(&left, &right), profile::same(&right, &left));
    }

    #[test]
    fn an_enrollment_survives_the_round_trip_through_a_draft(draft in drafts(), policy in policies()) {
        let checked = enrollment::check(&draft, &policy);
        assert_value_without_errors(&checked)?;
        if let Some(enrollment) = checked.value {
            let back = enrollment.to_draft();
            prop_assert_eq!(back.login_required, draft.login_required);
            prop_assert_eq!(back.agent_required, draft.agent_required);
            prop_assert_eq!(back.username.is_empty(), back.login_required);
            prop_assert_eq!(matches!(enrollment.user, User::LoginRequired), back.login_required);
            prop_assert_eq!(enrollment::check(&back, &policy).value, Some(enrollment));
        }
    }

    #[test]
    fn versions_are_ordered_and_survive_the_round_trip_through_text(left in versions(), right in versions(), raw in pasted()) {
        prop_assert_eq!(left.cmp(&right), right.cmp(&left).reverse());
        if let Some(version) = Version::parse(&raw) {
            prop_assert_eq!(Version::parse(&version.to_string()), Some(version));
        }
    }
}
