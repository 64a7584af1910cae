//! The requests of the script side in the words of the rules. The order of the fields is that of
//! `www/src/validate/shapes.ts`; what is absent is not known, which is a verdict of its own.
//!
//! Facts are filled field by field and not built from parts: a part that is moved is copied twice, byte by byte.

use crate::wire::Reader;
use alloc::vec::Vec;
use rules::checklist::{Existence, ProfileFacts, Status, lineage};
use rules::{Draft, Facts, UsernamePolicy, Version};

/// The policy for usernames; what is absent has its default.
pub fn policy(reader: &mut Reader) -> UsernamePolicy {
    let mut policy = UsernamePolicy::default();
    if reader.read() {
        policy.tenant_domain = reader.read().then(|| reader.text.into());
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
    reader.read().then(|| {
        let mut draft = Draft::default();
        reader.append_to(&mut draft.username);
        draft.login_required = reader.is_true();
        draft.agent_required = reader.is_true();
        draft
    })
}

/// The facts of a checklist, up to the confirmations given on them. Nothing to read leaves everything unknown.
pub fn facts(reader: &mut Reader, facts: &mut Facts) {
    if !reader.read() {
        return;
    }
    let mut profile_name = None;
    if reader.read() {
        reader.read();
        facts.status = Status::parse(reader.text);
        reader.append_to(&mut facts.profile_uuid);
        profile_name = reader.read().then_some(reader.text);
        reader.append_to(&mut facts.os);
        facts.os_version = version(reader);
        let identified = reader.read() && !reader.text.is_empty();
        // Hosts write the time of the push as a text or as a number; that it is there is all that counts.
        let fetched = reader.read();
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
    if reader.read() {
        facts.agent.configured = reader.flag();
        facts.agent.published = reader.flag();
        facts.agent.compatible = reader.flag();
        facts.agent.server_version = version(reader);
    }
    facts.test_round = reader.is_true();
    facts.reused = reader.is_true();
    facts.dep_policies = reader.flag();
    if reader.read() {
        let ages = &mut facts.ages;
        for age in [&mut ages.device, &mut ages.profiles, &mut ages.users, &mut ages.readiness] {
            *age = reader.number();
        }
    }
}

/// The profiles of the host; `None` when they could not be read.
fn profiles(reader: &mut Reader) -> Option<Vec<ProfileFacts>> {
    if !reader.read() {
        return None;
    }
    let mut profiles = Vec::new();
    while reader.read() {
        let profile = profiles.push_mut(ProfileFacts::default());
        reader.append_to(&mut profile.uuid);
        reader.append_to(&mut profile.name);
        profile.supervised = reader.flag();
        profile.mandatory = reader.flag();
        if reader.read() {
            while reader.read() {
                profile.superseded.push(reader.text.into());
            }
        }
    }
    Some(profiles)
}

/// Reads the confirmations; whether there is one of this item with this fingerprint.
pub fn confirmations(reader: &mut Reader, item: &str, fingerprint: &str) -> bool {
    let mut is_confirmed = false;
    if reader.read() {
        while reader.read() {
            reader.read();
            let is_of_item = reader.text == item;
            reader.read();
            is_confirmed |= is_of_item && reader.text == fingerprint;
        }
    }
    is_confirmed
}

fn version(reader: &mut Reader) -> Option<Version> {
    reader.read();
    Version::parse(reader.text)
}
