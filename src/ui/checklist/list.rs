//! The list of the checklist: what is open, one line each, and the seven items on request. The rules give every verdict. It
//! must never draw an item that is not shown.

use crate::answers::{AdminAnswer, AdminAnswers, Kept, Who};
use crate::format::joined;
use crate::setup::{self, flag_of};
use crate::shared::Shared;
use crate::widgets::{Checkbox, El, Icon, SAY, Tone, Urgency, button, el, icon, mark, tag};
use host::Part;
use rules::ItemId;
use rules::checklist::{Checklist, DeviceReadiness, Facts, Fix, Scope, Source, evaluate};
use rules::setup::EffectiveFlag;
use rules::{Item, Verdict};
use yew::prelude::*;

/// The verdicts of the rules, and the sources that keep some of them from counting.
pub struct Judged {
    checklist: Checklist,
    /// Sources that are not read yet; their items are not judged.
    pending: Vec<Source>,
    /// Sources that could not be read again; their items are not judged, and the device is not ready.
    failed: Vec<Source>,
    /// What takes effect of the settings that items are about.
    flags: Vec<(ItemId, EffectiveFlag)>,
}

/// The word about the whole device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Summary {
    /// A source has not answered yet.
    Reading,
    /// A source could not be read again.
    NotReadable,
    /// Nothing is open.
    Ready,
    /// Nothing will be open once the values on the screen are saved.
    ReadyOnceSaved,
    /// So many causes are open, and somebody must act.
    ToDo(u32),
    /// So many causes are open, and for all of them a person's word will do.
    CannotTell(u32),
}

impl Judged {
    /// Judges the facts.
    pub fn new(
        facts: &Facts,
        answers: &AdminAnswers,
        pending: Vec<Source>,
        failed: Vec<Source>,
    ) -> Judged {
        let flag = |item| Some((item, flag_of(item, facts)?));
        let flags = ItemId::ALL.into_iter().filter_map(flag).collect();
        Judged { checklist: evaluate(facts, &answers.confirmations), pending, failed, flags }
    }

    /// The word about the whole device. Until every source has answered it only says that they are read. `unsaved`: the facts
    /// hold values that the host does not have.
    pub fn summary(&self, unsaved: bool) -> Summary {
        let count = u32::try_from(self.checklist.open).unwrap_or(u32::MAX);
        if !self.pending.is_empty() {
            Summary::Reading
        } else if !self.failed.is_empty() {
            Summary::NotReadable
        } else {
            match self.checklist.readiness {
                DeviceReadiness::Ready if unsaved => Summary::ReadyOnceSaved,
                DeviceReadiness::Ready => Summary::Ready,
                DeviceReadiness::ToDo => Summary::ToDo(count),
                DeviceReadiness::CannotTell => Summary::CannotTell(count),
            }
        }
    }

    /// The verdict to show: an item without its source is not known.
    fn verdict(&self, item: &Item) -> Verdict {
        if self.is_pending(item) || self.is_failed(item) { Verdict::Unknown } else { item.verdict }
    }

    fn is_pending(&self, item: &Item) -> bool {
        self.pending.contains(&item.source)
    }

    fn is_failed(&self, item: &Item) -> bool {
        !self.is_pending(item) && self.failed.contains(&item.source)
    }

    /// Whether the short list shows the item: it keeps the device back by itself, or a person's word settled it, which may be
    /// taken back.
    fn is_shown(&self, item: &Item) -> bool {
        let judged = !self.is_pending(item) && !self.is_failed(item);
        judged && (item.is_cause() || item.verdict == Verdict::Confirmed)
    }
}

/// Draws the word about the whole device. Its text is read out when it changes.
pub fn summary(shared: &Shared, summary: Summary) -> El {
    let texts = &shared.texts;
    let count = |code: &str, count: u32| texts.count(&shared.format, code, count);
    let (class, tone, text) = match summary {
        Summary::Reading => {
            ("checklist-summary checklist-reading", Tone::Quiet, texts.get("checklist.reading"))
        }
        Summary::NotReadable => {
            ("checklist-summary checklist-open", Tone::Ask, texts.get("checklist.not-readable"))
        }
        Summary::Ready => {
            ("checklist-summary checklist-ready", Tone::Ok, texts.get("checklist.ready"))
        }
        Summary::ReadyOnceSaved => (
            "checklist-summary checklist-unsaved",
            Tone::Quiet,
            texts.get("checklist.ready-once-saved"),
        ),
        Summary::ToDo(causes) => {
            ("checklist-summary checklist-open", Tone::ToDo, count("checklist.open", causes))
        }
        Summary::CannotTell(causes) => {
            ("checklist-summary checklist-open", Tone::Ask, count("checklist.ask", causes))
        }
    };
    tag("p", class).attr(SAY, Urgency::Polite.word()).child(mark(tone, text))
}

/// The list with its heading.
pub struct CheckList<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// A name that is unique in the element, for the ids inside.
    pub name: &'static str,
    /// Which device.
    pub serial: &'a str,
    /// The verdicts.
    pub judged: &'a Judged,
    /// The admin's answers.
    pub answers: &'a AdminAnswers,
    /// Whether all seven items are shown.
    pub shows_all: bool,
    /// The heading: its element and its text.
    pub heading: El,
    /// A fix was asked for.
    pub on_fix: Callback<Fix>,
    /// The admin used a switch, confirmed an item or took a confirmation back.
    pub on_answer: Callback<AdminAnswer>,
    /// Show all seven items, or only what is open.
    pub on_show_all: Callback<()>,
}

impl CheckList<'_> {
    /// Draws the list.
    pub fn view(mut self) -> El {
        let texts = &self.shared.texts;
        let id = format!("{}-items", self.name);
        let heading = std::mem::replace(&mut self.heading, el("h3"));
        let code = if self.shows_all { "checklist.show-open" } else { "checklist.show-all" };
        let switch = button("link-button", texts.get(code), self.on_show_all.clone())
            .aria_bool("aria-expanded", self.shows_all)
            .attr("aria-controls", id.clone());
        let items = &self.judged.checklist.items;
        let (lines, rest) = if self.shows_all {
            (items.iter().map(|item| self.whole(item)).collect(), String::new())
        } else {
            let shown: Vec<&Item> =
                items.iter().filter(|item| self.judged.is_shown(item)).collect();
            let rest = self.rest(items.len() - shown.len());
            (shown.into_iter().map(|item| self.line(item).html()).collect(), rest)
        };
        let class = match self.shows_all {
            true => "checklist-items checklist-numbered",
            false => "checklist-items",
        };
        let judged = self.judged;
        let is_settled = !self.shows_all && judged.pending.is_empty() && judged.failed.is_empty();
        let reused = Checkbox {
            label: texts.get("checklist.reused"),
            name: format!("{}-reused", self.name),
            checked: self.answers.reused,
            help: String::new(),
            disabled: false,
            input: NodeRef::default(),
            on_change: self.on_answer.reform(AdminAnswer::Reused),
        };
        tag("section", "checklist")
            .attr("aria-label", texts.get("checklist.label"))
            .attr("part", "checklist")
            .child(tag("div", "section-head").child(heading).child(switch))
            // A list without signs of its own is no list for some screen readers unless it says so.
            .child(tag("ol", class).attr("id", id).attr("role", "list").list(lines))
            .child(
                tag("p", "checklist-rest")
                    .flag("hidden", rest.is_empty())
                    .maybe(is_settled.then(|| Tone::Ok.sign()).flatten())
                    .text(rest),
            )
            .child(
                el("div")
                    .flag("hidden", !self.shared.can_edit)
                    .maybe(self.shared.can_edit.then(|| el("div").child(reused.view()))),
            )
    }

    /// What is to be said about the items that are not shown.
    fn rest(&self, count: usize) -> String {
        let shared = self.shared;
        if !self.judged.pending.is_empty() {
            return shared.texts.get("checklist.reading");
        }
        if !self.judged.failed.is_empty() {
            return shared.texts.get("checklist.item-not-readable");
        }
        match u32::try_from(count) {
            Ok(0) | Err(_) => String::new(),
            Ok(7) => shared.texts.get("checklist.rest.all"),
            Ok(count) => shared.texts.count(&shared.format, "checklist.rest", count),
        }
    }

    /// One item as a line: its sign, its sentence, what to do, and the button that does it.
    fn line(&self, item: &Item) -> El {
        let texts = &self.shared.texts;
        self.frame(item)
            .child(
                tag("div", "checklist-text")
                    .child(el("p").text(self.sentence(item)))
                    .child(self.todo(item)),
            )
            .child(self.actions(item, texts.get(&title(item))))
    }

    /// One of the seven: a line with its number, and the rest folded under it.
    fn whole(&self, item: &Item) -> Html {
        let texts = &self.shared.texts;
        let age = item.age.filter(|_| !self.judged.is_pending(item)).and_then(|seconds| {
            let code = format!("checklist.source.{}", item.source.word());
            texts.find(&code)?;
            Some(texts.fill(&code, &[("ago", self.shared.format.ago(seconds))]))
        });
        let age = age.unwrap_or_default();
        let flags = &self.judged.flags;
        let flag = flags.iter().find(|(id, _)| *id == item.id && !self.judged.is_pending(item));
        let effect = flag.map(|(_, found)| setup::sentence(texts, found)).unwrap_or_default();
        let more = tag("details", "checklist-text")
            .child(el("summary").text(self.sentence(item)))
            .child(self.todo(item))
            .child(
                tag("p", "checklist-todo checklist-effect")
                    .flag("hidden", effect.is_empty())
                    .text(effect),
            )
            .child(tag("p", "checklist-todo").flag("hidden", age.is_empty()).text(age));
        self.frame(item).child(more).child(self.actions(item, texts.get(&title(item)))).html()
    }

    fn frame(&self, item: &Item) -> El {
        let verdict = self.judged.verdict(item);
        let word = self.shared.texts.get(&format!("checklist.verdict.{}", verdict.word()));
        let (class, sign) = match verdict {
            Verdict::Pass | Verdict::Confirmed => ("checklist-sign", Tone::Ok.sign()),
            Verdict::Fail => ("checklist-sign", Tone::ToDo.sign()),
            Verdict::Warning => ("checklist-sign", Tone::Warn.sign()),
            Verdict::Unknown => ("checklist-sign", Tone::Ask.sign()),
            Verdict::NotApplicable => ("checklist-sign muted", Some(icon(Icon::Dash))),
        };
        tag("li", "checklist-item")
            .key(item.id.word())
            .attr("data-item", item.id.word())
            .attr("data-verdict", verdict.word())
            .child(tag("span", class).maybe(sign).child(tag("span", "visually-hidden").text(word)))
    }

    fn sentence(&self, item: &Item) -> String {
        let texts = &self.shared.texts;
        if self.judged.is_pending(item) {
            texts.get("checklist.reading")
        } else if self.judged.is_failed(item) {
            texts.get("checklist.item-not-readable")
        } else {
            texts.fill(item.code, &item.params)
        }
    }

    /// The second line: what to do, or whose word settled the item.
    fn todo(&self, item: &Item) -> El {
        let texts = &self.shared.texts;
        let judged = !self.judged.is_pending(item) && !self.judged.is_failed(item);
        let text = if item.verdict == Verdict::Confirmed {
            self.word(item)
        } else {
            let todo = texts.find(&item.todo_code()).filter(|_| judged);
            let todo = todo.map(|todo| rules::catalogue::fill(todo, &item.params));
            let reach = self.reach(item).filter(|_| judged);
            joined(&[&todo.unwrap_or_default(), &reach.unwrap_or_default()], " ")
        };
        tag("p", "checklist-todo").flag("hidden", text.is_empty()).text(text)
    }

    /// Whose word settled the item, and when.
    fn word(&self, item: &Item) -> String {
        let shared = self.shared;
        let origin = shared.answers().said(self.serial, item);
        let kept = origin.as_ref().filter(|origin| origin.kept == Kept::Here);
        let kept = kept.map(|_| shared.texts.get("checklist.confirmed.kept")).unwrap_or_default();
        let word = match origin.and_then(|origin| Some((origin.who, origin.at?))) {
            None => shared.texts.get("checklist.confirmed"),
            Some((who, at)) => {
                let date = ("date", shared.format.day(at));
                match who {
                    Who::Here => shared.texts.fill("checklist.confirmed.here", &[date]),
                    Who::Named(who) => {
                        shared.texts.fill("checklist.confirmed.named", &[date, ("who", who)])
                    }
                }
            }
        };
        joined(&[&word, &kept], " ")
    }

    /// How far a confirmation counts, where it is not this device alone.
    fn reach(&self, item: &Item) -> Option<String> {
        let for_all = matches!(AdminAnswer::confirm(item), AdminAnswer::ConfirmForAll(_));
        if !item.confirmable || !for_all || !self.shared.can_edit {
            return None;
        }
        let code = match item.scope {
            Scope::Server => "checklist.reach.server",
            Scope::Profile => "checklist.reach.profile",
            Scope::Device => return None,
        };
        Some(self.shared.texts.get(code))
    }

    fn actions(&self, item: &Item, title: String) -> El {
        let none = self.judged.is_pending(item) || self.judged.is_failed(item);
        let fix = self.fix(item, &title).filter(|_| !none);
        let confirm = self.confirm(item, &title).filter(|_| !none);
        tag("div", "checklist-actions")
            .flag("hidden", fix.is_none() && confirm.is_none())
            .list(fix.into_iter().chain(confirm).map(El::html).collect())
    }

    fn fix(&self, item: &Item, title: &str) -> Option<El> {
        let fix = item.fix.filter(|_| item.verdict.is_open())?;
        // Confirming has its own button, and a viewer can only read again.
        let part = match fix {
            Fix::AssignProfile | Fix::Reassign => Some(Part::Assignment),
            Fix::EditUser | Fix::EditAgent => Some(Part::Enrollment),
            Fix::Confirm => return None,
            Fix::Refresh => None,
        };
        let shared = self.shared;
        if part.is_some_and(|part| !shared.can_edit || !shared.client.offers(part)) {
            return None;
        }
        let text = shared.texts.get(&format!("checklist.fix.{}", fix.word()));
        let act = self.on_fix.reform(move |()| fix);
        Some(self.named(text, title, act).attr("data-fix", fix.word()))
    }

    fn confirm(&self, item: &Item, title: &str) -> Option<El> {
        let (code, say) = if item.verdict == Verdict::Confirmed {
            ("common.undo", AdminAnswer::take_back(item))
        } else if item.confirmable {
            ("checklist.confirm", AdminAnswer::confirm(item))
        } else {
            return None;
        };
        if !self.shared.can_edit {
            return None;
        }
        let act = self.on_answer.reform(move |()| say.clone());
        Some(self.named(self.shared.texts.get(code), title, act))
    }

    /// A button whose name tells it from those of the other items.
    fn named(&self, text: String, title: &str, act: Callback<()>) -> El {
        let params = [("action", text.clone()), ("item", title.to_owned())];
        let name = self.shared.texts.fill("common.named", &params);
        button("button button-small", text, act).attr("aria-label", name)
    }
}

fn title(item: &Item) -> String {
    format!("checklist.{}.title", item.id.word())
}
