//! Every read with every answer. A read that failed is told as a failure, and what hangs on it is not judged.

use super::admin::{Admin, client, read};
use super::answers;
use super::console::{Console, Database, Gateway, Plan, SERIAL, STAFF};
use host::Method;
use rules::UsernamePolicy;
use rules::checklist::Source;
use std::rc::Rc;
use ui::answers::AdminAnswers;
use ui::checklist::host_reads::HostQuestion;
use ui::checklist::state::{self as checklist, State};
use ui::devices::state as devices;
use ui::facts_cache::Freshness;

const GATEWAYS: [Gateway; 3] = [Gateway::Direct, Gateway::Invoker, Gateway::RequestHandler];

fn database() -> Database {
    Database {
        status: "Assigned",
        profile: STAFF.to_owned(),
        username: "alice".to_owned(),
        login: false,
        agent: false,
        devices: 3,
    }
}

/// Consoles that spoil one read, with the answer's name. A gateway that refreshes its token at a read passes no fault on.
fn consoles(path: &'static str) -> Vec<(String, Rc<Console>)> {
    let mut consoles = Vec::new();
    for gateway in GATEWAYS {
        for answer in answers::to_reads() {
            let name = format!("{gateway:?}, {path}, {}", answer.name);
            if gateway == Gateway::RequestHandler && answer.name.starts_with("401 with a") {
                continue;
            }
            let console = Console::new(gateway, database());
            console.spoil(Plan { method: Method::Get, path, answer, times: 99, blind: false });
            consoles.push((name, console));
        }
    }
    consoles
}

#[tokio::test]
async fn a_list_that_cannot_be_read_says_so_and_recovers() {
    for (name, console) in consoles("/dep/devices") {
        let mut admin = Admin::new(console.clone()).await;
        let rows = admin.list.rows().map_or(0, |rows| rows.len());
        assert!(admin.list.load.error().is_some() && rows == 0, "{name}: {rows} rows");
        console.recover();
        admin.tell_list(devices::Msg::Reload).await;
        assert!(admin.row().is_some() && admin.list.load.error().is_none(), "{name}");
    }
}

/// A checklist of the device, which its owner knows from the list, with the answers of a console.
async fn checklist(console: &Rc<Console>) -> State {
    let admin = client(console);
    let healthy = client(&Console::new(Gateway::Direct, database()));
    let device = healthy.device(SERIAL).await.ok();
    let (mut state, effects) =
        State::new(device, AdminAnswers::default(), UsernamePolicy::default());
    let mut effects = effects;
    while let Some(effect) = effects.pop() {
        let policy = UsernamePolicy::default();
        let msg = match effect {
            checklist::Effect::Read(generation, question) => {
                checklist::Msg::HostAnswer(generation, read(&admin, question).await, policy)
            }
            checklist::Effect::ReadEnrollment(generation) => {
                checklist::Msg::Enrollment(generation, admin.enrollment(SERIAL).await)
            }
            checklist::Effect::Check(generation, name) => {
                checklist::Msg::Checked(generation, admin.user_exists(&name).await, 1.0)
            }
            checklist::Effect::Store(_) | checklist::Effect::Tell(_) => continue,
        };
        effects.extend(state.update(msg));
    }
    state
}

#[tokio::test]
async fn a_device_that_cannot_be_read_is_never_judged() {
    for (name, console) in consoles(SERIAL) {
        let state = checklist(&console).await;
        assert!(state.failure().is_some(), "{name}: nothing is said");
        assert!(state.failed().contains(&Source::Device), "{name}: it is judged all the same");
    }
}

#[tokio::test]
async fn profiles_that_cannot_be_read_pass_no_item() {
    for (name, console) in consoles("/profiles") {
        let state = checklist(&console).await;
        assert!(state.reads.profiles.error.is_some(), "{name}");
        let facts = state.facts(2.0).unwrap();
        let unknown = matches!(facts.lineage, rules::checklist::Lineage::Unknown);
        assert!(unknown, "{name}: {:?}", facts.lineage);
    }
}

#[tokio::test]
async fn a_directory_that_cannot_be_asked_confirms_nobody() {
    for (name, console) in consoles("/checkUser") {
        let state = checklist(&console).await;
        let (existence, _) = state.directory.existence();
        assert_eq!(existence, rules::checklist::Existence::Unknown, "{name}");
    }
}

#[tokio::test]
async fn a_readiness_that_cannot_be_read_confirms_no_agent() {
    for (name, console) in consoles("/readiness") {
        let state = checklist(&console).await;
        let configured = state.reads.readiness.value.as_ref().and_then(|it| it.agent_configured);
        assert_eq!(configured, None, "{name}");
    }
}

#[tokio::test]
async fn an_enrollment_that_cannot_be_read_offers_no_form() {
    for (name, console) in consoles("/enrollment") {
        let healthy = Console::new(Gateway::Direct, database());
        let mut admin = Admin::new(healthy).await;
        admin.client = client(&console);
        let panel = admin.panel(true).await;
        assert!(!panel.enrollment.has_form(), "{name}: a form of guesses");
    }
}

#[tokio::test]
async fn suggestions_that_cannot_be_read_are_none() {
    for (name, console) in consoles("/usernames") {
        let found = client(&console).search_users("ali", 5).await;
        assert!(found.is_err(), "{name}: {found:?}");
    }
}

#[tokio::test]
async fn every_read_works_on_a_healthy_host() {
    for gateway in GATEWAYS {
        let console = Console::new(gateway, database());
        let state = checklist(&console).await;
        assert!(state.failure().is_none() && state.failed().is_empty(), "{gateway:?}");
        let question = HostQuestion::Profiles(Freshness::Fresh);
        read(&client(&console), question).await;
        assert!(state.facts(2.0).is_some());
    }
}
