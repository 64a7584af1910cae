//! Two versions of one enrollment side by side, and the choice between them.

use super::state::Reason;
use crate::shared::Shared;
use crate::widgets::{BannerKind, banner, button, el, fragment, tag};
use host::EnrollmentRecord;
use rules::Draft;
use yew::prelude::*;

/// The conflict: why there are two versions, both of them, and two buttons: overwrite the host's, or take it.
pub fn conflict(
    shared: &Shared,
    reason: &Reason,
    mine: &Draft,
    theirs: &EnrollmentRecord,
    on_keep: Callback<()>,
    on_use: Callback<()>,
) -> Html {
    let texts = &shared.texts;
    let name = |username: Option<&str>| match username.map(str::trim) {
        None => texts.get("common.unknown"),
        Some("") => texts.get("enrollment.conflict.empty"),
        Some(username) => username.to_owned(),
    };
    let flag = |on: Option<bool>| {
        texts.get(match on {
            None => "common.unknown",
            Some(true) => "common.yes",
            Some(false) => "common.no",
        })
    };
    let mine = EnrollmentRecord::from(mine.clone());
    let row = |code: &str, mine: String, theirs: String| {
        let class = if mine == theirs { "" } else { "conflict-differs" };
        tag("tr", class)
            .child(el("th").attr("scope", "row").text(texts.get(code)))
            .child(el("td").text(mine))
            .child(el("td").text(theirs))
    };
    let column = |code: &str| el("th").attr("scope", "col").text(texts.get(code));
    let head = el("tr")
        .child(column("enrollment.conflict.field"))
        .child(column("enrollment.conflict.mine"))
        .child(column("enrollment.conflict.theirs"));
    let logins = (flag(mine.login_required), flag(theirs.login_required));
    let agents = (flag(mine.agent_required), flag(theirs.agent_required));
    let body = el("tbody")
        .child(row(
            "enrollment.username",
            name(mine.username.as_deref()),
            name(theirs.username.as_deref()),
        ))
        .child(row("enrollment.login", logins.0, logins.1))
        .child(row("enrollment.agent", agents.0, agents.1));
    let keep = texts.get("enrollment.conflict.keep");
    let buttons = tag("div", "conflict-buttons")
        .child(button("button button-primary", keep, on_keep))
        .child(button("button", texts.get("enrollment.conflict.use"), on_use));
    let accepted = matches!(reason, Reason::Accepted);
    let code = if accepted { "enrollment.differs" } else { "enrollment.conflict" };
    let versions = fragment(vec![
        el("p").text(texts.get(code)).into(),
        tag("table", "conflict-table").child(el("thead").child(head)).child(body).into(),
        buttons.into(),
    ]);
    let code = if accepted { code } else { "host.conflict" };
    banner(BannerKind::Warning, code, versions)
}
