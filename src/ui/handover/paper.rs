//! The sheet as elements: its head, an entry for each device or a page for each person, and who is left out. It must never
//! decide what stands on the sheet.

use super::code128;
use super::entry::{Content, Entry, LeftOut, Reason, User};
use super::node::{Element, node};
use super::state::Layout;
use crate::format::joined;
use crate::texts::Texts;
use rules::setup::{SignIn, title};

/// The style sheet of the paper, of its preview and of the saved file.
pub const STYLE: &str = include_str!("paper.css");

/// The names of the headings: of the sheet, and of what is on it.
#[derive(Clone, Copy, Debug)]
pub struct Headings(pub &'static str, pub &'static str);

/// In a document of its own.
pub const DOCUMENT: Headings = Headings("h1", "h2");
/// In a dialog, which has a heading itself.
pub const DIALOG: Headings = Headings("h3", "h4");

/// What the sheet is made from.
pub struct Paper<'a> {
    /// The sentences.
    pub texts: &'a Texts,
    /// What stands on it.
    pub content: &'a Content,
    /// Its layout.
    pub layout: Layout,
    /// How many devices there are, and the day, in words.
    pub about: String,
    /// Its headings.
    pub headings: Headings,
}

impl Paper<'_> {
    /// The whole sheet.
    pub fn whole(&self) -> Element {
        let (frame, list, tail) = self.frame();
        frame.child(list.list(self.parts(0, usize::MAX))).list(tail)
    }

    /// The sheet without its parts, the list that they stand in, and what comes after the list.
    pub fn frame(&self) -> (Element, Element, Option<Element>) {
        let title = node(self.headings.0, "title").text(self.texts.get("handover.title"));
        let about = joined(&[self.content.profile(), &self.about], " · ");
        let about = node("p", "about").text(about);
        match self.layout {
            Layout::List => {
                let limits = self.limits(self.content.entries.iter());
                let head = node("header", "head").child(title).child(about).child(limits);
                (node("article", "sheet").child(head), node("ol", "devices"), self.left_out())
            }
            // A page that a person gets says nothing about others.
            Layout::People => (node("article", "sheet"), node("div", "pages"), None),
        }
    }

    /// So many parts, from this one on.
    pub fn parts(&self, from: usize, count: usize) -> Vec<Element> {
        match self.layout {
            Layout::List => {
                let entries = self.content.entries.iter().skip(from).take(count);
                entries.map(|entry| self.entry(entry)).collect()
            }
            Layout::People => {
                let pages = self.content.pages();
                pages.iter().skip(from).take(count).map(|page| self.page(page)).collect()
            }
        }
    }

    fn entry(&self, entry: &Entry) -> Element {
        let user = match &entry.user {
            User::Person { .. } => {
                self.texts.fill("handover.for", &[("person", self.user(&entry.user))])
            }
            User::SignIn | User::Unknown => self.user(&entry.user),
        };
        let user = node("p", "for").text(user);
        let about = node("div", "text")
            .child(self.about(entry))
            .child(user)
            .child(self.way(entry))
            .child(self.notes(entry));
        node("li", "device").child(bars(&entry.serial)).child(about).child(self.receipt())
    }

    fn page(&self, page: &[&Entry]) -> Element {
        let user = page.first().map(|entry| self.user(&entry.user)).unwrap_or_default();
        let user = if user.is_empty() { self.texts.get("handover.title") } else { user };
        let heading = node(self.headings.0, "title").text(user);
        let device = |entry: &&Entry| {
            let about = node("div", "text").child(self.about(entry));
            let top = node("div", "device").child(bars(&entry.serial)).child(about);
            let see = node("p", "see").text(self.texts.get("handover.see"));
            node("section", "own")
                .child(top)
                .child(see)
                .child(self.way(entry))
                .child(self.notes(entry))
                .child(self.receipt())
        };
        let limits = self.limits(page.iter().copied());
        node("section", "page").child(heading).list(page.iter().map(device)).child(limits)
    }

    fn about(&self, entry: &Entry) -> Element {
        node("p", "model").text(joined(&[&entry.model, &entry.color], " · "))
    }

    /// Whom it is for.
    fn user(&self, user: &User) -> String {
        match user {
            User::Person { username, name } if name.is_empty() => username.clone(),
            User::Person { username, name } => {
                let params = [("name", name.clone()), ("username", username.clone())];
                self.texts.fill("handover.person", &params)
            }
            User::SignIn => self.texts.get("handover.signs-in"),
            User::Unknown => String::new(),
        }
    }

    /// What the person will see, step by step. A setup that goes on by itself has no steps.
    fn way(&self, entry: &Entry) -> Element {
        let panes = match self.layout {
            Layout::List => &entry.way.sure,
            Layout::People => &entry.way.panes,
        };
        let panes = panes.iter().map(|pane| title(pane));
        let steps = ["handover.see.on".to_owned()].into_iter().chain(panes);
        node("ol", "way").list(steps.map(|code| node("li", "").text(self.texts.get(&code))))
    }

    fn notes(&self, entry: &Entry) -> Element {
        let sign_in = match entry.way.sign_in {
            SignIn::None => Some("handover.sign-in.none"),
            SignIn::Credentials => Some("handover.sign-in.credentials"),
            SignIn::Web => Some("handover.sign-in.web"),
            SignIn::Unknown => None,
        };
        let shared = entry.way.is_shared.then_some("setup.owner.shared");
        let agent = entry.agent.map(|has_agent| match has_agent {
            true => "setup.agent.installed",
            false => "setup.agent.none",
        });
        let mut notes = String::new();
        for code in sign_in.into_iter().chain(shared).chain(agent) {
            notes = joined(&[&notes, &self.texts.get(code)], " ");
        }
        if !entry.way.help.is_empty() {
            let help = [("contact", entry.way.help.clone())];
            notes = joined(&[&notes, &self.texts.fill("handover.help", &help)], " ");
        }
        node("p", "notes").text(notes)
    }

    /// How far the steps of these devices can be relied on. The list names only those that come for sure.
    fn limits<'b>(&self, mut entries: impl Iterator<Item = &'b Entry>) -> Element {
        let is_all = self.layout == Layout::People && entries.all(|entry| entry.way.is_whole);
        let code = if is_all { "handover.see.depends" } else { "handover.see.more" };
        node("p", "limits").text(self.texts.get(code))
    }

    /// The box to tick, and the line to sign on.
    fn receipt(&self) -> Element {
        let line = node("span", "sign").child(node("span", "line"));
        node("p", "receipt")
            .child(node("span", "box"))
            .text(self.texts.get("handover.done"))
            .child(line.text(self.texts.get("handover.sign")))
    }

    fn left_out(&self) -> Option<Element> {
        let left_out = &self.content.left_out;
        if left_out.is_empty() {
            return None;
        }
        let line = |out: &LeftOut| {
            let serial = node("span", "serial").attr("dir", "ltr").text(out.serial.clone());
            node("li", "")
                .child(serial)
                .text(" ")
                .child(node("span", "").text(reason(self.texts, out)))
        };
        let title = node(self.headings.1, "").text(self.texts.get("handover.out"));
        let list = node("ul", "").list(left_out.iter().map(line));
        Some(node("section", "out").child(title).child(list))
    }
}

/// Why a device is left out, in words.
pub fn reason(texts: &Texts, out: &LeftOut) -> String {
    match &out.reason {
        Reason::Gone => texts.get("handover.out.gone"),
        Reason::Problems(problems) => {
            let mut all = String::new();
            for problem in problems {
                let code = ["devices.problem.", problem.word()].concat();
                all = joined(&[&all, &texts.get(&code)], " · ");
            }
            all
        }
    }
}

/// The bar code of a serial number over the number itself. What has no bars is only written.
fn bars(serial: &str) -> Element {
    let code = node("div", "code");
    let code = match code128::bars(serial) {
        Some((path, width)) => {
            let field = ["0 0 ", &width.to_string(), " 1"].concat();
            code.child(
                node("svg", "bars")
                    .attr("viewBox", field)
                    .attr("preserveAspectRatio", "none")
                    .attr("aria-hidden", "true")
                    .child(node("path", "").attr("d", path)),
            )
        }
        None => code,
    };
    code.child(node("p", "serial").attr("dir", "ltr").text(serial))
}

#[cfg(test)]
#[path = "paper_tests.rs"]
pub mod tests;
