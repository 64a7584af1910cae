//! The checks of single values. It must never look into a value.

use crate::bindings::exports::dep_enroll::rules::checks::{
    AcceptedEnrollment, AcceptedText, CheckedEnrollment, CheckedText, Draft, Enrollment, Guest,
    User, UsernamePolicy,
};
use crate::bindings::exports::dep_enroll::rules::report::Messages;
use crate::report::{Texts, answer};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use rules::{Checked, enrollment, profile, serial, username};

impl Guest for crate::world::Component {
    fn validate_username(
        raw: String,
        policy: Option<UsernamePolicy>,
        messages: Messages,
    ) -> CheckedText {
        checked_username(&raw, &read_policy(policy), &Texts::new(messages))
    }

    fn validate_usernames(
        raw: Vec<String>,
        policy: Option<UsernamePolicy>,
        messages: Messages,
    ) -> Vec<CheckedText> {
        let (policy, texts) = (read_policy(policy), Texts::new(messages));
        raw.iter().map(|raw| checked_username(raw, &policy, &texts)).collect()
    }

    fn validate_profile_uuid(raw: String, messages: Messages) -> CheckedText {
        checked_profile_uuid(&raw, &Texts::new(messages))
    }

    fn validate_profile_uuids(raw: Vec<String>, messages: Messages) -> Vec<CheckedText> {
        let texts = Texts::new(messages);
        raw.iter().map(|raw| checked_profile_uuid(raw, &texts)).collect()
    }

    fn validate_serial(raw: String, messages: Messages) -> CheckedText {
        checked_serial(&raw, &Texts::new(messages))
    }

    fn validate_serials(raw: Vec<String>, messages: Messages) -> Vec<CheckedText> {
        let texts = Texts::new(messages);
        raw.iter().map(|raw| checked_serial(raw, &texts)).collect()
    }

    fn validate_enrollment(
        fields: Draft,
        policy: Option<UsernamePolicy>,
        messages: Messages,
    ) -> CheckedEnrollment {
        checked_enrollment(fields, &read_policy(policy), &Texts::new(messages))
    }

    fn validate_enrollments(
        fields: Vec<Draft>,
        policy: Option<UsernamePolicy>,
        messages: Messages,
    ) -> Vec<CheckedEnrollment> {
        let (policy, texts) = (read_policy(policy), Texts::new(messages));
        fields.into_iter().map(|fields| checked_enrollment(fields, &policy, &texts)).collect()
    }
}

fn checked_username(raw: &str, policy: &rules::UsernamePolicy, texts: &Texts) -> CheckedText {
    text(username::check(raw, policy), texts, |name| name.as_str())
}

fn checked_profile_uuid(raw: &str, texts: &Texts) -> CheckedText {
    text(profile::check(raw), texts, |uuid| uuid.as_str())
}

fn checked_serial(raw: &str, texts: &Texts) -> CheckedText {
    text(serial::check(raw), texts, |serial| serial.as_str())
}

fn text<T>(checked: Checked<T>, texts: &Texts, text: fn(&T) -> &str) -> CheckedText {
    answer(checked, texts, |value, problems| AcceptedText {
        value: text(&value).to_owned(),
        problems,
    })
}

fn checked_enrollment(
    fields: Draft,
    policy: &rules::UsernamePolicy,
    texts: &Texts,
) -> CheckedEnrollment {
    answer(enrollment::check(&read_draft(fields), policy), texts, |value, problems| {
        AcceptedEnrollment { value: decision(value), problems }
    })
}

/// An enrollment as WIT has it.
pub fn decision(enrollment: rules::Enrollment) -> Enrollment {
    let user = match enrollment.user {
        rules::User::Preassigned(name) => User::Preassigned(name.as_str().to_owned()),
        rules::User::LoginRequired => User::LoginRequired,
    };
    Enrollment { user, agent_required: enrollment.agent_required }
}

/// The fields as the rules have them.
pub fn read_draft(fields: Draft) -> rules::Draft {
    rules::Draft {
        username: fields.username,
        login_required: fields.login_required,
        agent_required: fields.agent_required,
    }
}

/// The policy as the rules have it; what is absent has their default.
pub fn read_policy(policy: Option<UsernamePolicy>) -> rules::UsernamePolicy {
    let plain = rules::UsernamePolicy::default();
    let Some(policy) = policy else { return plain };
    let length = |given: Option<u32>, plain| given.map_or(plain, |length| length as usize);
    rules::UsernamePolicy {
        tenant_domain: policy.tenant_domain,
        email_usernames: policy.email_usernames,
        min_length: length(policy.min_length, plain.min_length),
        max_length: length(policy.max_length, plain.max_length),
    }
}
