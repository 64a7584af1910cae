//! Banners, skeletons, buttons and tables: the pieces that several surfaces draw alike.

use super::marked::{SAY, Urgency};
use super::{El, Icon, Tone, el, icon, tag};
use crate::texts::Texts;
use yew::prelude::*;

/// The weight of a banner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BannerKind {
    /// Something failed.
    Danger,
    /// Something to know before going on.
    Warning,
    /// Something went well.
    Success,
    /// A note.
    Info,
}

impl BannerKind {
    fn class(self) -> &'static str {
        match self {
            BannerKind::Danger => "banner banner-danger",
            BannerKind::Warning => "banner banner-warning",
            BannerKind::Success => "banner banner-success",
            BannerKind::Info => "banner banner-info",
        }
    }

    /// The tone whose sign the banner has.
    fn tone(self) -> Tone {
        match self {
            BannerKind::Danger => Tone::ToDo,
            BannerKind::Warning => Tone::Warn,
            BannerKind::Success => Tone::Ok,
            BannerKind::Info => Tone::Quiet,
        }
    }
}

/// A message. The announcer interrupts for failures and warnings, and says the rest when screen readers are idle. `code` is
/// stable, for tests and support.
pub fn banner(kind: BannerKind, code: &'static str, children: Html) -> Html {
    let urgency = match kind {
        BannerKind::Danger | BannerKind::Warning => Urgency::Assertive,
        BannerKind::Success | BannerKind::Info => Urgency::Polite,
    };
    tag("div", kind.class())
        .attr(SAY, urgency.word())
        .attr("data-code", code)
        .maybe(kind.tone().sign())
        .child(tag("div", "banner-content").child(children))
        .into()
}

/// A message of one sentence.
pub fn sentence(kind: BannerKind, code: &'static str, text: String) -> Html {
    banner(kind, code, el("p").text(text).into())
}

/// Grey lines in place of content under way, so that nothing jumps when it comes.
pub fn skeleton(lines: usize, label: String) -> Html {
    let line = |_| tag("div", "skeleton-line").into();
    tag("div", "skeleton")
        .attr(SAY, Urgency::Polite.word())
        .child(tag("span", "visually-hidden").text(label))
        .list((0..lines).map(line).collect())
        .into()
}

/// A button with these classes and this text.
pub fn button(class: &'static str, text: String, clicked: Callback<()>) -> El {
    tag("button", class).attr("type", "button").click(clicked).text(text)
}

/// A button that shows a sign, with a name for screen readers.
pub fn icon_button(class: &'static str, sign: Icon, name: String, pressed: Callback<()>) -> El {
    tag("button", class)
        .attr("type", "button")
        .attr("aria-label", name)
        .click(pressed)
        .child(icon(sign))
}

/// A table with a head; `name` finds its label and the labels of its columns. On a narrow page its rows become cards, and
/// the roles keep it a table for screen readers.
pub fn table(texts: &Texts, name: &str, columns: &[&str], rows: Vec<Html>) -> El {
    let column = |column: &&str| {
        let label = texts.get(&format!("{name}.column.{column}"));
        el("th").attr("role", "columnheader").attr("scope", "col").text(label).into()
    };
    let head = el("tr").attr("role", "row").list(columns.iter().map(column).collect());
    tag("table", "table")
        .attr("role", "table")
        .attr("aria-label", texts.get(&format!("{name}.table")))
        .child(el("thead").attr("role", "rowgroup").child(head))
        .child(el("tbody").attr("role", "rowgroup").list(rows))
}
