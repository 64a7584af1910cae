//! The small drawings, and the marks that carry some of them. The signs of the tones are shapes in widgets.css, because a list
//! has fifty of them: a dialog that opens makes the browser style every node behind it anew, and a drawing has two. None may be
//! the only name of a control: screen readers do not see it.

use super::{El, el, tag};
use yew::AttrValue;

/// A drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Not needed.
    Dash,
    /// Copy.
    Copy,
    /// Close, remove.
    Close,
    /// The one before.
    Up,
    /// The one after.
    Down,
    /// The one before, in a line.
    Before,
    /// The one after, in a line.
    After,
}

impl Icon {
    /// Its path, on a field of 16 by 16.
    fn path(self) -> &'static str {
        match self {
            Icon::Dash => "M4 8h8",
            Icon::Copy => "M5.5 5.5h8v8h-8zM10.5 2.5h-8v8",
            Icon::Close => "m3.5 3.5 9 9M12.5 3.5l-9 9",
            Icon::Up => "M8 13.5v-11M3.5 7 8 2.5 12.5 7",
            Icon::Down => "M8 2.5v11M3.5 9 8 13.5 12.5 9",
            Icon::Before => "M10 3.5 5.5 8l4.5 4.5",
            Icon::After => "M6 3.5 10.5 8 6 12.5",
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
        let class = match self {
            Tone::Ok => "sign tone-ok",
            Tone::ToDo => "sign tone-todo",
            Tone::Ask => "sign tone-ask",
            Tone::Warn => "sign tone-warn",
            Tone::Quiet => return None,
        };
        Some(tag("span", class))
    }
}

/// A mark: a word on the colour of its tone, with the sign of the tone.
pub fn mark(tone: Tone, text: impl Into<AttrValue>) -> El {
    let class = match tone {
        Tone::Ok => "mark mark-ok",
        Tone::ToDo => "mark mark-todo",
        Tone::Ask => "mark mark-ask",
        Tone::Warn => "mark mark-warn",
        Tone::Quiet => "mark mark-quiet",
    };
    tag("span", class).text(text)
}
