//! The list itself: facts go in, seven judged items come out, and what a person says goes to the owner.

use super::said::{OsAnswer, Said, Say};
use crate::context::Ctx;
use crate::widgets::Checkbox;
use rules::checklist::{Checklist, Facts, Fix, Source, evaluate};
use rules::{Confirmation, Item, Verdict};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The checklist with its switches and its summary.
pub struct ChecklistPanel<'a> {
    /// What all surfaces share.
    pub ctx: &'a Ctx,
    /// A name that is unique in the element, for the ids inside.
    pub name: &'a str,
    /// What to judge on.
    pub facts: &'a Facts,
    /// What a person said.
    pub said: &'a Said,
    /// Sources that are not read yet; their items are not judged.
    pub pending: Vec<Source>,
    /// Whether everything is being read again.
    pub refreshing: bool,
    /// Whether the iOS version matters for this device.
    pub ask_os: bool,
    /// Level of the heading in its page.
    pub level: u8,
    /// A fix was asked for.
    pub on_fix: Callback<Fix>,
    /// A person said something: a switch, a confirmation, its taking back.
    pub on_say: Callback<Say>,
}

impl ChecklistPanel<'_> {
    /// Draws the checklist.
    pub fn view(&self) -> Html {
        panel(self)
    }
}

fn panel(props: &ChecklistPanel) -> Html {
    let texts = &props.ctx.texts;
    let checklist = evaluate(props.facts, &props.said.confirmations);
    let heading = format!("h{}", props.level.clamp(2, 6));
    let refresh = props.on_fix.reform(|_| Fix::Refresh);
    html! {
        <section class="checklist" aria-label={texts.get("checklist.label")} part="checklist">
            <div class="checklist-head">
                <@{heading} class="checklist-title">{ texts.get("checklist.label") }</@>
                <button type="button" class="link-button" onclick={refresh}>
                    { texts.get(if props.refreshing { "checklist.refreshing" } else { "checklist.refresh" }) }
                </button>
            </div>
            { summary(props, &checklist) }
            { switches(props) }
            <ol class="checklist-items">
                { for checklist.items.iter().map(|one| item(props, one)) }
            </ol>
        </section>
    }
}

/// The first thing to read: ready, or how much is open. Nothing is said before everything is read.
fn summary(props: &ChecklistPanel, checklist: &Checklist) -> Html {
    let texts = &props.ctx.texts;
    let (class, text) = if !props.pending.is_empty() {
        ("checklist-reading", texts.get("checklist.reading"))
    } else if checklist.ready {
        ("checklist-ready", texts.get("checklist.ready"))
    } else {
        let open = u32::try_from(checklist.open).unwrap_or(u32::MAX);
        ("checklist-open", texts.count(&props.ctx.format, "checklist.open", open))
    };
    html! { <p class={classes!("checklist-summary", class)} role="status">{ text }</p> }
}

fn switches(props: &ChecklistPanel) -> Html {
    let texts = &props.ctx.texts;
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
    html! {
        <div class="checklist-switches">
            { check("test-round", "checklist.test-round", props.said.test_round, props.on_say.reform(Say::TestRound)) }
            { check("reused", "checklist.reused", props.said.reused, props.on_say.reform(Say::Reused)) }
            <div class="field checklist-os" hidden={!props.ask_os}>{ os_version(props) }</div>
        </div>
    }
}

fn os_version(props: &ChecklistPanel) -> Html {
    let texts = &props.ctx.texts;
    let id = format!("{}-os", props.name);
    let help = format!("{id}-help");
    let onchange = props.on_say.reform(|event: Event| {
        Say::Os(OsAnswer::parse(&event.target_unchecked_into::<HtmlSelectElement>().value()))
    });
    let answer = |answer: OsAnswer| {
        let text = texts.get(match answer {
            OsAnswer::NotKnown => "checklist.os.not-known",
            OsAnswer::Before13 => "checklist.os.before-13",
            OsAnswer::From13 => "checklist.os.from-13",
        });
        html! { <option value={answer.word()} selected={answer == props.said.os}>{ text }</option> }
    };
    html! {
        <>
            <label for={id.clone()}>{ texts.get("checklist.os") }</label>
            <select {id} class="input" aria-describedby={help.clone()} {onchange}>
                { for OsAnswer::ALL.into_iter().map(answer) }
            </select>
            <p id={help} class="help">{ texts.get("checklist.os.help") }</p>
        </>
    }
}

fn item(props: &ChecklistPanel, item: &Item) -> Html {
    let texts = &props.ctx.texts;
    let pending = props.pending.contains(&item.source);
    let word = if pending { Verdict::Unknown.word() } else { item.verdict.word() };
    let title = texts.get(&format!("checklist.{}.title", item.id.word()));
    let (badge, body) = if pending {
        (texts.get("checklist.reading"), html! {})
    } else {
        (texts.get(&format!("checklist.verdict.{word}")), judged(props, item, &title))
    };
    html! {
        <li key={item.id.word()} class={classes!("checklist-item", format!("checklist-{word}"))}
            data-item={item.id.word()} data-verdict={word} data-pending={pending.to_string()} data-code={item.code}>
            <p class="checklist-line">
                <span class={classes!("checklist-verdict", format!("verdict-{word}"))}>
                    <span class="verdict-icon" aria-hidden="true"></span>
                    <span>{ badge }</span>
                </span>
                <strong class="checklist-item-title">{ &title }</strong>
            </p>
            <div class="checklist-body">{ body }</div>
        </li>
    }
}

fn judged(props: &ChecklistPanel, item: &Item, title: &str) -> Html {
    let texts = &props.ctx.texts;
    // There is nothing to do about an item that holds, so nothing is said about it.
    let todo = item.verdict.is_open() || item.verdict == Verdict::Warning;
    let todo = texts.find(&format!("{}.todo", item.code)).filter(|_| todo);
    let confirmed = item.verdict == Verdict::Confirmed;
    let age = item.age.and_then(|seconds| {
        let code = format!("checklist.source.{}", item.source.word());
        texts.find(&code)?;
        Some(texts.fill(&code, &[("ago", props.ctx.format.ago(seconds))]))
    });
    html! {
        <>
            <p class="checklist-reason">{ texts.fill(item.code, &item.params) }</p>
            <p class="checklist-todo" hidden={todo.is_none()}>
                { todo.map(|todo| rules::messages::fill(todo, &item.params)).unwrap_or_default() }
            </p>
            <p class="checklist-todo" hidden={!confirmed}>{ texts.get("checklist.confirmed") }</p>
            <p class="checklist-age help" hidden={age.is_none()}>{ age.unwrap_or_default() }</p>
            <div class="checklist-actions">{ fix(props, item) }{ confirm(props, item, title) }</div>
        </>
    }
}

fn fix(props: &ChecklistPanel, item: &Item) -> Html {
    let Some(fix) = item.fix else { return html! {} };
    // Confirming has its own button, and a viewer can only read again.
    if fix == Fix::Confirm || (fix != Fix::Refresh && !props.ctx.can_edit) {
        return html! {};
    }
    html! {
        <button type="button" class="button" data-fix={fix.word()} onclick={props.on_fix.reform(move |_| fix)}>
            { props.ctx.texts.get(&format!("checklist.fix.{}", fix.word())) }
        </button>
    }
}

fn confirm(props: &ChecklistPanel, item: &Item, title: &str) -> Html {
    let texts = &props.ctx.texts;
    let id = item.id;
    let (code, say) = if item.verdict == Verdict::Confirmed {
        ("checklist.take-back", Say::TakeBack(id))
    } else if item.confirmable {
        let fingerprint = item.fingerprint.clone();
        ("checklist.confirm", Say::Confirm(Confirmation { item: id, fingerprint }))
    } else {
        return html! {};
    };
    let name = texts.fill(&format!("{code}.name"), &[("item", title.to_owned())]);
    html! {
        <button type="button" class="button" aria-label={name} onclick={props.on_say.reform(move |_| say.clone())}>
            { texts.get(code) }
        </button>
    }
}
