//! [`crate::decode`] against every answer that the hosts, their gateways and their proxies are known to give.

use serde_json::json;

use crate::decode::{MESSAGE_LIMIT, Receipt, clean, receipt, value};
use crate::error::{HostError, Kind};
use crate::json::Json;
use crate::transport::Reply;

fn decoded(status: u16, body: &str) -> Result<Json, HostError> {
    value(&Reply { status, body: body.to_owned() }, "retryAfterSeconds")
}

fn parsed(json: serde_json::Value) -> Json {
    Json::parse(&json.to_string()).unwrap()
}

#[test]
fn a_lost_session_is_recognised_in_each_shape() {
    for (status, body) in [
        (200, ""),
        (200, " \r\n "),
        (200, "<!DOCTYPE html><title>Sign in</title>"),
        (200, "\u{feff}\n<html>"),
        (302, ""),
        (401, ""),
        (401, r#"{"code":401,"status":0}"#),
        (401, r#"{"fault":{"code":900901,"message":"Invalid Credentials"}}"#),
        (403, r#"{"fault":{"code":900901}}"#),
        (
            500,
            "<am:fault xmlns:am=\"x\"><am:code>900901</am:code><am:message>Invalid Credentials</am:message></am:fault>",
        ),
        (500, r#"{"code":500,"data":"{\"fault\":{\"code\":\"900901\"}}"}"#),
        (403, r#"{"fault":{"code":900902,"message":"Missing Credentials"}}"#),
        (500, r#"{"fault":{"code":"900903","message":"Access token expired"}}"#),
        (403, r#"{"code":"900904","message":"Access Token Inactive"}"#),
        (
            403,
            "<ams:fault xmlns:ams='x'>\n <ams:code>900902</ams:code>\n <ams:message>Missing Credentials</ams:message></ams:fault>",
        ),
        (
            500,
            r#"<?xml version="1.0"?><am:fault><am:code> 900903 </am:code><am:type>Status report</am:type></am:fault>"#,
        ),
        (500, r#"{"code":500,"data":"<am:fault><am:code>900904<\/am:code><\/am:fault>"}"#),
    ] {
        assert_eq!(decoded(status, body).unwrap_err().kind, Kind::Session, "{status} {body}");
    }
}

#[test]
fn the_status_names_the_kind_unless_the_gateway_knows_better() {
    let check = |status: u16, body: &str, wanted: Kind| {
        assert_eq!(decoded(status, body).unwrap_err().kind, wanted, "{status} {body}");
    };
    check(403, "", Kind::Permission);
    for code in 900_908..=900_910 {
        let fault = format!(r#"{{"fault":{{"code":{code},"description":"scope"}}}}"#);
        check(401, &fault, Kind::Permission);
        check(500, &format!("<am:fault><am:code>{code}</am:code></am:fault>"), Kind::Permission);
    }
    check(500, r#"{"fault":{"code":900900}}"#, Kind::Server);
    check(
        403,
        r#"{"fault":{"code":900905,"message":"Incorrect Access Token Type"}}"#,
        Kind::Permission,
    );
    check(404, r#"{"fault":{"code":900906}}"#, Kind::NotFound);
    check(404, "<html>not here</html>", Kind::NotFound);
    check(405, "", Kind::NotFound);
    check(409, "{}", Kind::Conflict);
    check(400, "{}", Kind::Refused);
    check(422, "{}", Kind::Refused);
    check(429, "", Kind::Throttled);
    check(503, r#"{"fault":{"code":900800}}"#, Kind::Throttled);
    check(500, "<html>", Kind::Server);
    check(503, "", Kind::Server);
    check(0, "", Kind::Unreachable);
    check(999, "", Kind::Unreadable);
    check(200, "{\"a\":", Kind::Unreadable);
    check(200, r#"{"fault":{"code":900800}}"#, Kind::Throttled);
}

#[test]
fn the_words_are_found_in_every_bean() {
    let check = |body: &str, wanted: &str| {
        assert_eq!(decoded(400, body).unwrap_err().message, wanted, "{body}");
    };
    check(r#"{"message":"m","description":"d"}"#, "m");
    check(r#"{"message":"","description":"d"}"#, "d");
    check(r#"{"fault":{"message":"fm","description":"fd"}}"#, "fd");
    check(r#"{"fault":{"message":"fm","description":""}}"#, "fm");
    check("bare words", "bare words");
    check(r#""quoted words""#, "quoted words");
    check(r#"{"code":400,"data":"{\"message\":\"inner\"}","status":0}"#, "inner");
    check(r#"{"code":400,"data":{"message":"inner"}}"#, "inner");
    check(r#"{"code":400,"data":"inner words"}"#, "inner words");
    check(
        "<ams:fault><ams:code>900900</ams:code><ams:message>m</ams:message><ams:description>a &amp;lt; b</ams:description></ams:fault>",
        "a &lt; b",
    );
    check("<html><body>secret stack trace</body></html>", "");
    check(r#"{"message":"<html>page</html>"}"#, "");
    check("[1,2]", "");
    check("null", "");
}

#[test]
fn the_items_keep_code_and_words() {
    let error = decoded(
        400,
        r#"{"message":"m","errorItems":[{"code":"NEITHER","message":"x\u0000y"},{"code":7},{},3]}"#,
    );
    let items = error.unwrap_err().items;
    let pairs: Vec<_> =
        items.iter().map(|item| (item.code.as_str(), item.message.as_str())).collect();
    assert_eq!(pairs, [("NEITHER", "x y"), ("7", "")]);
    let bean = decoded(400, r#"{"error":[{"code":"c","message":"m"}]}"#).unwrap_err();
    assert_eq!(bean.items.len(), 1);
    let wait = decoded(429, r#"{"message":"slow down","retryAfterSeconds":"120"}"#).unwrap_err();
    assert_eq!(wait.retry_after, Some(120));
}

#[test]
fn messages_are_plain_short_text() {
    assert_eq!(clean("  a\u{0}\u{1b}[31mb\r\n\tc\u{202e}d "), "a [31mb cd");
    let long = clean(&"é".repeat(2000));
    assert!(long.len() <= MESSAGE_LIMIT && long.chars().all(|c| c == 'é'), "{}", long.len());
    assert_eq!(clean("\u{1}\u{2}"), "");
}

#[test]
fn the_data_wrapper_is_taken_off_and_nothing_else() {
    assert_eq!(decoded(200, r#"{"data":"[1]"}"#).unwrap(), parsed(json!([1])));
    assert_eq!(decoded(200, r#"{"data":{"a":1}}"#).unwrap(), parsed(json!({"a": 1})));
    assert_eq!(decoded(200, r#"{"b":2,"data":1}"#).unwrap(), parsed(json!({"data": 1, "b": 2})));
    assert_eq!(decoded(204, "").unwrap(), Json::Null);
    assert_eq!(decoded(200, "true").unwrap(), Json::Flag(true));
}

#[test]
fn every_success_of_a_write_is_accepted_whatever_its_body() {
    let answered = |status: u16, body: &str| {
        receipt(&Reply { status, body: body.to_owned() }, "retryAfterSeconds")
    };
    for (status, body) in [
        (200, "null"),
        (200, r#"{"data":null}"#),
        (200, "done"),
        (200, r#"{"username":"bo"#),
        (201, ""),
        (204, ""),
        (202, "["),
    ] {
        assert_eq!(answered(status, body), Ok(Receipt::Silent), "{status} {body}");
    }
    assert_eq!(answered(200, " \n"), Ok(Receipt::Blank));
    let record = parsed(json!({"username": "bob"}));
    assert_eq!(answered(200, r#"{"username":"bob"}"#), Ok(Receipt::Answer(record)));
    let check = |status: u16, body: &str, wanted: Kind| {
        assert_eq!(answered(status, body).unwrap_err().kind, wanted, "{status} {body}");
    };
    check(200, "<html>", Kind::Session);
    check(302, "", Kind::Session);
    check(200, r#"{"fault":{"code":900800}}"#, Kind::Throttled);
    check(500, "", Kind::Server);
    check(101, "", Kind::Unreadable);
}

#[test]
fn nothing_unseen_is_left_in_a_name() {
    assert_eq!(clean("iPad\u{202e} Air\u{2069}\u{200b}"), "iPad Air");
    assert_eq!(clean("Sta\u{200b}ff\u{ad} \u{2060}iPads\u{feff}"), "Staff iPads");
    assert_eq!(clean("Sta\u{200d}ff\u{200c}"), "Staff");
    for name in ["علی\u{200c}رضا", "👩\u{200d}🏫 Class", "Zoë – 5 µm"] {
        assert_eq!(clean(name), name);
    }
}

#[test]
fn nothing_panics_whatever_arrives() {
    let pieces = [
        "",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "<",
        ">",
        "</",
        "<a",
        "<code>",
        "<code",
        "é",
        "\u{0}",
        "null",
        "true",
        "1e999",
        "-",
        "\\u",
        "{\"fault\":",
        "{\"data\":",
        "{\"data\":\"",
        "{\"code\":",
        "{\"errorItems\":[",
        "\u{feff}",
        ",",
        ":",
        "😀",
        "&amp;",
        "<x:code>9",
    ];
    // A fixed sequence of pseudo-random numbers, so that a failure can be repeated.
    let mut seed: u32 = 0x2545_f491;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 17;
        seed ^= seed << 5;
        seed as usize
    };
    for _ in 0..20_000 {
        let body: String = (0..next() % 8).map(|_| pieces[next() % pieces.len()]).collect();
        let status =
            [0, 101, 200, 201, 204, 302, 400, 401, 403, 404, 409, 429, 500, 503, 700][next() % 15];
        if let Err(error) = decoded(status, &body) {
            assert!(
                error.message.len() <= MESSAGE_LIMIT
                    && !error.message.chars().any(char::is_control)
            );
        }
    }
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    assert_eq!(decoded(200, &deep).unwrap_err().kind, Kind::Unreadable);
}
