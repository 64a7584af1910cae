//! The facts of the checklist as a host page writes them. What it leaves out is not known, which is a verdict of its own.

use crate::config;
use crate::interop::Reader;
use rules::checklist::{AgentFacts, Ages, Existence, ProfileFacts, Status, lineage};
use rules::{Confirmation, Draft, Facts, ItemId, Version};

/// Reads the facts and the confirmations; the reader collects what does not fit.
pub fn read(facts: &Reader) -> (Facts, Vec<Confirmation>) {
    let device = facts.record("device");
    let text = |key: &str| device.as_ref().and_then(|device| device.text(key)).unwrap_or_default();
    let profiles =
        facts.records("profiles").map(|profiles| profiles.iter().map(profile).collect::<Vec<_>>());
    let status = Status::parse(&text("status"));
    let fetched = device.as_ref().is_some_and(|device| device.has("profilePushTime"));
    let used_evidence = !text("deviceIdentifier").is_empty() || fetched || status == Status::Pushed;
    let name = device.as_ref().and_then(|device| device.text("profileName"));
    let ages = facts.record("ages");
    let age = |key: &str| ages.as_ref().and_then(|ages| ages.number(key));
    let read = Facts {
        lineage: lineage(&text("profileUuid"), name.as_deref(), profiles.as_deref()),
        status,
        profile_uuid: text("profileUuid"),
        os: text("os"),
        os_version: Version::parse(&text("osVersion")),
        dep_policies: facts.flag("depPolicies"),
        draft: facts.record("enrollment").as_ref().map(draft),
        policy: config::policy(facts.record("policy")),
        existence: match facts.flag("userExists") {
            Some(true) => Existence::Exists,
            Some(false) => Existence::Missing,
            None => Existence::Unknown,
        },
        agent: facts.record("agent").as_ref().map(agent).unwrap_or_default(),
        test_round: facts.flag("testRound").unwrap_or(false),
        reused: facts.flag("reused").unwrap_or(false),
        used_evidence,
        ages: Ages {
            device: age("device"),
            profiles: age("profiles"),
            users: age("users"),
            readiness: age("readiness"),
        },
    };
    let confirmations = facts.records("confirmations").unwrap_or_default();
    (read, confirmations.iter().filter_map(confirmation).collect())
}

/// Reads the three enrollment fields.
pub fn draft(fields: &Reader) -> Draft {
    Draft {
        username: fields.text("username").unwrap_or_default(),
        login_required: fields.flag("loginRequired").unwrap_or(false),
        agent_required: fields.flag("agentRequired").unwrap_or(false),
    }
}

fn profile(fields: &Reader) -> ProfileFacts {
    ProfileFacts {
        uuid: fields.text("uuid").unwrap_or_default(),
        name: fields.text("name").unwrap_or_default(),
        supervised: fields.flag("supervised"),
        mandatory: fields.flag("mandatory"),
        superseded: fields.texts("superseded").unwrap_or_default(),
    }
}

fn agent(fields: &Reader) -> AgentFacts {
    AgentFacts {
        configured: fields.flag("configured"),
        published: fields.flag("published"),
        compatible: fields.flag("compatible"),
        server_version: fields.text("serverVersion").and_then(|text| Version::parse(&text)),
    }
}

fn confirmation(fields: &Reader) -> Option<Confirmation> {
    let word = fields.text("item")?;
    let item = ItemId::ALL.into_iter().find(|item| item.word() == word)?;
    Some(Confirmation { item, fingerprint: fields.text("fingerprint")? })
}
