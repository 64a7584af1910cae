//! A function of the host page as transport: it gets `{method, path, body}` and promises `{status, body, redirected?}`. This module owns
//! what such a function is told and what its answer means; the call itself is in the browser module.

use serde_json::{Value, json};

use super::{Failure, Reply, Request};

/// What the function gets: the verb, the percent-encoded API path with its query, and the JSON body (`null` without one).
pub fn describe(request: &Request) -> Value {
    json!({ "method": request.method.word(), "path": request.path, "body": request.body })
}

/// What the function promised: a status and a body that is text, or a value that its HTTP library has parsed already.
/// A missing status, or one that no HTTP answer has, is [`Failure::Unreadable`]; status 0 is how an XMLHttpRequest reports
/// that there was no connection. `redirected` is what `fetch` says in the property of that name: a redirect leads to the
/// log-in page, but a PUT that follows it there keeps its verb and is answered with some 405, which says nothing.
pub fn reply(status: Option<f64>, redirected: bool, body: Value) -> Result<Reply, Failure> {
    if redirected {
        return Err(Failure::Session);
    }
    let status = status
        .filter(|status| status.fract() == 0.0 && (0.0..=999.0).contains(status))
        .ok_or(Failure::Unreadable)?;
    if status == 0.0 {
        return Err(Failure::Unreachable);
    }
    let body = match body {
        Value::String(text) => text,
        Value::Null => String::new(),
        other => other.to_string(),
    };
    // The range check above makes this conversion exact.
    Ok(Reply { status: status as u16, body })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Method;

    #[test]
    fn the_function_is_told_verb_path_and_body() {
        let request = Request { method: Method::Delete, path: "/api/x".to_owned(), body: None };
        assert_eq!(describe(&request), json!({"method": "DELETE", "path": "/api/x", "body": null}));
    }

    #[test]
    fn parsed_bodies_and_texts_are_the_same() {
        let text = reply(Some(200.0), false, json!("{\"a\":1}")).unwrap();
        let parsed = reply(Some(200.0), false, json!({"a": 1})).unwrap();
        assert_eq!(text, parsed);
        assert_eq!(reply(Some(204.0), false, Value::Null).unwrap().body, "");
        assert_eq!(reply(Some(200.0), false, json!(true)).unwrap().body, "true");
    }

    #[test]
    fn a_followed_redirect_is_a_lost_session() {
        assert_eq!(reply(Some(405.0), true, Value::Null), Err(Failure::Session));
    }

    #[test]
    fn a_status_that_is_none_is_refused() {
        for status in
            [None, Some(f64::NAN), Some(f64::INFINITY), Some(-1.0), Some(200.5), Some(1e9)]
        {
            assert_eq!(reply(status, false, Value::Null), Err(Failure::Unreadable), "{status:?}");
        }
        assert_eq!(reply(Some(0.0), false, Value::Null), Err(Failure::Unreachable));
    }
}
