//! Properties that hold for every input. A property must never restate a rule of a field: the vectors do.

mod import;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rules::checklist::{
    AgentFacts, Ages, Existence, ItemId, Lineage, ProfileFacts, Status, Verdict, evaluate, lineage,
};
use rules::problem::Checked;
use rules::{
    Confirmation, Draft, Facts, Problem, Severity, User, UsernamePolicy, Version, enrollment,
    profile, serial, username,
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

fn profiles() -> impl Strategy<Value = ProfileFacts> {
    let uuid =
        || prop::sample::select(vec!["A1", "a-1", "B2", "", "profile_1"]).prop_map(str::to_owned);
    let name = prop::sample::select(vec!["Staff", "Shop", ""]).prop_map(str::to_owned);
    (uuid(), name, any::<Option<bool>>(), any::<Option<bool>>(), vec(uuid(), 0..3)).prop_map(
        |(uuid, name, supervised, mandatory, superseded)| ProfileFacts {
            uuid,
            name,
            supervised,
            mandatory,
            superseded,
        },
    )
}

fn versions() -> impl Strategy<Value = Version> {
    vec(prop_oneof![0u64..20, any::<u64>()], 0..5).prop_map(|numbers| Version::of(&numbers))
}

fn assignments() -> impl Strategy<Value = (Status, String, Lineage)> {
    let word = prop_oneof![
        prop::sample::select(vec!["Empty", "assigned", "PUSHED", "Removed", "", "Migrating"])
            .prop_map(str::to_owned),
        pasted(),
    ];
    let uuid = prop::sample::select(vec!["A1", "B2", "c3", "", " ", "profile_1"]);
    (word, uuid, option::of(vec(profiles(), 0..4)), option::of(pasted())).prop_map(
        |(word, uuid, known, name)| {
            (
                Status::parse(&word),
                uuid.to_owned(),
                lineage(uuid, name.as_deref(), known.as_deref()),
            )
        },
    )
}

fn facts() -> impl Strategy<Value = Facts> {
    let os = prop_oneof![
        prop::sample::select(vec!["iOS", "iPadOS", "OSX", "tvOS", ""]).prop_map(str::to_owned),
        pasted()
    ];
    let existence =
        prop::sample::select(vec![Existence::Exists, Existence::Missing, Existence::Unknown]);
    let flag = any::<Option<bool>>;
    let agent = (flag(), flag(), flag(), option::of(versions()));
    let switches = any::<(bool, bool, bool, Option<bool>)>();
    (
        assignments(),
        os,
        option::of(versions()),
        option::of(drafts()),
        policies(),
        existence,
        agent,
        switches,
    )
        .prop_map(|(assignment, os, os_version, draft, policy, existence, agent, switches)| {
            let (status, profile_uuid, lineage) = assignment;
            let (configured, published, compatible, server_version) = agent;
            let (test_round, reused, profile_fetched, dep_policies) = switches;
            Facts {
                status,
                profile_uuid,
                lineage,
                device_family: String::new(),
                os,
                os_version,
                dep_policies,
                draft,
                no_enrollment: false,
                policy,
                existence,
                agent: AgentFacts { configured, published, compatible, server_version },
                test_round,
                reused,
                device_identifier: String::new(),
                profile_fetched,
                ages: Ages::default(),
            }
        })
}

/// Asserts that a value is present exactly when no problem is an error.
fn assert_value_without_errors<T>(checked: &Checked<T>) -> Result<(), TestCaseError> {
    prop_assert_eq!(checked.ok(), checked.errors().next().is_none());
    Ok(())
}

fn are_hints(problems: &[Problem]) -> bool {
    problems.iter().all(|problem| problem.severity == Severity::Hint)
}

/// A confirmation of every item, on these facts.
fn confirm_all(facts: &Facts) -> Vec<Confirmation> {
    let items = evaluate(facts, &[]).items;
    items
        .into_iter()
        .map(|item| Confirmation { item: item.id, fingerprint: item.fingerprint })
        .collect()
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

    #[test]
    fn a_checklist_counts_its_open_items(facts in facts()) {
        let checklist = evaluate(&facts, &[]);
        let ids: Vec<ItemId> = checklist.items.iter().map(|item| item.id).collect();
        prop_assert_eq!(ids, ItemId::ALL.to_vec());
        let open = checklist.items.iter().filter(|item| item.verdict.is_open()).count();
        prop_assert_eq!(checklist.open, open);
        prop_assert_eq!(checklist.ready, open == 0);
        for item in &checklist.items {
            prop_assert_eq!(item.fix.is_some(), item.verdict.is_open(), "{}", item.code);
            prop_assert!(!item.confirmable || item.verdict.is_open(), "{}", item.code);
            prop_assert!(item.verdict != Verdict::Confirmed);
        }
    }

    #[test]
    fn a_confirmation_affects_confirmable_items_only(facts in facts()) {
        let before = evaluate(&facts, &[]);
        let after = evaluate(&facts, &confirm_all(&facts));
        for (was, is) in before.items.iter().zip(&after.items) {
            let expected = if was.confirmable { Verdict::Confirmed } else { was.verdict };
            prop_assert_eq!(is.verdict, expected, "{}", is.code);
            prop_assert_eq!(&is.fingerprint, &was.fingerprint);
        }
    }

    #[test]
    fn ages_affect_neither_verdicts_nor_confirmations(facts in facts(), age in any::<u32>()) {
        let older = Ages { device: Some(age), profiles: Some(age), users: Some(age), readiness: Some(age) };
        let confirmations = confirm_all(&facts);
        let later = evaluate(&Facts { ages: older, ..facts.clone() }, &confirmations);
        prop_assert_eq!(later.open, evaluate(&facts, &confirmations).open);
    }

    #[test]
    fn a_confirmation_is_void_when_its_facts_change(facts in facts()) {
        let confirmations = confirm_all(&facts);
        let survivors = |changed: &Facts, id: ItemId| {
            evaluate(changed, &confirmations).items.iter().any(|item| item.id == id && item.verdict == Verdict::Confirmed)
        };
        let mut changes: Vec<(ItemId, Facts)> = Vec::new();
        for id in [ItemId::Supervised, ItemId::Mandatory, ItemId::Current, ItemId::Assigned, ItemId::Reset] {
            let other = format!("{}F", facts.profile_uuid.trim());
            changes.push((id, Facts { profile_uuid: other, ..facts.clone() }));
            let moved = if facts.status == Status::Pushed { Status::Assigned } else { Status::Pushed };
            changes.push((id, Facts { status: moved, ..facts.clone() }));
        }
        let upgraded = Some(Version::of(&[11, 22]));
        if facts.os_version != upgraded {
            changes.push((ItemId::Supervised, Facts { os_version: upgraded, ..facts.clone() }));
        }
        changes.push((ItemId::Reset, Facts { reused: !facts.reused, ..facts.clone() }));
        // The status Pushed alone is evidence of use.
        if facts.status != Status::Pushed {
            let profile_fetched = !facts.profile_fetched;
            changes.push((ItemId::Reset, Facts { profile_fetched, ..facts.clone() }));
        }
        if let Some(draft) = &facts.draft {
            let other = Draft { username: format!("{}x", draft.username.trim()), ..draft.clone() };
            changes.push((ItemId::User, Facts { draft: Some(other), ..facts.clone() }));
        }
        let published = match facts.agent.published {
            None => Some(true),
            Some(_) => None,
        };
        let agent = AgentFacts { published, ..facts.agent.clone() };
        changes.push((ItemId::Agent, Facts { agent, ..facts.clone() }));
        for (id, changed) in changes {
            prop_assert!(!survivors(&changed, id), "{} survived {:?}", id.word(), changed);
        }
    }
}
