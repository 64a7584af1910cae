//! The quick checks say yes only where the full check reports nothing and keeps the text. The scripts of a page answer from
//! a quick yes alone.

use crate::properties::{drafts, pasted, policies};
use proptest::prelude::*;
use rules::{Draft, UsernamePolicy, enrollment, profile, serial, spreadsheet, username};

/// Texts of the letters that usually stand in a field, so that many of them are right.
fn usual() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Z0-9]{7,15}",
        "[A-F0-9]{31,33}",
        "[a-z.]{2,31}",
        "(SALES|PRIMARY|Internal|a@b)/[a-zé]{2,31}",
        "[a-zа-я ]{2,12}",
    ]
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![pasted(), usual()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plain_username_is_repeated_without_a_problem(raw in texts(), policy in policies()) {
        if username::is_plain(&raw, &policy) {
            let checked = username::check(&raw, &policy);
            prop_assert!(checked.problems.is_empty(), "{:?}", checked.problems);
            let value = checked.value.unwrap();
            prop_assert_eq!(value.as_str(), raw);
        }
    }

    #[test]
    fn a_plain_serial_is_repeated_without_a_problem(raw in texts()) {
        if serial::is_plain(&raw) {
            let checked = serial::check(&raw);
            prop_assert!(checked.problems.is_empty(), "{:?}", checked.problems);
            let value = checked.value.unwrap();
            prop_assert_eq!(value.as_str(), raw);
        }
    }

    #[test]
    fn a_plain_profile_uuid_is_repeated_without_a_problem(raw in texts()) {
        if profile::is_plain(&raw) {
            let checked = profile::check(&raw);
            prop_assert!(checked.problems.is_empty(), "{:?}", checked.problems);
            let value = checked.value.unwrap();
            prop_assert_eq!(value.as_str(), raw);
        }
    }

    #[test]
    fn a_plain_name_of_a_profile_is_read_as_it_is(
        raw in prop_oneof![texts(), "[A-Za-z0-9 _-]{0,40}", "[#0-9E+.,:! -]{1,12}"],
    ) {
        if profile::is_plain_name(&raw) {
            prop_assert_eq!(profile::named(&raw), raw.clone());
            prop_assert_eq!(spreadsheet::lost("profile", &raw), None);
        }
    }

    #[test]
    fn a_plain_enrollment_is_repeated_without_a_problem(
        draft in drafts(), usual in usual(), policy in policies(),
    ) {
        for draft in [draft.clone(), Draft { username: usual, ..draft }] {
            if enrollment::is_plain(&draft.username, draft.login_required, &policy) {
                let checked = enrollment::check(&draft, &policy);
                prop_assert!(checked.problems.is_empty(), "{:?}", checked.problems);
                prop_assert_eq!(checked.value.unwrap().to_draft(), draft);
            }
        }
    }
}

#[test]
fn right_values_as_admins_type_them_are_plain() {
    let policy = UsernamePolicy::default();
    for name in ["alice", "bob.miller", "SALES/bob", "jürgen", "o'neil", "иван"] {
        assert!(username::is_plain(name, &policy), "{name}");
        assert!(enrollment::is_plain(name, false, &policy), "{name}");
    }
    assert!(enrollment::is_plain("", true, &policy));
    assert!(serial::is_plain("C02XK1ZZJGH5"));
    assert!(profile::is_plain("A1F0C3D2E4B5968778695A4B3C2D1E0F"));
    assert!(profile::is_plain_name("Staff iPads"));
}
