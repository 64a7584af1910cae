//! The client's writes: assignments, syncs and saves against every answer that a host gives to them.

use host::{EnrollmentRecord, Failure, Kind, Method, Outcome, SaveError};
use rules::{Draft, Enrollment, UsernamePolicy};
use serde_json::{Value, json};

use super::script::{Answer, DEVICE, Script, UUID, ok, script, script_by, status};

#[tokio::test]
async fn a_write_is_never_retried() {
    for answer in [
        Err(Failure::Unreachable),
        Err(Failure::Timeout),
        status(503, ""),
        status(429, ""),
        status(500, ""),
    ] {
        let script = script(vec![answer.clone(); 10]);
        assert!(script.client.assign(DEVICE, UUID).await.is_err());
        assert!(script.client.unassign(DEVICE).await.is_err());
        assert!(script.client.sync().await.is_err());
        assert!(script.client.assign_many(None, &[DEVICE.to_owned()]).await.is_err());
        assert_eq!(
            script.methods(),
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
    let record = json!({"username": "bob", "loginRequired": false, "agentRequired": true});
    let half = json!({"username": "bob"});
    for answer in [ok(half), ok(json!({})), status(204, ""), status(200, ""), status(201, "done")] {
        let script = script(vec![answer.clone(), ok(record.clone())]);
        let saved = script.client.save_enrollment(DEVICE, &bob(), None).await;
        let agent = saved.map(|saved| saved.agent_required);
        assert_eq!(agent, Ok(Some(true)), "{answer:?}: the record counts");
        assert_eq!(script.methods(), [Method::Put, Method::Get]);
    }
}

#[tokio::test]
async fn a_save_that_cannot_be_read_back_is_neither_saved_nor_refused() {
    for (answer, unread) in [
        (status(204, ""), status(500, "")),
        (status(204, ""), status(302, "")),
        (status(200, ""), status(500, "")),
        (ok(json!({"username": "bob"})), ok(json!({}))),
    ] {
        let script = script(vec![answer.clone(), unread]);
        let saved = script.client.save_enrollment(DEVICE, &bob(), None).await;
        assert!(matches!(saved, Err(SaveError::NotReadBack(_))), "{answer:?}");
    }
    // The legacy console's empty 200, and then its redirect: the session was lost before the save.
    let lost = script(vec![status(200, ""), status(302, "")]);
    let saved = lost.client.save_enrollment(DEVICE, &bob(), None).await;
    let Err(SaveError::NotAccepted(error)) = saved else { panic!("{saved:?}") };
    assert_eq!(error.kind, Kind::Session);
}

#[tokio::test]
async fn fields_that_the_admin_did_not_see_are_not_expected() {
    let script = script(vec![status(204, ""), ok(json!({"username": "bob"}))]);
    let seen = EnrollmentRecord { agent_required: Some(false), ..EnrollmentRecord::default() };
    assert!(script.client.save_enrollment(DEVICE, &bob(), Some(&seen)).await.is_ok());
    let body = script.requests.borrow()[0].body.as_ref().map(host::Json::to_text);
    let expected = r#"{"username":"bob","loginRequired":false,"agentRequired":false,"expected":{"agentRequired":false}}"#;
    assert_eq!(body.as_deref(), Some(expected));
}

#[tokio::test]
async fn a_missing_result_is_derived_from_the_status() {
    let cases = [
        (json!({"serial": "C02EMPTY0001", "status": "Assigned"}), true, Outcome::Success),
        (json!({"serial": "c02empty0001", "status": "Assigned"}), true, Outcome::Success),
        (json!({"serial": "C02EMPTY0001", "status": "Empty"}), true, Outcome::Failed),
        (json!({"serial": "C02EMPTY0001", "status": "Removed"}), false, Outcome::Success),
        (json!({"serial": "C02EMPTY0001", "status": "Assigned"}), false, Outcome::Failed),
        (
            json!({"serial": "C02EMPTY0001", "status": "Assigned", "result": "FAILED"}),
            true,
            Outcome::Failed,
        ),
    ];
    for (body, assign, wanted) in cases {
        let script = script(vec![ok(body.clone())]);
        let answer = if assign {
            script.client.assign(DEVICE, UUID).await
        } else {
            script.client.unassign(DEVICE).await
        };
        let outcome = answer.map(|answer| answer.map(|answer| answer.outcome));
        assert_eq!(outcome, Ok(Some(wanted)), "{body} {assign}");
    }
}

#[tokio::test]
async fn a_broken_bulk_assignment_reports_the_chunks_that_succeeded() {
    let serials: Vec<String> = (0..250).map(|at| format!("C02BULK{at:05}")).collect();
    let results = |range: std::ops::Range<usize>| -> Answer {
        let rows: Vec<Value> = serials[range]
            .iter()
            .map(|one| json!({"serial": one.as_str(), "result": "SUCCESS"}))
            .collect();
        ok(json!({ "results": rows }))
    };
    let script = script(vec![results(0..100), status(302, ""), results(200..250)]);
    let answers = script
        .client
        .assign_many(Some(UUID), &serials)
        .await
        .expect("the first hundred were assigned");
    assert_eq!(answers.len(), 250);
    let done = answers
        .iter()
        .filter(|one| one.as_ref().is_some_and(|one| one.outcome == Outcome::Success))
        .count();
    assert_eq!((done, script.requests.borrow().len()), (100, 2));
    let failed = answers[100].as_ref().expect("its call failed");
    assert_eq!((&failed.outcome, failed.message.as_str()), (&Outcome::Failed, "host.session"));
}

#[tokio::test]
async fn a_bulk_assignment_that_fails_at_once_is_an_error() {
    let script = script(vec![status(302, "")]);
    let answer = script.client.assign_many(None, &[DEVICE.to_owned()]).await;
    assert_eq!(answer.map_err(|error| error.kind), Err(Kind::Session));
    assert_eq!(script.client.assign_many(None, &[]).await, Ok(Vec::new()));
}

#[tokio::test]
async fn single_calls_stop_when_the_session_ends() {
    let names = ["C02SINGLE001", "C02SINGLE002", "C02SINGLE003"].map(str::to_owned);
    let one = |at: usize| ok(json!({"serial": names[at].as_str(), "result": "SUCCESS"}));
    let script = script(vec![status(405, ""), one(0), status(302, ""), one(2)]);
    let answers =
        script.client.assign_many(Some(UUID), &names).await.expect("the first one was assigned");
    let outcomes: Vec<_> = answers.into_iter().flatten().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [Outcome::Success, Outcome::Failed, Outcome::Failed]);
    assert_eq!(script.requests.borrow().len(), 3);
}

/// Successes that say nothing about the device.
fn silent() -> Vec<Answer> {
    vec![
        status(200, ""),
        status(201, ""),
        status(202, ""),
        status(204, ""),
        ok(json!(null)),
        ok(json!({})),
        ok(json!([])),
        ok(json!({"data": null})),
        ok(json!({"message": "done"})),
        ok(json!("SUCCESS")),
        ok(json!(true)),
        status(200, "Profile assigned."),
        status(200, r#"{"serial":"C02EMPT"#),
        status(200, "\u{0}\u{fffd}PK"),
        ok(json!({"serial": "C02OTHER0001", "status": "Assigned", "result": "SUCCESS"})),
        ok(json!({"serial": DEVICE})),
    ]
}

#[tokio::test]
async fn an_assignment_that_the_host_accepted_without_a_word_is_no_error() {
    for answer in silent() {
        let client = script(vec![answer.clone(); 4]).client;
        assert_eq!(client.assign(DEVICE, UUID).await, Ok(None), "{answer:?}");
        assert_eq!(client.unassign(DEVICE).await, Ok(None), "{answer:?}");
        let bulk = client.assign_many(Some(UUID), &[DEVICE.to_owned()]).await;
        let known = answer == ok(json!({"serial": DEVICE}));
        assert_eq!(bulk.map(|all| all[0].is_none()), Ok(!known), "{answer:?}");
        assert_eq!(client.sync().await, Ok(host::SyncAnswer::default()), "{answer:?}");
    }
}

#[tokio::test]
async fn a_page_in_a_successful_answer_to_a_write_is_a_lost_session() {
    for page in
        ["<!DOCTYPE html><title>Login</title>", " <html>", "\u{feff}<HTML>", r#"{"data":"<html>"}"#]
    {
        let script = script(vec![status(200, page); 3]);
        let wanted = if page.starts_with('{') { None } else { Some(Kind::Session) };
        let found = script.client.assign(DEVICE, UUID).await;
        assert_eq!(found.err().map(|error| error.kind), wanted, "{page}");
    }
}

/// One write of each kind.
async fn each_write(answers: impl Fn() -> Vec<Answer>) -> Vec<(Option<Kind>, Vec<Method>)> {
    let scripts: Vec<_> = (0..5).map(|_| script(answers())).collect();
    let errors = [
        scripts[0].client.assign(DEVICE, UUID).await.err(),
        scripts[1].client.unassign(DEVICE).await.err(),
        scripts[2].client.sync().await.err(),
        scripts[3].client.assign_many(None, &[DEVICE.to_owned()]).await.err(),
        scripts[4]
            .client
            .save_enrollment(DEVICE, &bob(), None)
            .await
            .err()
            .map(|error| error.cause().clone()),
    ];
    let kinds = errors.map(|error| error.map(|error| error.kind));
    kinds.into_iter().zip(scripts.iter().map(Script::methods)).collect()
}

/// The newer console's answers when the gateway does not take its token.
const UNAUTHORIZED: [&str; 4] = [
    "",
    r#"{"code":401,"status":0}"#,
    r#"{"fault":{"code":900901,"message":"Invalid Credentials"}}"#,
    r#"{"code":401,"data":"{\"fault\":{\"code\":900903}}"}"#,
];

#[tokio::test]
async fn a_write_that_met_an_expired_token_is_sent_again_once_a_read_has_renewed_it() {
    let list = || ok(json!({"devices": [], "count": 0}));
    for body in UNAUTHORIZED {
        for read in [list(), ok(json!(null)), status(403, "")] {
            let answers = || {
                vec![
                    status(401, body),
                    read.clone(),
                    status(204, ""),
                    ok(json!({"username": "bob"})),
                ]
            };
            for (kind, methods) in each_write(answers).await {
                assert_eq!(kind, None, "{body}");
                assert_eq!(methods[..3], [methods[0], Method::Get, methods[0]], "{body}");
            }
        }
    }
    let script = script(vec![status(401, ""), list(), status(204, "")]);
    assert_eq!(script.client.assign(DEVICE, UUID).await, Ok(None));
    let requests = script.requests.borrow();
    assert_eq!(requests[0], requests[2]);
    assert!(requests[1].path.ends_with("/devices?limit=1"), "{}", requests[1].path);
}

#[tokio::test]
async fn a_write_whose_session_is_lost_is_not_sent_again() {
    for read in [status(401, ""), status(200, "<html>"), status(302, ""), status(200, "")] {
        for (kind, methods) in
            each_write(|| vec![status(401, ""), read.clone(), status(204, "")]).await
        {
            assert_eq!((kind, methods.len()), (Some(Kind::Session), 2), "{read:?}");
        }
    }
    // The 401 says that nothing was done, so a lost answer to the read puts nothing in doubt.
    for read in [status(500, ""), Err(Failure::Unreachable), Err(Failure::Timeout)] {
        for (kind, methods) in
            each_write(|| vec![status(401, ""), read.clone(), status(204, "")]).await
        {
            assert_eq!((kind, methods.len()), (Some(Kind::Server), 2), "{read:?}");
        }
    }
}

#[tokio::test]
async fn a_write_that_is_unauthorized_in_a_session_that_lives_is_a_matter_of_permission() {
    let answers = || vec![status(401, ""), ok(json!([])), status(401, ""), status(204, "")];
    for (kind, methods) in each_write(answers).await {
        assert_eq!((kind, methods.len()), (Some(Kind::Permission), 3));
    }
}

#[tokio::test]
async fn a_write_refused_for_the_sake_of_apple_is_not_sent_again() {
    for (code, body, wanted) in [
        (401, "token_rejected", Kind::AppleToken),
        (401, r#"{"code":"T_C_NOT_SIGNED"}"#, Kind::AppleTerms),
        (403, "FORBIDDEN", Kind::Permission),
        (401, r#"{"fault":{"code":900910}}"#, Kind::Permission),
    ] {
        for (kind, methods) in each_write(|| vec![status(code, body), status(204, "")]).await {
            assert_eq!((kind, methods.len()), (Some(wanted), 1), "{body}");
        }
    }
}

#[tokio::test]
async fn the_question_whether_the_session_lives_goes_to_a_path_that_the_host_has() {
    for (contract, wanted) in [
        (r#"{"paths":{"devices":null}}"#, Some("/profiles?limit=1")),
        (r#"{"paths":{"devices":null,"profiles":null}}"#, Some("/readiness?limit=1")),
        (r#"{"paths":{"devices":null,"profiles":null,"readiness":null}}"#, None),
    ] {
        let script = script_by(contract, vec![status(401, ""), ok(json!({})), status(204, "")]);
        let answer = script.client.assign(DEVICE, UUID).await;
        assert_eq!(answer.is_ok(), wanted.is_some());
        let paths = script.paths();
        assert!(wanted.is_none_or(|wanted| paths[1].ends_with(wanted)), "{paths:?}");
    }
}
