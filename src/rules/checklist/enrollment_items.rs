//! Items 5 to 7: the user, the agent, the factory reset. It must never judge a username by rules of its own: those are
//! [`crate::enrollment`]'s.

use super::evaluate::{Judgement, Reason, judge};
use super::{Existence, Facts, Fix, Source, Status};
use crate::enrollment::{self, User};
use crate::version::Version;

/// "The agent version must be IoT server 3.3.1 or upwards compatible."
const AGENT_SINCE: [u64; 3] = [3, 3, 1];

/// Item 5: exactly one of a username and "login required".
pub(super) fn user(facts: &Facts) -> Judgement {
    let Some(draft) = &facts.draft else {
        return judge!(unknown("checklist.user.unread", Source::Enrollment, Fix::Refresh));
    };
    let checked = enrollment::check(draft, &facts.policy);
    match &checked.value {
        Some(enrollment) => match &enrollment.user {
            User::LoginRequired => judge!(pass("checklist.user.login", Source::Enrollment)),
            User::Preassigned(username) => {
                existing(facts.existence).with("username", username.as_str())
            }
        },
        None => {
            let found = |code| checked.errors().find(|problem| problem.code == code);
            if found("enrollment.username-with-login").is_some() {
                judge!(fail("checklist.user.both", Source::Enrollment, Fix::EditUser))
            } else if found("enrollment.neither").is_some() {
                judge!(fail("checklist.user.neither", Source::Enrollment, Fix::EditUser))
            } else if let Some(problem) = found("username.tenant-domain") {
                let domain = problem.param("domain").unwrap_or_default();
                judge!(fail("checklist.user.tenant-domain", Source::Enrollment, Fix::EditUser))
                    .with("domain", domain)
            } else {
                let first = checked.errors().next().map_or("", |problem| problem.code);
                judge!(fail("checklist.user.invalid", Source::Enrollment, Fix::EditUser))
                    .with("problem", first)
            }
        }
    }
}

/// Item 5 for a username that can be used: what the directory says about it.
fn existing(existence: Existence) -> Judgement {
    match existence {
        Existence::Exists => judge!(pass("checklist.user.exists", Source::Users)),
        Existence::Missing => {
            judge!(fail("checklist.user.missing", Source::Users, Fix::EditUser))
        }
        Existence::Unknown => {
            judge!(unknown("checklist.user.unverified", Source::Users, Fix::Confirm).confirmable())
        }
    }
}

/// Item 6: if the agent is installed, it is published, configured and compatible.
pub(super) fn agent(facts: &Facts) -> Judgement {
    let Some(draft) = &facts.draft else {
        return judge!(unknown("checklist.agent.unread", Source::Enrollment, Fix::Refresh));
    };
    if !draft.agent_required {
        return judge!(not_applicable("checklist.agent.not-required", Source::Enrollment));
    }
    let agent = &facts.agent;
    let oldest = Version::of(&AGENT_SINCE);
    if agent.configured == Some(false) {
        return judge!(fail("checklist.agent.not-configured", Source::Readiness, Fix::EditAgent));
    }
    if agent.published == Some(false) {
        return judge!(fail("checklist.agent.not-published", Source::Readiness, Fix::EditAgent));
    }
    let judgement = if agent.compatible == Some(false) {
        judge!(fail("checklist.agent.not-compatible", Source::Readiness, Fix::EditAgent))
    } else if let Some(version) = agent.server_version.as_ref().filter(|known| **known < oldest) {
        judge!(fail("checklist.agent.too-old", Source::Readiness, Fix::EditAgent))
            .with("version", &version.text())
    } else if agent.configured.is_none() || agent.published.is_none() {
        judge!(unknown("checklist.agent.unverified", Source::Readiness, Fix::Confirm).confirmable())
    } else if agent.compatible == Some(true) || agent.server_version.is_some() {
        return judge!(pass("checklist.agent.ready", Source::Readiness));
    } else {
        judge!(
            unknown("checklist.agent.compatibility-unknown", Source::Readiness, Fix::Confirm)
                .confirmable()
        )
    };
    judgement.with("minimum", &oldest.text())
}

/// Item 7: a device that was used before was factory-reset. Nobody but a person can know.
pub(super) fn reset(facts: &Facts) -> Judgement {
    if facts.reused {
        return judge!(fail("checklist.reset.reused", Source::Person, Fix::Confirm).confirmable());
    }
    if facts.used_evidence || facts.status == Status::Pushed {
        return judge!(fail("checklist.reset.used", Source::Device, Fix::Confirm).confirmable());
    }
    match facts.status {
        Status::Empty | Status::Assigned => {
            judge!(not_applicable("checklist.reset.new", Source::Device))
        }
        // A removed assignment, a missing or an unknown status: the device has a past that the record does not tell.
        _ => judge!(unknown("checklist.reset.unknown", Source::Device, Fix::Confirm).confirmable()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Facts, Status};
    use crate::checklist::Verdict;

    /// Faces that forget to set the evidence must not declare a device new that has fetched its profile.
    #[test]
    fn a_pushed_device_has_been_used_whatever_the_evidence_says() {
        let facts = Facts { status: Status::Pushed, used_evidence: false, ..Facts::default() };
        let item = &crate::checklist::evaluate(&facts, &[]).items[6];
        assert_eq!((item.code, item.verdict), ("checklist.reset.used", Verdict::Fail));
    }
}
