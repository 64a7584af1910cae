//! What the sections of the panel are drawn from. It must never change the state: everything goes through a message.

use super::props::{Frame, PanelProps};
use super::run::Places;
use super::state::{Msg, State};
use crate::assign::state as profile;
use crate::checklist::list::Judged;
use crate::enrollment::state as enrollment;
use crate::shared::Shared;
use crate::widgets::{El, el, tag};
use yew::{Callback, NodeRef};

/// The state and the way back to it.
pub struct View<'a> {
    /// The properties.
    pub props: &'a PanelProps,
    /// The state.
    pub state: &'a State,
    /// The parts that the focus may be taken to.
    pub places: &'a Places,
    /// The verdicts, as soon as the device was read.
    pub judged: Option<&'a Judged>,
    /// Takes a message.
    pub send: Callback<Msg>,
}

impl<'a> View<'a> {
    /// The shared context.
    pub fn shared(&self) -> &'a Shared {
        &self.props.shared
    }

    /// The text of a code.
    pub fn text(&self, code: &str) -> String {
        self.shared().texts.get(code)
    }

    /// The name of a button that says the place of what it does, where another one has the same text.
    pub fn named(&self, action: &str, place: &str) -> String {
        let params = [("action", self.text(action)), ("item", self.text(place))];
        self.shared().texts.fill("common.named", &params)
    }

    /// Whether this is the dialog of the enrollment alone.
    pub fn is_dialog(&self) -> bool {
        matches!(self.props.frame, Frame::Dialog(_))
    }

    /// Sends always the same message.
    #[inline(never)]
    pub fn press(&self, make: fn() -> Msg) -> Callback<()> {
        self.send.reform(move |()| make())
    }

    /// Sends a message made of the value that is given.
    #[inline(never)]
    pub fn give<T: 'static>(&self, make: fn(T) -> Msg) -> Callback<T> {
        self.send.reform(make)
    }

    /// Sends a message about the enrollment.
    #[inline(never)]
    pub fn enroll<T: 'static>(&self, make: fn(T) -> enrollment::Msg) -> Callback<T> {
        self.send.reform(move |value| Msg::Enrollment(make(value)))
    }

    /// Sends a message about the profile.
    #[inline(never)]
    pub fn assign<T: 'static>(&self, make: fn(T) -> profile::Msg) -> Callback<T> {
        self.send.reform(move |value| Msg::Profile(make(value)))
    }

    /// The heading of a section, with its number.
    pub fn heading(&self, number: &'static str, code: &str, node: &NodeRef) -> El {
        tag("h3", "section-title")
            .node(node)
            .attr("tabindex", "-1")
            .child(tag("span", "section-number").text(number))
            .child(el("span").text(self.text(code)))
    }
}
