//! Under the table, always in sight: the range, the pages, their size, and the other field to search. It must never count anything itself.

use super::state::{Field, Msg, State, Turn, serials};
use crate::answers::Settings;
use crate::shared::Shared;
use crate::widgets::{DomEvent, El, button, el, key_of, option, tag};
use yew::prelude::*;

/// Draws the pager. `on_size` gets the number of rows on a page.
pub fn pager(shared: &Shared, state: &State, on_msg: &Callback<Msg>, on_size: Callback<u32>) -> El {
    let texts = &shared.texts;
    let (page, last) = state.page_numbers();
    let turn = |turn: Turn, code: &str, before: &'static str, after: &'static str| {
        // Not `disabled`: the button that reaches the end must not lose the focus it holds.
        let text = format!("{before}{}{after}", texts.get(code));
        button("button button-small", text, on_msg.reform(move |()| Msg::Turn(turn)))
            .attr("aria-label", texts.get(code))
            .aria_bool("aria-disabled", !state.can_turn(turn))
    };
    let typed = state.page_text.clone().unwrap_or_else(|| page.to_string());
    let enter = on_msg.clone();
    let field = tag("input", "input page-field")
        .attr("id", "devices-page")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .value(typed)
        .on_value(DomEvent::Input, on_msg.reform(Msg::PageText))
        .on(
            DomEvent::Key,
            Callback::from(move |event: Event| {
                if key_of(&event) == ("Enter".to_owned(), false) {
                    event.prevent_default();
                    enter.emit(Msg::GoToPage);
                }
            }),
        )
        .on(DomEvent::Change, on_msg.reform(|_| Msg::GoToPage));
    let of = texts.fill("devices.page.of", &[("last", shared.format.number(last))]);
    let pages = tag("span", "pager-buttons")
        .flag("hidden", state.count() <= state.page_size)
        .child(turn(Turn::Previous, "devices.page.previous", "‹ ", ""))
        .child(el("label").attr("for", "devices-page").text(texts.get("devices.page")))
        .child(field)
        .child(el("span").text(of))
        .child(turn(Turn::Next, "devices.page.next", "", " ›"));
    let mut sizes = Settings::PAGE_SIZES.to_vec();
    // A link may ask for another size.
    if !sizes.contains(&state.page_size) {
        sizes.insert(0, state.page_size);
    }
    let sizes = sizes.into_iter().map(|size| {
        let params = [("count", shared.format.number(size))];
        let text = texts.fill("devices.page.size.option", &params);
        option(size.to_string(), text, size == state.page_size)
    });
    let sizes = tag("select", "input page-size")
        .attr("aria-label", texts.get("devices.page.size"))
        .flag("hidden", state.count() <= Settings::PAGE_SIZES[0])
        .on_value(DomEvent::Change, on_size.reform(|text: String| text.parse().unwrap_or_default()))
        .list(sizes.collect());
    tag("nav", "pager")
        .attr("aria-label", texts.get("devices.pages"))
        .flag("hidden", state.count() == 0 || state.shown().is_none())
        .child(
            tag("span", "pager-range")
                .text(range(shared, state))
                .maybe(other_field(shared, state, on_msg)),
        )
        .child(sizes)
        .child(pages)
}

/// The way to search the users for the text that some serial numbers have too. Under the table, so that no row moves when the
/// answer brings it.
fn other_field(shared: &Shared, state: &State, on_msg: &Callback<Msg>) -> Option<El> {
    let text = state.question.search.trim().to_owned();
    let is_asked = state.searched() == (Field::Serial, true);
    (is_asked && !text.is_empty() && serials(&text).is_empty()).then(|| {
        let text = shared.texts.fill("devices.search.users", &[("text", text)]);
        button("link-button", text, on_msg.reform(|()| Msg::SearchUsers))
    })
}

/// `1–50 of 10,000 devices`.
fn range(shared: &Shared, state: &State) -> String {
    let texts = &shared.texts;
    let (from, to) = state.range();
    let count = state.count();
    let params = [
        ("from", shared.format.number(from)),
        ("to", shared.format.number(to)),
        ("count", shared.format.number(count)),
    ];
    let range = texts.fill("devices.range", &params);
    let template = texts.count(&shared.format, "devices.count", count);
    rules::catalogue::fill(&template, &[("range", range)])
}
