//! The legacy console's invoker. Every call is a POST whose body names the real verb, URL and payload; the payload is JSON
//! inside a JSON string. Only the backend's status and body come back.

use super::direct::open;
use super::http::json_headers;
use super::{Failure, Http, HttpRequest, Method, Pending, Reply, Request, Transport};
use crate::json::Json;

/// Where the stock console has its invoker. The trailing slash belongs to it.
pub const DEFAULT_URL: &str = "/devicemgt/api/invoker/execute/";

/// The legacy invoker.
pub struct Invoker<H> {
    http: H,
    url: String,
    headers: Vec<(String, String)>,
}

impl<H: Http> Invoker<H> {
    /// `url` is the invoker's address. A missing trailing slash is added, because without it the console answers an empty 200.
    /// `headers` are for consoles hardened with a CSRF token.
    pub fn new(http: H, url: &str, headers: Vec<(String, String)>) -> Invoker<H> {
        let url = if url.is_empty() { DEFAULT_URL } else { url };
        Invoker { http, url: format!("{}/", url.trim_end_matches('/')), headers }
    }
}

impl<H: Http> Transport for Invoker<H> {
    fn send(&self, request: Request) -> Pending<'_, Result<Reply, Failure>> {
        Box::pin(async move {
            let request = HttpRequest {
                method: Method::Post,
                url: self.url.clone(),
                headers: json_headers(&self.headers, true),
                body: Some(envelope(&request)),
            };
            open(self.http.fetch(request).await?)
        })
    }
}

/// The invoker's body. GET and DELETE carry the payload `"null"`, as the console's own library sends it.
pub fn envelope(request: &Request) -> String {
    let payload = match (request.method, &request.body) {
        (Method::Get | Method::Delete, _) | (_, None) => "null".to_owned(),
        (_, Some(body)) => ascii(&body.to_text()),
    };
    let entry = |key: &str, text: &str| (key.to_owned(), Json::from(text));
    let envelope = Json::Record(vec![
        entry("requestMethod", request.method.word()),
        entry("requestURL", &request.path),
        entry("requestPayload", &payload),
    ]);
    ascii(&envelope.to_text())
}

/// JSON text in ASCII. The console turns the payload into bytes by its Java machine's default character set, so anything
/// beyond ASCII must arrive as `\uXXXX` (two of them outside the basic plane).
pub fn ascii(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c < '\u{7f}' {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str("\\u");
            for shift in [12, 8, 4, 0] {
                out.push(char::from(HEX[usize::from(*unit >> shift & 15)]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn request(method: Method, body: Option<Value>) -> Request {
        let body = body.and_then(|body| Json::parse(&body.to_string()));
        Request { method, path: "/api/x".to_owned(), body }
    }

    fn payload(request: &Request) -> String {
        let envelope: Value = serde_json::from_str(&envelope(request)).unwrap();
        envelope["requestPayload"].as_str().unwrap().to_owned()
    }

    #[test]
    fn the_payload_is_json_inside_a_json_string() {
        let put = request(Method::Put, Some(json!({"a": "quo\"te"})));
        let text = envelope(&put);
        let envelope: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(envelope["requestMethod"], "PUT");
        assert_eq!(envelope["requestURL"], "/api/x");
        let inner: Value =
            serde_json::from_str(envelope["requestPayload"].as_str().unwrap()).unwrap();
        assert_eq!(inner, json!({"a": "quo\"te"}));
    }

    #[test]
    fn nothing_beyond_ascii_is_in_the_payload_even_after_the_outer_layer_is_read() {
        let body = json!({"username": "zoë jürgen 😀"});
        let put = request(Method::Put, Some(body.clone()));
        assert!(envelope(&put).is_ascii());
        let payload = payload(&put);
        assert!(payload.is_ascii(), "{payload}");
        assert!(payload.contains("zo\\u00eb") && payload.contains("\\ud83d\\ude00"), "{payload}");
        assert_eq!(serde_json::from_str::<Value>(&payload).unwrap(), body);
    }

    #[test]
    fn get_and_delete_carry_null() {
        assert_eq!(payload(&request(Method::Get, None)), "null");
        assert_eq!(payload(&request(Method::Delete, Some(json!({"lost": true})))), "null");
        assert_eq!(payload(&request(Method::Post, None)), "null");
    }

    #[test]
    fn the_url_ends_with_one_slash() {
        struct Nowhere;
        impl Http for Nowhere {
            fn fetch(
                &self,
                _: HttpRequest,
            ) -> Pending<'_, Result<super::super::HttpReply, Failure>> {
                Box::pin(async { Err(Failure::Unreachable) })
            }
        }
        for (given, wanted) in
            [("", DEFAULT_URL), ("/x/execute", "/x/execute/"), ("/x/execute/", "/x/execute/")]
        {
            assert_eq!(Invoker::new(Nowhere, given, Vec::new()).url, wanted);
        }
    }
}
