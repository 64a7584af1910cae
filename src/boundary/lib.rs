//! The boundary between JavaScript and the rules: bytes in, JSON out.
//!
//! `www/src/validate` reads whatever a page passes, however hostile, and writes what it found in the order that
//! [`read`] knows; the answers leave as JSON text, which every engine turns into plain objects faster than anything that
//! sets their properties one by one. Both modules of the package, the plugin and the one without a user interface,
//! export these functions with [`exports!`], so a page gets the same answer from either. It must never decide anything,
//! and never say a sentence: the script side asks for the template of a code and fills it.

#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod answer;
pub mod facts;
mod glance;
pub mod json;
pub mod read;

pub use glance::{glance, glanced};

use alloc::string::String;
use read::Reader;
use rules::{
    ProfileUuid, SerialNumber, Username, UsernamePolicy, enrollment, messages, profile, serial,
    username,
};

/// Exports the functions of this crate from the module of the crate that says so.
#[macro_export]
macro_rules! exports {
    () => {
        /// The version of the package.
        #[wasm_bindgen]
        pub fn version() -> String {
            env!("CARGO_PKG_VERSION").into()
        }

        /// The English template of a code, with `{param}` places.
        #[wasm_bindgen]
        pub fn template(code: &str) -> Option<String> {
            $crate::template(code).map(Into::into)
        }

        /// What can be told of a value at first sight; see [`boundary::glance`].
        #[wasm_bindgen]
        pub fn glance(subject: u8, raw: &str, min: u32, max: u32) -> u32 {
            $crate::glance(subject, raw, min, max)
        }

        /// The problem that a glance has seen; see [`boundary::glanced`].
        #[wasm_bindgen]
        pub fn glanced(kind: u32) -> String {
            $crate::glanced(kind)
        }

        /// Answers a request; see [`boundary::ask`].
        #[wasm_bindgen]
        pub fn ask(request: &[u8]) -> String {
            $crate::ask(request)
        }
    };
}

/// The English template of a code, with `{param}` places.
pub fn template(code: &str) -> Option<&'static str> {
    messages::english(code)
}

/// What a value is checked as. The numbers are the protocol's; `www/src/validate/kernel.ts` has the same.
#[derive(Clone, Copy)]
enum Subject {
    /// A username, by a policy.
    Username = 0,
    /// A serial number.
    Serial = 1,
    /// The UUID of a profile.
    ProfileUuid = 2,
    /// The three enrollment fields, by a policy.
    Enrollment = 3,
    /// The facts of a checklist.
    Checklist = 4,
    /// The username of an enrollment with "login required", at first sight only.
    Login = 5,
}

impl Subject {
    fn read(number: u8) -> Option<Subject> {
        use Subject::{Checklist, Enrollment, Login, ProfileUuid, Serial, Username};
        let all = [Username, Serial, ProfileUuid, Enrollment, Checklist, Login];
        all.get(usize::from(number)).copied()
    }
}

/// Answers a request with a JSON list: one answer for each of its values, `null` for those that are right as they were
/// given. A request is the subject, a byte; for usernames and enrollments the policy; and the list of the values.
pub fn ask(request: &[u8]) -> String {
    let mut reader = Reader::new(request);
    let subject = Subject::read(reader.byte());
    let policy = match subject {
        Some(Subject::Username | Subject::Enrollment) => facts::policy(&mut reader),
        _ => UsernamePolicy::default(),
    };
    let mut out = String::from("[");
    let count = reader.number().unwrap_or(0);
    for place in 0..count {
        if place > 0 {
            out.push(',');
        }
        match subject {
            Some(subject) => answer_one(&mut out, subject, &mut reader, &policy),
            // No script of this package asks for what there is not.
            None => out.push_str(answer::AS_GIVEN),
        }
    }
    out.push(']');
    out
}

/// Whether a value is right as it stands.
fn is_plain(subject: Subject, raw: &str, policy: &UsernamePolicy) -> bool {
    match subject {
        Subject::Username | Subject::Enrollment => username::is_plain(raw, policy),
        Subject::Serial => serial::is_plain(raw),
        Subject::ProfileUuid => profile::is_plain(raw),
        Subject::Login | Subject::Checklist => false,
    }
}

fn answer_one(out: &mut String, subject: Subject, reader: &mut Reader, policy: &UsernamePolicy) {
    match subject {
        Subject::Checklist => {
            let (facts, confirmations) = facts::facts(reader);
            answer::checklist(out, &rules::checklist::evaluate(&facts, &confirmations));
        }
        Subject::Enrollment => {
            let draft = facts::draft(reader);
            if !draft.login_required && is_plain(subject, &draft.username, policy) {
                return out.push_str(answer::AS_GIVEN);
            }
            answer::enrollment(out, &enrollment::check(&draft, policy));
        }
        Subject::Username | Subject::Serial | Subject::ProfileUuid | Subject::Login => {
            let raw = &*reader.text().unwrap_or_default();
            if is_plain(subject, raw, policy) {
                return out.push_str(answer::AS_GIVEN);
            }
            match subject {
                Subject::Serial => answer::text(out, &serial::check(raw), SerialNumber::as_str),
                Subject::ProfileUuid => {
                    answer::text(out, &profile::check(raw), ProfileUuid::as_str)
                }
                _ => answer::text(out, &username::check(raw, policy), Username::as_str),
            }
        }
    }
}
