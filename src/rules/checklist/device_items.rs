//! The two items about the device itself: its agent app, and its past. It must never take silence for a yes.

use super::facts::Facts;
use super::facts::Status::{Assigned, Empty, Missing, Other, Pushed, Removed};
use super::item::ItemId;
use super::reason::{Reason, fail, not_applicable, pass, unknown};
use crate::version::Version;

/// "The agent version must be IoT server 3.3.1 or upwards compatible."
const AGENT_SINCE: &str = "3.3.1";

/// Item 6: if the agent is installed, it is published, configured and compatible.
pub(super) fn agent(facts: &Facts) -> Reason {
    let Some(draft) = &facts.draft else {
        return unknown!("checklist.agent.unread", Enrollment, Refresh).because(ItemId::User);
    };
    if !draft.agent_required {
        return not_applicable!("checklist.agent.not-required", Enrollment);
    }
    let agent = &facts.agent;
    let release = Release::of(agent.server_version.as_ref());
    match (agent.configured, agent.published, agent.compatible, release) {
        (Some(false), ..) => fail!("checklist.agent.not-configured", Readiness, EditAgent),
        (_, Some(false), ..) => fail!("checklist.agent.not-published", Readiness, EditAgent),
        (_, _, Some(false), _) => fail!("checklist.agent.not-compatible", Readiness, EditAgent)
            .with("minimum", AGENT_SINCE),
        (_, _, _, Release::TooOld(version)) => {
            fail!("checklist.agent.too-old", Readiness, EditAgent)
                .with("version", version.as_str())
                .with("minimum", AGENT_SINCE)
        }
        (None, ..) | (_, None, ..) => {
            unknown!("checklist.agent.unverified", Readiness, Confirm, confirmable)
                .with("minimum", AGENT_SINCE)
        }
        (Some(true), Some(true), Some(true), _)
        | (Some(true), Some(true), None, Release::NewEnough) => {
            pass!("checklist.agent.ready", Readiness)
        }
        (Some(true), Some(true), None, Release::Unknown) => {
            unknown!("checklist.agent.compatibility-unknown", Readiness, Confirm, confirmable)
                .with("minimum", AGENT_SINCE)
        }
    }
}

/// The release that the agent belongs to, held against [`AGENT_SINCE`].
enum Release<'a> {
    NewEnough,
    TooOld(&'a Version),
    Unknown,
}

impl Release<'_> {
    fn of(version: Option<&Version>) -> Release<'_> {
        match version {
            Some(version) if version.is_at_least(AGENT_SINCE) => Release::NewEnough,
            Some(version) => Release::TooOld(version),
            None => Release::Unknown,
        }
    }
}

/// Item 7: a device that was used before was factory-reset. Nobody but a person can know. With a removed assignment, a missing
/// or an unknown status the device has a past that the record does not tell.
pub(super) fn reset(facts: &Facts) -> Reason {
    match (facts.reused, facts.was_used(), &facts.status) {
        (true, ..) => fail!("checklist.reset.reused", Person, Confirm, confirmable),
        (_, true, _) => fail!("checklist.reset.used", Device, Confirm, confirmable),
        (_, _, Empty | Assigned) => not_applicable!("checklist.reset.new", Device),
        (_, _, Pushed | Removed | Missing | Other(_)) => {
            unknown!("checklist.reset.unknown", Device, Confirm, confirmable)
        }
    }
}
