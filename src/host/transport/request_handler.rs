//! The newer console's request handler: the REST path without its `/api`, the answer wrapped in `{"data": …}`, an error as
//! `{"code", "data", "status"}` under the mirrored status. A success without any text, other than 204, is the handler's way
//! to say that it could not reach the gateway; it never means a lost session here.

use super::direct::open;
use super::http::json_headers;
use super::{Failure, Http, HttpRequest, Pending, Reply, Request, Transport};
use crate::json::Json;

/// Where the stock console has its request handler.
pub const DEFAULT_URL: &str = "/entgra-ui-request-handler/invoke";

/// The newer console's request handler.
pub struct RequestHandler<H> {
    http: H,
    url: String,
    headers: Vec<(String, String)>,
}

impl<H: Http> RequestHandler<H> {
    /// `url` is the handler's address up to `/invoke`. `headers` are sent with every request.
    pub fn new(http: H, url: &str, headers: Vec<(String, String)>) -> RequestHandler<H> {
        let url = if url.is_empty() { DEFAULT_URL } else { url };
        RequestHandler { http, url: url.trim_end_matches('/').to_owned(), headers }
    }
}

impl<H: Http> Transport for RequestHandler<H> {
    fn send(&self, request: Request) -> Pending<'_, Result<Reply, Failure>> {
        Box::pin(async move {
            let http = HttpRequest {
                method: request.method,
                url: format!("{}{}", self.url, shorten(&request.path)),
                headers: json_headers(&self.headers, request.body.is_some()),
                body: request.body.as_ref().map(Json::to_text),
            };
            unwrap(open(self.http.fetch(http).await?)?)
        })
    }
}

/// Removes `/api`, which the handler puts in front of every path.
fn shorten(path: &str) -> &str {
    path.strip_prefix("/api").filter(|rest| rest.starts_with('/')).unwrap_or(path)
}

/// Removes the envelope, so that the reply is the backend's. A body without an envelope stays as it is: the decoder recognises
/// log-in pages and cut answers. Fails with [`Failure::Unreachable`] when the handler swallowed a broken connection; what it
/// did with a write is not known then.
pub fn unwrap(reply: Reply) -> Result<Reply, Failure> {
    let success = (200..=299).contains(&reply.status);
    if success && reply.status != 204 && rules::text::is_blank(&reply.body) {
        return Err(Failure::Unreachable);
    }
    let Some(json @ Json::Record(_)) = Json::parse(&reply.body) else {
        return Ok(reply);
    };
    let data = json.get("data");
    let is_empty = json.as_record().is_some_and(|entries| entries.is_empty());
    if data.is_none() && !(success && is_empty) {
        return Ok(reply);
    }
    let body = match data {
        // The 2020 build sends arrays and primitives as strings, and the backend's error body always is one.
        Some(Json::Text(text)) if !success || Json::parse(text).is_some() => text.clone(),
        // The handler writes a 204 without data. It must not read as a lost session, so it is not left empty.
        None => "null".to_owned(),
        Some(Json::Text(text)) if text.is_empty() => "null".to_owned(),
        Some(data) => data.to_text(),
    };
    Ok(Reply { status: reply.status, body })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wrapper_comes_off_in_each_of_its_builds() {
        let check = |status: u16, body: &str, wanted: &str| {
            let reply = unwrap(Reply { status, body: body.to_owned() }).expect("there is text");
            assert_eq!((reply.status, reply.body.as_str()), (status, wanted), "{body}");
        };
        check(200, r#"{"data":{"a":1}}"#, r#"{"a":1}"#);
        check(200, r#"{"data":true}"#, "true");
        check(200, r#"{"data":"true"}"#, "true");
        check(200, r#"{"data":"[{\"a\":1}]"}"#, r#"[{"a":1}]"#);
        check(200, r#"{"data":"plain words"}"#, r#""plain words""#);
        check(200, r#"{"data":"<html>"}"#, r#""<html>""#);
        check(200, r#"{"data":""}"#, "null");
        check(200, r#"{"data":null}"#, "null");
        check(200, "{}", "null");
        check(201, r#"{"unwrapped":1}"#, r#"{"unwrapped":1}"#);
        check(
            404,
            r#"{"code":404,"data":"{\"message\":\"no\"}","status":0}"#,
            r#"{"message":"no"}"#,
        );
        check(500, r#"{"code":500,"data":"words"}"#, "words");
        check(401, r#"{"code":401,"status":0}"#, r#"{"code":401,"status":0}"#);
        check(200, "<html>", "<html>");
        check(204, "", "");
        check(404, r#"{"code":404,"data":""}"#, "");
        check(500, "", "");
    }

    #[test]
    fn an_empty_success_is_a_broken_gateway_and_not_a_lost_session() {
        for (status, body) in
            [(200, ""), (200, " \r\n"), (200, "\u{feff}"), (201, ""), (202, ""), (205, "")]
        {
            let reply = unwrap(Reply { status, body: body.to_owned() });
            assert_eq!(reply, Err(Failure::Unreachable), "{status} {body:?}");
        }
    }

    #[test]
    fn only_the_leading_api_is_taken_off() {
        assert_eq!(shorten("/api/device-mgt/v1.0/x?u=/api/"), "/device-mgt/v1.0/x?u=/api/");
        assert_eq!(shorten("/apiary/x"), "/apiary/x");
        assert_eq!(shorten("/other"), "/other");
    }
}
