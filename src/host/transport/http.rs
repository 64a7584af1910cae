//! The HTTP step below the direct, invoker and request-handler transports: one method, so that their envelopes can be tested
//! without a browser. Redirects are never followed: on these hosts a redirect is the way to the log-in page.

use std::rc::Rc;

use super::{Failure, Method, Pending};

/// One HTTP request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// Verb.
    pub method: Method,
    /// Absolute, or relative to the page.
    pub url: String,
    /// Header fields, already checked by [`check_headers`].
    pub headers: Vec<(String, String)>,
    /// Body text, always JSON.
    pub body: Option<String>,
}

/// One HTTP answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpReply {
    /// Status; 0 when the answer is opaque.
    pub status: u16,
    /// The answer is a redirect, or a proxy or the page followed one.
    pub redirected: bool,
    /// Body text.
    pub body: String,
}

/// Sends HTTP. The browser's `fetch` in the plugin; another client in native tests.
pub trait Http {
    /// Sends one request without following redirects, with the cookies of its origin. Fails with [`Failure::Unreachable`] or
    /// [`Failure::Timeout`] only.
    fn fetch(&self, request: HttpRequest) -> Pending<'_, Result<HttpReply, Failure>>;
}

impl<H: Http + ?Sized> Http for Rc<H> {
    fn fetch(&self, request: HttpRequest) -> Pending<'_, Result<HttpReply, Failure>> {
        (**self).fetch(request)
    }
}

/// Refuses header fields of the host page that a browser would refuse later, naming the field and never its value, which is
/// often a secret.
pub fn check_headers(headers: &[(String, String)]) -> Result<(), String> {
    for (name, value) in headers {
        // The characters of a token, RFC 9110 5.6.2.
        let token = |c: u8| {
            c.is_ascii_alphanumeric()
                || matches!(c, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
        };
        if name.is_empty() || !name.bytes().all(token) {
            return Err(format!("headers: `{}` is not a header name", crate::decode::clean(name)));
        }
        if !value.bytes().all(|c| matches!(c, b'\t' | b' '..=b'~')) {
            return Err(format!(
                "headers: the value of `{name}` has characters that a header cannot carry"
            ));
        }
    }
    Ok(())
}

/// The fields every JSON request needs, then those of the host page, which win.
pub(super) fn json_headers(extra: &[(String, String)], body: bool) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::with_capacity(extra.len() + 2);
    let own = [("Accept", "application/json", true), ("Content-Type", "application/json", body)];
    for (name, value, wanted) in own {
        if wanted && !extra.iter().any(|(given, _)| given.eq_ignore_ascii_case(name)) {
            headers.push((name.to_owned(), value.to_owned()));
        }
    }
    headers.extend(extra.iter().cloned());
    headers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, value: &str) -> Vec<(String, String)> {
        vec![(name.to_owned(), value.to_owned())]
    }

    #[test]
    fn an_unusable_header_is_named_and_its_value_is_not() {
        assert_eq!(check_headers(&one("X-CSRF-Token", "abc=123")), Ok(()));
        for (name, value) in [
            ("", "v"),
            ("X Y", "v"),
            ("X:", "v"),
            ("é", "v"),
            ("X", "secret\r\nY: 1"),
            ("X", "gehéim"),
        ] {
            let error = check_headers(&one(name, value)).unwrap_err();
            assert!(!error.contains("secret") && !error.contains("geh"), "{error}");
        }
    }

    #[test]
    fn the_page_may_replace_a_header_but_not_double_it() {
        let headers = json_headers(&one("accept", "text/plain"), true);
        assert_eq!(
            headers,
            [
                ("Content-Type".to_owned(), "application/json".to_owned()),
                ("accept".to_owned(), "text/plain".to_owned())
            ]
        );
    }
}
