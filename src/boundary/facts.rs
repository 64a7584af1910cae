//! The requests of the script side in the words of the rules. The order of the fields is that of
//! `www/src/validate/shapes.ts`; what is absent is not known, which is a verdict of its own.
//!
//! Facts are filled field by field and not built from parts: a part that is moved is copied twice, byte by byte.

use crate::read::Reader;
use alloc::{string::String, vec::Vec};
use rules::checklist::{Existence, ProfileFacts, Status, lineage};
use rules::{Confirmation, Draft, Facts, ItemId, UsernamePolicy, Version};

/// The policy for usernames; what is absent has its default.
pub fn policy(reader: &mut Reader) -> UsernamePolicy {
    let mut policy = UsernamePolicy {
        tenant_domain: reader.text(),
        email_usernames: reader.is_true(),
        ..UsernamePolicy::default()
    };
    if let Some(length) = reader.number() {
        policy.min_length = length as usize;
    }
    if let Some(length) = reader.number() {
        policy.max_length = length as usize;
    }
    policy
}

/// The three enrollment fields; what is absent was not filled in.
pub fn draft(reader: &mut Reader) -> Draft {
    Draft {
        username: string(reader),
        login_required: reader.is_true(),
        agent_required: reader.is_true(),
    }
}

/// The facts of a checklist and the confirmations given on them.
pub fn facts(reader: &mut Reader) -> (Facts, Vec<Confirmation>) {
    let mut facts = Facts::default();
    let mut profile_name = None;
    if reader.is_there() {
        facts.status = Status::parse(&string(reader));
        reader.text_into(&mut facts.profile_uuid);
        profile_name = reader.text();
        reader.text_into(&mut facts.os);
        facts.os_version = version(reader);
        let identified = !string(reader).is_empty();
        // Hosts write the time of the push as a text or as a number; that it is there is all that counts.
        let fetched = reader.flag().is_some();
        facts.used_evidence = identified || fetched || facts.status == Status::Pushed;
    }
    let profiles = profiles(reader);
    facts.lineage = lineage(&facts.profile_uuid, profile_name.as_deref(), profiles.as_deref());
    if reader.is_there() {
        facts.draft = Some(draft(reader));
    }
    if reader.is_there() {
        facts.policy = policy(reader);
    }
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
    let count = reader.count()?;
    let mut profiles = Vec::new();
    for _ in 0..count {
        let (uuid, name) = (string(reader), string(reader));
        let (supervised, mandatory) = (reader.flag(), reader.flag());
        let mut superseded = Vec::new();
        for _ in 0..reader.count().unwrap_or(0) {
            superseded.push(string(reader));
        }
        profiles.push(ProfileFacts { uuid, name, supervised, mandatory, superseded });
    }
    Some(profiles)
}

/// The confirmations; what is given on an unknown item is left out.
fn confirmations(reader: &mut Reader) -> Vec<Confirmation> {
    let mut confirmations = Vec::new();
    for _ in 0..reader.count().unwrap_or(0) {
        let (word, fingerprint) = (string(reader), string(reader));
        if let Some(item) = ItemId::ALL.into_iter().find(|item| item.word() == word) {
            confirmations.push(Confirmation { item, fingerprint });
        }
    }
    confirmations
}

fn version(reader: &mut Reader) -> Option<Version> {
    Version::parse(&string(reader))
}

/// A text; empty when it is absent.
fn string(reader: &mut Reader) -> String {
    let mut text = String::new();
    reader.text_into(&mut text);
    text
}
