//! The sheet as files: a page that needs nothing else and runs no script, and a table. It must never write what a browser or a
//! spreadsheet executes.

use super::entry::{Content, User};
use super::node::escape;
use super::paper::{Paper, STYLE, reason};
use crate::texts::Texts;
use run::csv;

/// Forbids everything but the style sheet in the file.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The sheet as a file of HTML, in this language and direction.
pub fn html(paper: &Paper, language: &str, direction: &str) -> String {
    let mut out = String::from("<!doctype html>\n<html lang=\"");
    escape(language, &mut out);
    out.push_str("\" dir=\"");
    escape(direction, &mut out);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"");
    out.push_str(POLICY);
    out.push_str("\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    escape(&paper.texts.get("handover.title"), &mut out);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n");
    paper.whole().write(&mut out);
    out.push_str("\n</body>\n</html>\n");
    out
}

/// Everything on the sheet and who is left out, as CSV with a head.
pub fn table(texts: &Texts, content: &Content) -> String {
    let columns =
        ["serial", "model", "color", "profile", "username", "name", "sign-in", "agent", "out"];
    let head = columns.map(|column| texts.get(&["handover.column.", column].concat()));
    let mut out = csv::row(&head);
    let flag = |set: bool| texts.get(if set { "common.yes" } else { "common.no" });
    for entry in &content.entries {
        let (username, name) = match &entry.user {
            User::Person { username, name } => (username.clone(), name.clone()),
            User::SignIn | User::Unknown => (String::new(), String::new()),
        };
        let sign_in = match &entry.user {
            User::Unknown => String::new(),
            user => flag(*user == User::SignIn),
        };
        out.push_str(&csv::row(&[
            entry.serial.clone(),
            entry.model.clone(),
            entry.color.clone(),
            entry.profile.clone(),
            username,
            name,
            sign_in,
            entry.agent.map(flag).unwrap_or_default(),
            String::new(),
        ]));
    }
    for left_out in &content.left_out {
        let mut row = columns.map(|_| String::new());
        row[0] = left_out.serial.clone();
        row[columns.len() - 1] = reason(texts, left_out);
        out.push_str(&csv::row(&row));
    }
    out
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
