//! Log-in, sessions, scopes. It identifies the caller, and must never decide the outcome of a call.

use crate::db::{Db, now};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use rusqlite::{OptionalExtension, params};

/// The tenant whose users sign in without a tenant domain.
pub(crate) const SUPER_TENANT: &str = "carbon.super";

/// The way a call reached the server. A session is valid for one way only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// The plain REST API, with a bearer token or a cookie.
    Direct,
    /// The legacy console's envelope.
    Invoker,
    /// The React console's proxy.
    RequestHandler,
}

impl Way {
    /// The word in the SESSION table and in the log.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Way::Direct => "direct",
            Way::Invoker => "invoker",
            Way::RequestHandler => "request-handler",
        }
    }

    /// The path of the session cookie, as on the real hosts.
    pub(crate) fn cookie_path(self) -> &'static str {
        match self {
            Way::Direct => "/api",
            Way::Invoker => "/devicemgt",
            Way::RequestHandler => "/entgra-ui-request-handler",
        }
    }

    /// The `Set-Cookie` value of a new session.
    pub(crate) fn set_cookie(self, token: &str) -> String {
        format!("JSESSIONID={token}; Path={}; HttpOnly", self.cookie_path())
    }

    /// The `Set-Cookie` value that deletes the cookie.
    pub(crate) fn clear_cookie(self) -> String {
        format!("JSESSIONID=; Path={}; Max-Age=0; HttpOnly", self.cookie_path())
    }
}

/// A signed-in user.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The session's token.
    pub(crate) token: String,
    /// The name: bare in the super tenant, otherwise with the tenant domain.
    pub(crate) name: String,
    /// Tenant domain.
    pub(crate) tenant: String,
    /// Scopes of the caller's role, sorted.
    pub(crate) scopes: Vec<String>,
}

impl Caller {
    /// Whether the role has a scope.
    pub(crate) fn may(&self, scope: &str) -> bool {
        self.scopes.iter().any(|held| held == scope)
    }
}

/// Checks a name and a password and starts a session. `None` if they are wrong.
pub(crate) fn log_in(
    db: &Db,
    way: Way,
    name: &str,
    password: &str,
    seconds: u32,
) -> rusqlite::Result<Option<String>> {
    let connection = db.lock();
    let user: Option<i64> = connection
        .query_row(
            "SELECT ID FROM USER WHERE ROLE_ID IS NOT NULL AND PASSWORD = ?2 AND STORE = 'PRIMARY'
               AND fold(?1) IN (fold(USERNAME || '@' || TENANT_DOMAIN),
                                CASE TENANT_DOMAIN WHEN ?3 THEN fold(USERNAME) END)",
            params![name.trim(), password, SUPER_TENANT],
            |row| row.get(0),
        )
        .optional()?;
    let Some(user) = user else { return Ok(None) };
    let token = format!("{:032X}", rand::random::<u128>());
    connection.execute("DELETE FROM SESSION WHERE EXPIRES <= ?1", [now()])?;
    connection.execute(
        "INSERT INTO SESSION (TOKEN, USER_ID, WAY, EXPIRES) VALUES (?1, ?2, ?3, ?4)",
        params![token, user, way.word(), now() + i64::from(seconds) * 1000],
    )?;
    Ok(Some(token))
}

/// The caller of a request's session. Extends the session. `None` if there is no valid session.
pub(crate) fn caller(
    db: &Db,
    way: Way,
    headers: &HeaderMap,
    seconds: u32,
) -> rusqlite::Result<Option<Caller>> {
    let connection = db.lock();
    for token in tokens(way, headers) {
        let renewed = connection.execute(
            "UPDATE SESSION SET EXPIRES = ?4 WHERE TOKEN = ?1 AND WAY = ?2 AND EXPIRES > ?3",
            params![token, way.word(), now(), now() + i64::from(seconds) * 1000],
        )?;
        if renewed == 0 {
            continue;
        }
        return connection
            .query_row(
                "SELECT CASE TENANT_DOMAIN WHEN ?2 THEN USERNAME ELSE USERNAME || '@' || TENANT_DOMAIN END,
                        TENANT_DOMAIN,
                        (SELECT group_concat(SCOPE, ' ') FROM
                            (SELECT SCOPE FROM ROLE_SCOPE WHERE ROLE_SCOPE.ROLE_ID = USER.ROLE_ID ORDER BY SCOPE))
                 FROM SESSION JOIN USER ON USER.ID = USER_ID WHERE TOKEN = ?1",
                params![token, SUPER_TENANT],
                |row| {
                    let scopes: Option<String> = row.get(2)?;
                    let scopes = scopes.unwrap_or_default().split(' ').map(str::to_owned).collect();
                    Ok(Caller { token: token.clone(), name: row.get(0)?, tenant: row.get(1)?, scopes })
                },
            )
            .optional();
    }
    Ok(None)
}

/// Ends one session.
pub(crate) fn log_out(db: &Db, token: &str) -> rusqlite::Result<()> {
    db.lock().execute("DELETE FROM SESSION WHERE TOKEN = ?1", [token]).map(|_| ())
}

/// Ends all sessions and returns their number.
pub(crate) fn end_all(db: &Db) -> rusqlite::Result<usize> {
    db.lock().execute("DELETE FROM SESSION", [])
}

/// The session tokens of a request. A bearer token is valid only for direct calls.
pub(crate) fn tokens(way: Way, headers: &HeaderMap) -> Vec<String> {
    let text = |name| headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    let bearer = text(AUTHORIZATION).filter_map(|value| value.strip_prefix("Bearer "));
    let cookies = text(COOKIE).flat_map(|value| value.split(';')).filter_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        (name == "JSESSIONID").then_some(value)
    });
    bearer
        .filter(|_| way == Way::Direct)
        .chain(cookies)
        .map(|token| token.trim().to_owned())
        .collect()
}
