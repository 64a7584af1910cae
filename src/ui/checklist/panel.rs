//! The list of seven items: draws the verdicts of the rules and hands the admin's answers to the owner.

use super::admin_answers::{AdminAnswer, AdminAnswers, OsAnswer};
use crate::shared::Shared;
use crate::widgets::{Checkbox, DomEvent, El, button, el, fragment, tag};
use host::Part;
use rules::checklist::{Checklist, Facts, Fix, Source, evaluate};
use rules::{Confirmation, Item, Verdict};
use yew::prelude::*;

/// The checklist with its switches and its summary.
pub struct ChecklistPanel<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// A name that is unique in the element, for the ids inside.
    pub name: &'a str,
    /// The facts to be judged.
    pub facts: &'a Facts,
    /// The admin's answers.
    pub answers: &'a AdminAnswers,
    /// Sources that are not read yet; their items are not judged.
    pub pending: Vec<Source>,
    /// Sources that could not be read again; their items are not judged, and the device is not ready.
    pub failed: Vec<Source>,
    /// Whether everything is being read again.
    pub refreshing: bool,
    /// Whether the iOS version matters for this device.
    pub ask_os: bool,
    /// Level of the heading in its page.
    pub level: u8,
    /// A fix was asked for.
    pub on_fix: Callback<Fix>,
    /// The admin used a switch, confirmed an item or took a confirmation back.
    pub on_answer: Callback<AdminAnswer>,
}

impl ChecklistPanel<'_> {
    /// Draws the checklist.
    pub fn view(&self) -> Html {
        panel(self)
    }
}

fn panel(props: &ChecklistPanel) -> Html {
    let texts = &props.shared.texts;
    let checklist = evaluate(props.facts, &props.answers.confirmations);
    let heading = if props.level == 2 { "h2" } else { "h3" };
    let refresh = props.on_fix.reform(|()| Fix::Refresh);
    let again = if props.refreshing { "checklist.refreshing" } else { "checklist.refresh" };
    let head = tag("header", "checklist-head")
        .child(tag(heading, "checklist-title").text(texts.get("checklist.label")))
        .child(button("link-button", texts.get(again), refresh));
    let items = checklist.items.iter().map(|one| item(props, one));
    tag("section", "checklist")
        .attr("aria-label", texts.get("checklist.label"))
        .attr("part", "checklist")
        .child(head)
        .child(summary(props, &checklist))
        .child(switches(props))
        .child(tag("ol", "checklist-items").list(items.collect()))
        .into()
}

/// The first line: ready, or the number of open items. Until every source has answered it only says that they are read.
fn summary(props: &ChecklistPanel, checklist: &Checklist) -> El {
    let texts = &props.shared.texts;
    let (class, text) = if !props.pending.is_empty() {
        ("checklist-summary checklist-reading", texts.get("checklist.reading"))
    } else if !props.failed.is_empty() {
        ("checklist-summary checklist-open", texts.get("checklist.not-readable"))
    } else if checklist.ready {
        ("checklist-summary checklist-ready", texts.get("checklist.ready"))
    } else {
        let open = u32::try_from(checklist.open).unwrap_or(u32::MAX);
        (
            "checklist-summary checklist-open",
            texts.count(&props.shared.format, "checklist.open", open),
        )
    };
    tag("p", class).attr("role", "status").text(text)
}

fn switches(props: &ChecklistPanel) -> El {
    let texts = &props.shared.texts;
    let check = |name: &str, code: &str, checked: bool, on_change: Callback<bool>| {
        Checkbox {
            label: texts.get(code),
            name: format!("{}-{name}", props.name),
            checked,
            help: texts.get(&format!("{code}.help")),
            disabled: false,
            input: NodeRef::default(),
            on_change,
        }
        .view()
    };
    let (test_round, reused) = (props.answers.test_round, props.answers.reused);
    let on_answer = &props.on_answer;
    tag("div", "checklist-switches")
        .child(check(
            "test-round",
            "checklist.test-round",
            test_round,
            on_answer.reform(AdminAnswer::TestRound),
        ))
        .child(check("reused", "checklist.reused", reused, on_answer.reform(AdminAnswer::Reused)))
        .child(os_version(props))
}

fn os_version(props: &ChecklistPanel) -> El {
    let texts = &props.shared.texts;
    let id = format!("{}-os", props.name);
    let help = format!("{id}-help");
    let answered = props.on_answer.reform(|word: String| AdminAnswer::Os(OsAnswer::parse(&word)));
    let answer = |answer: OsAnswer| {
        let text = texts.get(match answer {
            OsAnswer::NotKnown => "checklist.os.not-known",
            OsAnswer::Before13 => "checklist.os.before-13",
            OsAnswer::From13 => "checklist.os.from-13",
        });
        let selected = answer == props.answers.os;
        el("option").attr("value", answer.word()).flag("selected", selected).text(text).into()
    };
    let select = tag("select", "input")
        .attr("id", id.clone())
        .attr("aria-describedby", help.clone())
        .on_value(DomEvent::Change, answered)
        .list(OsAnswer::ALL.into_iter().map(answer).collect());
    tag("div", "field checklist-os")
        .flag("hidden", !props.ask_os)
        .child(el("label").attr("for", id).text(texts.get("checklist.os")))
        .child(select)
        .child(tag("p", "help").attr("id", help).text(texts.get("checklist.os.help")))
}

fn item(props: &ChecklistPanel, item: &Item) -> Html {
    let texts = &props.shared.texts;
    let pending = props.pending.contains(&item.source);
    let failed = !pending && props.failed.contains(&item.source);
    let word = if pending || failed { Verdict::Unknown.word() } else { item.verdict.word() };
    let title = texts.get(&format!("checklist.{}.title", item.id.word()));
    let (badge, body) = if pending {
        (texts.get("checklist.reading"), html! {})
    } else if failed {
        let reason = tag("p", "checklist-reason").text(texts.get("checklist.item-not-readable"));
        (texts.get("checklist.verdict.unknown"), reason.into())
    } else {
        (texts.get(&format!("checklist.verdict.{word}")), judged(props, item, &title))
    };
    let verdict = el("span")
        .attr("class", format!("checklist-verdict verdict-{word}"))
        .child(tag("span", "verdict-icon").attr("aria-hidden", "true"))
        .child(el("span").text(badge));
    let line = tag("p", "checklist-line")
        .child(verdict)
        .child(tag("strong", "checklist-item-title").text(title));
    el("li")
        .key(item.id.word())
        .attr("class", format!("checklist-item checklist-{word}"))
        .attr("data-item", item.id.word())
        .attr("data-verdict", word)
        .aria_bool("data-pending", pending)
        .attr("data-code", item.code)
        .child(line)
        .child(tag("div", "checklist-body").child(body))
        .into()
}

fn judged(props: &ChecklistPanel, item: &Item, title: &str) -> Html {
    let texts = &props.shared.texts;
    // An item that passes needs no instruction.
    let todo = item.verdict.is_open() || item.verdict == Verdict::Warning;
    let todo = texts.find(&item.todo_code()).filter(|_| todo);
    let confirmed = item.verdict == Verdict::Confirmed;
    let age = item.age.and_then(|seconds| {
        let code = format!("checklist.source.{}", item.source.word());
        texts.find(&code)?;
        Some(texts.fill(&code, &[("ago", props.shared.format.ago(seconds))]))
    });
    let todo_text = todo.map(|todo| rules::catalogue::fill(todo, &item.params));
    let line = |class: &'static str, text: Option<String>| {
        tag("p", class).flag("hidden", text.is_none()).text(text.unwrap_or_default()).into()
    };
    let actions =
        tag("div", "checklist-actions").maybe(fix(props, item)).maybe(confirm(props, item, title));
    fragment(vec![
        line("checklist-reason", Some(texts.fill(item.code, &item.params))),
        line("checklist-todo", todo_text),
        line("checklist-todo", confirmed.then(|| texts.get("checklist.confirmed"))),
        line("checklist-age help", age),
        actions.into(),
    ])
}

fn fix(props: &ChecklistPanel, item: &Item) -> Option<El> {
    let fix = item.fix?;
    // Confirming has its own button, and a viewer can only read again.
    let part = match fix {
        Fix::AssignProfile | Fix::Reassign => Some(Part::Assignment),
        Fix::EditUser | Fix::EditAgent => Some(Part::Enrollment),
        Fix::Confirm => return None,
        Fix::Refresh => None,
    };
    if part.is_some_and(|part| !props.shared.can_edit || !props.shared.client.offers(part)) {
        return None;
    }
    let text = props.shared.texts.get(&format!("checklist.fix.{}", fix.word()));
    Some(button("button", text, props.on_fix.reform(move |()| fix)).attr("data-fix", fix.word()))
}

fn confirm(props: &ChecklistPanel, item: &Item, title: &str) -> Option<El> {
    let texts = &props.shared.texts;
    let id = item.id;
    let (code, say) = if item.verdict == Verdict::Confirmed {
        ("checklist.take-back", AdminAnswer::TakeBack(id))
    } else if item.confirmable {
        let fingerprint = item.fingerprint.clone();
        ("checklist.confirm", AdminAnswer::Confirm(Confirmation { item: id, fingerprint }))
    } else {
        return None;
    };
    let name = texts.fill(&format!("{code}.name"), &[("item", title.to_owned())]);
    let answers = props.on_answer.reform(move |()| say.clone());
    Some(button("button", texts.get(code), answers).attr("aria-label", name))
}
