//! The client's own logic: retries, pauses, paging, encoding and identifiers. The host is a list of answers
//! in memory.

use host::{DeviceQuery, Failure, Json, Kind, Part};
use serde_json::{Value, json};

use super::script::{DEVICE, UUID, ok, script, script_by, status};

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
        assert!(script.client.device(DEVICE).await.is_err());
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
        assert!(script.client.device(DEVICE).await.is_err());
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
    assert!(script.client.device(DEVICE).await.is_ok());
    assert_eq!(*script.pauses.borrow(), [3000]);
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
async fn a_missing_readiness_endpoint_leaves_every_field_unknown() {
    for answer in [status(404, "<html>"), status(405, "")] {
        assert_eq!(script(vec![answer]).client.readiness().await, Ok(host::Readiness::default()));
    }
    let error = script(vec![status(500, "")]).client.readiness().await.map_err(|error| error.kind);
    assert_eq!(error, Err(Kind::Server));
}

#[tokio::test]
async fn identifiers_of_the_host_go_back_to_the_letter() {
    for (serial, path) in [
        ("VM5vodACsc+k", "VM5vodACsc%2Bk"),
        ("c02xk1zzjgh5", "c02xk1zzjgh5"),
        ("C02-XK1 ZZ", "C02-XK1%20ZZ"),
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("ζ1", "%CE%B61"),
    ] {
        let uuid = "464921fa-a370-4bad-9a6f-9e3a8a73d94a";
        let script = script(vec![status(204, ""); 4]);
        assert!(script.client.assign(serial, uuid).await.is_ok());
        assert!(script.client.assign_many(Some("profile_1"), &[serial.to_owned()]).await.is_ok());
        assert!(script.client.device(serial).await.is_err(), "204 is no record");
        let requests = script.requests.borrow();
        assert!(
            requests[0].path.ends_with(&format!("/devices/{path}/profile")),
            "{}",
            requests[0].path
        );
        assert!(requests[2].path.ends_with(&format!("/devices/{path}")), "{}", requests[2].path);
        let bodies: Vec<_> = requests.iter().filter_map(|one| one.body.clone()).collect();
        assert_eq!(bodies[0].to_text(), json!({ "profileUuid": uuid }).to_string());
        assert_eq!(bodies[1].get("profileUuid"), Some(&Json::from("profile_1")));
        assert_eq!(bodies[1].get("serials"), Some(&Json::List(vec![Json::from(serial)])));
    }
}

#[tokio::test]
async fn a_serial_that_is_a_way_to_another_path_is_not_sent() {
    for serial in ["", " ", ".", "..", "/"] {
        let script = script(Vec::new());
        let kinds = [
            script.client.device(serial).await.err().map(|error| error.kind),
            script.client.unassign(serial).await.err().map(|error| error.kind),
        ];
        assert_eq!(kinds, [Some(Kind::NotFound); 2], "{serial}");
        assert!(script.requests.borrow().is_empty());
    }
}

#[tokio::test]
async fn the_record_of_another_device_is_not_taken_for_this_one() {
    let fields = json!({"loginRequired": true});
    let with = |serial: &str| {
        let mut record = fields.clone();
        record["serial"] = json!(serial);
        ok(record)
    };
    for named in ["C02ASSIGN001", "C02EMPTY00011", "EMPTY0001", "0"] {
        let client = script(vec![with(named); 2]).client;
        let error = client.device(DEVICE).await.expect_err(named);
        assert!(error.kind == Kind::Unreadable && !error.message.contains(named), "{error:?}");
        let error = client.enrollment(DEVICE).await.expect_err(named);
        assert_eq!(error.kind, Kind::Unreadable);
    }
    for named in [DEVICE, "c02empty0001", " C02EMPTY0001\u{feff}"] {
        let client = script(vec![with(named); 2]).client;
        assert!(client.device(DEVICE).await.is_ok() && client.enrollment(DEVICE).await.is_ok());
    }
    assert!(script(vec![ok(fields)]).client.enrollment(DEVICE).await.is_ok());
}

async fn define(client: &host::Client) -> Result<host::Defined, host::ChangeError> {
    client.define_profile(&client.empty_profile(), None, &[]).await
}

#[tokio::test]
async fn a_path_that_the_host_lacks_is_never_asked() {
    let absent = r#"{"paths":{"devices":null,"device":null,"sync":null,"profiles":null,"deviceProfile":null,
        "bulkProfile":null,"enrollment":null,"readiness":null,"checkUser":null,"searchUsers":null,
        "searchPeople":null}}"#;
    let script = script_by(absent, Vec::new());
    let client = &script.client;
    let kinds = [
        client.devices(&DeviceQuery::default()).await.err(),
        client.device(DEVICE).await.err(),
        client.sync().await.err(),
        client.profiles().await.err(),
        client.assign(DEVICE, UUID).await.err(),
        client.unassign(DEVICE).await.err(),
        client.assign_many(None, &[DEVICE.to_owned()]).await.err(),
        client.enrollment(DEVICE).await.err(),
        client.user_exists("bob").await.err(),
        client.search_users("bob", 5).await.err(),
        client.search_people("bob", 5).await.err(),
        client.notes(0, 100).await.err(),
        client.changes(&host::ChangeQuery::default(), 100).await.err(),
        client.put_note(&host::Note::default()).await.err(),
        client.remove_note(&host::Note::default()).await.err(),
        client.profile_whole(UUID).await.err(),
        client.retire_profile(UUID).await.err().map(|error| error.cause().clone()),
        define(client).await.err().map(|error| error.cause().clone()),
    ];
    for (at, error) in kinds.into_iter().enumerate() {
        assert_eq!(error.map(|error| error.code()), Some("host.absent"), "{at}");
    }
    assert_eq!(client.readiness().await, Ok(host::Readiness::default()));
    assert!(!client.offers(Part::Sync) && client.offers(Part::BulkEnrollment));
    assert!(script.requests.borrow().is_empty());
}

#[tokio::test]
async fn a_stale_session_of_apple_is_tried_once_more_by_a_read() {
    for (code, body) in
        [(403, "FORBIDDEN"), (401, "UNAUTHORIZED"), (403, r#"{"code":"EXPIRED_SESSION"}"#)]
    {
        let good = ok(json!({"serial": DEVICE}));
        let script = script(vec![status(code, body), good]);
        assert!(script.client.device(DEVICE).await.is_ok(), "{body}");
    }
    let twice = script(vec![status(403, "FORBIDDEN"); 5]);
    let error = twice.client.device(DEVICE).await.expect_err("it stays");
    assert_eq!((error.kind, twice.requests.borrow().len()), (Kind::Permission, 2));
}

#[tokio::test]
async fn a_hundred_thousand_profiles_are_read_in_linear_time() {
    // Each page repeats the last row of the one before, as a host does whose list grows meanwhile.
    let pages = (0..1000).map(|page| {
        let rows: Vec<Value> =
            (0..100).map(|at| json!({"uuid": format!("U{}", page * 99 + at)})).collect();
        ok(json!({"profiles": rows, "count": 100_000}))
    });
    let started = std::time::Instant::now();
    let script = script(pages.collect());
    let profiles = script.client.profiles().await.expect("every page comes");
    assert_eq!(profiles.len(), 1000 * 99 + 1);
    assert!(profiles.iter().enumerate().all(|(at, one)| one.uuid == format!("U{at}")));
    // Half a second; comparing each with each takes half a minute.
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_count_beyond_every_list_overflows_nothing() {
    for (count, wanted) in [
        (json!(u32::MAX), u32::MAX),
        (json!("4294967295"), u32::MAX),
        (json!(4_294_967_296_u64), u32::MAX),
        (json!(1e300), u32::MAX),
        (json!(-1), u32::MAX),
    ] {
        let script = script(vec![ok(json!({"devices": [{"serial": "A"}], "count": count}))]);
        let query = DeviceQuery { offset: u32::MAX, limit: u32::MAX, ..DeviceQuery::default() };
        assert_eq!(
            script.client.devices(&query).await.map(|page| page.count),
            Ok(wanted),
            "{count}"
        );
    }
    let page: Vec<Value> = (0..100).map(|at| json!({"uuid": format!("U{at}")})).collect();
    let script = script(vec![ok(json!({"profiles": page, "count": u32::MAX})); 3]);
    assert_eq!(script.client.profiles().await.map(|profiles| profiles.len()), Ok(100));
}

#[tokio::test]
async fn a_row_without_a_usable_serial_does_not_cost_the_page() {
    let odd = json!({"serial": "VM5vodACsc+k"});
    for row in [
        json!({}),
        json!({"serial": null}),
        json!({"serial": " "}),
        json!({"serial": []}),
        json!(null),
        json!(7),
    ] {
        let script = script(vec![ok(json!({"devices": [row, odd], "count": 2}))]);
        let page = script.client.devices(&DeviceQuery::default()).await.expect("one row is good");
        assert_eq!(
            page.rows.iter().map(|row| row.serial.as_str()).collect::<Vec<_>>(),
            ["VM5vodACsc+k"]
        );
    }
    let alone =
        script(vec![ok(json!({"devices": [{"serial": null, "status": "Empty"}], "count": 1}))]);
    let page = alone.client.devices(&DeviceQuery::default()).await;
    assert_eq!(page.map(|page| page.rows.len()), Ok(0), "the field is there, the value is not");
    let other = script(vec![ok(json!({"devices": [{"sn": "A"}], "count": 1}))]);
    let error = other.client.devices(&DeviceQuery::default()).await.expect_err("another contract");
    assert_eq!((error.kind, error.message.as_str()), (Kind::Unreadable, "no field `serial`"));
}
