//! The boundary between JavaScript and the rules: requests in, JSON out, fields by name.
//!
//! `www/src/validate` reads whatever a page passes, however hostile, and asks with what it could read. Both modules of the
//! package, the plugin and the one without a user interface, have the functions of [`exports!`], so a page gets the same
//! answer from either. The crate must never decide anything, and never fill a sentence: the script side has the templates
//! of all codes.

#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod changes;
pub mod facts;
pub mod input;
pub mod json;
pub mod plain;
pub mod setup;
mod write;

use alloc::string::String;
use input::Input;
use json::Value;
use rules::{Checked, ProfileUuid, SerialNumber, Username, UsernamePolicy};
use rules::{checklist, enrollment, profile, serial, username};

/// Exports the sentences about profiles from the module whose crate root says so: the plugin, and the module of
/// `dep-enroll/profile`.
#[macro_export]
macro_rules! setup_exports {
    () => {
        /// The English templates of the codes about profiles and the setup.
        #[wasm_bindgen(js_name = setupSentences)]
        pub fn setup_sentences() -> String {
            $crate::SETUP_SENTENCES.into()
        }
    };
}

/// The English templates of the codes about profiles and the setup, and of values that cannot be read.
pub const SETUP_SENTENCES: &str = rules::setup::SENTENCES;

/// Exports the functions of the boundary from the module whose crate root says so; `www/src/validate/kernel.ts` has their
/// types.
#[macro_export]
macro_rules! exports {
    () => {
        /// The version of the package.
        #[wasm_bindgen]
        pub fn version() -> String {
            env!("CARGO_PKG_VERSION").into()
        }

        /// Whether a username is right as it stands; see [`boundary::plain`].
        #[wasm_bindgen(js_name = isPlainUsername)]
        pub fn is_plain_username(text: &str) -> bool {
            $crate::plain::username(text)
        }

        /// Whether a serial number is right as it stands.
        #[wasm_bindgen(js_name = isPlainSerial)]
        pub fn is_plain_serial(text: &str) -> bool {
            $crate::plain::serial(text)
        }

        /// Whether a profile UUID is right as it stands.
        #[wasm_bindgen(js_name = isPlainProfileUuid)]
        pub fn is_plain_profile_uuid(text: &str) -> bool {
            $crate::plain::profile_uuid(text)
        }

        /// Whether an enrollment is right as it stands.
        #[wasm_bindgen(js_name = isPlainEnrollment)]
        pub fn is_plain_enrollment(username: &str, login_required: bool) -> bool {
            $crate::plain::enrollment(username, login_required)
        }
    };
}

/// The English templates, as [`rules::catalogue::entries`] reads them.
pub const SENTENCES: &str = rules::catalogue::ENGLISH;

/// Answers a request: `{"check", "policy"?, "values"}`, where `check` is `username`, `serial`, `profileUuid`, `enrollment`,
/// `checklist` or `changes`, and `policy` is the one for usernames. The answer is a list with the answer of each value; `null` for a
/// request that is none.
///
/// ```
/// let request = r#"{"check": "serial", "values": ["C02XK1ZZJGH5", ""]}"#;
/// let answer = boundary::ask(request);
/// assert!(answer.starts_with(r#"[{"value":"C02XK1ZZJGH5","problems":[]},{"problems":[{"path":"serial""#));
/// ```
pub fn ask(request: &str) -> String {
    answer(&&json::parse(request).unwrap_or(Value::Null))
}

/// The same for a request in another form than JSON text.
pub fn answer(request: &impl Input) -> String {
    let policy = facts::policy(&request.field("policy"));
    let check = Check::parse(&request.field("check").text_or_empty());
    let Some((check, values)) = check.zip(request.field("values").items()) else {
        return "null".into();
    };
    let mut out = String::new();
    json::list(&mut out, &values, |out, value| answer_one(out, check, value, &policy));
    out
}

/// What a request asks about.
#[derive(Clone, Copy)]
enum Check {
    Username,
    Serial,
    ProfileUuid,
    Enrollment,
    Checklist,
    Changes,
}

impl Check {
    fn parse(name: &str) -> Option<Check> {
        Some(match name {
            "username" => Check::Username,
            "serial" => Check::Serial,
            "profileUuid" => Check::ProfileUuid,
            "enrollment" => Check::Enrollment,
            "checklist" => Check::Checklist,
            "changes" => Check::Changes,
            _ => return None,
        })
    }
}

/// Writes the answer about one value.
fn answer_one(out: &mut String, check: Check, value: &impl Input, policy: &UsernamePolicy) {
    match check {
        Check::Username => {
            let Checked { value, problems } = username::check(&value.text_or_empty(), policy);
            write::text(out, value.as_ref().map(Username::as_str), &problems);
        }
        Check::Serial => {
            let Checked { value, problems } = serial::check(&value.text_or_empty());
            write::text(out, value.as_ref().map(SerialNumber::as_str), &problems);
        }
        Check::ProfileUuid => {
            let Checked { value, problems } = profile::check(&value.text_or_empty());
            write::text(out, value.as_ref().map(ProfileUuid::as_str), &problems);
        }
        Check::Enrollment => {
            let Checked { value, problems } = enrollment::check(&facts::draft(value), policy);
            write::enrollment(out, value.as_ref(), &problems);
        }
        Check::Checklist => {
            let (facts, words) = (facts::facts(value), facts::confirmations(value));
            write::checklist(out, &checklist::evaluate(&facts, &words));
        }
        Check::Changes => {
            changes::plan(out, &rules::changes::plan(&changes::request(value)));
        }
    }
}
