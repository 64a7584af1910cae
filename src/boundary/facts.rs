//! The requests of the script side in the words of the rules. The order of the fields is that of
//! `www/src/validate/shapes.ts`; what is absent is not known, which is a verdict of its own.
//!
//! Facts are filled field by field and not built from parts: a part that is moved is copied twice, byte by byte.

use crate::wire::Reader;
use alloc::vec::Vec;
use rules::checklist::{Existence, ProfileFacts, Status, lineage};
use rules::{Confirmation, Draft, Facts, ItemId, UsernamePolicy, Version};

/// The policy for usernames; what is absent has its default.
pub fn policy(reader: &mut Reader) -> UsernamePolicy {
    let mut policy = UsernamePolicy::default();
    if reader.is_there() {
        policy.tenant_domain = reader.text().map(Into::into);
        policy.email_usernames = reader.is_true();
        if let Some(length) = reader.number() {
            policy.min_length = length as usize;
        }
        if let Some(length) = reader.number() {
            policy.max_length = length as usize;
        }
    }
    policy
}

/// The three enrollment fields, if they are there; what is absent of them was not filled in.
pub fn draft(reader: &mut Reader) -> Option<Draft> {
    reader.is_there().then(|| Draft {
        username: reader.string(),
        login_required: reader.is_true(),
        agent_required: reader.is_true(),
    })
}

/// The facts of a checklist and the confirmations given on them.
pub fn facts(reader: &mut Reader) -> (Facts, Vec<Confirmation>) {
    let mut facts = Facts::default();
    if !reader.is_there() {
        return (facts, Vec::new());
    }
    let mut profile_name = None;
    if reader.is_there() {
        facts.status = Status::parse(reader.text().unwrap_or_default());
        facts.profile_uuid = reader.string();
        profile_name = reader.text();
        facts.os = reader.string();
        facts.os_version = version(reader);
        let identified = reader.text().is_some_and(|identifier| !identifier.is_empty());
        // Hosts write the time of the push as a text or as a number; that it is there is all that counts.
        let fetched = reader.is_there();
        facts.used_evidence = identified || fetched || facts.status == Status::Pushed;
    }
    let profiles = profiles(reader);
    facts.lineage = lineage(&facts.profile_uuid, profile_name, profiles.as_deref());
    facts.draft = draft(reader);
    facts.policy = policy(reader);
    facts.existence = match reader.flag() {
        Some(true) => Existence::Exists,
        Some(false) => Existence::Missing,
        None => Existence::Unknown,
    };
    if reader.is_there() {
        facts.agent.configured = reader.flag();
        facts.agent.published = reader.flag();
        facts.agent.compatible = reader.flag();
        facts.agent.server_version = version(reader);
    }
    facts.test_round = reader.is_true();
    facts.reused = reader.is_true();
    facts.dep_policies = reader.flag();
    if reader.is_there() {
        let ages = &mut facts.ages;
        for age in [&mut ages.device, &mut ages.profiles, &mut ages.users, &mut ages.readiness] {
            *age = reader.number();
        }
    }
    (facts, confirmations(reader))
}

/// The profiles of the host; `None` when they could not be read.
fn profiles(reader: &mut Reader) -> Option<Vec<ProfileFacts>> {
    if !reader.is_there() {
        return None;
    }
    let mut profiles = Vec::new();
    while reader.is_there() {
        let (uuid, name) = (reader.string(), reader.string());
        let (supervised, mandatory) = (reader.flag(), reader.flag());
        let mut superseded = Vec::new();
        if reader.is_there() {
            while let Some(old) = reader.text() {
                superseded.push(old.into());
            }
        }
        profiles.push(ProfileFacts { uuid, name, supervised, mandatory, superseded });
    }
    Some(profiles)
}

/// The confirmations; what is given on an unknown item is left out.
fn confirmations(reader: &mut Reader) -> Vec<Confirmation> {
    let mut confirmations = Vec::new();
    if reader.is_there() {
        while reader.is_there() {
            let (word, fingerprint) = (reader.text().unwrap_or_default(), reader.string());
            if let Some(item) = ItemId::ALL.into_iter().find(|item| item.word() == word) {
                confirmations.push(Confirmation { item, fingerprint });
            }
        }
    }
    confirmations
}

fn version(reader: &mut Reader) -> Option<Version> {
    Version::parse(reader.text()?)
}
