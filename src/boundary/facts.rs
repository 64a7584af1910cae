//! The requests of the script side in the words of the rules. The order of the fields is that of
//! `www/src/validate/shapes.ts`; what is absent is not known, which is a verdict of its own.

use crate::read::Reader;
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use rules::checklist::{AgentFacts, Ages, Existence, ProfileFacts, Status, lineage};
use rules::{Confirmation, Draft, Facts, ItemId, UsernamePolicy, Version};

/// The policy for usernames; what is absent has its default.
pub fn policy(reader: &mut Reader) -> UsernamePolicy {
    let plain = UsernamePolicy::default();
    UsernamePolicy {
        tenant_domain: reader.text().map(str::to_owned),
        email_usernames: reader.flag().unwrap_or(plain.email_usernames),
        min_length: reader.number().map_or(plain.min_length, |length| length as usize),
        max_length: reader.number().map_or(plain.max_length, |length| length as usize),
    }
}

/// The three enrollment fields; what is absent was not filled in.
pub fn draft(reader: &mut Reader) -> Draft {
    Draft {
        username: owned(reader.text()),
        login_required: reader.flag().unwrap_or(false),
        agent_required: reader.flag().unwrap_or(false),
    }
}

/// The facts of a checklist and the confirmations given on them.
pub fn facts(reader: &mut Reader) -> (Facts, Vec<Confirmation>) {
    let device = reader.record(device).unwrap_or_default();
    let profiles = reader.list(profile);
    let status = Status::parse(device.status);
    let facts = Facts {
        lineage: lineage(device.profile_uuid, device.profile_name, profiles.as_deref()),
        used_evidence: device.used || status == Status::Pushed,
        status,
        profile_uuid: device.profile_uuid.to_owned(),
        os: device.os.to_owned(),
        os_version: device.os_version,
        draft: reader.record(draft),
        policy: reader.record(policy).unwrap_or_default(),
        existence: match reader.flag() {
            Some(true) => Existence::Exists,
            Some(false) => Existence::Missing,
            None => Existence::Unknown,
        },
        agent: reader.record(agent).unwrap_or_default(),
        test_round: reader.flag().unwrap_or(false),
        reused: reader.flag().unwrap_or(false),
        dep_policies: reader.flag(),
        ages: reader.record(ages).unwrap_or_default(),
    };
    let confirmations = reader.list(confirmation).unwrap_or_default();
    (facts, confirmations.into_iter().flatten().collect())
}

/// What the record of a device says.
#[derive(Default)]
struct Device<'a> {
    status: &'a str,
    profile_uuid: &'a str,
    profile_name: Option<&'a str>,
    os: &'a str,
    os_version: Option<Version>,
    /// It has an identifier or the time at which it fetched its profile.
    used: bool,
}

fn device<'a>(reader: &mut Reader<'a>) -> Device<'a> {
    Device {
        status: reader.text().unwrap_or_default(),
        profile_uuid: reader.text().unwrap_or_default(),
        profile_name: reader.text(),
        os: reader.text().unwrap_or_default(),
        os_version: version(reader),
        used: {
            let identified = reader.text().is_some_and(|identifier| !identifier.is_empty());
            // Hosts write the time as a text or as a number; that it is there is all that counts.
            reader.flag().is_some() || identified
        },
    }
}

fn profile(reader: &mut Reader) -> ProfileFacts {
    ProfileFacts {
        uuid: owned(reader.text()),
        name: owned(reader.text()),
        supervised: reader.flag(),
        mandatory: reader.flag(),
        superseded: reader.list(|reader| owned(reader.text())).unwrap_or_default(),
    }
}

fn agent(reader: &mut Reader) -> AgentFacts {
    AgentFacts {
        configured: reader.flag(),
        published: reader.flag(),
        compatible: reader.flag(),
        server_version: version(reader),
    }
}

fn ages(reader: &mut Reader) -> Ages {
    Ages {
        device: reader.number(),
        profiles: reader.number(),
        users: reader.number(),
        readiness: reader.number(),
    }
}

fn confirmation(reader: &mut Reader) -> Option<Confirmation> {
    let (word, fingerprint) = (reader.text(), owned(reader.text()));
    let item = ItemId::ALL.into_iter().find(|item| Some(item.word()) == word)?;
    Some(Confirmation { item, fingerprint })
}

fn version(reader: &mut Reader) -> Option<Version> {
    reader.text().and_then(Version::parse)
}

fn owned(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}
