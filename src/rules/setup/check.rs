//! The limits for which Apple's servers refuse a profile, each with Apple's own code in `apple`, and notes on what has no effect
//! everywhere. It must never refuse what Apple takes.
//!
//! Source: "Define a Profile" and "Profile" in Apple's Device Management reference, read by way of its mirror
//! apple-docs.everest.mt/docs/devicemanagement/define-profile in November 2026. Of every text Apple says
//! that it is "either empty or has exceeded" a number of "UTF-8 characters", and of the URL, of encoded ones. They are counted in
//! bytes, so that what passes here passes at Apple, whichever it means.

use super::catalogue::code;
use super::locales::{is_language, is_region};
use super::profile::Profile;
use super::skips;
use crate::prelude::*;
use crate::problem::{Problem, Severity, add};
use crate::text;

/// Most bytes of a name in UTF-8.
const MOST_NAME: usize = 125;
/// Most bytes of a URL, encoded.
const MOST_URL: usize = 2000;

/// Everything that Apple would refuse a profile for, and notes on what it would ignore. A profile without an error is taken.
///
/// ```
/// use rules::setup::{Profile, check};
///
/// let problems = check(&Profile {
///     profile_name: Some("Staff iPads".into()),
///     url: Some("https://mdm.example.com/enroll".into()),
///     is_mdm_removable: Some(false),
///     ..Profile::default()
/// });
/// assert_eq!(problems[0].code, "profile.removable.unsupervised");
/// assert_eq!(problems[0].param("apple"), Some("FLAGS_INVALID"));
/// ```
pub fn check(profile: &Profile) -> Vec<Problem> {
    let mut problems = Vec::new();
    name(profile, &mut problems);
    url(profile, &mut problems);
    for limit in &LIMITS {
        limit.check(profile, &mut problems);
    }
    locale(profile, &mut problems);
    flags(profile, &mut problems);
    notes(profile, &mut problems);
    skips::check(&profile.skip_setup_items, &mut problems);
    problems
}

/// A problem that Apple has a code for.
fn refuse<'a>(
    problems: &'a mut Vec<Problem>,
    path: &'static str,
    code: &'static str,
    apple: &str,
) -> &'a mut Problem {
    add(problems, path, code, Severity::Error).put("apple", apple)
}

fn name(profile: &Profile, problems: &mut Vec<Problem>) {
    let path = "profile_name";
    let Some(name) = &profile.profile_name else {
        refuse(problems, path, code!("profile.name.missing"), "CONFIG_NAME_REQUIRED")
            .put_number("max", MOST_NAME);
        return;
    };
    if name.is_empty() {
        refuse(problems, path, code!("profile.name.empty"), "CONFIG_NAME_INVALID")
            .put_number("max", MOST_NAME);
    } else if name.len() > MOST_NAME {
        refuse(problems, path, code!("profile.name.too-long"), "CONFIG_NAME_INVALID")
            .put_number("length", name.len())
            .put_number("max", MOST_NAME);
    }
}

fn url(profile: &Profile, problems: &mut Vec<Problem>) {
    let path = "url";
    let Some(url) = &profile.url else {
        if profile.configuration_web_url.is_none() {
            refuse(problems, path, code!("profile.url.missing"), "CONFIG_URL_REQUIRED");
        }
        return;
    };
    let length = encoded(url);
    if url.is_empty() {
        refuse(problems, path, code!("profile.url.empty"), "CONFIG_URL_INVALID");
    } else if length > MOST_URL {
        refuse(problems, path, code!("profile.url.too-long"), "CONFIG_URL_INVALID")
            .put_number("length", length)
            .put_number("max", MOST_URL);
    }
}

/// How many bytes a URL has once it is encoded: a byte that must not stand in a URL (RFC 3986) becomes three. What is encoded
/// already stays.
fn encoded(url: &str) -> usize {
    let stays = |byte: u8| {
        byte.is_ascii_graphic()
            && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
    };
    url.bytes().map(|byte| if stays(byte) { 1 } else { 3 }).sum()
}

/// The most bytes of a text that is not empty.
struct Limit {
    field: &'static str,
    of: fn(&Profile) -> &Option<String>,
    max: usize,
    code: &'static str,
    apple: &'static str,
}

const LIMITS: [Limit; 4] = [
    Limit {
        field: "department",
        of: |profile| &profile.department,
        max: 125,
        code: code!("profile.department.too-long"),
        apple: "DEPARTMENT_INVALID",
    },
    Limit {
        field: "org_magic",
        of: |profile| &profile.org_magic,
        max: 256,
        code: code!("profile.magic.too-long"),
        apple: "MAGIC_INVALID",
    },
    Limit {
        field: "support_email_address",
        of: |profile| &profile.support_email_address,
        max: 250,
        code: code!("profile.email.too-long"),
        apple: "SUPPORT_EMAIL_INVALID",
    },
    Limit {
        field: "support_phone_number",
        of: |profile| &profile.support_phone_number,
        max: 50,
        code: code!("profile.phone.too-long"),
        apple: "SUPPORT_PHONE_INVALID",
    },
];

impl Limit {
    fn check(&self, profile: &Profile, problems: &mut Vec<Problem>) {
        let Some(text) = (self.of)(profile) else { return };
        let length = text.len();
        if length == 0 || length > self.max {
            refuse(problems, self.field, self.code, self.apple)
                .put_number("length", length)
                .put_number("max", self.max);
        }
    }
}

/// Language and region; an empty text stands for none.
fn locale(profile: &Profile, problems: &mut Vec<Problem>) {
    let apple = "LOCALE_INVALID";
    if let Some(language) = profile.language.as_deref().filter(|text| !text.is_empty())
        && !is_language(language)
    {
        let (first, _) = text::split_first(language, b'-').unwrap_or((text::trim(language), ""));
        let mut near = text::own(first);
        near.make_ascii_lowercase();
        if is_language(&near) {
            refuse(problems, "language", code!("profile.language.near"), apple)
                .put("repaired", &near)
        } else {
            refuse(problems, "language", code!("profile.language.unknown"), apple)
        }
        .put("value", &text::quoted(language));
    }
    if let Some(region) = profile.region.as_deref().filter(|text| !text.is_empty())
        && !is_region(region)
    {
        let mut near = text::own(text::trim(region));
        near.make_ascii_uppercase();
        if near == "UK" {
            near = text::own("GB");
        }
        if is_region(&near) {
            refuse(problems, "region", code!("profile.region.near"), apple).put("repaired", &near)
        } else {
            refuse(problems, "region", code!("profile.region.unknown"), apple)
        }
        .put("value", &text::quoted(region));
    }
}

fn flags(profile: &Profile, problems: &mut Vec<Problem>) {
    if profile.is_mdm_removable == Some(false) && profile.is_supervised != Some(true) {
        let code = code!("profile.removable.unsupervised");
        refuse(problems, "is_mdm_removable", code, "FLAGS_INVALID");
    }
}

/// What has no effect on some systems. That a setting is ignored is nothing that Apple refuses.
fn notes(profile: &Profile, problems: &mut Vec<Problem>) {
    let on = |flag: Option<bool>| flag == Some(true);
    let off = |flag: Option<bool>| flag == Some(false);
    let is_supervised = on(profile.is_supervised);
    for (applies, path, code) in [
        (off(profile.is_supervised), "is_supervised", code!("profile.supervised.forced")),
        (off(profile.is_mandatory), "is_mandatory", code!("profile.mandatory.forced")),
        (
            on(profile.await_device_configured) && !is_supervised,
            "await_device_configured",
            code!("profile.await.unsupervised"),
        ),
        (on(profile.auto_advance_setup), "auto_advance_setup", code!("profile.advance.systems")),
        (on(profile.is_multi_user), "is_multi_user", code!("profile.shared.systems")),
        (off(profile.allow_pairing), "allow_pairing", code!("profile.pairing.deprecated")),
        (
            on(profile.do_not_use_profile_from_backup),
            "do_not_use_profile_from_backup",
            code!("profile.backup.systems"),
        ),
        (on(profile.is_return_to_service), "is_return_to_service", code!("profile.return.systems")),
        (
            !profile.supervising_host_certs.is_empty() && !is_supervised,
            "supervising_host_certs",
            code!("profile.host-certs.unsupervised"),
        ),
    ] {
        if applies {
            add(problems, path, code, Severity::Hint);
        }
    }
}
