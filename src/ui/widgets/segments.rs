//! Toggle buttons side by side, for one choice of a few.

use super::{El, Tone, tag};
use yew::prelude::*;

/// One choice.
pub struct Segment {
    /// Its text.
    pub text: String,
    /// How many things it would show, once that is known.
    pub count: Option<String>,
    /// The tone whose sign stands before the text.
    pub tone: Tone,
    /// Chosen.
    pub pressed: bool,
    /// It was chosen.
    pub on_press: Callback<()>,
}

/// A group of choices with this name.
pub fn segments(label: String, all: Vec<Segment>) -> El {
    let segment = |one: Segment| {
        let count = one.count.map(|count| tag("span", "segment-count").text(count));
        tag("button", "segment")
            .attr("type", "button")
            .aria_bool("aria-pressed", one.pressed)
            .click(one.on_press)
            .maybe(one.tone.sign())
            .child(tag("span", "segment-text").text(one.text))
            .text(" ")
            .maybe(count)
            .into()
    };
    tag("div", "segments")
        .attr("role", "group")
        .attr("aria-label", label)
        .list(all.into_iter().map(segment).collect())
}
