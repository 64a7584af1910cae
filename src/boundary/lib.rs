//! The boundary between JavaScript and the rules: one function, texts in and texts out.
//!
//! `www/src/validate` reads whatever a page passes, however hostile, and writes what it found as [`wire`] has it, in the
//! order that [`facts`] knows; the answers leave the same way. Both modules of the package, the plugin and the one without
//! a user interface, export this function, so a page gets the same answer from either. It must never decide anything, and
//! never fill a sentence: the script side has the templates of all codes and fills them.

#![cfg_attr(not(test), no_std)]

extern crate alloc;

pub mod answer;
pub mod facts;
pub mod json;
pub mod wire;

use alloc::string::String;
use rules::{
    Enrollment, ProfileUuid, SerialNumber, Username, catalogue, enrollment, profile, serial,
    username,
};
use wire::Reader;

// What is asked about. The numbers are the protocol's; `www/src/validate/kernel.ts` has the same.
const USERNAME: u32 = 0;
const SERIAL: u32 = 1;
const PROFILE_UUID: u32 = 2;
const ENROLLMENT: u32 = 3;
const CHECKLIST: u32 = 4;

/// Answers a request: the subject, the policy for usernames, and then any number of values, which are answered one after
/// the other.
///
/// The values are texts, the fields of enrollments, or the facts of checklists. Any other subject is the package itself: its
/// version, its sentences, and what makes texts alike.
pub fn ask(request: &str) -> String {
    let mut reader = Reader::new(request);
    let subject = reader.number();
    let policy = facts::policy(&mut reader);
    let mut out = String::new();
    while !reader.is_done() {
        match subject {
            Some(CHECKLIST) => {
                answer::checklist(&mut out, &facts::checklist(&mut reader));
            }
            Some(ENROLLMENT) => {
                let draft = facts::draft(&mut reader);
                let checked = enrollment::check(&draft, &policy);
                answer::text(&mut out, &checked, Enrollment::username);
                // What is right about them is taken as it is.
                wire::flag(&mut out, draft.login_required);
                wire::flag(&mut out, draft.agent_required);
            }
            _ => {
                reader.read();
                let raw = reader.text;
                match subject {
                    Some(USERNAME) => {
                        answer::text(&mut out, &username::check(raw, &policy), Username::as_str);
                    }
                    Some(SERIAL) => {
                        answer::text(&mut out, &serial::check(raw), SerialNumber::as_str);
                    }
                    Some(PROFILE_UUID) => {
                        answer::text(&mut out, &profile::check(raw), ProfileUuid::as_str);
                    }
                    _ => about(&mut out),
                }
            }
        }
    }
    out
}

/// What the script side asks for once.
fn about(out: &mut String) {
    for text in [
        env!("CARGO_PKG_VERSION"),
        catalogue::ENGLISH,
        username::ALIKE.usual,
        username::ALIKE.within,
        username::ALIKE.parting,
        username::ALIKE.leading,
        serial::ALIKE.usual,
        serial::ALIKE.within,
        serial::ALIKE.parting,
        serial::ALIKE.leading,
        profile::ALIKE.usual,
        profile::ALIKE.within,
        profile::ALIKE.parting,
        profile::ALIKE.leading,
    ] {
        wire::text(out, text);
    }
}
