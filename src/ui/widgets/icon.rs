//! Sixteen small drawings, and the marks that carry some of them. Each drawing stands once in the shadow root, and an icon
//! refers to it. It must never be the only name of a control: screen readers do not see it.

use super::{El, el, tag};
use yew::prelude::*;

/// A drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Done, in order.
    Tick,
    /// Somebody must act.
    ToDo,
    /// The program cannot know.
    Ask,
    /// In order, with a note.
    Warn,
    /// Not needed.
    Dash,
    /// More actions.
    More,
    /// Copy.
    Copy,
    /// Search.
    Search,
    /// Close, remove.
    Close,
    /// The one before.
    Up,
    /// The one after.
    Down,
    /// Fetch again.
    Sync,
    /// Filters.
    Filter,
    /// A user.
    Person,
    /// A token, a permission.
    Key,
    /// Print.
    Print,
}

/// The id and the path of each drawing, in the order of [`Icon`], on a field of 16 by 16.
const DRAWINGS: [(&str, &str); 16] = [
    ("tick", "m2.5 8.5 3.5 3.5 7.5-8"),
    ("todo", "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M8 4.5v4M8 11.4v.1"),
    (
        "ask",
        "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M6.2 6.3C6.3 3.8 9.8 3.9 9.8 6.2 9.8 7.6 8 7.6 8 9.1M8 11.6v.1",
    ),
    ("warn", "M8 2 1.5 13.8h13zM8 6.3v3.4M8 11.8v.1"),
    ("dash", "M4 8h8"),
    (
        "more",
        "M2.4 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M7.5 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M12.6 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0",
    ),
    ("copy", "M5.5 5.5h8v8h-8zM10.5 2.5h-8v8"),
    ("search", "M11.5 7a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0M10.3 10.3l3.7 3.7"),
    ("close", "m3.5 3.5 9 9M12.5 3.5l-9 9"),
    ("up", "M8 13.5v-11M3.5 7 8 2.5 12.5 7"),
    ("down", "M8 2.5v11M3.5 9 8 13.5 12.5 9"),
    (
        "sync",
        "M2.5 7a5.7 5.7 0 0 1 10.4-2M13.5 2v3.3h-3.3M13.5 9a5.7 5.7 0 0 1-10.4 2M2.5 14v-3.3h3.3",
    ),
    ("filter", "M2 3.5h12L9.5 8.7v4.8l-3-1.8v-3z"),
    (
        "person",
        "M10.8 4.8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0M2.5 14c.4-3.2 2.6-4.6 5.5-4.6s5.1 1.4 5.5 4.6",
    ),
    ("key", "M7.5 11a3 3 0 1 1-6 0 3 3 0 0 1 6 0M6.7 8.8l6.3-6.3M10 5.5l2.3 2.3"),
    ("print", "M4.5 6V2h7v4M4.5 11.5H2V6h12v5.5h-2.5M4.5 9.5h7V14h-7z"),
];

fn id(icon: Icon) -> String {
    format!("icon-{}", DRAWINGS[icon as usize].0)
}

/// All drawings, for the shadow root to hold once. Icons without them are empty.
pub fn drawings() -> Html {
    let symbol = |(name, path): &(&'static str, &'static str)| {
        el("symbol")
            .attr("id", format!("icon-{name}"))
            .attr("viewBox", "0 0 16 16")
            .child(el("path").attr("d", *path))
            .into()
    };
    el("svg")
        .flag("hidden", true)
        .attr("aria-hidden", "true")
        .list(DRAWINGS.iter().map(symbol).collect())
        .into()
}

/// An icon, hidden from screen readers.
pub fn icon(icon: Icon) -> El {
    tag("svg", "icon")
        .attr("aria-hidden", "true")
        .child(el("use").attr("href", format!("#{}", id(icon))))
}

/// What a mark says about its thing. There are no other colours with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do.
    Ok,
    /// Somebody must act.
    ToDo,
    /// The program cannot know.
    Ask,
    /// In order, with a note or one last step.
    Warn,
    /// No judgement.
    Quiet,
}

impl Tone {
    /// The sign of the tone in its colour; nothing for [`Tone::Quiet`].
    pub fn sign(self) -> Option<El> {
        let (class, sign) = match self {
            Tone::Ok => ("sign tone-ok", Icon::Tick),
            Tone::ToDo => ("sign tone-todo", Icon::ToDo),
            Tone::Ask => ("sign tone-ask", Icon::Ask),
            Tone::Warn => ("sign tone-warn", Icon::Warn),
            Tone::Quiet => return None,
        };
        Some(tag("span", class).child(icon(sign)))
    }
}

/// A mark: a word on the colour of its tone, with the sign of the tone.
pub fn mark(tone: Tone, text: impl Into<AttrValue>) -> El {
    let (class, sign) = match tone {
        Tone::Ok => ("mark mark-ok", Some(Icon::Tick)),
        Tone::ToDo => ("mark mark-todo", Some(Icon::ToDo)),
        Tone::Ask => ("mark mark-ask", Some(Icon::Ask)),
        Tone::Warn => ("mark mark-warn", Some(Icon::Warn)),
        Tone::Quiet => ("mark mark-quiet", None),
    };
    tag("span", class).maybe(sign.map(icon)).text(text)
}
