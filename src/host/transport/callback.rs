//! A function of the host page as transport: it receives `{method, path, body}` and promises `{status, body, redirected?}`.
//! This module owns the function's argument and the meaning of its answer; the browser module calls it.

use super::{Failure, Reply, Request};
use crate::json::Json;

/// The argument of the function: the verb, the percent-encoded API path with its query, and the JSON body. A request without
/// a body has no key `body`, because most HTTP libraries would send a `null`.
pub fn describe(request: &Request) -> Json {
    let mut entries = vec![
        ("method".to_owned(), Json::from(request.method.word())),
        ("path".to_owned(), Json::from(request.path.as_str())),
    ];
    entries.extend(request.body.clone().map(|body| ("body".to_owned(), body)));
    Json::Record(entries)
}

/// The reply that the function promised: a status, and a body that is text by now.
/// A missing status, or one that no HTTP answer has, is [`Failure::Unreadable`]; status 0 is how an XMLHttpRequest reports
/// that there was no connection. `redirected` has the meaning of `fetch`'s property. A redirect leads to the log-in
/// page, but a PUT that follows it keeps its verb and gets some 405, which does not show that.
pub fn reply(status: Option<f64>, redirected: bool, body: String) -> Result<Reply, Failure> {
    if redirected {
        return Err(Failure::Session);
    }
    let status = status
        .filter(|status| status.fract() == 0.0 && (0.0..=999.0).contains(status))
        .ok_or(Failure::Unreadable)?;
    if status == 0.0 {
        return Err(Failure::Unreachable);
    }
    // The range check above makes this conversion exact.
    Ok(Reply { status: status as u16, body })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Method;

    #[test]
    fn the_function_receives_verb_path_and_body() {
        let mut request = Request { method: Method::Put, path: "/x".to_owned(), body: None };
        assert_eq!(describe(&request).to_text(), r#"{"method":"PUT","path":"/x"}"#);
        request.body = Json::parse(r#"{"a":[null,1.5,"é"]}"#);
        assert_eq!(
            describe(&request).to_text(),
            r#"{"method":"PUT","path":"/x","body":{"a":[null,1.5,"é"]}}"#
        );
    }

    #[test]
    fn a_followed_redirect_is_a_lost_session() {
        assert_eq!(reply(Some(405.0), true, String::new()), Err(Failure::Session));
    }

    #[test]
    fn a_status_that_is_none_is_refused() {
        for status in
            [None, Some(f64::NAN), Some(f64::INFINITY), Some(-1.0), Some(200.5), Some(1e9)]
        {
            assert_eq!(reply(status, false, String::new()), Err(Failure::Unreadable), "{status:?}");
        }
        assert_eq!(reply(Some(0.0), false, String::new()), Err(Failure::Unreachable));
    }
}
