//! Every definition and every end of a profile with every answer, through all three gateways. What the client says in the end is
//! what the host has, for ever, or the client says that nobody knows. Nothing is sent twice.

use super::admin::client_by;
use super::answers::{self, Answer};
use super::console::{BENCH, Console, Database, Gateway, Plan, STAFF};
use super::profiles::Profiles;
use host::{ChangeError, Client, Contract, Json, Method, ProfileRecord};
use std::rc::Rc;

const CONTRACT: &str = r#"{"paths": {"profile": "/api/dep/profiles/{uuid}",
    "profileCreate": "/api/dep/profiles", "profileRetire": "/api/dep/profiles/{uuid}"}}"#;
const GATEWAYS: [Gateway; 3] = [Gateway::Direct, Gateway::Invoker, Gateway::RequestHandler];

fn console(gateway: Gateway) -> Rc<Console> {
    let database = Database {
        status: "Empty",
        profile: String::new(),
        username: String::new(),
        login: false,
        agent: false,
        devices: 1,
    };
    Console::new(gateway, database)
}

fn client(console: &Rc<Console>) -> Client {
    client_by(console, Contract::from_json(CONTRACT).expect("a contract"))
}

/// Consoles that spoil one write.
fn spoiled(method: Method, path: &'static str) -> Vec<(String, Rc<Console>)> {
    let mut consoles = Vec::new();
    for gateway in GATEWAYS {
        for answer in answers::to_writes() {
            for blind in [false, true] {
                let console = console(gateway);
                console.spoil(Plan { method, path, answer, times: 1, blind });
                consoles.push((format!("{gateway:?}, {}, blind {blind}", answer.name), console));
            }
        }
    }
    consoles
}

/// The profile of the tests, with a field that nobody here knows.
fn kiosk(client: &Client) -> ProfileRecord {
    let mut record = client.empty_profile();
    for (field, value) in [("profile_name", "Kiosk"), ("url", "https://x.example"), ("own", "ä")] {
        record.put(field, Json::from(value));
    }
    record
}

fn known() -> Vec<String> {
    vec![STAFF.to_owned(), BENCH.to_owned()]
}

/// How often a write was sent and not refused for its token.
fn sent(console: &Rc<Console>, method: Method) -> usize {
    let calls = console.calls.borrow();
    calls.iter().filter(|call| call.method == method && !call.unauthorized).count()
}

async fn define(name: &str, console: &Rc<Console>, replaces: Option<&str>) -> bool {
    let client = client(console);
    let record = kiosk(&client);
    let answer = client.define_profile(&record, replaces, &known()).await;
    assert!(sent(console, Method::Post) <= 1, "{name}: sent twice");
    console.recover();
    let profiles: Profiles = console.profiles.borrow().clone();
    let made = profiles.made();
    match &answer {
        Ok(defined) => {
            assert!(profiles.has(&defined.uuid) && made.len() == 1, "{name}: {profiles:?}");
            if let Ok(stored) = &defined.stored {
                assert_eq!(stored.differences(&record), Vec::<String>::new(), "{name}");
            }
        }
        Err(ChangeError::NotDone(error)) => {
            assert!(made.is_empty(), "{name}: {error:?}, and it is there: {made:?}");
            assert!(replaces.is_none_or(|old| profiles.has(old)), "{name}: the old one is gone");
        }
        Err(ChangeError::Unclear(_)) => {
            // Once the host is well, a look settles it.
            let look = client.look_for_profile(&record, replaces, &known()).await;
            let found = look.unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!(found.map(|it| it.uuid), made.first().map(|it| it.uuid.clone()), "{name}");
        }
    }
    answer.is_ok()
}

#[tokio::test]
async fn a_new_profile_ends_in_the_truth() {
    let mut good = 0;
    for (name, console) in spoiled(Method::Post, "/profiles") {
        good += usize::from(define(&name, &console, None).await);
    }
    assert!(good > 20, "most answers of a host that has done it are found out: {good}");
}

#[tokio::test]
async fn an_edit_of_a_profile_ends_in_the_truth() {
    let mut good = 0;
    for (name, console) in spoiled(Method::Post, "/profiles") {
        good += usize::from(define(&name, &console, Some(STAFF)).await);
    }
    assert!(good > 20, "{good}");
}

#[tokio::test]
async fn the_end_of_a_profile_ends_in_the_truth() {
    for (name, console) in spoiled(Method::Delete, BENCH) {
        let client = client(&console);
        let answer = client.retire_profile(BENCH).await;
        assert!(sent(&console, Method::Delete) <= 1, "{name}: sent twice");
        console.recover();
        let is_there = console.profiles.borrow().has(BENCH);
        match answer {
            Ok(()) => assert!(!is_there, "{name}"),
            Err(ChangeError::NotDone(error)) => assert!(is_there, "{name}: {error:?}"),
            Err(ChangeError::Unclear(_)) => {}
        }
        assert!(console.profiles.borrow().has(STAFF), "{name}");
    }
}

#[tokio::test]
async fn a_whole_profile_that_cannot_be_read_is_a_failure() {
    for gateway in GATEWAYS {
        for answer in answers::to_reads() {
            // This gateway refreshes its token at a read, so it passes no fault on.
            if gateway == Gateway::RequestHandler && answer.name.starts_with("401 with a") {
                continue;
            }
            let Answer { name, .. } = answer;
            let console = console(gateway);
            console.spoil(Plan {
                method: Method::Get,
                path: STAFF,
                answer,
                times: 99,
                blind: false,
            });
            let client = client(&console);
            let read = client.profile_whole(STAFF).await;
            assert!(read.is_err(), "{gateway:?}, {name}: {read:?}");
            console.recover();
            assert!(client.profile_whole(STAFF).await.is_ok(), "{gateway:?}, {name}");
        }
    }
}

#[tokio::test]
async fn an_edit_that_somebody_else_has_made_meanwhile_is_a_conflict() {
    for gateway in GATEWAYS {
        for answer in answers::to_writes() {
            let console = console(gateway);
            let theirs =
                serde_json::json!({"replaces": STAFF, "profile_name": "Kiosk", "url": "https://y"});
            console.profiles.borrow_mut().define(&theirs);
            console.spoil(Plan {
                method: Method::Post,
                path: "/profiles",
                answer,
                times: 1,
                blind: false,
            });
            let client = client(&console);
            let defined = client.define_profile(&kiosk(&client), Some(STAFF), &known()).await;
            let is_told = matches!(defined, Err(ChangeError::NotDone(_)));
            assert!(is_told, "{gateway:?}, {}: {defined:?}", answer.name);
            console.recover();
            assert_eq!(console.profiles.borrow().made().len(), 1, "{gateway:?}, {}", answer.name);
        }
    }
}
