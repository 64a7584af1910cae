//! The checklist: facts in, judged items out. It must never judge.

use crate::bindings::exports::dep_enroll::rules::checklist::{
    self as wit, AgentFacts, DeviceFacts, Guest, ItemId, Judged, ProfileFacts,
};
use crate::bindings::exports::dep_enroll::rules::report::Messages;
use crate::checks::{read_draft, read_policy};
use crate::report::{Texts, params};
use alloc::borrow::ToOwned;
use alloc::vec::Vec;
use rules::checklist::{self, DeviceReadiness, Existence, Fix, Scope, Source, Status, lineage};
use rules::{Confirmation, Facts, Item, Verdict, Version, moment};

impl Guest for crate::world::Component {
    fn evaluate_checklist(facts: wit::Facts, messages: Messages) -> Judged {
        evaluated(facts, &Texts::new(messages))
    }

    fn evaluate_checklists(facts: Vec<wit::Facts>, messages: Messages) -> Vec<Judged> {
        let texts = Texts::new(messages);
        facts.into_iter().map(|facts| evaluated(facts, &texts)).collect()
    }
}

fn evaluated(facts: wit::Facts, texts: &Texts) -> Judged {
    let (facts, confirmations) = read(facts);
    let judged = checklist::evaluate(&facts, &confirmations);
    Judged {
        readiness: readiness(judged.readiness),
        ready: judged.ready,
        open: judged.open as u32,
        items: judged.items.into_iter().map(|found| item(found, texts)).collect(),
    }
}

fn read(facts: wit::Facts) -> (Facts, Vec<Confirmation>) {
    let wit::Facts { device, profiles, enrollment, policy, agent, ages, confirmations, .. } = facts;
    let profiles = profiles.map(|list| list.into_iter().map(profile).collect::<Vec<_>>());
    let DeviceFacts { profile_uuid, profile_name, os, os_version, .. } = device;
    let read = Facts {
        lineage: lineage(&profile_uuid, profile_name.as_deref(), profiles.as_deref()),
        device_identifier: device.device_identifier.unwrap_or_default(),
        profile_fetched: device.profile_push_time.is_some_and(|time| !moment::is_zero_text(&time)),
        status: Status::parse(&device.status),
        profile_uuid,
        device_family: device.device_family,
        os,
        os_version: os_version.as_deref().and_then(Version::parse),
        dep_policies: facts.dep_policies,
        draft: enrollment.map(read_draft),
        no_enrollment: false,
        policy: read_policy(policy),
        existence: Existence::of(facts.user_exists),
        agent: read_agent(agent),
        test_round: facts.test_round,
        reused: facts.reused,
        ages: checklist::Ages {
            device: ages.device,
            profiles: ages.profiles,
            users: ages.users,
            readiness: ages.readiness,
        },
    };
    (read, confirmations.into_iter().map(confirmation).collect())
}

pub fn profile(profile: ProfileFacts) -> checklist::ProfileFacts {
    checklist::ProfileFacts {
        uuid: profile.uuid,
        name: profile.name,
        supervised: profile.supervised,
        mandatory: profile.mandatory,
        superseded: profile.superseded,
    }
}

fn read_agent(agent: AgentFacts) -> checklist::AgentFacts {
    checklist::AgentFacts {
        configured: agent.configured,
        published: agent.published,
        compatible: agent.compatible,
        server_version: agent.server_version.as_deref().and_then(Version::parse),
    }
}

fn confirmation(word: wit::Confirmation) -> Confirmation {
    let item = match word.item {
        ItemId::Supervised => rules::ItemId::Supervised,
        ItemId::Mandatory => rules::ItemId::Mandatory,
        ItemId::Current => rules::ItemId::Current,
        ItemId::Assigned => rules::ItemId::Assigned,
        ItemId::User => rules::ItemId::User,
        ItemId::Agent => rules::ItemId::Agent,
        ItemId::Reset => rules::ItemId::Reset,
    };
    Confirmation { item, fingerprint: word.fingerprint }
}

fn item(item: Item, texts: &Texts) -> wit::Item {
    let todo = item.todo_code();
    wit::Item {
        id: item_id(item.id),
        verdict: verdict(item.verdict),
        code: item.code.to_owned(),
        reason: texts.sentence(item.code, &item.params),
        todo: texts.optional(&todo, &item.params),
        params: params(item.params),
        source: source(item.source),
        confirmable: item.confirmable,
        scope: scope(item.scope),
        fingerprint: item.fingerprint,
        age_seconds: item.age,
        fix: item.fix.map(fix),
        because: item.because.map(item_id),
    }
}

fn item_id(id: rules::ItemId) -> ItemId {
    match id {
        rules::ItemId::Supervised => ItemId::Supervised,
        rules::ItemId::Mandatory => ItemId::Mandatory,
        rules::ItemId::Current => ItemId::Current,
        rules::ItemId::Assigned => ItemId::Assigned,
        rules::ItemId::User => ItemId::User,
        rules::ItemId::Agent => ItemId::Agent,
        rules::ItemId::Reset => ItemId::Reset,
    }
}

fn verdict(verdict: Verdict) -> wit::Verdict {
    match verdict {
        Verdict::Pass => wit::Verdict::Pass,
        Verdict::Fail => wit::Verdict::Fail,
        Verdict::Warning => wit::Verdict::Warning,
        Verdict::Unknown => wit::Verdict::Unknown,
        Verdict::NotApplicable => wit::Verdict::NotApplicable,
        Verdict::Confirmed => wit::Verdict::Confirmed,
    }
}

fn source(source: Source) -> wit::Source {
    match source {
        Source::Device => wit::Source::Device,
        Source::Profiles => wit::Source::Profiles,
        Source::Enrollment => wit::Source::Enrollment,
        Source::Users => wit::Source::Users,
        Source::Readiness => wit::Source::Readiness,
        Source::Person => wit::Source::Person,
    }
}

fn scope(scope: Scope) -> wit::Scope {
    match scope {
        Scope::Device => wit::Scope::Device,
        Scope::Profile => wit::Scope::Profile,
        Scope::Server => wit::Scope::Server,
    }
}

fn readiness(readiness: DeviceReadiness) -> wit::Readiness {
    match readiness {
        DeviceReadiness::Ready => wit::Readiness::Ready,
        DeviceReadiness::ToDo => wit::Readiness::ToDo,
        DeviceReadiness::CannotTell => wit::Readiness::CannotTell,
    }
}

fn fix(fix: Fix) -> wit::Fix {
    match fix {
        Fix::AssignProfile => wit::Fix::AssignProfile,
        Fix::Reassign => wit::Fix::Reassign,
        Fix::EditUser => wit::Fix::EditUser,
        Fix::EditAgent => wit::Fix::EditAgent,
        Fix::Confirm => wit::Fix::Confirm,
        Fix::Refresh => wit::Fix::Refresh,
    }
}
