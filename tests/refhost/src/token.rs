//! The access tokens that the consoles hold for their sessions: expiry, the gateway's 401 and the refresh. It must
//! never end a session, because each console has its own rule for that.

use crate::db::Db;
use crate::rest::Reply;
use rusqlite::{OptionalExtension, params};
use serde::Deserialize;
use serde_json::json;

/// The form of the gateway's 401 for an expired token. It depends on the gateway's configuration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    /// A JSON fault, as the gateway of the shipped product sends it.
    #[default]
    Fault,
    /// The one text that both consoles know.
    Text,
    /// The same fault as XML.
    Xml,
}

const FORMS: [(Form, &str); 3] = [(Form::Fault, "fault"), (Form::Text, "text"), (Form::Xml, "xml")];

impl Form {
    fn reply(self) -> Reply {
        let (kind, body) = match self {
            Form::Fault => (
                "application/json",
                json!({"fault": {"code": 900_901, "message": "Invalid Credentials",
                    "description": "Access failure for API: the access token has expired"}})
                .to_string(),
            ),
            Form::Text => ("text/plain", "Access token expired".to_owned()),
            Form::Xml => (
                "application/xml",
                "<am:fault xmlns:am=\"http://wso2.org/apimanager\"><am:code>900901</am:code>\
                 <am:message>Invalid Credentials</am:message></am:fault>"
                    .to_owned(),
            ),
        };
        Reply { status: 401, kind: kind.to_owned(), body }
    }
}

/// Whether a 401 has one of the two texts that make both consoles refresh the token.
pub(crate) fn is_expiry(body: &str) -> bool {
    body == "Access token expired" || body == "Invalid input. Access token validation failed"
}

/// The end of a token's life.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Expiry {
    /// The gateway's answer from now on.
    form: Form,
    /// Whether the token endpoint gives the console a new token.
    refresh: bool,
}

impl Default for Expiry {
    fn default() -> Self {
        Expiry { form: Form::default(), refresh: true }
    }
}

/// Lets the token of one session expire, or of all consoles' sessions, and returns their number. A direct session is
/// itself the token, so it has none.
pub(crate) fn expire(db: &Db, session: Option<&str>, expiry: Expiry) -> rusqlite::Result<usize> {
    let word = FORMS.iter().find(|(form, _)| *form == expiry.form).map(|(_, word)| *word);
    db.lock().execute(
        "UPDATE SESSION SET TOKEN_FORM = ?2, REFRESHABLE = ?3
         WHERE WAY <> 'direct' AND TOKEN = ifnull(?1, TOKEN)",
        params![session, word, expiry.refresh],
    )
}

/// The gateway's 401 for a session whose token has expired.
pub(crate) fn refusal(db: &Db, session: &str) -> rusqlite::Result<Option<Reply>> {
    let word: Option<Option<String>> = db
        .lock()
        .query_row("SELECT TOKEN_FORM FROM SESSION WHERE TOKEN = ?1", [session], |row| row.get(0))
        .optional()?;
    let form = FORMS.iter().find(|(_, word_of)| word.iter().flatten().any(|word| word == word_of));
    Ok(form.map(|(form, _)| form.reply()))
}

/// Asks the token endpoint for a new token. `false` if it refuses.
pub(crate) fn refresh(db: &Db, session: &str) -> rusqlite::Result<bool> {
    let changed = db.lock().execute(
        "UPDATE SESSION SET TOKEN_FORM = NULL WHERE TOKEN = ?1 AND REFRESHABLE = 1",
        [session],
    )?;
    Ok(changed == 1)
}
