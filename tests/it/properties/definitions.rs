//! The rules and a host that plays Apple, each with limits of its own, judge the same profiles: none that passes is refused, and
//! none that the rules refuse would have been taken.

use crate::transports::native::memory_harness;
use host::{ChangeError, Json};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use refhost::Options;
use rules::Severity;
use rules::setup::{Profile, check};

const CONTRACT: &str = r#"{"paths": {"profile": "/api/device-mgt/ios/v1.0/dep/profiles/{uuid}",
    "profileCreate": "/api/device-mgt/ios/v1.0/dep/profiles"}}"#;
const PROFILES: usize = 10_000;

/// Absent, empty, and around a limit in bytes and in characters.
fn text(most: usize) -> impl Strategy<Value = Option<String>> {
    let around = (prop::sample::select(vec!["a", "é", "😀", " ", "\0"]), 0..3_usize, 1..3_usize)
        .prop_map(move |(letter, more, part)| {
            let count = (most * part).div_ceil(2 * letter.len().min(2 * part)) + more;
            Some(letter.repeat(count.saturating_sub(1)))
        });
    prop_oneof![6 => Just(None), 1 => Just(Some(String::new())), 6 => Just(Some("IT".to_owned())), 3 => around]
}

fn url() -> impl Strategy<Value = Option<String>> {
    let base = "https://mdm.example.com/";
    let long = (prop::sample::select(vec!["a", "é", "\"", "%", "["]), 0..3_usize).prop_map(
        move |(letter, more)| {
            let each = if "a%[".contains(letter) { 1 } else { 3 * letter.len() };
            Some(format!("{base}{}", letter.repeat((2000 - base.len()) / each + more - 1)))
        },
    );
    prop_oneof![1 => Just(None), 1 => Just(Some(String::new())), 9 => Just(Some(base.to_owned())), 2 => long]
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop_oneof![2 => Just(None), 1 => prop::sample::select(words).prop_map(|word| Some(word.to_owned()))]
}

fn profile() -> impl Strategy<Value = Profile> {
    let name = prop_oneof![4 => Just(Some("Kiosk".to_owned())), 1 => text(125)];
    let web = word(&["https://web.example.com/", ""]);
    let texts = (name, url(), web, text(125), text(256), text(250), text(50));
    let locale = (
        word(&["en", "de", "gsw", "", "EN", "xx", "en-US", "e", "deu ", "iw"]),
        word(&["US", "CH", "", "us", "UK", "USA", "XX", "GB"]),
    );
    let flag = proptest::option::of(any::<bool>());
    let flags = (flag.clone(), flag.clone(), flag);
    (texts, locale, flags).prop_map(|(texts, locale, flags)| Profile {
        profile_name: texts.0,
        url: texts.1,
        configuration_web_url: texts.2,
        department: texts.3,
        org_magic: texts.4,
        support_email_address: texts.5,
        support_phone_number: texts.6,
        language: locale.0,
        region: locale.1,
        is_supervised: flags.0,
        is_mdm_removable: flags.1,
        allow_pairing: flags.2,
        skip_setup_items: vec!["Siri".to_owned(), "a step of 2030".to_owned()],
        ..Profile::default()
    })
}

#[tokio::test]
async fn a_host_refuses_exactly_the_profiles_that_the_rules_refuse() {
    let contract = Some(CONTRACT.to_owned());
    let harness =
        memory_harness(Options { devices: 1, faults: true, contract, ..Options::default() });
    harness.control.sign_in("admin").await.expect("the admin signs in");
    let mut runner = TestRunner::deterministic();
    let (strategy, mut taken) = (profile(), 0);
    for _ in 0..PROFILES {
        let profile = strategy.new_tree(&mut runner).expect("a profile").current();
        let mut record = harness.client.empty_profile();
        for (field, text) in [
            ("profile_name", &profile.profile_name),
            ("url", &profile.url),
            ("configuration_web_url", &profile.configuration_web_url),
            ("department", &profile.department),
            ("org_magic", &profile.org_magic),
            ("support_email_address", &profile.support_email_address),
            ("support_phone_number", &profile.support_phone_number),
            ("language", &profile.language),
            ("region", &profile.region),
        ] {
            record.put(field, text.as_deref().map_or(Json::Null, Json::from));
        }
        for (field, flag) in [
            ("is_supervised", profile.is_supervised),
            ("is_mdm_removable", profile.is_mdm_removable),
            ("allow_pairing", profile.allow_pairing),
        ] {
            record.put(field, flag.map_or(Json::Null, Json::Flag));
        }
        let steps = profile.skip_setup_items.iter().map(|step| Json::from(&**step));
        record.put("skip_setup_items", Json::List(steps.collect()));
        let problems = check(&profile);
        let said: Vec<&str> = problems
            .iter()
            .filter(|problem| problem.severity == Severity::Error)
            .filter_map(|problem| problem.param("apple"))
            .collect();
        match harness.client.define_profile(&record, None, &[]).await {
            Ok(_) => {
                taken += 1;
                assert!(
                    said.is_empty(),
                    "the host takes what the rules refuse: {said:?} {profile:?}"
                );
            }
            Err(ChangeError::NotDone(error)) => {
                let code = error.items.first().map(|item| item.code.as_str()).unwrap_or_default();
                assert!(said.contains(&code), "{code}, and the rules said {said:?}: {profile:?}");
            }
            Err(error) => panic!("{error:?}"),
        }
    }
    assert!((PROFILES / 20..PROFILES * 19 / 20).contains(&taken), "{taken} were taken");
}
