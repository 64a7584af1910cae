//! What must hold for every set of facts: one cause is one item, a confirmation counts in its scope, and dies with its facts.

use super::{drafts, pasted, policies, versions};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rules::checklist::{
    AgentFacts, Ages, DeviceReadiness, Existence, Item, Lineage, ProfileFacts, Scope, Status,
    evaluate, lineage,
};
use rules::{Confirmation, Draft, Facts, ItemId, Verdict, Version};

pub(super) fn profiles() -> impl Strategy<Value = ProfileFacts> {
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
    fn a_checklist_counts_its_open_items(facts in facts()) {
        let checklist = evaluate(&facts, &[]);
        let ids: Vec<ItemId> = checklist.items.iter().map(|item| item.id).collect();
        prop_assert_eq!(ids, ItemId::ALL.to_vec());
        let open: Vec<&Item> = checklist.items.iter().filter(|item| item.verdict.is_open()).collect();
        let causes: Vec<&Item> = open.iter().copied().filter(|item| item.because.is_none()).collect();
        prop_assert_eq!(checklist.causes().collect::<Vec<_>>(), causes.clone());
        prop_assert_eq!(checklist.open, causes.len());
        // A folded item needs an item that stands for it.
        prop_assert_eq!(open.is_empty(), causes.is_empty());
        prop_assert_eq!(checklist.ready, open.is_empty());
        let fails = causes.iter().any(|item| item.verdict == Verdict::Fail);
        prop_assert_eq!(checklist.readiness, match (fails, open.is_empty()) {
            (true, _) => DeviceReadiness::ToDo,
            (false, true) => DeviceReadiness::Ready,
            (false, false) => DeviceReadiness::CannotTell,
        });
        for item in &checklist.items {
            prop_assert_eq!(item.fix.is_some(), item.verdict.is_open(), "{}", item.code);
            prop_assert!(!item.confirmable || item.verdict.is_open(), "{}", item.code);
            prop_assert!(item.verdict != Verdict::Confirmed);
            if let Some(cause) = item.because {
                prop_assert!(item.verdict.is_open(), "{}", item.code);
                prop_assert!(causes.iter().any(|found| found.id == cause), "{}", item.code);
            }
        }
    }

    #[test]
    fn one_cause_is_one_item(facts in facts()) {
        let no_profile = matches!(facts.status, Status::Empty | Status::Removed) || facts.lineage == Lineage::None;
        let older = matches!(facts.lineage, Lineage::Superseded(_));
        let about_the_profile = [ItemId::Supervised, ItemId::Mandatory, ItemId::Current, ItemId::Assigned];
        let checklist = evaluate(&facts, &[]);
        let causes: Vec<ItemId> = checklist.causes().map(|item| item.id).filter(|id| about_the_profile.contains(id)).collect();
        if no_profile {
            prop_assert_eq!(causes, [ItemId::Assigned]);
        } else if older && matches!(facts.status, Status::Assigned | Status::Pushed) {
            prop_assert_eq!(causes, [ItemId::Current]);
        } else if facts.lineage == Lineage::Unknown && matches!(facts.status, Status::Assigned | Status::Pushed) {
            prop_assert_eq!(causes, [ItemId::Current]);
        }
    }

    #[test]
    fn a_confirmed_cause_settles_no_item_but_its_own(facts in facts()) {
        let before = evaluate(&facts, &[]);
        for cause in before.causes().filter(|cause| cause.confirmable) {
            let word = Confirmation { item: cause.id, fingerprint: cause.fingerprint.clone() };
            let after = evaluate(&facts, &[word]);
            for (was, is) in before.items.iter().zip(&after.items).filter(|(was, _)| was.id != cause.id) {
                prop_assert_eq!(was.verdict, is.verdict, "{}", was.code);
                prop_assert!(is.because != Some(cause.id), "{} hides behind a settled item", is.code);
            }
        }
    }

    #[test]
    fn a_question_about_the_server_or_a_profile_is_the_same_on_all_its_devices(facts in facts(), other in facts()) {
        // All that the two devices have of their own is the other's; profile, platform, server and settings are shared.
        let twin = Facts {
            status: other.status,
            device_identifier: "udid".into(),
            profile_fetched: other.profile_fetched,
            draft: other.draft,
            existence: other.existence,
            reused: other.reused,
            ages: Ages { device: Some(1), ..Ages::default() },
            ..facts.clone()
        };
        // A device on another profile and platform, of the same server.
        let stranger = Facts {
            profile_uuid: other.profile_uuid,
            lineage: other.lineage,
            device_family: "Mac".into(),
            os: other.os,
            os_version: other.os_version,
            ..twin.clone()
        };
        let items = evaluate(&facts, &[]).items;
        for (with, scopes) in [(&twin, &[Scope::Profile, Scope::Server][..]), (&stranger, &[Scope::Server][..])] {
            for (one, two) in items.iter().zip(&evaluate(with, &[]).items) {
                // The same question: an item with another reason asks something else.
                if scopes.contains(&one.scope) && one.code == two.code {
                    prop_assert_eq!(&one.fingerprint, &two.fingerprint, "{}", one.code);
                }
            }
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
            if matches!(id, ItemId::Supervised | ItemId::Mandatory | ItemId::Current) {
                // The status is the device's own, and these are asked once for a profile.
                continue;
            }
            let moved = if facts.status == Status::Pushed { Status::Assigned } else { Status::Pushed };
            changes.push((id, Facts { status: moved, ..facts.clone() }));
        }
        let upgraded = Some(Version::of(&[11, 22]));
        if facts.os_version != upgraded {
            changes.push((ItemId::Supervised, Facts { os_version: upgraded, ..facts.clone() }));
        }
        let family = format!("{}x", facts.device_family);
        changes.push((ItemId::Supervised, Facts { device_family: family.clone(), ..facts.clone() }));
        changes.push((ItemId::Mandatory, Facts { device_family: family, ..facts.clone() }));
        let needed = match facts.dep_policies {
            None => Some(true),
            Some(_) => None,
        };
        changes.push((ItemId::Supervised, Facts { dep_policies: needed, ..facts.clone() }));
        if let Lineage::Current(profile) = &facts.lineage {
            let flip = |flag: Option<bool>| if flag.is_none() { Some(true) } else { None };
            let (supervised, mandatory) = (flip(profile.supervised), flip(profile.mandatory));
            let with = |profile| Facts { lineage: Lineage::Current(profile), ..facts.clone() };
            changes.push((ItemId::Supervised, with(ProfileFacts { supervised, ..profile.clone() })));
            changes.push((ItemId::Mandatory, with(ProfileFacts { mandatory, ..profile.clone() })));
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
