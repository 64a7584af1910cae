//! The sheet in words and bars.

use super::super::entry::{About, Content, Way};
use super::*;
use crate::fleet::{Cause, Problem, Verdict};
use host::Device;
use rules::checklist::{DeviceReadiness, Lineage};
use rules::setup::Profile;

/// What a person sees on a host that says nothing about its profiles.
fn way(sign_in: SignIn) -> Way {
    let panes = vec!["Language", "Network", "RemoteManagement"];
    let sure = panes.clone();
    Way { sure, panes, is_whole: false, sign_in, is_shared: false, help: String::new() }
}

/// A device on a sheet.
pub fn entry(serial: &str, user: User, agent: bool) -> Entry {
    let is_person = matches!(user, User::Person { .. });
    Entry {
        serial: serial.to_owned(),
        model: "iPad (9th generation)".to_owned(),
        color: "Space Gray".to_owned(),
        profile: "Staff iPads".to_owned(),
        user,
        agent: Some(agent),
        way: way(if is_person { SignIn::None } else { SignIn::Credentials }),
    }
}

pub fn person(username: &str, name: &str) -> User {
    User::Person { username: username.to_owned(), name: name.to_owned() }
}

/// A sheet with a device for a person, one that is signed in to, and one that is left out.
pub fn content() -> Content {
    let mut content = Content {
        entries: vec![
            entry("C02ASSIGN001", person("alice", "Alice Moreau"), true),
            entry("C02LOGIN0001", User::SignIn, false),
        ],
        left_out: vec![LeftOut { serial: "C02GONE00001".to_owned(), reason: Reason::Gone }],
    };
    let verdict = Verdict {
        readiness: DeviceReadiness::CannotTell,
        causes: Vec::<Cause>::new(),
        checking: false,
    };
    let device = Device { serial: "C02STRANGE01".to_owned(), ..Device::default() };
    let about = About {
        verdict: &verdict,
        lineage: &Lineage::None,
        setup: None,
        enrollment: None,
        person: None,
    };
    content.add(&device, about);
    content
}

fn written(content: &Content, layout: Layout) -> String {
    let texts = Texts::default();
    let about = "2 devices · 28 Nov 2026".to_owned();
    let mut out = String::new();
    Paper { texts: &texts, content, layout, about, headings: DOCUMENT }.whole().write(&mut out);
    out
}

#[test]
fn an_entry_has_code_model_person_way_and_a_line_to_sign() {
    let html = written(&content(), Layout::List);
    let (path, width) = code128::bars("C02ASSIGN001").expect("bars");
    assert!(html.contains(&format!("<svg class=\"bars\" viewBox=\"0 0 {width} 1\"")));
    assert!(html.contains(&format!("<path d=\"{path}\"></path>")));
    for part in [
        "<p class=\"about\">Staff iPads · 2 devices · 28 Nov 2026</p>",
        "<p class=\"serial\" dir=\"ltr\">C02ASSIGN001</p>",
        "<p class=\"model\">iPad (9th generation) · Space Gray</p>",
        "<p class=\"for\">For: Alice Moreau (alice)</p>",
        "<p class=\"notes\">No sign-in. The agent app is installed.</p>",
        "<p class=\"for\">Its user signs in during setup</p>",
        "<li>Switch on</li><li>Language</li><li>Network</li><li>Remote Management</li>",
        "<p class=\"notes\">Sign in with your username and password in “Remote Management”. The agent app is not installed.</p>",
        "<p class=\"limits\">The setup may have more steps than those named here.</p>",
        "<span class=\"box\"></span>Handed over<span class=\"sign\">",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert_eq!(html.matches("Sign in with").count(), 1, "only where somebody signs in");
}

#[test]
fn the_list_names_who_is_left_out_and_a_page_for_a_person_does_not() {
    let list = written(&content(), Layout::List);
    let end = list.split("<section class=\"out\">").nth(1).expect("a list of those left out");
    assert!(end.contains("C02GONE00001</span> <span>Not on this server</span>"));
    assert!(end.contains("C02STRANGE01</span> <span>Needs your answer</span>"));
    let pages = written(&content(), Layout::People);
    assert!(!pages.contains("C02GONE00001") && !pages.contains("C02STRANGE01"));
    assert_eq!(pages.matches("<section class=\"page\">").count(), 2);
    assert!(pages.contains("<h1 class=\"title\">Alice Moreau (alice)</h1>"));
}

#[test]
fn a_user_without_a_known_name_is_called_by_the_username() {
    let content = Content { entries: vec![entry("A", person("bob", ""), false)], left_out: vec![] };
    assert!(written(&content, Layout::List).contains("<p class=\"for\">For: bob</p>"));
    assert!(written(&content, Layout::People).contains("<h1 class=\"title\">bob</h1>"));
}

#[test]
fn what_the_profile_says_about_help_stands_on_the_sheet() {
    let profile = Profile {
        department: Some("IT".to_owned()),
        support_email_address: Some("it@example.com".to_owned()),
        ..Profile::default()
    };
    let mut content = content();
    content.entries[0].way = Way::of(&Device::default(), Some(&profile), None);
    let html = written(&content, Layout::List);
    assert!(html.contains("The agent app is installed. Help: IT · it@example.com</p>"), "{html}");
}

#[test]
fn several_profiles_are_not_called_by_one() {
    let mut content = content();
    content.entries[1].profile = "Other".to_owned();
    assert!(written(&content, Layout::List).contains("\"about\">2 devices · 28 Nov 2026</p>"));
}

#[test]
fn parts_come_in_portions_in_their_order() {
    let texts = Texts::default();
    let content = content();
    let part = |layout, from, count| {
        let (texts, content) = (&texts, &content);
        let about = String::new();
        Paper { texts, content, layout, about, headings: DIALOG }.parts(from, count)
    };
    for layout in [Layout::List, Layout::People] {
        let portions = [part(layout, 0, 1), part(layout, 1, 1)].concat();
        assert_eq!(portions, part(layout, 0, 9));
        assert_eq!(part(layout, 2, 9), []);
    }
}

#[test]
fn every_reason_has_words() {
    let texts = Texts::default();
    for problem in Problem::ALL {
        let out = LeftOut { serial: String::new(), reason: Reason::Problems(vec![problem]) };
        assert!(!reason(&texts, &out).contains("devices.problem"), "{problem:?}");
    }
    let two = vec![Problem::NoProfile, Problem::NoUser];
    let out = LeftOut { serial: String::new(), reason: Reason::Problems(two) };
    assert_eq!(reason(&texts, &out), "No profile · No user decided");
}
