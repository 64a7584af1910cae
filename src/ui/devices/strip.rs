//! The strip above the list: how the account at Apple stands, the sync, and at most one question or warning that concerns
//! every device. It must never ask the host.

use super::state::{State, Sync};
use crate::format::now;
use crate::shared::Shared;
use crate::widgets::{El, Tone, button, el, mark, tag};
use host::{Millis, Moment, Part, Readiness};
use yew::prelude::*;

/// A token that lasts less than this is about to expire.
const SOON: Millis = 30.0 * 24.0 * 3600.0 * 1000.0;

/// What the strip needs from its owner.
pub struct StripProps<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// The state of the list.
    pub state: &'a State,
    /// The host's word about the account, when it was read.
    pub readiness: Option<&'a Readiness>,
    /// Whether somebody has to say that the agent is recent enough.
    pub asks_agent: bool,
    /// Whether the answer was no.
    pub is_agent_denied: bool,
    /// Whether the test round is on.
    pub is_test_round: bool,
    /// The button of the settings.
    pub settings: Html,
    /// Sync with Apple.
    pub on_sync: Callback<()>,
    /// The answer about the agent.
    pub on_agent: Callback<bool>,
    /// End the test round.
    pub on_test_round_off: Callback<()>,
}

/// The life of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenLife {
    /// It lasts.
    Valid,
    /// It ends within 30 days.
    Soon,
    /// It has ended.
    Expired,
}

/// The life of a token that expires at a moment.
pub fn token_life(expiry: Millis, now: Millis) -> TokenLife {
    match expiry - now {
        left if left <= 0.0 => TokenLife::Expired,
        left if left < SOON => TokenLife::Soon,
        _ => TokenLife::Valid,
    }
}

/// Draws the strip.
pub fn strip(props: &StripProps) -> El {
    let shared = props.shared;
    let texts = &shared.texts;
    let can_sync = shared.can_edit && shared.client.offers(Part::Sync);
    let is_running = matches!(props.state.sync, Sync::Running);
    let sync = texts.get(if is_running { "devices.syncing" } else { "devices.sync" });
    let sync = button("button button-small", sync, props.on_sync.clone())
        .aria_bool("aria-disabled", is_running);
    let account = props.readiness.map(|readiness| account(shared, readiness)).unwrap_or_default();
    // Both share one line, so that no row moves when the question comes.
    let is_urgent = account.iter().any(|(tone, _)| *tone == Tone::ToDo);
    let asks = props.asks_agent && shared.can_edit && !is_urgent;
    let account = account.into_iter().filter(|_| !asks).map(|(tone, text)| fact(tone, text));
    let view_only = (!shared.can_edit).then(|| {
        mark(Tone::Quiet, texts.get("devices.view-only"))
            .attr("title", texts.get("common.read-only"))
            .attr("data-code", "common.read-only")
    });
    let end = tag("div", "strip-end")
        .maybe(view_only)
        .maybe(can_sync.then_some(sync))
        .child(props.settings.clone());
    let line = tag("div", "strip-line")
        .list(account.collect())
        .maybe(asks.then(|| agent_question(props)))
        .child(end);
    tag("div", "strip").child(line).maybe(props.is_test_round.then(|| test_round(props)))
}

fn fact(tone: Tone, text: String) -> Html {
    tag("span", "strip-fact").maybe(tone.sign()).child(el("span").text(text)).into()
}

/// The last sync, the token and the terms, as far as the host says.
fn account(shared: &Shared, readiness: &Readiness) -> Vec<(Tone, String)> {
    let texts = &shared.texts;
    let mut facts = Vec::new();
    if let Moment::At(at) = readiness.last_sync {
        let seconds = ((now() - at) / 1000.0).max(0.0) as u32;
        let ago = [("ago", shared.format.ago(seconds))];
        facts.push((Tone::Ok, texts.fill("devices.synced.at", &ago)));
    }
    if let Moment::At(expiry) = readiness.token_expiry {
        let (tone, code) = match token_life(expiry, now()) {
            TokenLife::Valid => (Tone::Ok, "devices.token.valid"),
            TokenLife::Soon => (Tone::Warn, "devices.token.soon"),
            TokenLife::Expired => (Tone::ToDo, "devices.token.expired"),
        };
        facts.push((tone, texts.fill(code, &[("date", shared.format.day(expiry))])));
    }
    if readiness.terms_signed == Some(false) {
        facts.push((Tone::ToDo, texts.get("devices.terms")));
    }
    facts
}

/// The question whether the agent is recent enough, or what to do about an agent that is not.
fn agent_question(props: &StripProps) -> El {
    let texts = &props.shared.texts;
    let answer = |yes: bool, code: &str| {
        button("button button-small", texts.get(code), props.on_agent.reform(move |()| yes))
    };
    let (tone, first, second) = if props.is_agent_denied {
        (Tone::ToDo, "devices.agent.denied", "devices.agent.until")
    } else {
        (Tone::Ask, "devices.agent.question", "devices.agent.scope")
    };
    let question = tag("p", "strip-text")
        .child(el("span").text(texts.get(first)))
        .text(" ")
        .child(tag("span", "muted").text(texts.get(second)));
    let no = (!props.is_agent_denied).then(|| answer(false, "devices.agent.no"));
    let yes = if props.is_agent_denied { "devices.agent.done" } else { "devices.agent.yes" };
    tag("div", "strip-question")
        .maybe(tone.sign())
        .child(question)
        .child(answer(true, yes))
        .maybe(no)
}

fn test_round(props: &StripProps) -> El {
    let shared = props.shared;
    let texts = &shared.texts;
    let off =
        button("link-button", texts.get("devices.test-round.off"), props.on_test_round_off.clone());
    tag("div", "strip-concern")
        .maybe(Tone::Warn.sign())
        .child(tag("p", "strip-text").text(texts.get("devices.test-round")))
        .maybe(shared.can_edit.then_some(off))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_warned_about_before_it_expires() {
        let day = 24.0 * 3600.0 * 1000.0;
        let now = 1_700_000_000_000.0;
        for (days, life) in [
            (365.0, TokenLife::Valid),
            (30.0, TokenLife::Valid),
            (29.9, TokenLife::Soon),
            (0.01, TokenLife::Soon),
            (0.0, TokenLife::Expired),
            (-400.0, TokenLife::Expired),
        ] {
            assert_eq!(token_life(now + days * day, now), life, "{days}");
        }
    }
}
