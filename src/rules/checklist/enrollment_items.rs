//! Items 5 to 7: the user, the agent, the factory reset. It must never judge a username by rules of its own: those are
//! [`crate::enrollment`]'s.

use super::evaluate::{Reason, reason};
use super::{Existence, Facts, Fix, Source, Status};
use crate::enrollment::{self, User};
use crate::messages::code;
use crate::report::{Params, put};
use crate::version::Version;

/// "The agent version must be IoT server 3.3.1 or upwards compatible."
const AGENT_SINCE: &str = "3.3.1";

/// Item 5: exactly one of a username and "login required".
pub(super) fn user(facts: &Facts, said: &mut Params) -> &'static Reason {
    let Some(draft) = &facts.draft else {
        return reason!(unknown("checklist.user.unread", Source::Enrollment, Fix::Refresh));
    };
    let checked = enrollment::check(draft, &facts.policy);
    match &checked.value {
        Some(enrollment) => match &enrollment.user {
            User::LoginRequired => reason!(pass("checklist.user.login", Source::Enrollment)),
            User::Preassigned(username) => {
                put(said, "username", username.as_str());
                existing(facts.existence)
            }
        },
        None => {
            let found = |code| checked.errors().find(|problem| problem.code == code);
            if found(code!("enrollment.username-with-login")).is_some() {
                reason!(fail("checklist.user.both", Source::Enrollment, Fix::EditUser))
            } else if found(code!("enrollment.neither")).is_some() {
                reason!(fail("checklist.user.neither", Source::Enrollment, Fix::EditUser))
            } else if let Some(problem) = found(code!("username.tenant-domain")) {
                put(said, "domain", problem.param("domain").unwrap_or_default());
                reason!(fail("checklist.user.tenant-domain", Source::Enrollment, Fix::EditUser))
            } else {
                let first = checked.errors().next().map_or("", |problem| problem.code);
                put(said, "problem", first);
                reason!(fail("checklist.user.invalid", Source::Enrollment, Fix::EditUser))
            }
        }
    }
}

/// Item 5 for a username that can be used: what the directory says about it.
fn existing(existence: Existence) -> &'static Reason {
    match existence {
        Existence::Exists => reason!(pass("checklist.user.exists", Source::Users)),
        Existence::Missing => {
            reason!(fail("checklist.user.missing", Source::Users, Fix::EditUser))
        }
        Existence::Unknown => {
            reason!(unknown("checklist.user.unverified", Source::Users, Fix::Confirm).confirmable())
        }
    }
}

/// Item 6: if the agent is installed, it is published, configured and compatible.
pub(super) fn agent(facts: &Facts, said: &mut Params) -> &'static Reason {
    let Some(draft) = &facts.draft else {
        return reason!(unknown("checklist.agent.unread", Source::Enrollment, Fix::Refresh));
    };
    if !draft.agent_required {
        return reason!(not_applicable("checklist.agent.not-required", Source::Enrollment));
    }
    let agent = &facts.agent;
    if agent.configured == Some(false) {
        return reason!(fail("checklist.agent.not-configured", Source::Readiness, Fix::EditAgent));
    }
    if agent.published == Some(false) {
        return reason!(fail("checklist.agent.not-published", Source::Readiness, Fix::EditAgent));
    }
    let version = agent.server_version.as_ref();
    let is_said = agent.configured.is_some() && agent.published.is_some();
    let reason = if agent.compatible == Some(false) {
        reason!(fail("checklist.agent.not-compatible", Source::Readiness, Fix::EditAgent))
    } else if let Some(old) =
        version.filter(|version| Some(*version) < Version::parse(AGENT_SINCE).as_ref())
    {
        put(said, "version", &old.text());
        reason!(fail("checklist.agent.too-old", Source::Readiness, Fix::EditAgent))
    } else if !is_said {
        reason!(
            unknown("checklist.agent.unverified", Source::Readiness, Fix::Confirm).confirmable()
        )
    } else if agent.compatible == Some(true) || version.is_some() {
        return reason!(pass("checklist.agent.ready", Source::Readiness));
    } else {
        reason!(
            unknown("checklist.agent.compatibility-unknown", Source::Readiness, Fix::Confirm)
                .confirmable()
        )
    };
    put(said, "minimum", AGENT_SINCE);
    reason
}

/// Item 7: a device that was used before was factory-reset. Nobody but a person can know.
pub(super) fn reset(facts: &Facts) -> &'static Reason {
    if facts.reused {
        return reason!(fail("checklist.reset.reused", Source::Person, Fix::Confirm).confirmable());
    }
    if facts.used_evidence || facts.status == Status::Pushed {
        return reason!(fail("checklist.reset.used", Source::Device, Fix::Confirm).confirmable());
    }
    match facts.status {
        Status::Empty | Status::Assigned => {
            reason!(not_applicable("checklist.reset.new", Source::Device))
        }
        // A removed assignment, a missing or an unknown status: the device has a past that the record does not tell.
        _ => {
            reason!(unknown("checklist.reset.unknown", Source::Device, Fix::Confirm).confirmable())
        }
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
