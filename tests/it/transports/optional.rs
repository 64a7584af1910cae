//! What a host may offer beyond the consoles: sorting, the search for people, shared notes, the history of all admins. The host is a list of answers in
//! memory.

use host::{ChangeQuery, DeviceQuery, Kind, Method, Moment, Note};
use rules::{Draft, UsernamePolicy, enrollment};
use serde_json::json;

use super::script::{DEVICE, UUID, ok, script, script_by, status};

const CHANGES: &str = r#"{"paths":{"changes":"/changes"}}"#;
const NOTES: &str = r#"{"paths":{"notes":"/notes"}}"#;

fn sorted(word: &str) -> DeviceQuery {
    DeviceQuery { limit: 50, sort: word.to_owned(), ..DeviceQuery::default() }
}

fn note(serial: &str, word: &str, value: &str) -> Note {
    Note {
        serial: serial.to_owned(),
        word: word.to_owned(),
        value: value.to_owned(),
        ..Note::default()
    }
}

#[tokio::test]
async fn an_order_is_asked_of_a_host_that_can_sort_and_of_no_other() {
    let empty = || vec![ok(json!({"devices": [], "count": 0}))];
    for (contract, word, wanted) in [
        ("{}", "serial", "offset=0&limit=50"),
        (r#"{"query":{"sort":null}}"#, "-user", "offset=0&limit=50"),
        (r#"{"query":{"sort":"orderBy"}}"#, "", "offset=0&limit=50"),
        (r#"{"query":{"sort":"orderBy"}}"#, "-user", "offset=0&limit=50&orderBy=-user"),
        (r#"{"query":{"sort":"sort"}}"#, " profile ", "offset=0&limit=50&sort=profile"),
    ] {
        let script = script_by(contract, empty());
        assert_eq!(script.client.can_sort(), contract.contains("y\":{\"sort\":\""), "{contract}");
        script.client.devices(&sorted(word)).await.expect("the list comes");
        assert!(script.paths()[0].ends_with(&format!("?{wanted}")), "{:?}", script.paths());
    }
}

#[tokio::test]
async fn people_are_found_by_name_or_mail_once_each() {
    let person = |name: &str| json!({"username": name, "firstname": "Alice", "lastname": "Moreau"});
    let list = |names: &[&str]| {
        let users: Vec<_> = names.iter().map(|name| person(name)).collect();
        ok(json!({"users": users, "count": users.len()}))
    };
    let names = |people: Vec<host::DirectoryUser>| -> Vec<String> {
        people.into_iter().map(|user| user.username).collect()
    };
    let queries = |paths: Vec<String>| -> Vec<String> {
        paths.into_iter().map(|path| path.rsplit('?').next().unwrap_or("").to_owned()).collect()
    };
    let cases: [(&str, &[&str], &[&str]); 5] = [
        (
            "*mor?",
            &["firstName=mor&limit=9", "lastName=mor&limit=9", "emailAddress=mor&limit=9"],
            &["a", "b", "c"],
        ),
        ("a.moreau@ex", &["emailAddress=a.moreau%40ex&limit=9"], &["a", "b"]),
        (
            "Alice  Moreau",
            &["firstName=Alice&lastName=Moreau&limit=9", "firstName=Moreau&lastName=Alice&limit=9"],
            &["a", "b", "c"],
        ),
        (
            "Moreau, Alice",
            &["firstName=Moreau&lastName=Alice&limit=9", "firstName=Alice&lastName=Moreau&limit=9"],
            &["a", "b", "c"],
        ),
        (" %* ", &[], &[]),
    ];
    for (text, wanted, found) in cases {
        let script = script(vec![list(&["a", "b"]), list(&["b", "c"]), list(&["a"])]);
        let people = script.client.search_people(text, 9).await.expect("an answer");
        assert_eq!(names(people), found, "{text}");
        assert_eq!(queries(script.paths()), wanted, "{text}");
    }
    let enough = script(vec![list(&["a", "b", "c"])]);
    let people = enough.client.search_people("mor", 2).await.expect("an answer");
    assert_eq!((names(people), enough.requests.borrow().len()), (vec!["a".into(), "b".into()], 1));
    let one = script_by(r#"{"query":{"searchText":"q"}}"#, vec![list(&["a"])]);
    let people = one.client.search_people("Alice Moreau", 9).await.expect("an answer");
    assert_eq!(
        (names(people), queries(one.paths())),
        (vec!["a".into()], vec!["q=Alice%20Moreau&limit=9".into()])
    );
}

#[tokio::test]
async fn a_console_without_the_search_for_people_says_so_after_one_call() {
    let script = script(vec![status(404, "")]);
    let error = script.client.search_people("alice", 5).await.expect_err("there is none");
    assert_eq!((error.kind, script.requests.borrow().len()), (Kind::NotFound, 1));
}

#[tokio::test]
async fn notes_are_paged_and_an_unreadable_one_is_left_out() {
    let rows = json!({"notes": [
        {"serial": DEVICE, "word": "reused", "value": "yes", "by": "admin", "at": 1_772_615_564_000_i64},
        {"serial": DEVICE, "word": "reused"},
        {"word": "agent", "value": "9f"},
    ], "count": 250});
    let script = script_by(NOTES, vec![ok(rows), ok(json!({"count": 0}))]);
    let page = script.client.notes(100, 1000).await.expect("a page");
    assert_eq!((page.count, page.rows.len()), (250, 2));
    assert_eq!((page.rows[0].by.as_str(), page.rows[1].serial.as_str()), ("admin", ""));
    assert_eq!(script.paths(), ["/notes?offset=100&limit=100"]);
    assert_eq!(script.client.notes(0, 100).await.map(|page| page.rows), Ok(Vec::new()));
}

#[tokio::test]
async fn changes_are_paged_and_filtered_and_an_unreadable_one_is_left_out() {
    let rows = json!({"changes": [
        {"run": "17a", "serial": DEVICE, "by": "admin", "devices": 2},
        {"run": "17b"},
    ], "count": 250});
    let script = script_by(CHANGES, vec![ok(rows), ok(json!({"count": 0}))]);
    let query = ChangeQuery {
        offset: 20,
        serial: " C02 ".into(),
        by: "zoë".into(),
        ..ChangeQuery::default()
    };
    let page = script.client.changes(&query, 1000).await.expect("a page");
    assert_eq!((page.count, page.rows.len()), (250, 1));
    assert_eq!((page.rows[0].run.as_str(), page.rows[0].devices), ("17a", 2));
    let one = ChangeQuery { run: "17a".into(), ..ChangeQuery::default() };
    assert_eq!(script.client.changes(&one, 100).await.map(|page| page.rows), Ok(Vec::new()));
    assert_eq!(
        script.paths(),
        [
            "/changes?offset=20&limit=100&serial=C02&by=zo%C3%AB",
            "/changes?offset=0&limit=100&run=17a"
        ]
    );
}

#[tokio::test]
async fn only_a_host_with_a_history_is_told_what_belongs_together() {
    for (names, query) in [(CHANGES, "?run=17%2Fa"), ("{}", "")] {
        let script = script_by(names, vec![status(204, ""); 5]);
        let client = script.client.in_run("17/a");
        let serials = [DEVICE.to_owned()];
        client.assign(DEVICE, UUID).await.expect("accepted");
        client.unassign(DEVICE).await.expect("accepted");
        client.assign_together(None, &serials).await.expect("accepted");
        let bob = Draft { username: "bob".into(), ..Draft::default() };
        let bob = enrollment::check(&bob, &UsernamePolicy::default()).value.expect("bob");
        let _ = client.save_enrollment(DEVICE, &bob, None).await;
        let paths = script.paths();
        let dep = "/api/device-mgt/ios/v1.0/dep/devices";
        let profile = format!("{dep}/{DEVICE}/profile{query}");
        let save = format!("{dep}/{DEVICE}/enrollment");
        let bulk = format!("{dep}/profile/bulk{query}");
        let wanted = [profile.clone(), profile, bulk, format!("{save}{query}"), save];
        assert_eq!(paths[..5], wanted);
        // Other clients of the same host say nothing of it.
        assert!(script.client.assign(DEVICE, UUID).await.is_err(), "no answer is left");
        assert!(script.paths().last().is_some_and(|path| path.ends_with("/profile")));
    }
}

#[tokio::test]
async fn a_stored_note_comes_back_with_who_and_when() {
    let sent = note(DEVICE, "reset", "9f");
    let stored = json!({"serial": DEVICE, "word": "reset", "value": "9f", "by": "admin", "at": 1_772_615_564_000_i64});
    for (answer, by, at) in [
        (ok(stored), "admin", Moment::At(1_772_615_564_000.0)),
        (status(204, ""), "", Moment::Never),
        (status(200, "stored"), "", Moment::Never),
        (ok(json!({})), "", Moment::Never),
    ] {
        let script = script_by(NOTES, vec![answer.clone()]);
        let note = script.client.put_note(&sent).await.expect("accepted");
        assert_eq!((note.by.as_str(), note.at, note.value.as_str()), (by, at, "9f"), "{answer:?}");
        let request = script.requests.borrow()[0].clone();
        assert_eq!((request.method, request.path.as_str()), (Method::Put, "/notes"));
        let body = request.body.expect("a body").to_text();
        assert_eq!(body, format!(r#"{{"serial":"{DEVICE}","word":"reset","value":"9f"}}"#));
    }
}

#[tokio::test]
async fn a_note_is_removed_by_its_serial_word_and_value() {
    for (gone, query) in [
        (note(DEVICE, "os", "16.1 beta"), format!("serial={DEVICE}&word=os&value=16.1%20beta")),
        (note("", "agent", "9f"), "word=agent&value=9f".to_owned()),
    ] {
        let script = script_by(NOTES, vec![status(204, "")]);
        assert_eq!(script.client.remove_note(&gone).await, Ok(()));
        assert_eq!(script.paths(), [format!("/notes?{query}")]);
        assert!(script.requests.borrow()[0].body.is_none());
    }
}
