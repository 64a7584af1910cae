//! The step “Check” as it is drawn: what will happen to each row, what is wrong with it, and how it is repaired. It draws one
//! page of rows, however many there are.

use super::line::{Cell, Line, Status};
use super::messages::{Msg, Segment as Shown};
use super::notes::notes;
use super::start::{about, complaints};
use super::state::{PAGE, State, Step};
use crate::shared::Shared;
use crate::widgets::{
    BannerKind, DomEvent, El, Segment, Tone, button, el, fragment, segments, sentence, table, tag,
};
use rules::Draft;
use yew::prelude::*;

/// Draws the step, with so many rows of the page at most.
pub fn check(
    shared: &Shared,
    state: &State,
    on_msg: &Callback<Msg>,
    on_write: Callback<()>,
    most: usize,
) -> El {
    let texts = &shared.texts;
    let counts = state.counts();
    let count = |status: Status| counts[status as usize];
    let wrong = count(Status::Wrong);
    let rows = |code: &str, count: usize| texts.count(&shared.format, code, count as u32);
    let write = (wrong > 0).then(|| button("button", rows("imports.download", wrong), on_write));
    if state.step == Step::Run {
        let other = button("button", texts.get("imports.other"), on_msg.reform(|()| Msg::Reset));
        let text = rows("imports.started", state.started);
        return el("div")
            .child(sentence(BannerKind::Success, "imports.started", text))
            .child(tag("div", "import-foot").maybe(write).child(other));
    }
    let Some(head) = &state.head else { return el("div") };
    let one_user = state.one_user().map(|(username, count)| {
        let params =
            [("count", shared.format.number(count as u32)), ("username", username.to_owned())];
        let code = "changes.username.all";
        sentence(BannerKind::Warning, code, texts.fill(code, &params))
    });
    let (first, lines, shown) = state.shown_page();
    let lines = lines.into_iter().take(most).map(|line| row(shared, state, line, on_msg)).collect();
    let columns = ["row", "serial", "profile", "user", "will"];
    let is_checked = state.is_checked();
    let change = count(Status::Change);
    let why = match (is_checked, change, wrong) {
        (false, ..) => texts.get("imports.wait"),
        (_, 0, _) => texts.get("imports.nothing"),
        (.., 0) => String::new(),
        (.., wrong) => rows("imports.stay", wrong),
    };
    let run = button(
        "button button-primary",
        rows("imports.run", change),
        on_msg.reform(|()| Msg::Start),
    )
    .aria_bool("aria-disabled", !is_checked || change == 0)
    .attr("aria-describedby", "import-why");
    // Not before it is shown: it looks at every line.
    let repairable = if is_checked { state.repairable().count() } else { 0 };
    let repair = (repairable > 0).then(|| {
        button("button", rows("imports.repair.all", repairable), on_msg.reform(|()| Msg::RepairAll))
    });
    let columns_again =
        button("button", texts.get("imports.columns.again"), on_msg.reform(|()| Msg::ShowColumns));
    let again = button("button", texts.get("imports.again"), on_msg.reform(|()| Msg::Again));
    el("div")
        .child(about(shared, state, head, on_msg))
        .child(complaints(shared, state))
        .list(one_user.into_iter().collect())
        .child(
            tag("div", "counts")
                .child(filter(shared, state, &counts, on_msg))
                .child(tag("span", "import-progress muted").text(progress(shared, state, &counts))),
        )
        .child(tag("div", "import-rows").child(table(texts, "imports", &columns, lines)))
        .child(pager(shared, first, shown, on_msg))
        .child(
            tag("div", "import-foot")
                .maybe(repair)
                .maybe(write)
                .child(columns_again)
                .child(again)
                .child(tag("span", "muted").attr("id", "import-why").text(why))
                .child(run),
        )
}

fn filter(shared: &Shared, state: &State, counts: &[usize; 4], on_msg: &Callback<Msg>) -> El {
    let segment = |shown: Shown, code: &str, tone: Tone, count: usize| Segment {
        text: shared.texts.get(code),
        count: Some(shared.format.number(count as u32)),
        tone,
        pressed: state.segment == shown,
        on_press: on_msg.reform(move |()| Msg::Show(shown)),
    };
    let count = |status: Status| counts[status as usize];
    segments(
        shared.texts.get("imports.segments"),
        vec![
            segment(Shown::All, "imports.all", Tone::Quiet, state.total()),
            segment(Shown::Change, "imports.change", Tone::Ok, count(Status::Change)),
            segment(Shown::Same, "imports.same", Tone::Quiet, count(Status::Same)),
            segment(Shown::Wrong, "imports.wrong", Tone::ToDo, count(Status::Wrong)),
        ],
    )
}

/// How far the check is.
fn progress(shared: &Shared, state: &State, counts: &[usize; 4]) -> String {
    let number = |count: usize| shared.format.number(count as u32);
    if let Some((seen, total)) = state.coming() {
        let total = total.map_or_else(|| "…".to_owned(), |total| shared.format.number(total));
        let params = [("seen", shared.format.number(seen)), ("total", total)];
        return shared.texts.fill("imports.devices", &params);
    }
    let waiting = counts[Status::Waiting as usize];
    if waiting == 0 && state.is_whole {
        return String::new();
    }
    let total = state.total();
    let params = [("checked", number(total - waiting)), ("total", number(total))];
    shared.texts.fill("imports.progress", &params)
}

/// What the check came to, in one sentence.
pub fn summary(shared: &Shared, state: &State) -> String {
    let counts = state.counts();
    let number = |status: Status| shared.format.number(counts[status as usize] as u32);
    let params = [("change", number(Status::Change)), ("wrong", number(Status::Wrong))];
    shared.texts.fill("imports.checked", &params)
}

fn pager(shared: &Shared, first: usize, shown: usize, on_msg: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let page = first / PAGE;
    let turn = |code: &str, to: Option<usize>| {
        button(
            "button button-small",
            texts.get(code),
            on_msg.reform(move |()| Msg::Page(to.unwrap_or(page))),
        )
        .aria_bool("aria-disabled", to.is_none())
    };
    let last = (first + PAGE).min(shown);
    let number = |number: usize| shared.format.number(number as u32);
    let params = [("from", number(first + 1)), ("to", number(last)), ("count", number(shown))];
    tag("nav", "pager")
        .attr("aria-label", texts.get("imports.pages"))
        .flag("hidden", shown <= PAGE)
        .child(tag("span", "pager-range").text(texts.fill("imports.range", &params)))
        .child(turn("devices.page.previous", page.checked_sub(1)))
        .child(turn("devices.page.next", (last < shown).then_some(page + 1)))
}

fn row(shared: &Shared, state: &State, line: &Line, on_msg: &Callback<Msg>) -> Html {
    let texts = &shared.texts;
    let status = line.status(&state.users);
    let number = shared.format.number(line.row);
    let is_open = status == Status::Wrong || state.open_row == Some(line.row);
    let label = |column: &str| texts.get(&format!("imports.column.{column}"));
    let cell = |column: &str| el("td").attr("role", "cell").attr("data-label", label(column));
    let field = |cell: Cell, column: &str| {
        let params = [("action", label(column)), ("item", number.clone())];
        let row = line.row;
        tag("input", "input")
            .attr("type", "text")
            .attr("dir", "ltr")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .attr("aria-label", texts.fill("imports.cell", &params))
            .value(line.text(cell).to_owned())
            .on_value(DomEvent::Change, on_msg.reform(move |text| Msg::Type(row, cell, text)))
    };
    let has = |cell: Cell| line.cells[cell as usize].is_some();
    let part = |of: Cell, column: &str, shown: Html| {
        let inner = if is_open && has(of) { field(of, column).into() } else { shown };
        cell(column).child(inner)
    };
    let head = el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .attr("data-label", label("row"))
        .text(number.clone());
    let serial = tag("bdi", "import-serial").text(line.text(Cell::Serial).to_owned()).into();
    el("tr")
        .key(line.row.to_string())
        .attr("role", "row")
        .child(head)
        .child(part(Cell::Serial, "serial", serial))
        .child(part(Cell::Profile, "profile", profile(shared, state, line)))
        .child(part(Cell::Username, "user", user(shared, line)))
        .child(
            cell("will").child(outcome(shared, state, line, status, on_msg)).list(
                [(Cell::Login, "login"), (Cell::Agent, "agent")]
                    .into_iter()
                    .filter(|(flag, _)| {
                        line.remarks.iter().any(|it| it.is_error && it.cell == Some(*flag as usize))
                    })
                    .map(|(flag, column)| field(flag, column).into())
                    .collect(),
            ),
        )
        .into()
}

/// The old value and the new one; the one alone when they are the same.
fn difference(before: String, after: Option<String>) -> Html {
    let Some(after) = after.filter(|after| *after != before) else {
        return el("span").text(before).into();
    };
    fragment(vec![
        tag("span", "muted").text(before).into(),
        el("span").text(" → ").into(),
        el("bdi").text(after).into(),
    ])
}

fn profile(shared: &Shared, state: &State, line: &Line) -> Html {
    let none = || "–".to_owned();
    let Some(verdict) = &line.verdict else {
        return el("bdi").text(state.profile_name(line.text(Cell::Profile))).into();
    };
    let before = if verdict.profile.is_empty() { none() } else { verdict.profile.clone() };
    let change = verdict.change.as_ref().filter(|change| change.touches_profile());
    let after = change.map(|change| {
        let uuid = change.after.profile.as_deref();
        uuid.map_or_else(none, |uuid| state.profile_name(uuid))
    });
    // An older version has the same name.
    let is_older = after.as_ref() == Some(&before);
    let before = if is_older { shared.texts.get("imports.older") } else { before };
    difference(before, after)
}

fn user(shared: &Shared, line: &Line) -> Html {
    let Some(verdict) = &line.verdict else {
        return el("bdi").text(line.text(Cell::Username).to_owned()).into();
    };
    let text = |draft: &Draft| match (draft.login_required, draft.username.as_str()) {
        (true, _) => shared.texts.get("imports.login"),
        (false, "") => "–".to_owned(),
        (false, name) => name.to_owned(),
    };
    let change = verdict.change.as_ref().and_then(|change| change.after.enrollment.as_ref());
    difference(text(&verdict.enrollment), change.map(text))
}

/// What will happen, or what is wrong and how it is repaired.
fn outcome(
    shared: &Shared,
    state: &State,
    line: &Line,
    status: Status,
    on_msg: &Callback<Msg>,
) -> Html {
    let texts = &shared.texts;
    let row = line.row;
    let item = shared.format.number(row);
    let act = |text: String, msg: Msg| {
        let params = [("action", text.clone()), ("item", item.clone())];
        button("link-button", text, on_msg.reform(move |()| msg.clone()))
            .attr("aria-label", texts.fill("imports.action", &params))
    };
    let said = match status {
        Status::Waiting => Some(tag("span", "muted").text(texts.get("imports.checking"))),
        Status::Same => Some(tag("span", "muted").text(texts.get("imports.same"))),
        Status::Change => Some(el("span").text(will(shared, line))),
        Status::Wrong => None,
    };
    let notes = notes(shared, state, line).into_iter().map(|note| {
        let repair = note.repair.map(|(cell, text)| {
            let value =
                if cell == Cell::Profile { state.profile_name(&text) } else { text.clone() };
            act(texts.fill("imports.repair", &[("value", value)]), Msg::Edit(row, cell, text))
        });
        let leave = note.is_repeated.then(|| act(texts.get("imports.leave"), Msg::LeaveOut(row)));
        let tone = if note.is_error { Tone::ToDo } else { Tone::Warn };
        tag("div", "import-note")
            .attr("data-code", note.code)
            .maybe(tone.sign())
            .child(el("span").text(note.text))
            .maybe(repair)
            .maybe(leave)
            .into()
    });
    let is_open = state.open_row == Some(row);
    let edit = (status != Status::Wrong && !is_open)
        .then(|| act(texts.get("imports.edit"), Msg::OpenRow(Some(row))));
    let leave = is_open.then(|| act(texts.get("imports.leave"), Msg::LeaveOut(row)));
    let close = is_open.then(|| act(texts.get("common.close"), Msg::OpenRow(None)));
    tag("div", "import-outcome")
        .attr("data-row", row.to_string())
        .attr("data-status", status.word())
        .maybe(said)
        .list(notes.collect())
        .maybe(edit)
        .maybe(leave)
        .maybe(close)
        .into()
}

/// What will happen, in a few words.
fn will(shared: &Shared, line: &Line) -> String {
    let texts = &shared.texts;
    let Some((verdict, change)) =
        line.verdict.as_ref().and_then(|verdict| Some((verdict, verdict.change.as_ref()?)))
    else {
        return String::new();
    };
    let mut words = Vec::new();
    if change.touches_profile() {
        words.push(texts.get(&format!("imports.will.{}", verdict.kind.word())));
    }
    if let Some(after) = &change.after.enrollment {
        let before = &verdict.enrollment;
        if after.login_required != before.login_required && after.login_required {
            words.push(texts.get("imports.will.login"));
        } else if after.username != before.username {
            words.push(texts.get("imports.will.user"));
        }
        if after.agent_required != before.agent_required {
            let code = if after.agent_required { "agent" } else { "no-agent" };
            words.push(texts.get(&format!("imports.will.{code}")));
        }
    }
    words.join(", ")
}
