//! Every answer that a host, its gateway or the network gives to a call.

/// When the host does what the call asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// Not at all.
    Never,
    /// Before it answers.
    Before,
    /// After everybody has stopped waiting.
    Late,
}

/// What comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// The connection breaks.
    Drop,
    /// Nothing, until the plugin stops waiting.
    Timeout,
    /// The way to the log-in page.
    Redirect,
    /// Half of the honest answer.
    Truncated,
    /// A log-in page with status 200.
    Page,
    /// This status and body, in the envelope of the gateway.
    Reply(u16, &'static str),
}

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub name: &'static str,
    pub timing: Timing,
    pub wire: Wire,
}

const JSON_FAULT: &str =
    r#"{"fault":{"code":900901,"message":"Invalid Credentials","description":"expired"}}"#;
const XML_FAULT: &str = "<ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\"><ams:code>900901</ams:code>\
    <ams:message>Invalid Credentials</ams:message></ams:fault>";
const BEAN: &str = r#"{"code":0,"message":"No.","errorItems":[]}"#;

/// Every answer to a write.
pub fn to_writes() -> Vec<Answer> {
    use Timing::{Before, Late, Never};
    use Wire::{Drop, Page, Redirect, Reply, Timeout, Truncated};
    let rows = [
        ("dropped before", Never, Drop),
        ("dropped after", Before, Drop),
        ("no answer in time, never done", Never, Timeout),
        ("no answer in time, done before", Before, Timeout),
        ("no answer in time, done later", Late, Timeout),
        ("truncated", Before, Truncated),
        ("garbage, done", Before, Reply(200, "#!%")),
        ("garbage, not done", Never, Reply(200, "#!%")),
        ("a page, done", Before, Page),
        ("a page, not done", Never, Page),
        ("redirect", Never, Redirect),
        ("empty 200, done", Before, Reply(200, "")),
        ("empty 200, not done", Never, Reply(200, "")),
        ("204, done", Before, Reply(204, "")),
        ("204, not done", Never, Reply(204, "")),
        ("202, done", Before, Reply(202, "")),
        ("202, done later", Late, Reply(202, r#"{"queued":true}"#)),
        ("null, done", Before, Reply(200, "null")),
        ("null, not done", Never, Reply(200, "null")),
        ("{}, done", Before, Reply(200, "{}")),
        ("{}, not done", Never, Reply(200, "{}")),
        ("text, done", Before, Reply(200, "\"OK\"")),
        (
            "zero values",
            Never,
            Reply(200, r#"{"username":"","loginRequired":false,"agentRequired":false}"#),
        ),
        ("401 with a JSON fault", Never, Reply(401, JSON_FAULT)),
        ("401 with an XML fault", Never, Reply(401, XML_FAULT)),
        ("401 with words", Never, Reply(401, "Access token expired")),
        ("401 without words", Never, Reply(401, "")),
        ("a refused refresh", Never, Reply(400, r#"{"error":"invalid_grant"}"#)),
        ("403", Never, Reply(403, BEAN)),
        (
            "403, new terms at Apple",
            Never,
            Reply(403, r#"{"code":403,"message":"T_C_NOT_SIGNED"}"#),
        ),
        ("404", Never, Reply(404, BEAN)),
        ("405", Never, Reply(405, BEAN)),
        ("409", Never, Reply(409, BEAN)),
        ("429", Never, Reply(429, BEAN)),
        ("429 with a time", Never, Reply(429, r#"{"message":"slow","retryAfterSeconds":2}"#)),
        ("500, done", Before, Reply(500, BEAN)),
        ("500, not done", Never, Reply(500, "<html>Error</html>")),
        ("502, done", Before, Reply(502, "")),
        ("502, done later", Late, Reply(502, "")),
        ("503", Never, Reply(503, "")),
        ("504, done later", Late, Reply(504, "")),
    ];
    rows.into_iter().map(|(name, timing, wire)| Answer { name, timing, wire }).collect()
}

/// Every answer that spoils a read. A record of zeros is a record.
pub fn to_reads() -> Vec<Answer> {
    let spoils = |answer: &Answer| answer.timing == Timing::Never && answer.name != "zero values";
    to_writes().into_iter().filter(spoils).collect()
}
