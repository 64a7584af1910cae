//! From a reply to a JSON value or an error: session loss, envelopes, error bodies.
//!
//! The order is fixed and the same for every transport: session loss first (neither console says 401 reliably), then the
//! envelope, then the error body in each of the shapes that the host's layers produce. Nothing here may panic: the text comes
//! from a network with unknown proxies.

use crate::error::{ErrorItem, HostError, Kind};
use crate::json::Json;
use crate::transport::Reply;
use rules::text::{is_invisible, is_space, split_first, trim};

mod words;

/// The longest message taken over from the host, in bytes. It cuts off stack traces.
pub const MESSAGE_LIMIT: usize = 1024;

/// Most error items taken over from one answer.
const ITEM_LIMIT: usize = 100;

/// The JSON of a successful reply; `null` for one that may be empty (204). `retry_after` is the contract's name of the
/// seconds to wait.
pub fn value(reply: &Reply, retry_after: &str) -> Result<Json, HostError> {
    let text = trim(&reply.body);
    match reply.status {
        // An XMLHttpRequest-style callback reports a broken connection as status 0.
        0 => return Err(HostError::of(Kind::Unreachable)),
        // The only redirect of these APIs leads to the log-in page.
        300..=399 => {
            return Err(session(reply.status));
        }
        200..=299 if text.starts_with('<') => return Err(session(reply.status)),
        200 if text.is_empty() => return Err(session(reply.status)),
        200..=299 if text.is_empty() => return Ok(Json::Null),
        200..=299 => {}
        _ => return Err(error(reply.status, text, retry_after)),
    }
    let Some(json) = Json::parse(text) else {
        return Err(HostError { status: Some(reply.status), ..HostError::unreadable("not JSON") });
    };
    let json = strip_data(json);
    // The gateway may put its fault into a successful answer.
    if json.get("fault").and_then(Json::as_record).is_some() {
        let mut fault = from_json(reply.status, &json, retry_after);
        if matches!(fault.kind, Kind::Unreadable) {
            fault.kind = Kind::Server;
        }
        return Err(fault);
    }
    Ok(json)
}

/// How a host answered a write that it accepted. No answer says what it stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Receipt {
    /// A success with JSON in it.
    Answer(Json),
    /// A success without a body, or with one that is of no use: text, garbage, JSON that was cut off.
    Silent,
    /// An empty 200. Some hosts mean success by it; the legacy console also means a lost session.
    Blank,
}

impl Receipt {
    /// The JSON, if there is any.
    pub fn json(self) -> Option<Json> {
        match self {
            Receipt::Answer(json) => Some(json),
            Receipt::Silent | Receipt::Blank => None,
        }
    }
}

/// Reads the answer to a write. Fails where the write was refused or the session is lost for certain.
pub fn receipt(reply: &Reply, retry_after: &str) -> Result<Receipt, HostError> {
    match value(reply, retry_after) {
        Ok(Json::Null) => Ok(Receipt::Silent),
        Ok(json) => Ok(Receipt::Answer(json)),
        Err(_) if reply.status == 200 && trim(&reply.body).is_empty() => Ok(Receipt::Blank),
        Err(error) if error.kind == Kind::Unreadable && (200..=299).contains(&reply.status) => {
            Ok(Receipt::Silent)
        }
        Err(error) => Err(error),
    }
}

/// Takes off the newer console's wrapper `{"data": …}`. Its 2020 build turned arrays and primitives into strings, so a string
/// is read as JSON when it is JSON. An object with further keys is no wrapper.
pub fn strip_data(json: Json) -> Json {
    let Json::Record(mut entries) = json else {
        return json;
    };
    if entries.len() > 1 || entries.first().is_none_or(|(key, _)| key != "data") {
        return Json::Record(entries);
    }
    match entries.pop() {
        Some((_, Json::Text(text))) => Json::parse(trim(&text)).unwrap_or(Json::Text(text)),
        Some((_, inner)) => inner,
        None => Json::Null,
    }
}

/// The error that a reply without success means.
pub fn error(status: u16, text: &str, retry_after: &str) -> HostError {
    let text = trim(text);
    let mut error = match Json::parse(text) {
        Some(json) => match unwrap_error(&json) {
            // The inner body is the backend's own, with all its shapes; it is unwrapped once only.
            Some(Json::Text(inner)) => inner_error(status, trim(inner), retry_after),
            Some(inner) => from_json(status, inner, retry_after),
            None => from_json(status, &json, retry_after),
        },
        None => from_text(status, text),
    };
    words::judge(&mut error, status, text);
    error
}

fn inner_error(status: u16, text: &str, retry_after: &str) -> HostError {
    match Json::parse(text) {
        Some(json) => from_json(status, &json, retry_after),
        None => from_text(status, text),
    }
}

/// The `data` of the newer console's `{"code", "data", "status"}`, unless a message stands beside it.
fn unwrap_error(json: &Json) -> Option<&Json> {
    if json.get("message").is_some() || json.get("fault").is_some() {
        return None;
    }
    json.get("data").filter(|data| matches!(data, Json::Text(_) | Json::Record(_)))
}

/// An XML fault of the gateway has a message. Any other markup is an error page for people and is dropped.
fn from_text(status: u16, text: &str) -> HostError {
    if !text.starts_with('<') {
        return build(status, None, text);
    }
    let code = element(text, "code").and_then(|code| code.trim().parse().ok());
    let words = element(text, "description")
        .filter(|words| !words.trim().is_empty())
        .or_else(|| element(text, "message"));
    match words {
        Some(words) if code.is_some() => build(status, code, &unescape(words)),
        _ => build(status, code, ""),
    }
}

fn from_json(status: u16, json: &Json, retry_after: &str) -> HostError {
    if let Json::Text(text) = json {
        return build(status, None, text);
    }
    let fault = json.get("fault").unwrap_or(&Json::Null);
    let words = word(json, "message")
        .or_else(|| word(json, "description"))
        .or_else(|| word(fault, "description"))
        .or_else(|| word(fault, "message"))
        .unwrap_or_default();
    let code = whole(fault, "code").or_else(|| whole(json, "code"));
    let mut error = build(status, code, words);
    // Beans name the list `errorItems`, the bean validation names it `error`.
    let list = |key| json.get(key).and_then(Json::as_list);
    let items = list("errorItems").or_else(|| list("error")).unwrap_or_default();
    error.items = items.iter().filter_map(item).take(ITEM_LIMIT).collect();
    error.retry_after = whole(json, retry_after);
    error
}

fn item(json: &Json) -> Option<ErrorItem> {
    let code = match json.get("code") {
        Some(Json::Text(code)) => clean(code),
        Some(code @ Json::Number(_)) => code.to_text(),
        _ => String::new(),
    };
    let message =
        clean(word(json, "message").or_else(|| word(json, "description")).unwrap_or_default());
    (!code.is_empty() || !message.is_empty()).then_some(ErrorItem { code, message })
}

fn build(status: u16, code: Option<u32>, words: &str) -> HostError {
    let kind = match code {
        // Invalid or missing credentials, a token that has expired or is no longer active.
        Some(900_901..=900_904) => Kind::Session,
        // A forbidden resource, an inactive subscription, a missing scope.
        Some(900_908..=900_910) => Kind::Permission,
        Some(900_800..=900_809) => Kind::Throttled,
        _ => kind(status),
    };
    // Markup inside a JSON message is an error page that somebody wrapped.
    let words = if trim(words).starts_with('<') { "" } else { words };
    HostError { status: Some(status), message: clean(words), ..HostError::of(kind) }
}

fn kind(status: u16) -> Kind {
    match status {
        0 => Kind::Unreachable,
        300..=399 | 401 => Kind::Session,
        403 => Kind::Permission,
        404 | 405 | 410 => Kind::NotFound,
        408 => Kind::Timeout,
        409 | 412 => Kind::Conflict,
        429 => Kind::Throttled,
        400..=499 => Kind::Refused,
        500..=599 => Kind::Server,
        _ => Kind::Unreadable,
    }
}

fn session(status: u16) -> HostError {
    HostError { status: Some(status), ..HostError::of(Kind::Session) }
}

/// Plain text of at most [`MESSAGE_LIMIT`] bytes: control characters become spaces, runs of spaces become one, and what
/// takes no room is left out. Direction marks could make a text look like another one. The two joiners stay between letters
/// beyond ASCII, where they belong to Persian and Indic words and to emoji.
pub fn clean(text: &str) -> String {
    let mut out = String::new();
    let mut space = false;
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let joins = matches!(c, '\u{200c}' | '\u{200d}')
            && !before.is_ascii()
            && rest.clone().next().is_some_and(|next| !next.is_ascii());
        if is_invisible(c) && !joins {
            continue;
        }
        before = c;
        if c.is_control() || is_space(c) {
            space = !out.is_empty();
            continue;
        }
        let need = c.len_utf8() + usize::from(space);
        if out.len() + need > MESSAGE_LIMIT {
            break;
        }
        if space {
            out.push(' ');
            space = false;
        }
        out.push(c);
    }
    out
}

fn word<'a>(map: &'a Json, key: &str) -> Option<&'a str> {
    map.get(key).and_then(Json::as_text).filter(|text| !text.trim().is_empty())
}

fn whole(map: &Json, key: &str) -> Option<u32> {
    map.get(key)?.as_count()
}

/// The text of the first element with this local name and any prefix: `<am:code>900901</am:code>`.
fn element<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = xml;
    while let Some((_, inside)) = split_first(rest, b'<') {
        let (tag, after) = split_first(inside, b'>')?;
        let tag = tag.split_whitespace().next().unwrap_or_default();
        let local = tag.rsplit(':').next().unwrap_or_default();
        if local == name && !tag.starts_with('/') {
            return split_first(after, b'<').map(|(content, _)| content);
        }
        rest = after;
    }
    None
}

fn unescape(text: &str) -> String {
    const NAMED: [(&str, char); 5] =
        [("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("apos;", '\''), ("amp;", '&')];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // In one pass, or `&amp;lt;` would become a bracket.
    while let Some((before, after)) = split_first(rest, b'&') {
        out.push_str(before);
        let named =
            NAMED.iter().find_map(|(name, c)| after.strip_prefix(name).map(|after| (*c, after)));
        let (c, after) = named.unwrap_or(('&', after));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    out
}
