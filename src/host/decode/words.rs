//! The words of Apple and of the token endpoints in an error. A host passes them on in any shape: bare, quoted, as the code of
//! some bean, inside a sentence, or as JSON in a JSON string. So they are looked for in the text as it came. This module must
//! never read a message that a person wrote.

use crate::apple::REFUSALS;
use crate::error::{ErrorItem, HostError, Kind};

/// Apple has new terms that nobody has accepted.
const TERMS: &str = "t_c_not_signed";

/// The DEP token of the server has expired, was revoked, or was replaced by a newer one.
const TOKEN: [&str; 6] = [
    "token_expired",
    "expired_token",
    "token_rejected",
    "signature_invalid",
    "consumer_key_unknown",
    "oauth_problem",
];

/// Apple refuses this token for this request. In small letters it is the word of others for a missing permission.
const DENIED: &str = "ACCESS_DENIED";

/// The console could not renew its own token.
const SESSION: [&str; 2] = ["invalid_grant", "invalid_client"];

/// Apple's own session with the server is stale. The server gets a new one for the next call.
const STALE: [&str; 4] =
    ["expired_session", "session_expired", "invalid_session", "session_invalid"];

/// The same, where the word is the whole body.
const BARE: [&str; 2] = ["FORBIDDEN", "UNAUTHORIZED"];

/// Gives the error its kind when the text has one of the words. A stale session of Apple keeps its kind, and a read is worth
/// another try at once.
pub(super) fn judge(error: &mut HostError, status: u16, text: &str) {
    let lower = text.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| contains(&lower, word));
    let unauthorized = matches!(status, 401 | 403);
    if has(&[TERMS]) {
        error.kind = Kind::AppleTerms;
    } else if matches!(status, 400 | 401) && has(&SESSION) {
        error.kind = Kind::Session;
    } else if has(&TOKEN) || (unauthorized && contains(text, DENIED)) {
        error.kind = Kind::AppleToken;
    } else if unauthorized && (has(&STALE) || BARE.contains(&text.trim_matches('"'))) {
        error.retry_after = Some(0);
    } else if status >= 400 {
        refusals(error, text);
    }
}

/// Makes an error with a code of Apple's for a bad profile a refusal, whatever the status, with the code among its items.
fn refusals(error: &mut HostError, text: &str) {
    for refusal in REFUSALS.iter().filter(|refusal| contains(text, refusal.code)) {
        error.kind = Kind::Refused;
        if !error.items.iter().any(|item| item.code == refusal.code) {
            let item = ErrorItem { code: refusal.code.to_owned(), message: error.message.clone() };
            error.items.push(item);
        }
    }
}

/// Whether a text contains a word. The standard search is 2 kB of WebAssembly.
fn contains(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part == word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::super::error;
    use super::*;

    /// A word in the shapes in which a host passes it on.
    fn shapes(word: &str) -> Vec<String> {
        vec![
            word.to_owned(),
            format!("\"{word}\""),
            format!("\u{feff}{word}\r\n"),
            format!(r#"{{"code":"{word}"}}"#),
            format!(r#"{{"message":"{word}"}}"#),
            format!(r#"{{"message":"DEP auth error: 403 Forbidden: {word}"}}"#),
            format!(r#"{{"code":403,"data":"{{\"description\":\"{word}\"}}","status":0}}"#),
            format!(r#"{{"code":403,"data":"\"{word}\""}}"#),
            format!(r#"{{"errorItems":[{{"code":"{word}","message":""}}]}}"#),
            format!(r#"{{"error":"{word}"}}"#),
            format!(
                "<am:fault><am:code>101503</am:code><am:message>{word}</am:message></am:fault>"
            ),
        ]
    }

    #[test]
    fn unsigned_terms_are_not_a_missing_permission() {
        for text in shapes("T_C_NOT_SIGNED").into_iter().chain(shapes("t_c_not_signed")) {
            for status in [400, 401, 403, 422, 500, 502] {
                assert_eq!(error(status, &text, "").kind, Kind::AppleTerms, "{status} {text}");
            }
        }
    }

    #[test]
    fn a_dep_token_that_apple_refuses_is_not_a_lost_session() {
        let words = [
            "token_expired",
            "token_expiredForbidden",
            "token_rejected",
            "EXPIRED_TOKEN",
            "signature_invalid",
            "oauth_problem_adviceBad Request",
            "oauth_problem=consumer_key_unknown",
            "ACCESS_DENIED",
        ];
        for text in words.iter().flat_map(|word| shapes(word)) {
            for status in [401, 403] {
                assert_eq!(error(status, &text, "").kind, Kind::AppleToken, "{status} {text}");
            }
        }
        assert_eq!(error(403, r#"{"error":"access_denied"}"#, "").kind, Kind::Permission);
        assert_eq!(error(401, "Access token expired", "").kind, Kind::Session);
    }

    #[test]
    fn a_token_that_the_console_cannot_renew_is_a_lost_session() {
        for word in SESSION {
            let plain =
                format!(r#"{{"error_description":"Persisted access token","error":"{word}"}}"#);
            let quoted = plain.replace('"', "\\\"");
            for text in [
                plain.clone(),
                format!(r#"{{"data":"{quoted}"}}"#),
                format!(r#"{{"code":400,"data":"{quoted}","status":0}}"#),
                format!(r#"{{"code":400,"data":{plain}}}"#),
                format!(r#"{{"message":"{quoted}"}}"#),
            ] {
                for status in [400, 401] {
                    assert_eq!(error(status, &text, "").kind, Kind::Session, "{status} {text}");
                }
            }
        }
        assert_eq!(error(400, r#"{"error":"invalid_request"}"#, "").kind, Kind::Refused);
    }

    #[test]
    fn a_profile_that_apple_refuses_is_refused_with_its_code() {
        for refusal in REFUSALS {
            for text in shapes(refusal.code) {
                for status in [400, 422, 500, 502] {
                    let error = error(status, &text, "");
                    assert_eq!(error.kind, Kind::Refused, "{status} {text}");
                    let codes: Vec<&str> =
                        error.items.iter().map(|item| item.code.as_str()).collect();
                    assert_eq!(codes, [refusal.code], "{status} {text}");
                }
            }
        }
        assert_eq!(error(500, "flags_invalid", "").kind, Kind::Server, "a person wrote that");
    }

    #[test]
    fn a_stale_session_of_apple_is_worth_another_try() {
        for text in ["FORBIDDEN", "\"FORBIDDEN\"", "UNAUTHORIZED", r#"{"code":"EXPIRED_SESSION"}"#]
        {
            assert_eq!(error(403, text, "").retry_after, Some(0), "{text}");
        }
        for text in
            ["", "Forbidden", r#"{"message":"FORBIDDEN for you"}"#, "<html>FORBIDDEN</html>"]
        {
            assert_eq!(error(403, text, "").retry_after, None, "{text}");
        }
        assert_eq!(error(404, "FORBIDDEN", "").retry_after, None);
    }
}
