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
/// Bits of a kind; above them stands the number that its sentence needs.
const KIND_BITS: u32 = 3;

/// Looks at a value. `min` and `max` are the policy's lengths of a username, the largest number where it says none; a
/// policy with a tenant has no other say in what this finds. The answer is a kind in its lowest bits and, above them, the
/// limit that a length has passed or the length of the name before its tenant.
pub fn glance(subject: u8, raw: &str, min: u32, max: u32) -> u32 {
    let mut policy = UsernamePolicy::default();
    if min != DEFAULT {
        policy.min_length = min as usize;
    }
    if max != DEFAULT {
        policy.max_length = max as usize;
    }
    let Some(subject) = Subject::read(subject) else { return UNCLEAR };
    match subject {
        Subject::Enrollment if raw.is_empty() => NEITHER,
        Subject::Login if raw.is_empty() => PLAIN,
        Subject::Login => match username::is_plain(raw, &policy) {
            true => WITH_LOGIN,
            false => UNCLEAR,
        },
        Subject::Username | Subject::Enrollment => match username::glance(raw, &policy) {
            Glance::Plain => PLAIN,
            Glance::TooShort => TOO_SHORT | (policy.min_length as u32) << KIND_BITS,
            Glance::TooLong => {
                TOO_LONG | (policy.max_length.min(username::HARD_MAX_LENGTH) as u32) << KIND_BITS
            }
            Glance::Qualified(length) => QUALIFIED | (length as u32) << KIND_BITS,
            Glance::Unclear => UNCLEAR,
        },
        Subject::Serial | Subject::ProfileUuid | Subject::Checklist => {
            u32::from(is_plain(subject, raw, &policy))
        }
    }
}

/// The problem of a kind, as JSON: `{"path","code","severity","params"}` with the names of its parameters.
pub fn glanced(kind: u32) -> String {
    let (path, code, params): (&str, &str, &[&str]) = match kind {
        TOO_SHORT => ("username", "username.too-short", &["min", "length"]),
        TOO_LONG => ("username", "username.too-long", &["max", "length"]),
        QUALIFIED => ("username", "username.tenant-domain", &["domain", "repaired"]),
        NEITHER => ("", "enrollment.neither", &[]),
        _ => ("", "enrollment.username-with-login", &[]),
    };
    let mut out = String::from("{");
    json::property(&mut out, "path", path);
    json::property(&mut out, "code", code);
    json::property(&mut out, "severity", "error");
    json::key(&mut out, "params");
    json::list(&mut out, params, |out, name| json::text(out, name));
    out.push('}');
    out
}
