//! The first two steps as they are drawn: choose a file, say which column is which. It must never read a file.

use super::book;
use super::columns::{FIELDS, Head, choice_of};
use super::line::Remark;
use super::messages::Msg;
use super::state::{State, Step};
use crate::format::joined;
use crate::shared::Shared;
use crate::widgets::{
    BannerKind, DomEvent, El, SAY, Urgency, button, el, option, sentence, table, tag,
};
use wasm_bindgen::JsValue;
use yew::prelude::*;

/// What a person does in the step “File”.
pub struct Actions {
    /// A file was chosen or dropped.
    pub on_file: Callback<JsValue>,
    /// The text in the field for pasted rows.
    pub on_text: Callback<String>,
    /// Read the pasted rows.
    pub on_paste: Callback<()>,
    /// Give me a file with the names of the columns.
    pub on_template: Callback<()>,
}

/// Draws the step “File”.
pub fn file(shared: &Shared, state: &State, pasted: &str, actions: Actions) -> El {
    let texts = &shared.texts;
    let Actions { on_file, on_text, on_paste, on_template } = actions;
    let take = Callback::from(move |event: Event| {
        // A browser would open a file that was dropped.
        if event.type_() == "drop" {
            event.prevent_default();
        }
        if let Some(file) = book::taken(&event) {
            on_file.emit(file);
        }
    });
    let input = tag("input", "input")
        .attr("id", "import-file")
        .attr("type", "file")
        .attr("accept", ".csv,.tsv,.txt,.xlsx")
        .attr("aria-describedby", "import-help")
        .on(DomEvent::Change, take.clone());
    let label = el("label").attr("for", "import-file").text(texts.get("imports.choose"));
    let zone = tag("div", "drop")
        .on(DomEvent::DragOver, Callback::from(|event: Event| event.prevent_default()))
        .on(DomEvent::Drop, take)
        .child(label)
        .child(input)
        .child(tag("p", "help").attr("id", "import-help").text(texts.get("imports.file.help")))
        .child(button("link-button", texts.get("imports.template"), on_template));
    let area = tag("textarea", "input")
        .attr("id", "import-text")
        .attr("rows", "6")
        .attr("dir", "ltr")
        .attr("spellcheck", "false")
        .value(pasted.to_owned())
        .on_value(DomEvent::Input, on_text);
    let paste = button("button", texts.get("imports.paste.read"), on_paste)
        .flag("disabled", pasted.trim().is_empty());
    let text = tag("div", "field")
        .child(el("label").attr("for", "import-text").text(texts.get("imports.paste")))
        .child(area)
        .child(paste);
    el("div").child(complaints(shared, state)).child(zone).child(text)
}

/// Why the file cannot be used, and what is odd about it.
pub fn complaints(shared: &Shared, state: &State) -> El {
    let refusal =
        state.refusal.map(|code| sentence(BannerKind::Danger, code, shared.texts.get(code)));
    // Where the columns are asked for, the page says so itself.
    let is_said = |problem: &&Remark| {
        state.step != Step::Columns || problem.code != "import.no-serial-column"
    };
    let problems =
        state.head.iter().flat_map(|head| &head.problems).filter(is_said).map(|problem| {
            let kind = if problem.is_error { BannerKind::Danger } else { BannerKind::Info };
            tag("div", "complaint")
                .attr("data-code", problem.code.clone())
                .child(sentence(kind, "imports.problem", problem.text.clone()))
                .into()
        });
    tag("div", "messages").list(refusal.into_iter().chain(problems).collect())
}

/// Draws the wait until a file is open.
pub fn opening(shared: &Shared, state: &State) -> El {
    let percent = state.opening.unwrap_or_default();
    let params = [("name", name(shared, state))];
    let text = shared.texts.fill("imports.opening", &params);
    el("div").child(el("p").attr(SAY, Urgency::Polite.word()).text(text.clone())).child(
        el("progress")
            .attr("max", "100")
            .attr("value", percent.to_string())
            .attr("aria-label", text),
    )
}

fn name(shared: &Shared, state: &State) -> String {
    if state.name.is_empty() { shared.texts.get("imports.pasted") } else { state.name.clone() }
}

/// The line about the file, with the way to another one.
pub fn about(shared: &Shared, state: &State, head: &Head, on_msg: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let form = match head.delimiter.as_str() {
        "," => texts.get("imports.delimiter.comma"),
        ";" => texts.get("imports.delimiter.semicolon"),
        "\t" => texts.get("imports.delimiter.tab"),
        _ => String::new(),
    };
    let rows = match head.total {
        0 => String::new(),
        total => texts.count(&shared.format, "imports.rows", total),
    };
    let about = joined(&[&name(shared, state), &rows, &form], " · ");
    let sheets = (head.sheets.len() > 1).then(|| {
        let one = |sheet: &String| option(sheet.clone(), sheet.clone(), *sheet == head.sheet);
        tag("select", "input sheet")
            .attr("aria-label", texts.get("imports.sheet"))
            .on_value(DomEvent::Change, on_msg.reform(Msg::Sheet))
            .list(head.sheets.iter().map(one).collect())
    });
    let other = button("button", texts.get("imports.other"), on_msg.reform(|()| Msg::Reset));
    tag("div", "about").child(tag("p", "about-text").text(about)).maybe(sheets).child(other)
}

/// Draws the step “Columns”.
pub fn columns(shared: &Shared, state: &State, on_msg: &Callback<Msg>) -> El {
    let texts = &shared.texts;
    let Some(head) = &state.head else { return el("div") };
    let label = |column: &str| texts.get(&format!("imports.columns.column.{column}"));
    let cell = |column: &str| el("td").attr("role", "cell").attr("data-label", label(column));
    let row = |(place, column): (usize, &super::columns::Column)| {
        let number = shared.format.number(place as u32 + 1);
        let unnamed = || texts.fill("imports.columns.unnamed", &[("number", number)]);
        let name =
            Some(column.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(unnamed);
        let chosen = state.choice.get(place).copied().flatten();
        let none = option("", texts.get("imports.field.none"), chosen.is_none());
        let fields = FIELDS.iter().enumerate().map(|(field, word)| {
            option(*word, texts.get(&format!("imports.field.{word}")), chosen == Some(field))
        });
        let params = [("action", label("field")), ("item", name.clone())];
        let choose = on_msg.reform(move |word: String| {
            Msg::Choose(place, FIELDS.iter().position(|known| *known == word))
        });
        let select = tag("select", "input")
            .attr("aria-label", texts.fill("common.named", &params))
            .on_value(DomEvent::Change, choose)
            .list(std::iter::once(none).chain(fields).collect());
        let head = el("th")
            .attr("role", "rowheader")
            .attr("scope", "row")
            .attr("data-label", label("name"))
            .text(name);
        el("tr")
            .key(place.to_string())
            .attr("role", "row")
            .child(head)
            .child(cell("samples").text(column.samples.join(" · ")))
            .child(cell("field").child(select))
            .into()
    };
    let rows = head.columns.iter().enumerate().map(row).collect();
    let is_ready = state.choice.contains(&Some(0));
    let go = button(
        "button button-primary",
        texts.get("imports.columns.go"),
        on_msg.reform(|()| Msg::UseColumns),
    )
    .aria_bool("aria-disabled", !is_ready)
    .attr("aria-describedby", "import-columns");
    let missing = if is_ready { String::new() } else { texts.get("imports.columns.no-serial") };
    // What is said about columns as they were read is old once somebody has chosen others.
    let is_as_read = state.choice == choice_of(head);
    el("div")
        .child(about(shared, state, head, on_msg))
        .maybe(is_as_read.then(|| complaints(shared, state)))
        .child(table(texts, "imports.columns", &["name", "samples", "field"], rows))
        .child(
            tag("div", "import-foot")
                .child(tag("span", "muted").attr("id", "import-columns").text(missing))
                .child(go),
        )
}
