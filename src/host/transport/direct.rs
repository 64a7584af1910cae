//! Straight to the REST API: same-origin cookies or a bearer token.

use super::http::json_headers;
use super::{Failure, Http, HttpReply, HttpRequest, Pending, Reply, Request, Transport};
use crate::json::Json;

/// The API itself, at a base URL.
pub struct Direct<H> {
    http: H,
    base: String,
    token: Option<String>,
    headers: Vec<(String, String)>,
}

impl<H: Http> Direct<H> {
    /// `base` is put before each path: empty for the page's own origin, else like `https://mdm.example:8243`. `token` becomes
    /// `Authorization: Bearer`; without one the cookies of the origin must do. `headers` are sent with every request.
    pub fn new(
        http: H,
        base: &str,
        token: Option<String>,
        headers: Vec<(String, String)>,
    ) -> Direct<H> {
        Direct { http, base: base.trim_end_matches('/').to_owned(), token, headers }
    }

    fn request(&self, request: &Request) -> HttpRequest {
        let mut headers = json_headers(&self.headers, request.body.is_some());
        if let Some(token) = &self.token {
            headers.push(("Authorization".to_owned(), format!("Bearer {token}")));
        }
        HttpRequest {
            method: request.method,
            url: format!("{}{}", self.base, request.path),
            headers,
            body: request.body.as_ref().map(Json::to_text),
        }
    }
}

impl<H: Http> Transport for Direct<H> {
    fn send(&self, request: Request) -> Pending<'_, Result<Reply, Failure>> {
        Box::pin(async move { open(self.http.fetch(self.request(&request)).await?) })
    }
}

/// A redirect, followed or not, is a lost session; everything else is the backend's own answer.
pub(super) fn open(reply: HttpReply) -> Result<Reply, Failure> {
    if reply.redirected {
        Err(Failure::Session)
    } else {
        Ok(Reply { status: reply.status, body: reply.body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Method;

    struct Nowhere;

    impl Http for Nowhere {
        fn fetch(&self, _: HttpRequest) -> Pending<'_, Result<HttpReply, Failure>> {
            Box::pin(async { Err(Failure::Unreachable) })
        }
    }

    #[test]
    fn the_path_follows_the_base_and_the_token_is_sent() {
        let direct =
            Direct::new(Nowhere, "https://mdm.example:8243/", Some("t0".to_owned()), Vec::new());
        let request = Request {
            method: Method::Put,
            path: "/api/x?y=1".to_owned(),
            body: Json::parse(r#"{"a":1}"#),
        };
        let sent = direct.request(&request);
        assert_eq!(sent.url, "https://mdm.example:8243/api/x?y=1");
        assert_eq!(sent.body.as_deref(), Some(r#"{"a":1}"#));
        assert!(sent.headers.contains(&("Authorization".to_owned(), "Bearer t0".to_owned())));
    }

    #[test]
    fn a_get_has_no_content_type() {
        let direct = Direct::new(Nowhere, "", None, Vec::new());
        let sent =
            direct.request(&Request { method: Method::Get, path: "/api/x".to_owned(), body: None });
        assert_eq!(sent.headers, [("Accept".to_owned(), "application/json".to_owned())]);
        assert_eq!((sent.url.as_str(), sent.body), ("/api/x", None));
    }

    #[test]
    fn a_redirect_is_a_lost_session() {
        let reply = HttpReply { status: 0, redirected: true, body: String::new() };
        assert_eq!(open(reply), Err(Failure::Session));
    }
}
