//! What an element says besides what it shows: its two live regions, and the toasts. There is one announcer in a shadow root,
//! so no two regions speak over each other. It must never decide what is said.

use super::marked::{Marked, SAY, Urgency};
use super::{El, Icon, button, el, fragment, icon_button, layer, tag};
use crate::format::joined;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node, ShadowRoot};
use yew::prelude::*;

/// A sentence waits this long for a later one, which takes its place.
const PAUSE_MS: u32 = 300;

/// How long a toast stays.
const TOAST_MS: u32 = 6_000;

/// How long a toast stays on after somebody pointed at it.
const HELD_MS: u32 = 1_000;

/// More toasts than these push the oldest out.
const MOST_TOASTS: usize = 2;

/// A message over the content. A failure never goes by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// Text and action of its button, for example "Undo".
    pub action: Option<(String, Callback<()>)>,
    /// It stays until it is closed or pushed out: the name of the button that closes it. Otherwise it goes by itself.
    pub close: Option<String>,
    /// The device whose newest change it tells. The next toast about the device takes its place.
    pub about: Option<String>,
}

/// The way from the surfaces of an element to its announcer. Cheap to clone; two are equal when they are the same one.
#[derive(Clone, Default)]
pub struct Announcements(Rc<RefCell<Option<Callback<AnnouncerMsg>>>>);

impl Announcements {
    /// Says a sentence to screen readers.
    pub fn say(&self, urgency: Urgency, text: String) {
        self.send(AnnouncerMsg::Say(urgency, text));
    }

    /// Shows a toast, and says it.
    pub fn toast(&self, toast: Toast) {
        self.send(AnnouncerMsg::Toast(toast));
    }

    /// Takes the toasts about these devices away: what they offer is over.
    pub fn withdraw(&self, serials: Vec<String>) {
        self.send(AnnouncerMsg::Withdraw(serials));
    }

    fn send(&self, msg: AnnouncerMsg) {
        let announcer = self.0.borrow().clone();
        if let Some(announcer) = announcer {
            announcer.emit(msg);
        }
    }
}

impl PartialEq for Announcements {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Properties of [`Announcer`].
#[derive(Clone, PartialEq, Properties)]
pub struct AnnouncerProps {
    /// What it takes sentences from.
    pub announcements: Announcements,
}

/// The live regions and the toasts of an element.
pub struct Announcer {
    home: NodeRef,
    content: NodeRef,
    toasts_node: NodeRef,
    /// What is said next, and what the regions hold; polite, then assertive.
    next: [Option<String>; 2],
    said: [String; 2],
    /// Marked elements that have come or changed since the regions spoke.
    changed: Vec<HtmlElement>,
    marked: Option<Marked>,
    pause: Option<Timeout>,
    toasts: Vec<Shown>,
    last_toast: u32,
    _layers: layer::Watch,
}

/// A toast on the screen.
struct Shown {
    number: u32,
    toast: Toast,
    /// Had the focus before.
    before: Option<HtmlElement>,
    _end: Option<Timeout>,
}

/// A message to an [`Announcer`].
pub enum AnnouncerMsg {
    /// Say a sentence.
    Say(Urgency, String),
    /// A marked element has come or changed.
    Marked(HtmlElement),
    /// The pause is over.
    Speak,
    /// Show a toast.
    Toast(Toast),
    /// Take the toasts about these devices away.
    Withdraw(Vec<String>),
    /// A toast's time is over.
    End(u32),
    /// A toast's button was pressed; whether it was that of its action.
    Press(u32, bool),
    /// A dialog was opened or closed.
    Layers,
}

impl Announcer {
    fn say(&mut self, scope: &Context<Self>, urgency: Urgency, text: String) {
        self.next[urgency as usize] = Some(text);
        self.wait(scope);
    }

    /// Empties the regions, because screen readers do not repeat a sentence that stays, and speaks after a pause.
    fn wait(&mut self, scope: &Context<Self>) {
        self.said.iter_mut().for_each(String::clear);
        let link = scope.link().clone();
        self.pause = Some(Timeout::new(PAUSE_MS, move || link.send_message(AnnouncerMsg::Speak)));
    }

    /// Puts into the regions what there is to say: the marked elements as they are by now, then the sentence.
    fn speak(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        for urgency in [Urgency::Polite, Urgency::Assertive] {
            let words = Some(urgency.word());
            let marked =
                changed.iter().filter(|element| element.get_attribute(SAY).as_deref() == words);
            let mut all: Vec<String> =
                marked.filter(|element| element.is_connected()).map(sentence_of).collect();
            all.extend(self.next[urgency as usize].take());
            all.retain(|text| !text.trim().is_empty());
            all.dedup();
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            self.said[urgency as usize] = joined(&all, " ");
        }
    }

    fn end(&self, scope: &Context<Self>, number: u32, millis: u32) -> Timeout {
        let link = scope.link().clone();
        Timeout::new(millis, move || link.send_message(AnnouncerMsg::End(number)))
    }

    /// The element in the shadow root that has the focus.
    fn focused(&self) -> Option<HtmlElement> {
        let root = self.home.get()?.get_root_node().dyn_into::<ShadowRoot>().ok()?;
        root.active_element()?.dyn_into().ok()
    }

    fn withdraw(&mut self, serials: &[String]) {
        let is_over = |toast: &Toast| toast.about.as_ref().is_some_and(|it| serials.contains(it));
        self.toasts.retain(|shown| !is_over(&shown.toast));
    }

    fn take_toast(&mut self, number: u32) -> Option<Shown> {
        let at = self.toasts.iter().position(|shown| shown.number == number)?;
        Some(self.toasts.remove(at))
    }

    /// Moves the content into the top dialog, because what is outside of it is inert; without one, back home.
    fn place(&self) {
        let (Some(home), Some(content)) = (self.home.get(), self.content.get()) else { return };
        let dialog = layer::top_beside(&home);
        let is_home = dialog.is_none();
        let parent = dialog.map(Node::from).unwrap_or(home);
        if content.parent_node().as_ref() != Some(&parent) {
            let _ = parent.append_child(&content);
        }
        if let Some(toasts) =
            self.toasts_node.cast::<HtmlElement>().filter(|_| !self.toasts.is_empty())
        {
            // Above the page. In a dialog they are a part of it, so that it can make room for them. A browser without popovers
            // shows them where they are.
            let _ = toasts.hide_popover();
            if is_home {
                let _ = toasts.show_popover();
            }
        }
    }

    fn toast(scope: &Context<Self>, shown: &Shown) -> Html {
        let number = shown.number;
        let press =
            |is_action| scope.link().callback(move |()| AnnouncerMsg::Press(number, is_action));
        let act = |(text, _): &(String, Callback<()>)| {
            button("button button-small", text.clone(), press(true))
        };
        let close = |name: &String| {
            icon_button("icon-button toast-close", Icon::Close, name.clone(), press(false))
        };
        tag("div", "toast")
            .key(number)
            .child(el("p").text(shown.toast.text.clone()))
            .maybe(shown.toast.action.as_ref().map(act))
            .maybe(shown.toast.close.as_ref().map(close))
            .into()
    }

    fn region(&self, urgency: Urgency) -> El {
        tag("div", "visually-hidden")
            .attr("aria-live", urgency.word())
            .text(self.said[urgency as usize].clone())
    }
}

impl Component for Announcer {
    type Message = AnnouncerMsg;
    type Properties = AnnouncerProps;

    fn create(scope: &Context<Self>) -> Self {
        let link = scope.link();
        *scope.props().announcements.0.borrow_mut() = Some(link.callback(|msg| msg));
        Announcer {
            home: NodeRef::default(),
            content: NodeRef::default(),
            toasts_node: NodeRef::default(),
            next: Default::default(),
            said: Default::default(),
            changed: Vec::new(),
            marked: None,
            pause: None,
            toasts: Vec::new(),
            last_toast: 0,
            _layers: layer::watch(link.callback(|()| AnnouncerMsg::Layers)),
        }
    }

    fn update(&mut self, scope: &Context<Self>, msg: AnnouncerMsg) -> bool {
        match msg {
            AnnouncerMsg::Say(urgency, text) => self.say(scope, urgency, text),
            AnnouncerMsg::Marked(element) => {
                // An element that has gone would keep its whole dialog in the memory.
                self.changed.retain(|element| element.is_connected());
                if !self.changed.contains(&element) {
                    self.changed.push(element);
                }
                self.wait(scope);
            }
            AnnouncerMsg::Speak => self.speak(),
            AnnouncerMsg::Toast(toast) => {
                self.withdraw(toast.about.as_slice());
                self.last_toast += 1;
                let number = self.last_toast;
                self.say(scope, Urgency::Polite, toast.text.clone());
                let end = toast.close.is_none().then(|| self.end(scope, number, TOAST_MS));
                self.toasts.push(Shown { number, toast, before: self.focused(), _end: end });
                let surplus = self.toasts.len().saturating_sub(MOST_TOASTS);
                self.toasts.drain(..surplus);
            }
            AnnouncerMsg::Withdraw(serials) => self.withdraw(&serials),
            AnnouncerMsg::End(number) => {
                let toasts = self.toasts_node.cast::<HtmlElement>();
                let is_held = toasts
                    .is_some_and(|toasts| toasts.matches(":has(:hover, :focus)").unwrap_or(false));
                let end = is_held.then(|| self.end(scope, number, HELD_MS));
                if let Some(mut shown) = self.take_toast(number)
                    && end.is_some()
                {
                    shown._end = end;
                    self.toasts.insert(0, shown);
                }
            }
            AnnouncerMsg::Press(number, is_action) => {
                if let Some(Shown { toast, before, .. }) = self.take_toast(number) {
                    if let Some(before) = before.filter(|before| before.is_connected()) {
                        let _ = before.focus();
                    }
                    if let Some((_, action)) = toast.action.filter(|_| is_action) {
                        action.emit(());
                    }
                }
            }
            AnnouncerMsg::Layers => {
                self.place();
                return false;
            }
        }
        true
    }

    fn view(&self, scope: &Context<Self>) -> Html {
        let toasts = self.toasts.iter().map(|shown| Announcer::toast(scope, shown)).collect();
        let content = vec![
            self.region(Urgency::Polite).into(),
            self.region(Urgency::Assertive).into(),
            tag("div", "toasts")
                .node(&self.toasts_node)
                .attr("popover", "manual")
                .list(toasts)
                .into(),
        ];
        // The content moves, and its home stays, so that Yew finds the place between the siblings.
        el("div")
            .node(&self.home)
            .child(el("div").node(&self.content).child(fragment(content)))
            .into()
    }

    fn rendered(&mut self, scope: &Context<Self>, first: bool) {
        if let Some(surface) = self.home.get().filter(|_| first).and_then(|home| home.parent_node())
        {
            self.marked = Marked::watch(&surface, scope.link().callback(AnnouncerMsg::Marked));
        }
        self.place();
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let (Some(home), Some(content)) = (self.home.get(), self.content.get()) {
            let _ = home.append_child(&content);
        }
    }
}

/// The words of a marked element: its first paragraph, else all of it. The buttons of a message are read when they are met.
fn sentence_of(element: &HtmlElement) -> String {
    let paragraph = element.query_selector("p").ok().flatten();
    let paragraph = paragraph.and_then(|paragraph| paragraph.dyn_into::<HtmlElement>().ok());
    paragraph.as_ref().unwrap_or(element).inner_text()
}
