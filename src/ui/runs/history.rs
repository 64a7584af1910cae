//! The tab History without an open report: the runs of this browser, and those of all admins where the host has a history. It must
//! never ask the host itself.

use super::everyone::{self, Everyone, PAGE};
use super::past::Standing;
use super::report::{by, resume, when};
use super::state::{Msg, State};
use super::words;
use crate::callbacks::{give, press};
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{
    DomEvent, El, Segment, Tone, button, el, fragment, mark, segments, skeleton, table, tag,
};
use host::{DeviceChange, Part};
use run::Report;
use yew::html::Scope;
use yew::prelude::*;

/// Draws the lists.
pub fn history<C: Component<Message = Msg>>(
    shared: &Shared,
    state: &State,
    link: &Scope<C>,
) -> Html {
    if !shared.client.offers(Part::Changes) {
        let here = tag("p", "muted").text(shared.texts.get("history.here"));
        return fragment(vec![here.into(), mine(shared, link)]);
    }
    let everyone = &state.everyone;
    let segment = |code: &str, pressed: bool, press: Callback<()>| Segment {
        text: shared.texts.get(code),
        count: None,
        tone: Tone::Quiet,
        pressed,
        on_press: press,
    };
    let whose = vec![
        segment(
            "history.everyone",
            !everyone.is_mine,
            press(link, || Msg::Everyone(everyone::Msg::Mine(false))),
        ),
        segment(
            "history.mine",
            everyone.is_mine,
            press(link, || Msg::Everyone(everyone::Msg::Mine(true))),
        ),
    ];
    let tools =
        tag("div", "history-tools").child(segments(shared.texts.get("history.whose"), whose));
    if everyone.is_mine {
        return fragment(vec![tools.into(), mine(shared, link)]);
    }
    let field = |code: &'static str, value: &str, typed: Callback<String>| {
        tag("input", "input history-filter")
            .attr("type", "search")
            .attr("aria-label", shared.texts.get(code))
            .attr("placeholder", shared.texts.get(code))
            .attr("autocomplete", "off")
            .value(value.to_owned())
            .on_value(DomEvent::Change, typed)
    };
    let query = &everyone.query;
    let tools = tools
        .child(field(
            "history.serial",
            &query.serial,
            give(link, |text| Msg::Everyone(everyone::Msg::Serial(text))),
        ))
        .child(field(
            "history.by",
            &query.by,
            give(link, |text| Msg::Everyone(everyone::Msg::By(text))),
        ));
    let again = press(link, || Msg::Everyone(everyone::Msg::Again));
    let tools = tools.child(button("button", shared.texts.get("history.again"), again.clone()));
    let error = everyone.error.as_ref().map(|error| failed_read(shared, error, again));
    fragment(vec![
        tools.into(),
        tag("div", "messages").list(error.into_iter().collect()).into(),
        theirs(shared, everyone, link),
    ])
}

/// The runs of all admins.
fn theirs<C: Component<Message = Msg>>(
    shared: &Shared,
    everyone: &Everyone,
    link: &Scope<C>,
) -> Html {
    let texts = &shared.texts;
    let Some(page) = &everyone.page else {
        return match everyone.error {
            Some(_) => Html::default(),
            None => skeleton(3, texts.get("common.loading")),
        };
    };
    if page.rows.is_empty() {
        let (head, why) = match everyone.is_filtered() {
            true => ("history.none", "history.none.why"),
            false => ("history.empty", "history.empty.why"),
        };
        return empty(shared, head, why);
    }
    let row = |row: &DeviceChange| {
        let label = |column: &str| texts.get(&["history.column.", column].concat());
        let cell = |column: &str| el("td").attr("role", "cell").attr("data-label", label(column));
        let is_one = row.devices <= 1;
        let change = everyone::change(row);
        let title = match own_title(shared, &row.run) {
            Some(title) => title,
            None if is_one => texts.fill("runs.title.one", &[("name", row.serial.clone())]),
            None => texts.get("runs.title.many"),
        };
        // Without a run the host cannot be asked for more than stands here.
        let title: El = if row.run.is_empty() {
            el("span").text(title)
        } else {
            let id = row.run.clone();
            button("link-button", title, link.callback(move |()| Msg::Go(Some(id.clone()))))
        };
        let what = match is_one {
            true => words::both(shared, &change),
            false => texts.count(&shared.format, "runs.count-devices", row.devices),
        };
        let at = row.at.millis().map_or_else(String::new, |at| shared.format.minute(at));
        let head = el("th")
            .attr("role", "rowheader")
            .attr("scope", "row")
            .attr("data-label", label("run"))
            .child(title);
        el("tr")
            .attr("role", "row")
            .child(head)
            .child(cell("when").text(by(shared, at, &row.by)))
            .child(cell("what").text(what))
            .into()
    };
    let rows = page.rows.iter().map(row).collect();
    let list = table(texts, "history", &["run", "when", "what"], rows)
        .aria_bool("aria-busy", everyone.is_loading);
    fragment(vec![list.into(), pager(shared, everyone, page.count, link).into()])
}

/// The title that this browser knows for a run of its own.
fn own_title(shared: &Shared, id: &str) -> Option<String> {
    let runs = shared.runs();
    let title = runs.past_of(id).map(|past| words::title(shared, &past.report.plan.about));
    title.or_else(|| {
        let title = |run: &run::Run| {
            let about = &run.report().plan.about;
            (about.id == id).then(|| words::title(shared, about))
        };
        runs.look(title).flatten()
    })
}

fn pager<C: Component<Message = Msg>>(
    shared: &Shared,
    everyone: &Everyone,
    count: u32,
    link: &Scope<C>,
) -> El {
    let texts = &shared.texts;
    let first = everyone.query.offset;
    let last = first.saturating_add(PAGE).min(count);
    let turn = |code: &str, to: Option<u32>| {
        let turned = move |()| Msg::Everyone(everyone::Msg::Turn(to.unwrap_or(first)));
        button("button button-small", texts.get(code), link.callback(turned))
            .aria_bool("aria-disabled", to.is_none())
    };
    let number = |number: u32| shared.format.number(number);
    let params = [("from", number(first + 1)), ("to", number(last)), ("count", number(count))];
    tag("nav", "pager")
        .attr("aria-label", texts.get("history.pages"))
        .flag("hidden", count <= PAGE)
        .child(tag("span", "pager-range").text(texts.fill("history.range", &params)))
        .child(turn("devices.page.previous", (first > 0).then(|| first.saturating_sub(PAGE))))
        .child(turn("devices.page.next", (last < count).then_some(last)))
}

fn empty(shared: &Shared, head: &str, why: &str) -> Html {
    tag("div", "empty")
        .child(el("h2").text(shared.texts.get(head)))
        .child(el("p").text(shared.texts.get(why)))
        .into()
}

/// The runs of this browser.
fn mine<C: Component<Message = Msg>>(shared: &Shared, link: &Scope<C>) -> Html {
    let texts = &shared.texts;
    let runs = shared.runs();
    let mut rows = Vec::new();
    let past = runs.past();
    let under_way = runs.look(|run| {
        let id = &run.report().plan.about.id;
        let is_past = past.iter().any(|past| past.id() == id);
        (!is_past).then(|| row(shared, link, run.report(), None))
    });
    rows.extend(under_way.flatten());
    rows.extend(past.iter().map(|past| row(shared, link, &past.report, Some(past.standing))));
    if rows.is_empty() && runs.is_pending() {
        return skeleton(3, texts.get("common.loading"));
    }
    if rows.is_empty() {
        return empty(shared, "runs.empty", "runs.empty.why");
    }
    table(texts, "runs", &["run", "when", "result"], rows).into()
}

fn row<C: Component<Message = Msg>>(
    shared: &Shared,
    link: &Scope<C>,
    report: &Report,
    standing: Option<Standing>,
) -> Html {
    let texts = &shared.texts;
    let about = &report.plan.about;
    let label = |column: &str| texts.get(&["runs.column.", column].concat());
    let cell = |column: &str| el("td").attr("role", "cell").attr("data-label", label(column));
    let id = about.id.clone();
    let open = link.callback(move |()| Msg::Go(Some(id.clone())));
    let head = el("th")
        .attr("role", "rowheader")
        .attr("scope", "row")
        .attr("data-label", label("run"))
        .child(button("link-button", words::title(shared, about), open));
    let word = match standing {
        None => Some((Tone::Quiet, "runs.standing.running")),
        Some(Standing::Elsewhere) => Some((Tone::Quiet, "runs.standing.elsewhere")),
        Some(Standing::Interrupted) => Some((Tone::Warn, "runs.standing.interrupted")),
        Some(Standing::Ended | Standing::Told) => None,
    };
    let word = word.map(|(tone, code)| mark(tone, texts.get(code)));
    let ways = standing == Some(Standing::Interrupted) && shared.can_edit;
    let ways = ways.then(|| {
        let item = Some(words::title(shared, about));
        tag("div", "run-buttons").child(resume(shared, link, &about.id, item))
    });
    el("tr")
        .key(about.id.clone())
        .attr("role", "row")
        .child(head)
        .child(cell("when").text(when(shared, about, standing)))
        .child(
            cell("result")
                .child(el("span").text(words::counts(shared, report)))
                .text(" ")
                .maybe(word)
                .maybe(ways),
        )
        .into()
}
