//! The dialog with the sheet: draws how far it is and the preview, prints, and saves.

use super::calls::call;
use super::draw::Preview;
use super::file;
use super::paper::{DIALOG, DOCUMENT, Headings, Paper, reason};
use super::print::{PrintCopy, Printing};
use super::state::{Effect, HostAbilities, Layout, Msg, Phase, State};
use crate::callbacks::{later, press};
use crate::download::{save_page, save_table};
use crate::format::{joined, now};
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{
    El, Heir, Icon, Modal, ModalKey, SAY, Segment, Tone, Urgency, button, el, focus, icon_button,
    segments, skeleton, tag,
};
use gloo_timers::callback::Timeout;
use host::Part;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Properties of [`Sheet`].
#[derive(Clone, PartialEq, Properties)]
pub struct SheetProps {
    /// The shared context.
    pub shared: Shared,
    /// The serial numbers of the devices, in the order of the sheet.
    pub serials: Rc<Vec<String>>,
    /// The dialog is to disappear.
    pub on_close: Callback<()>,
}

/// A message to the dialog.
pub enum SheetMsg {
    /// A message to the sheet.
    State(Box<Msg>),
    /// Draw the next portion of the preview.
    Draw,
    /// Print.
    Print,
    /// The browser is about to print.
    Prepare,
    /// Save the sheet as HTML.
    SaveHtml,
    /// Save the devices as CSV.
    SaveTable,
}

/// The dialog with the hand-over sheet of some devices.
pub struct Sheet {
    state: State,
    modal: Modal,
    heading: NodeRef,
    /// Everything, the buttons included.
    surface: NodeRef,
    /// The element with the preview.
    paper: NodeRef,
    preview: Option<Preview>,
    drawing: Option<Timeout>,
    copy: Option<PrintCopy>,
    heir: Heir,
    _printing: Option<Printing>,
}

impl Sheet {
    fn carry_out(scope: &Context<Self>, effect: Effect) {
        let answer = call(scope.props().shared.clone(), effect);
        later(scope.link(), Box::pin(async move { SheetMsg::State(Box::new(answer.await)) }));
    }

    /// The sheet as it is.
    fn sheet<'a>(&'a self, scope: &'a Context<Self>, headings: Headings) -> Paper<'a> {
        let shared = &scope.props().shared;
        let count = self.state.content.entries.len() as u32;
        let count = shared.texts.count(&shared.format, "handover.count", count);
        Paper {
            texts: &shared.texts,
            content: &self.state.content,
            layout: self.state.layout,
            about: joined(&[&count, &shared.format.day(now())], " · "),
            headings,
        }
    }

    /// Draws what is not drawn yet, and makes the copy for the printer.
    fn prepare(&mut self, scope: &Context<Self>) {
        self.drawing = None;
        while !self.draw(scope) {}
        if let (None, Some(preview)) = (&self.copy, &self.preview) {
            let Place { language, direction } = Place::of(&scope.props().shared, &self.paper);
            self.copy = PrintCopy::new(preview, &language, direction);
        }
    }

    /// Draws a portion of the preview. Returns whether that was all.
    fn draw(&mut self, scope: &Context<Self>) -> bool {
        let Some(mut preview) = self.preview.take() else { return true };
        let is_all = preview.draw(&self.sheet(scope, DIALOG));
        self.preview = Some(preview);
        is_all
    }

    fn body(&self, scope: &Context<Self>) -> El {
        let shared = &scope.props().shared;
        let body = tag("div", "dialog-body");
        let (code, done, total) = match self.state.phase() {
            Phase::Failed(error) => {
                let again = press(scope.link(), || SheetMsg::State(Box::new(Msg::Again)));
                return body.child(failed_read(shared, &error, again));
            }
            Phase::Ready => return self.ready(scope, body),
            Phase::Reading(done, total) => ("handover.reading", done, total),
            // The profiles are read beside the users.
            Phase::Asking(done, total) if done == total => {
                return body.child(skeleton(6, shared.texts.get("common.loading")));
            }
            Phase::Asking(done, total) => ("handover.people", done, total),
        };
        let number = |number: u32| shared.format.number(number);
        let text = shared.texts.fill(code, &[("done", number(done)), ("total", number(total))]);
        let bar = el("progress")
            .attr("max", total.max(1).to_string())
            .attr("value", done.to_string())
            .attr("aria-label", text.clone());
        body.child(tag("p", "lead").text(text)).child(bar)
    }

    fn ready(&self, scope: &Context<Self>, body: El) -> El {
        let shared = &scope.props().shared;
        let texts = &shared.texts;
        let content = &self.state.content;
        let count = |code: &str, list: usize| match list {
            0 => String::new(),
            count => texts.count(&shared.format, code, count as u32),
        };
        let is_empty = content.entries.is_empty();
        let on_sheet = match content.entries.len() {
            0 => texts.get("handover.none"),
            count => texts.count(&shared.format, "handover.count", count as u32),
        };
        let lead = tag("p", "lead").attr(SAY, Urgency::Polite.word()).text(on_sheet);
        let body = body.child(
            tag("div", "handover-head").child(lead).maybe((!is_empty).then(|| self.layouts(scope))),
        );
        let out = |left: &super::entry::LeftOut| {
            let serial = el("bdi").attr("dir", "ltr").text(left.serial.clone());
            let why = tag("span", "muted").text(reason(texts, left));
            el("li").child(serial).text(" ").child(why).into()
        };
        let left_out = (!content.left_out.is_empty()).then(|| {
            tag("details", "which handover-out")
                .flag("open", is_empty)
                .child(el("summary").text(count("handover.out.count", content.left_out.len())))
                .child(el("ul").list(content.left_out.iter().map(out).collect()))
        });
        let paper = (!is_empty).then(|| {
            // Its content is in a shadow root, and a dialog hides an empty `div`.
            tag("section", "handover-paper")
                .node(&self.paper)
                .attr("role", "region")
                .attr("tabindex", "0")
                .attr("aria-label", texts.get("handover.preview"))
        });
        body.maybe(left_out).maybe(paper)
    }

    fn layouts(&self, scope: &Context<Self>) -> El {
        let texts = &scope.props().shared.texts;
        let one = |layout: Layout, code: &str| Segment {
            text: texts.get(code),
            count: None,
            tone: Tone::Quiet,
            pressed: self.state.layout == layout,
            on_press: scope
                .link()
                .callback(move |()| SheetMsg::State(Box::new(Msg::Layout(layout)))),
        };
        segments(
            texts.get("handover.layout"),
            vec![
                one(Layout::List, "handover.layout.list"),
                one(Layout::People, "handover.layout.people"),
            ],
        )
    }

    /// What can be done with the sheet. The button that closes it is in the corner.
    fn footer(&self, scope: &Context<Self>) -> Option<El> {
        let texts = &scope.props().shared.texts;
        let act = |class: &'static str, code: &str, msg: fn() -> SheetMsg| {
            button(class, texts.get(code), press(scope.link(), msg))
        };
        if self.state.phase() != Phase::Ready {
            return None;
        }
        let has_sheet = !self.state.content.entries.is_empty();
        let foot = tag("footer", "dialog-foot")
            .child(act("button", "handover.csv", || SheetMsg::SaveTable))
            .maybe(has_sheet.then(|| act("button", "handover.save", || SheetMsg::SaveHtml)))
            .maybe(
                has_sheet
                    .then(|| act("button button-primary", "handover.print", || SheetMsg::Print)),
            );
        Some(foot)
    }
}

/// The language and the direction of the sheet.
struct Place {
    language: String,
    direction: &'static str,
}

impl Place {
    fn of(shared: &Shared, paper: &NodeRef) -> Place {
        let page = web_sys::window().and_then(|window| window.document()?.document_element());
        let page = page.and_then(|page| page.get_attribute("lang"));
        let language = shared.language().map(str::to_owned).or(page).unwrap_or_default();
        let paper = paper.cast::<Element>();
        let is_rtl = paper.is_some_and(|paper| paper.matches(":dir(rtl)").unwrap_or(false));
        Place { language, direction: if is_rtl { "rtl" } else { "ltr" } }
    }
}

impl Component for Sheet {
    type Message = SheetMsg;
    type Properties = SheetProps;

    fn create(scope: &Context<Self>) -> Self {
        let SheetProps { shared, serials, .. } = scope.props();
        let host = HostAbilities {
            has_users: shared.client.offers(Part::Enrollment),
            can_search: shared.client.offers(Part::SearchUsers),
            can_check: shared.client.offers(Part::CheckUser),
            has_whole_profiles: shared.client.offers(Part::Profile),
        };
        let (state, effects) = State::new(serials, host);
        for effect in effects {
            Self::carry_out(scope, effect);
        }
        Sheet {
            state,
            modal: Modal::default(),
            heading: NodeRef::default(),
            surface: NodeRef::default(),
            paper: NodeRef::default(),
            preview: None,
            drawing: None,
            copy: None,
            heir: Heir::default(),
            _printing: Printing::watch(press(scope.link(), || SheetMsg::Prepare)),
        }
    }

    fn update(&mut self, scope: &Context<Self>, msg: SheetMsg) -> bool {
        let shared = &scope.props().shared;
        match msg {
            SheetMsg::State(msg) => {
                self.heir.before(&self.surface);
                if matches!(*msg, Msg::Layout(_)) {
                    (self.preview, self.drawing, self.copy) = (None, None, None);
                }
                for effect in self.state.update(*msg) {
                    Self::carry_out(scope, effect);
                }
                return true;
            }
            SheetMsg::Draw => {
                if !self.draw(scope) {
                    self.draw_soon(scope);
                }
            }
            SheetMsg::Prepare => self.prepare(scope),
            SheetMsg::Print => {
                self.prepare(scope);
                if let Some(window) = web_sys::window() {
                    // A frame that may not print does nothing, as its browser does.
                    let _ = window.print();
                }
            }
            SheetMsg::SaveHtml => {
                let Place { language, direction } = Place::of(shared, &self.paper);
                let text = file::html(&self.sheet(scope, DOCUMENT), &language, direction);
                save_page("hand-over-sheet.html", &text);
            }
            SheetMsg::SaveTable => {
                let text = file::table(&shared.texts, &self.state.content);
                save_table("hand-over-sheet.csv", &text);
            }
        }
        false
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let SheetProps { shared, on_close, .. } = scope.props();
        let texts = &shared.texts;
        let title = texts.get("handover.title");
        let heading = el("h2").node(&self.heading).attr("tabindex", "-1").text(title.clone());
        let escape = on_close.clone();
        let key = Callback::from(move |key| {
            if key == ModalKey::Escape {
                escape.emit(());
            }
        });
        let close = texts.get("common.close");
        let dialog = self
            .modal
            .view("dialog handover", title, key)
            .child(tag("header", "dialog-head").child(heading))
            .child(self.body(scope))
            .maybe(self.footer(scope))
            .child(icon_button("icon-button dialog-close", Icon::Close, close, on_close.clone()));
        el("div").node(&self.surface).child(dialog).into()
    }

    fn rendered(&mut self, scope: &Context<Self>, first: bool) {
        if first {
            self.modal.open();
            focus(&self.heading);
        }
        if self.preview.is_none()
            && let Some(paper) = self.paper.cast::<Element>()
        {
            self.preview = Preview::new(&paper, &self.sheet(scope, DIALOG));
            self.draw_soon(scope);
        }
        self.heir.after(&self.heading);
    }

    fn destroy(&mut self, _: &Context<Self>) {
        self.modal.close();
    }
}

impl Sheet {
    fn draw_soon(&mut self, scope: &Context<Self>) {
        let link = scope.link().clone();
        self.drawing = Some(Timeout::new(0, move || link.send_message(SheetMsg::Draw)));
    }
}
