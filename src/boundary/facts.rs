//! Values of the script side as the types of the rules, read by the names of their fields. It must never judge one: an
//! absent field is not known, which is a verdict of its own.

use crate::input::Input;
use alloc::string::String;
use alloc::vec::Vec;
use rules::checklist::{AgentFacts, Ages, Existence, ProfileFacts, Status, lineage};
use rules::{Confirmation, Draft, Facts, ItemId, UsernamePolicy, Version, moment};

/// The policy for usernames; an absent field has its default.
pub fn policy(input: &impl Input) -> UsernamePolicy {
    let default = UsernamePolicy::default();
    let length = |name: &'static str| input.field(name).number().map(|length| length as usize);
    UsernamePolicy {
        tenant_domain: input.field("tenantDomain").text(),
        email_usernames: input.field("emailUsernames").flag().unwrap_or(default.email_usernames),
        min_length: length("minLength").unwrap_or(default.min_length),
        max_length: length("maxLength").unwrap_or(default.max_length),
    }
}

/// The three enrollment fields; an absent field is not filled in.
pub fn draft(input: &impl Input) -> Draft {
    Draft {
        username: input.field("username").text_or_empty(),
        login_required: input.field("loginRequired").is_true(),
        agent_required: input.field("agentRequired").is_true(),
    }
}

/// The facts of a checklist. Problems and lists of known fields name the fields in the order in which they are read here.
pub fn facts(input: &impl Input) -> Facts {
    let device = input.field("device");
    let status = Status::parse(&device.field("status").text_or_empty());
    let profile_uuid = device.field("profileUuid").text_or_empty();
    let profile_name = device.field("profileName").text();
    let device_family = device.field("deviceFamily").text_or_empty();
    let os = device.field("os").text_or_empty();
    let os_version = version(&device.field("osVersion"));
    let device_identifier = device.field("deviceIdentifier").text_or_empty();
    let profile_fetched = is_moment(&device.field("profilePushTime"));
    let profiles = input.field("profiles").items();
    let profiles = profiles.map(|list| list.iter().map(profile).collect::<Vec<_>>());
    let enrollment = input.field("enrollment");
    Facts {
        status,
        lineage: lineage(&profile_uuid, profile_name.as_deref(), profiles.as_deref()),
        profile_uuid,
        device_family,
        os,
        os_version,
        device_identifier,
        profile_fetched,
        draft: enrollment.is_there().then(|| draft(&enrollment)),
        no_enrollment: false,
        policy: policy(&input.field("policy")),
        existence: Existence::of(input.field("userExists").flag()),
        agent: agent(&input.field("agent")),
        test_round: input.field("testRound").is_true(),
        reused: input.field("reused").is_true(),
        dep_policies: input.field("depPolicies").flag(),
        ages: ages(&input.field("ages")),
    }
}

/// Whether there is a moment, in whatever form. The zero values of hosts mean never; the script side passes numbers as texts.
pub(crate) fn is_moment(input: &impl Input) -> bool {
    let is_zero = input.text().is_some_and(|text| moment::is_zero_text(&text));
    input.is_there() && !is_zero
}

fn agent(input: &impl Input) -> AgentFacts {
    AgentFacts {
        configured: input.field("configured").flag(),
        published: input.field("published").flag(),
        compatible: input.field("compatible").flag(),
        server_version: version(&input.field("serverVersion")),
    }
}

fn ages(input: &impl Input) -> Ages {
    Ages {
        device: input.field("device").number(),
        profiles: input.field("profiles").number(),
        users: input.field("users").number(),
        readiness: input.field("readiness").number(),
    }
}

/// The confirmations that come with the facts. A confirmation of an unknown item confirms nothing.
pub fn confirmations(input: &impl Input) -> Vec<Confirmation> {
    input
        .field("confirmations")
        .items()
        .unwrap_or_default()
        .iter()
        .filter_map(confirmation)
        .collect()
}

fn confirmation(input: &impl Input) -> Option<Confirmation> {
    let item = ItemId::parse(&input.field("item").text_or_empty());
    let fingerprint = input.field("fingerprint").text_or_empty();
    Some(Confirmation { item: item?, fingerprint })
}

pub(crate) fn profile(input: &impl Input) -> ProfileFacts {
    ProfileFacts {
        uuid: input.field("uuid").text_or_empty(),
        name: input.field("name").text_or_empty(),
        supervised: input.field("supervised").flag(),
        mandatory: input.field("mandatory").flag(),
        superseded: texts(&input.field("superseded")),
    }
}

pub(crate) fn texts(input: &impl Input) -> Vec<String> {
    input.items().unwrap_or_default().iter().map(Input::text_or_empty).collect()
}

pub(crate) fn version(input: &impl Input) -> Option<Version> {
    Version::parse(&input.text_or_empty())
}
