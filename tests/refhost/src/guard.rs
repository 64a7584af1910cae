//! The check that a request was meant for this machine. It must never look at anything but the names of the host.

use axum::http::header::HOST;
use axum::http::{HeaderMap, Uri};

/// Whether a request names this machine. A page of another origin can give its own name the address 127.0.0.1 and
/// would then share this server's origin and its known passwords. A client without the header is no browser.
pub(crate) fn is_local(uri: &Uri, headers: &HeaderMap) -> bool {
    let named = headers.get_all(HOST).iter().all(|value| value.to_str().is_ok_and(is_loopback));
    named && uri.authority().is_none_or(|authority| is_loopback(authority.as_str()))
}

fn is_loopback(authority: &str) -> bool {
    let name = match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => authority,
    };
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_the_machines_own_names_are_local() {
        for name in ["localhost", "LOCALHOST:80", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:1"]
        {
            assert!(is_loopback(name), "{name}");
        }
        for name in [
            "",
            "evil.example",
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example:1",
            "evil@localhost",
            "localhost:evil",
            "[::2]",
            "0.0.0.0",
        ] {
            assert!(!is_loopback(name), "{name}");
        }
    }
}
