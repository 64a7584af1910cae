//! The item about the device's user. It must never have a rule of its own for usernames or enrollments: those are
//! [`crate::enrollment`]'s.

use super::facts::{Existence, Facts};
use super::reason::{Reason, fail, pass, unknown};
use crate::enrollment::{self, User};
use crate::problem::{Problem, Severity};

/// Item 5: exactly one of a username and "login required".
pub(super) fn user(facts: &Facts) -> Reason {
    let Some(draft) = &facts.draft else {
        return unknown!("checklist.user.unread", Enrollment, Refresh);
    };
    let checked = enrollment::check(draft, &facts.policy);
    match (checked.value.map(|enrollment| enrollment.user), facts.existence) {
        (None, _) => refused(&checked.problems),
        (Some(User::LoginRequired), _) => pass!("checklist.user.login", Enrollment),
        (Some(User::Preassigned(name)), Existence::Exists) => {
            pass!("checklist.user.exists", Users).with("username", name.as_str())
        }
        (Some(User::Preassigned(name)), Existence::Missing) => {
            fail!("checklist.user.missing", Users, EditUser).with("username", name.as_str())
        }
        (Some(User::Preassigned(name)), Existence::Unknown) => {
            unknown!("checklist.user.unverified", Users, Confirm, confirmable)
                .with("username", name.as_str())
        }
    }
}

/// Why an enrollment cannot be stored. The rule about both fields goes before the problems of the username.
fn refused(problems: &[Problem]) -> Reason {
    let find = |code| problems.iter().find(|problem| problem.code == code);
    if find(enrollment::NEITHER).is_some() {
        return fail!("checklist.user.neither", Enrollment, EditUser);
    }
    if find(enrollment::USERNAME_WITH_LOGIN).is_some() {
        return fail!("checklist.user.both", Enrollment, EditUser);
    }
    if let Some(domain) = find(crate::username::TENANT_DOMAIN).and_then(|it| it.param("domain")) {
        return fail!("checklist.user.tenant-domain", Enrollment, EditUser).with("domain", domain);
    }
    let first = problems.iter().find(|problem| problem.severity == Severity::Error);
    fail!("checklist.user.invalid", Enrollment, EditUser)
        .with("problem", first.map_or("", |problem| problem.code))
}
