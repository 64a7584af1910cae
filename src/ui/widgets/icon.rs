//! The small drawings, and the marks that carry some of them. An icon holds its path itself: `<use>` of a shared symbol costs
//! four nodes in place of two, and a list has a hundred icons. It must never be the only name of a control: screen readers
//! do not see it.

use super::{El, el, tag};
use yew::AttrValue;

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
    /// Close, remove.
    Close,
    /// The one before.
    Up,
    /// The one after.
    Down,
}

impl Icon {
    /// Its path, on a field of 16 by 16.
    fn path(self) -> &'static str {
        match self {
            Icon::Tick => "m2.5 8.5 3.5 3.5 7.5-8",
            Icon::ToDo => "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M8 4.5v4M8 11.4v.1",
            Icon::Ask => {
                "M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0M6.2 6.3C6.3 3.8 9.8 3.9 9.8 6.2 9.8 7.6 8 7.6 8 9.1M8 11.6v.1"
            }
            Icon::Warn => "M8 2 1.5 13.8h13zM8 6.3v3.4M8 11.8v.1",
            Icon::Dash => "M4 8h8",
            Icon::More => {
                "M2.4 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M7.5 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0M12.6 8a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0"
            }
            Icon::Copy => "M5.5 5.5h8v8h-8zM10.5 2.5h-8v8",
            Icon::Close => "m3.5 3.5 9 9M12.5 3.5l-9 9",
            Icon::Up => "M8 13.5v-11M3.5 7 8 2.5 12.5 7",
            Icon::Down => "M8 2.5v11M3.5 9 8 13.5 12.5 9",
        }
    }
}

/// An icon, hidden from screen readers.
pub fn icon(icon: Icon) -> El {
    tag("svg", "icon")
        .attr("aria-hidden", "true")
        .attr("viewBox", "0 0 16 16")
        .child(el("path").attr("d", icon.path()))
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
