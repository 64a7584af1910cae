//! What can be told of a value at first sight, in one number. Nearly all that an admin types is right or has one of five
//! problems, and making a text of that answer would take ten times as long as judging it. It must never say anything that
//! [`crate::ask`] would not say in full.

use crate::{Subject, is_plain, json};
use alloc::string::String;
use rules::UsernamePolicy;
use rules::username::{self, Glance};

/// The length of a policy that does not say.
const DEFAULT: u32 = u32::MAX;

/// Only the full answer can tell.
const UNCLEAR: u32 = 0;
/// The value is right as it stands: no problem, not even a hint, and already in its normal form.
const PLAIN: u32 = 1;
const TOO_SHORT: u32 = 2;
const TOO_LONG: u32 = 3;
const QUALIFIED: u32 = 4;
const NEITHER: u32 = 5;
const WITH_LOGIN: u32 = 6;
const SPACED: u32 = 7;
const EMPTY: u32 = 8;
/// Bits of a kind; above them stands the number that its sentence needs.
const KIND_BITS: u32 = 4;

/// Looks at a value. `min` and `max` are the policy's lengths of a username, the largest number where it says none; a
/// policy with a tenant has no other say in what this finds. The answer is a kind in its lowest bits and, above them, the
/// limit that a length has passed or the length of the name before its tenant. A username that stands beside "login
/// required" has the problem of its kind, if it has one, and then `WITH_LOGIN`.
pub fn glance(subject: u8, raw: &str, min: u32, max: u32) -> u32 {
    let mut policy = UsernamePolicy::default();
    if min != DEFAULT {
        policy.min_length = min as usize;
    }
    if max != DEFAULT {
        policy.max_length = max as usize;
    }
    let number = |kind: u32, number: usize| kind | (number as u32) << KIND_BITS;
    match Subject::read(subject) {
        None => UNCLEAR,
        Some(Subject::Enrollment) if raw.is_empty() => NEITHER,
        Some(Subject::Login) if raw.is_empty() => PLAIN,
        Some(Subject::Username | Subject::Enrollment | Subject::Login) => {
            match username::glance(raw, &policy) {
                Glance::Plain if subject == Subject::Login as u8 => WITH_LOGIN,
                Glance::Plain => PLAIN,
                Glance::Empty => EMPTY,
                Glance::Spaced => SPACED,
                Glance::TooShort => number(TOO_SHORT, policy.min_length),
                Glance::TooLong => {
                    number(TOO_LONG, policy.max_length.min(username::HARD_MAX_LENGTH))
                }
                Glance::Qualified(length) => number(QUALIFIED, length),
                Glance::Unclear => UNCLEAR,
            }
        }
        Some(subject) => u32::from(is_plain(subject, raw, &policy)),
    }
}

/// The problem of a kind, as JSON: `{"path","code","severity","params"}`, where each parameter has the text that it always
/// has, or none.
pub fn glanced(kind: u32) -> String {
    let (path, code, params): (&str, &str, &[(&str, &str)]) = match kind {
        TOO_SHORT => ("username", "username.too-short", &[("min", ""), ("length", "")]),
        TOO_LONG => ("username", "username.too-long", &[("max", ""), ("length", "")]),
        QUALIFIED => ("username", "username.tenant-domain", &[("domain", ""), ("repaired", "")]),
        SPACED => ("username", "username.whitespace", &[("characters", "U+0020")]),
        EMPTY => ("username", "username.empty", &[]),
        NEITHER => ("", "enrollment.neither", &[]),
        _ => ("", "enrollment.username-with-login", &[]),
    };
    let mut out = String::from("{");
    json::property(&mut out, "path", path);
    json::property(&mut out, "code", code);
    json::property(&mut out, "severity", "error");
    json::key(&mut out, "params");
    out.push('{');
    for (name, value) in params {
        json::property(&mut out, name, value);
    }
    out.push_str("}}");
    out
}
