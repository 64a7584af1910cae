//! The client's own logic: retries, pauses, paging, encoding, and half-finished bulk assignments. The host is a list of answers
//! in memory.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use host::client::Pause;
use host::transport::memory::Memory;
use host::{
    Client, Contract, DeviceQuery, EnrollmentRecord, Failure, Kind, Method, Outcome, Reply,
    Request, SaveError,
};
use rules::{Draft, Enrollment, ProfileUuid, SerialNumber, UsernamePolicy};
use serde_json::{Value, json};

type Answer = Result<Reply, Failure>;

/// A client whose host gives prepared answers in turn, with the requests and the pauses of the client.
struct Script {
    client: Client,
    requests: Rc<RefCell<Vec<Request>>>,
    pauses: Rc<RefCell<Vec<u32>>>,
}

fn script(answers: Vec<Answer>) -> Script {
    let requests: Rc<RefCell<Vec<Request>>> = Rc::default();
    let pauses: Rc<RefCell<Vec<u32>>> = Rc::default();
    let answers = RefCell::new(VecDeque::from(answers));
    let log = requests.clone();
    let transport = Memory::new(move |request| {
        log.borrow_mut().push(request);
        let answer = answers.borrow_mut().pop_front().unwrap_or(Err(Failure::Unreachable));
        async move { answer }
    });
    let clock = pauses.clone();
    let pause: Pause = Rc::new(move |millis| {
        clock.borrow_mut().push(millis);
        Box::pin(async {})
    });
    let client = Client::new(Rc::new(transport), Rc::new(Contract::default()), pause);
    Script { client, requests, pauses }
}

impl Script {
    fn paths(&self) -> Vec<String> {
        self.requests.borrow().iter().map(|request| request.path.clone()).collect()
    }
}

fn ok(body: Value) -> Answer {
    status(200, &body.to_string())
}

fn status(status: u16, body: &str) -> Answer {
    Ok(Reply { status, body: body.to_owned() })
}

fn serial(text: &str) -> SerialNumber {
    rules::serial::check(text).value.expect("the tests use valid serial numbers")
}

fn uuid() -> ProfileUuid {
    rules::profile::check("A1F0C3D2E4B5968778695A4B3C2D1E0F").value.expect("32 hexadecimal digits")
}

#[tokio::test]
async fn a_read_is_tried_three_times_with_growing_pauses() {
    for answer in [
        Err(Failure::Unreachable),
        status(502, ""),
        status(503, ""),
        status(504, ""),
        status(429, ""),
    ] {
        let script = script(vec![
            answer.clone(),
            answer.clone(),
            answer.clone(),
            ok(json!({"serial": "X"})),
        ]);
        assert!(script.client.device(&serial("C02EMPTY0001")).await.is_err());
        assert_eq!(script.requests.borrow().len(), 3, "{answer:?}");
        let pauses = script.pauses.borrow().clone();
        assert!(
            pauses.len() == 2 && pauses[0] > 0 && pauses[1] > pauses[0],
            "{answer:?}: {pauses:?}"
        );
    }
}

#[tokio::test]
async fn a_read_is_not_retried_when_a_retry_cannot_help() {
    let answers = [
        Err(Failure::Timeout),
        status(500, ""),
        status(404, ""),
        status(400, ""),
        status(401, ""),
        status(403, ""),
        status(409, ""),
        status(200, ""),
        status(200, "{"),
        Err(Failure::Session),
        Err(Failure::Unreadable),
        status(429, r#"{"retryAfterSeconds":60}"#),
    ];
    for answer in answers {
        let script = script(vec![answer.clone()]);
        assert!(script.client.device(&serial("C02EMPTY0001")).await.is_err());
        assert_eq!(
            (script.requests.borrow().len(), script.pauses.borrow().len()),
            (1, 0),
            "{answer:?}"
        );
    }
}

#[tokio::test]
async fn a_read_waits_as_long_as_the_host_asks() {
    let script = script(vec![
        status(429, r#"{"retryAfterSeconds":3}"#),
        ok(json!({"serial": "C02EMPTY0001"})),
    ]);
    assert!(script.client.device(&serial("C02EMPTY0001")).await.is_ok());
    assert_eq!(*script.pauses.borrow(), [3000]);
}

#[tokio::test]
async fn a_write_is_never_retried() {
    let device = serial("C02EMPTY0001");
    for answer in [
        Err(Failure::Unreachable),
        Err(Failure::Timeout),
        status(503, ""),
        status(429, ""),
        status(500, ""),
    ] {
        let script = script(vec![answer.clone(); 10]);
        assert!(script.client.assign(&device, &uuid()).await.is_err());
        assert!(script.client.unassign(&device).await.is_err());
        assert!(script.client.sync().await.is_err());
        assert!(script.client.assign_many(None, std::slice::from_ref(&device)).await.is_err());
        let methods: Vec<_> =
            script.requests.borrow().iter().map(|request| request.method).collect();
        assert_eq!(
            methods,
            [Method::Put, Method::Delete, Method::Post, Method::Post],
            "{answer:?}"
        );
        assert!(script.pauses.borrow().is_empty());
    }
}

fn bob() -> Enrollment {
    let draft = Draft { username: "bob".to_owned(), ..Draft::default() };
    rules::enrollment::check(&draft, &UsernamePolicy::default()).value.expect("a user is named")
}

#[tokio::test]
async fn a_save_answered_without_a_record_is_read_back() {
    let device = serial("C02EMPTY0001");
    let record = json!({"username": "bob", "loginRequired": false, "agentRequired": true});
    let half = json!({"username": "bob"});
    for answer in [ok(half), ok(json!({})), status(204, ""), status(200, ""), status(201, "done")] {
        let script = script(vec![answer.clone(), ok(record.clone())]);
        let saved = script.client.save_enrollment(&device, &bob(), None).await;
        let agent = saved.map(|saved| saved.agent_required);
        assert_eq!(agent, Ok(Some(true)), "{answer:?}: the record counts");
        let methods: Vec<_> =
            script.requests.borrow().iter().map(|request| request.method).collect();
        assert_eq!(methods, [Method::Put, Method::Get]);
    }
}

#[tokio::test]
async fn a_save_that_cannot_be_read_back_is_neither_saved_nor_refused() {
    let device = serial("C02EMPTY0001");
    for (answer, unread) in [
        (status(204, ""), status(500, "")),
        (status(204, ""), status(302, "")),
        (status(200, ""), status(500, "")),
        (ok(json!({"username": "bob"})), ok(json!({}))),
    ] {
        let script = script(vec![answer.clone(), unread]);
        let saved = script.client.save_enrollment(&device, &bob(), None).await;
        assert!(matches!(saved, Err(SaveError::NotReadBack(_))), "{answer:?}");
    }
    // The legacy console's empty 200, and then its redirect: the session was lost before the save.
    let lost = script(vec![status(200, ""), status(302, "")]);
    let saved = lost.client.save_enrollment(&device, &bob(), None).await;
    let Err(SaveError::NotAccepted(error)) = saved else { panic!("{saved:?}") };
    assert_eq!(error.kind, Kind::Session);
}

#[tokio::test]
async fn fields_that_the_admin_did_not_see_are_not_expected() {
    let script = script(vec![status(204, ""), ok(json!({"username": "bob"}))]);
    let seen = EnrollmentRecord { agent_required: Some(false), ..EnrollmentRecord::default() };
    assert!(
        script.client.save_enrollment(&serial("C02EMPTY0001"), &bob(), Some(&seen)).await.is_ok()
    );
    let body = script.requests.borrow()[0].body.as_ref().map(host::Json::to_text);
    let expected = r#"{"username":"bob","loginRequired":false,"agentRequired":false,"expected":{"agentRequired":false}}"#;
    assert_eq!(body.as_deref(), Some(expected));
}

#[tokio::test]
async fn profiles_are_paged_until_the_count_is_reached() {
    let page = |from: u32, to: u32| -> Vec<Value> {
        (from..to).map(|at| json!({"uuid": format!("U{at}")})).collect()
    };
    let script = script(vec![
        ok(json!({"profiles": page(0, 100), "count": 150})),
        ok(json!({"profiles": page(100, 150), "count": 150})),
    ]);
    assert_eq!(script.client.profiles().await.map(|profiles| profiles.len()), Ok(150));
    let paths = script.paths();
    assert!(
        paths.len() == 2 && paths[1].contains("offset=100") && paths[1].contains("limit=100"),
        "{paths:?}"
    );
}

#[tokio::test]
async fn paging_ends_when_the_host_ignores_the_offset() {
    let page: Vec<Value> = (0..100).map(|at| json!({"uuid": format!("U{at}")})).collect();
    for body in [json!({"profiles": page, "count": 500}), json!(page)] {
        let script = script(vec![ok(body.clone()); 5]);
        assert_eq!(script.client.profiles().await.map(|profiles| profiles.len()), Ok(100));
        assert_eq!(script.requests.borrow().len(), 2);
    }
}

#[tokio::test]
async fn a_list_without_a_count_counts_the_rows_so_far() {
    let rows = json!([{"serial": "A"}, {"serial": "B"}]);
    for body in [rows.clone(), json!({"devices": rows}), json!({"devices": rows, "count": 0})] {
        let script = script(vec![ok(body.clone())]);
        let page = script
            .client
            .devices(&DeviceQuery { offset: 10, limit: 50, ..DeviceQuery::default() })
            .await;
        assert_eq!(page.map(|page| (page.rows.len(), page.count)), Ok((2, 12)), "{body}");
    }
}

#[tokio::test]
async fn names_are_percent_encoded_in_the_query() {
    let script = script(vec![
        ok(json!(true)),
        ok(json!([])),
        ok(json!([])),
        ok(json!({"devices": [], "count": 0})),
    ]);
    let client = &script.client;
    assert_eq!(client.user_exists("SALES/zoë&x=1").await, Ok(true));
    assert!(client.search_users("SALES/z*o", 10).await.is_ok());
    assert!(client.search_users("bo%b?", 500).await.is_ok());
    assert!(
        client
            .devices(&DeviceQuery { user: "a b".to_owned(), limit: 1000, ..DeviceQuery::default() })
            .await
            .is_ok()
    );
    let paths = script.paths();
    assert!(paths[0].ends_with("/checkUser?username=SALES%2Fzo%C3%AB%26x%3D1"), "{paths:?}");
    assert!(paths[1].ends_with("?filter=zo&domain=SALES&limit=10"), "{paths:?}");
    assert!(paths[2].ends_with("?filter=bob&limit=100"), "{paths:?}");
    assert!(paths[3].ends_with("?offset=0&limit=100&username=a%20b"), "{paths:?}");
    assert!(paths.iter().all(|path| path.is_ascii()));
}

#[tokio::test]
async fn an_empty_search_sends_no_request() {
    let script = script(Vec::new());
    for prefix in ["", " ", "*", "SALES/", "SALES/*", "%?"] {
        assert_eq!(script.client.search_users(prefix, 10).await, Ok(Vec::new()), "{prefix}");
    }
    assert!(script.requests.borrow().is_empty());
}

#[tokio::test]
async fn a_user_exists_only_for_a_known_answer_of_the_host() {
    for (body, wanted) in [
        ("true", Some(true)),
        ("false", Some(false)),
        (r#""TRUE""#, Some(true)),
        (r#"{"data":"false"}"#, Some(false)),
    ] {
        assert_eq!(
            script(vec![status(200, body)]).client.user_exists("bob").await.ok(),
            wanted,
            "{body}"
        );
    }
    for body in ["1", "null", "{}", "[]", "yes", r#""yes""#] {
        let error = script(vec![status(200, body)])
            .client
            .user_exists("bob")
            .await
            .map_err(|error| error.kind);
        assert_eq!(error, Err(Kind::Unreadable), "{body}");
    }
}

#[tokio::test]
async fn a_missing_result_is_derived_from_the_status() {
    let device = serial("C02EMPTY0001");
    let cases = [
        (json!({"serial": "C02EMPTY0001", "status": "Assigned"}), true, Outcome::Success),
        (json!({"serial": "C02EMPTY0001", "status": "Empty"}), true, Outcome::Failed),
        (json!({"serial": "C02EMPTY0001", "status": "Removed"}), false, Outcome::Success),
        (json!({"serial": "C02EMPTY0001", "status": "Assigned"}), false, Outcome::Failed),
        (
            json!({"serial": "C02EMPTY0001", "status": "Assigned", "result": "FAILED"}),
            true,
            Outcome::Failed,
        ),
        (
            json!({"serial": "C02OTHER0001", "status": "Assigned", "result": "SUCCESS"}),
            true,
            Outcome::Failed,
        ),
        (json!({}), true, Outcome::Failed),
    ];
    for (body, assign, wanted) in cases {
        let script = script(vec![ok(body.clone())]);
        let uuid = uuid();
        let answer = if assign {
            script.client.assign(&device, &uuid).await
        } else {
            script.client.unassign(&device).await
        };
        assert_eq!(answer.map(|answer| answer.outcome), Ok(wanted), "{body} {assign}");
    }
    for body in ["null", "true", "\"SUCCESS\""] {
        let answer = script(vec![status(200, body)]).client.unassign(&device).await;
        assert_eq!(answer.map_err(|error| error.kind), Err(Kind::Unreadable), "{body}");
    }
}

#[tokio::test]
async fn a_broken_bulk_assignment_reports_the_chunks_that_succeeded() {
    let serials: Vec<SerialNumber> =
        (0..250).map(|at| serial(&format!("C02BULK{at:05}"))).collect();
    let results = |range: std::ops::Range<usize>| -> Answer {
        let rows: Vec<Value> = serials[range]
            .iter()
            .map(|one| json!({"serial": one.as_str(), "result": "SUCCESS"}))
            .collect();
        ok(json!({ "results": rows }))
    };
    let script = script(vec![results(0..100), status(401, ""), results(200..250)]);
    let answers = script
        .client
        .assign_many(Some(&uuid()), &serials)
        .await
        .expect("the first hundred were assigned");
    assert_eq!(answers.len(), 250);
    let done = answers.iter().filter(|one| one.outcome == Outcome::Success).count();
    assert_eq!((done, script.requests.borrow().len()), (100, 2));
    assert_eq!(
        (&answers[100].outcome, answers[100].message.as_str()),
        (&Outcome::Failed, "host.session")
    );
}

#[tokio::test]
async fn a_bulk_assignment_that_fails_at_once_is_an_error() {
    let script = script(vec![status(401, "")]);
    let answer = script.client.assign_many(None, &[serial("C02EMPTY0001")]).await;
    assert_eq!(answer.map_err(|error| error.kind), Err(Kind::Session));
    assert_eq!(script.client.assign_many(None, &[]).await, Ok(Vec::new()));
}

#[tokio::test]
async fn single_calls_stop_when_the_session_ends() {
    let names = ["C02SINGLE001", "C02SINGLE002", "C02SINGLE003"].map(serial);
    let one = |at: usize| ok(json!({"serial": names[at].as_str(), "result": "SUCCESS"}));
    let script = script(vec![status(405, ""), one(0), status(302, ""), one(2)]);
    let answers =
        script.client.assign_many(Some(&uuid()), &names).await.expect("the first one was assigned");
    let outcomes: Vec<_> = answers.iter().map(|one| one.outcome.clone()).collect();
    assert_eq!(outcomes, [Outcome::Success, Outcome::Failed, Outcome::Failed]);
    assert_eq!(script.requests.borrow().len(), 3);
}

#[tokio::test]
async fn a_missing_readiness_endpoint_leaves_every_field_unknown() {
    for answer in [status(404, "<html>"), status(405, "")] {
        assert_eq!(script(vec![answer]).client.readiness().await, Ok(host::Readiness::default()));
    }
    let error = script(vec![status(500, "")]).client.readiness().await.map_err(|error| error.kind);
    assert_eq!(error, Err(Kind::Server));
}
