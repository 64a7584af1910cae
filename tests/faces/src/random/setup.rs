//! Profiles and the devices that they are for. Texts are near their limits, and keys and versions meet.

use super::{draft, perhaps, pick, texts};
use rand::Rng;
use rand::rngs::StdRng;
use rules::setup::panes;
use serde_json::{Value, json};

const FAMILIES: [&str; 9] =
    ["iPhone", "iPad", "iPod", "Mac", "AppleTV", "Vision", "", "ipad", "Watch"];
const SYSTEMS: [&str; 8] = ["iOS", "iPadOS", "OSX", "tvOS", "visionOS", "", "watchOS", "macOS"];
const VERSIONS: [&str; 20] = [
    "9", "10.2", "10.14.3", "10.14.4", "11", "12.4", "13", "14.1", "15", "16.4.1", "17.0", "18.2",
    "26", "26.0.1", "26.1", "27", "iOS 17.4", "", "unknown", "2",
];
const STRANGE_KEYS: [&str; 7] =
    ["Registration", "appleid", "Sirii", "Everything", "", " Siri ", "RemoteManagement"];
const LOCALES: [&str; 10] = ["en", "DE", "xx", "", "US", "UK", "en-US", "gsw", " fr ", "us"];

/// A profile.
pub fn profile(dice: &mut StdRng) -> Value {
    let mut profile = json!({
        "profile_name": perhaps(dice, 0.9, |dice| long(dice, 125)),
        "url": perhaps(dice, 0.85, |dice| long(dice, 2000)),
        "configuration_web_url": perhaps(dice, 0.2, |dice| pick(dice, &["", " ", "https://a.b/c"])),
        "department": perhaps(dice, 0.3, |dice| long(dice, 125)),
        "org_magic": perhaps(dice, 0.3, |dice| long(dice, 256)),
        "support_email_address": perhaps(dice, 0.3, |dice| long(dice, 250)),
        "support_phone_number": perhaps(dice, 0.3, |dice| long(dice, 50)),
        "language": perhaps(dice, 0.3, |dice| pick(dice, &LOCALES)),
        "region": perhaps(dice, 0.3, |dice| pick(dice, &LOCALES)),
        "supervising_host_certs": perhaps(dice, 0.1, |_| vec!["MII="]),
        "skip_setup_items": perhaps(dice, 0.7, keys),
    });
    for flag in [
        "is_supervised",
        "is_mandatory",
        "is_mdm_removable",
        "await_device_configured",
        "auto_advance_setup",
        "is_multi_user",
        "allow_pairing",
        "do_not_use_profile_from_backup",
        "is_return_to_service",
    ] {
        profile[flag] = perhaps(dice, 0.4, |dice| dice.random_bool(0.6));
    }
    profile
}

/// What a preview is asked about; the flags are asked with the same, without the enrollment.
pub fn request(dice: &mut StdRng, with_enrollment: bool) -> Value {
    let mut request = json!({
        "profile": perhaps(dice, 0.95, profile),
        "device": perhaps(dice, 0.95, |dice| json!({
            "deviceFamily": perhaps(dice, 0.8, |dice| pick(dice, &FAMILIES)),
            "os": perhaps(dice, 0.4, |dice| pick(dice, &SYSTEMS)),
            "osVersion": perhaps(dice, 0.8, |dice| pick(dice, &VERSIONS)),
        })),
    });
    if with_enrollment {
        request["enrollment"] = perhaps(dice, 0.7, draft);
    }
    request
}

/// A text that is about as long as it may be, in letters of one or more bytes.
fn long(dice: &mut StdRng, limit: usize) -> String {
    match dice.random_range(0..8) {
        0 => String::new(),
        1 => texts::username(dice),
        2 => pick(dice, &["a", "é", "😀", " "]).repeat(limit / dice.random_range(1..4)),
        3 => "x".repeat(limit),
        4 => "x".repeat(limit + 1),
        _ => "https://mdm.example.com/enroll".into(),
    }
}

fn keys(dice: &mut StdRng) -> Vec<&'static str> {
    let known: Vec<&str> = panes().filter_map(|pane| pane.key).collect();
    let one = |dice: &mut StdRng| {
        if dice.random_bool(0.8) { pick(dice, &known) } else { pick(dice, &STRANGE_KEYS) }
    };
    (0..dice.random_range(0..9)).map(|_| one(dice)).collect()
}
