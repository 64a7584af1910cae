//! Items 5 to 7: the user, the agent, the factory reset. It must never judge a username by rules of its own: those are
//! [`crate::enrollment`]'s.

use super::evaluate::Judgement;
use super::{Existence, Facts, Fix, Source, Status};
use crate::enrollment::{self, User};
use crate::version::Version;

/// "The agent version must be IoT server 3.3.1 or upwards compatible."
const AGENT_SINCE: [u64; 3] = [3, 3, 1];

/// Item 5: exactly one of a username and "login required".
pub(super) fn user(facts: &Facts) -> Judgement {
    let Some(draft) = &facts.draft else {
        return Judgement::unknown("checklist.user.unread", Source::Enrollment, Fix::Refresh);
    };
    let checked = enrollment::check(draft, &facts.policy);
    let fail = |code| Judgement::fail(code, Source::Enrollment, Fix::EditUser);
    let found = |code: &str| checked.errors().find(|problem| problem.code == code);
    match &checked.value {
        None if found("enrollment.username-with-login").is_some() => fail("checklist.user.both"),
        None if found("enrollment.neither").is_some() => fail("checklist.user.neither"),
        None => match found("username.tenant-domain") {
            Some(problem) => fail("checklist.user.tenant-domain")
                .with("domain", problem.param("domain").unwrap_or_default()),
            None => {
                let first = checked.errors().next().map_or("", |problem| problem.code);
                fail("checklist.user.invalid").with("problem", first)
            }
        },
        Some(enrollment) => match &enrollment.user {
            User::LoginRequired => Judgement::pass("checklist.user.login", Source::Enrollment),
            User::Preassigned(username) => {
                let judgement = match facts.existence {
                    Existence::Exists => Judgement::pass("checklist.user.exists", Source::Users),
                    Existence::Missing => {
                        Judgement::fail("checklist.user.missing", Source::Users, Fix::EditUser)
                    }
                    Existence::Unknown => {
                        Judgement::unknown("checklist.user.unverified", Source::Users, Fix::Confirm)
                            .confirmable()
                    }
                };
                judgement.with("username", username.as_str())
            }
        },
    }
}

/// Item 6: if the agent is installed, it is published, configured and compatible.
pub(super) fn agent(facts: &Facts) -> Judgement {
    let Some(draft) = &facts.draft else {
        return Judgement::unknown("checklist.agent.unread", Source::Enrollment, Fix::Refresh);
    };
    if !draft.agent_required {
        return Judgement::not_applicable("checklist.agent.not-required", Source::Enrollment);
    }
    let agent = &facts.agent;
    let oldest = Version::of(&AGENT_SINCE);
    let fail = |code| Judgement::fail(code, Source::Readiness, Fix::EditAgent);
    let unknown = |code| Judgement::unknown(code, Source::Readiness, Fix::Confirm).confirmable();
    if agent.configured == Some(false) {
        return fail("checklist.agent.not-configured");
    }
    if agent.published == Some(false) {
        return fail("checklist.agent.not-published");
    }
    if agent.compatible == Some(false) {
        return fail("checklist.agent.not-compatible").with("minimum", oldest.text());
    }
    match &agent.server_version {
        Some(version) if *version < oldest => {
            return fail("checklist.agent.too-old")
                .with("version", version.text())
                .with("minimum", oldest.text());
        }
        _ => {}
    }
    if agent.configured.is_none() || agent.published.is_none() {
        unknown("checklist.agent.unverified").with("minimum", oldest.text())
    } else if agent.compatible == Some(true) || agent.server_version.is_some() {
        Judgement::pass("checklist.agent.ready", Source::Readiness)
    } else {
        unknown("checklist.agent.compatibility-unknown").with("minimum", oldest.text())
    }
}

/// Item 7: a device that was used before was factory-reset. Nobody but a person can know.
pub(super) fn reset(facts: &Facts) -> Judgement {
    let fail = |code, source| Judgement::fail(code, source, Fix::Confirm).confirmable();
    if facts.reused {
        return fail("checklist.reset.reused", Source::Person);
    }
    if facts.used_evidence || facts.status == Status::Pushed {
        return fail("checklist.reset.used", Source::Device);
    }
    match facts.status {
        Status::Empty | Status::Assigned => {
            Judgement::not_applicable("checklist.reset.new", Source::Device)
        }
        // A removed assignment, a missing or an unknown status: the device has a past that the record does not tell.
        _ => Judgement::unknown("checklist.reset.unknown", Source::Device, Fix::Confirm)
            .confirmable(),
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
