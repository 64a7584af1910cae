//! Banners about the host that several surfaces show: a call that failed, an account that may only look. It must never
//! decide the next step: a button calls its owner's callback.

use crate::clipboard::copy;
use crate::shared::Shared;
use crate::sign_in::OnReturn;
use crate::widgets::{BannerKind, banner, button, el, fragment, sentence, tag};
use host::{HostError, Kind};
use rules::text;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Why nothing can be changed, for an admin who may only look; nothing for others.
pub fn read_only(shared: &Shared) -> Html {
    if shared.can_edit {
        return html! {};
    }
    sentence(BannerKind::Info, "common.read-only", shared.texts.get("common.read-only"))
}

/// Why there is nothing to look at: the host's word is no serial number.
pub fn bad_serial(shared: &Shared, serial: &str) -> Html {
    let code = "checklist.bad-serial";
    sentence(BannerKind::Danger, code, shared.texts.fill(code, &[("serial", serial.to_owned())]))
}

/// A failed call: the sentence, a button that tries again, and what a server's administrator wants to know, folded. Without
/// `on_retry` there is no button. A lost session has a link to the log-in instead of details, where the host page names one.
pub fn error_banner(shared: &Shared, error: &HostError, on_retry: Option<Callback<()>>) -> Html {
    let texts = &shared.texts;
    let is_session = error.kind == Kind::Session;
    let sign_in = shared.sign_in_url().filter(|_| is_session).map(|url| {
        tag("a", "button")
            .attr("href", url)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .text(texts.get("common.sign-in"))
    });
    let retry = on_retry.map(|on_retry| button("button", texts.get("common.retry"), on_retry));
    let has_buttons = sign_in.is_some() || retry.is_some();
    let details = if is_session { None } else { details(shared, error) };
    let children = vec![
        el("p").text(error_sentence(shared, error)).into(),
        tag("div", "banner-buttons")
            .flag("hidden", !has_buttons)
            .maybe(sign_in)
            .maybe(retry)
            .into(),
        fragment(details.into_iter().collect()),
    ];
    banner(BannerKind::Danger, error.kind.code(), fragment(children))
}

/// A failed read. If the session was lost, it is repeated by itself when the admin comes back to the page: a read changes
/// nothing.
pub fn failed_read(shared: &Shared, error: &HostError, on_retry: Callback<()>) -> Html {
    let mut parts = vec![error_banner(shared, error, Some(on_retry.clone()))];
    if error.kind == Kind::Session {
        parts.push(html! { <OnReturn on_return={on_retry} /> });
    }
    fragment(parts)
}

/// The facts of a failure, folded; nothing if there are none.
fn details(shared: &Shared, error: &HostError) -> Option<Html> {
    let texts = &shared.texts;
    let time = if error.at > 0.0 { shared.format.moment(error.at) } else { String::new() };
    let status = error.status.map(|status| status.to_string()).unwrap_or_default();
    let facts = [
        ("common.details.time", time),
        ("common.details.status", status),
        ("common.details.path", error.path.clone()),
        ("common.details.message", error.message.clone()),
    ];
    let facts: Vec<_> = facts.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    if facts.is_empty() {
        return None;
    }
    let line = |(code, value): &(&str, String)| format!("{}: {value}", texts.get(code));
    let all = text::join(&facts.iter().map(line).collect::<Vec<_>>(), "\n");
    let owner = shared.clone();
    let copied = Callback::from(move |()| {
        let (owner, all) = (owner.clone(), all.clone());
        spawn_local(async move {
            let code = if copy(&all).await { "common.copied" } else { "common.copy-refused" };
            owner.toast(owner.texts.get(code), None);
        });
    });
    // The facts are the server's own words, in a language that nobody knows.
    let fact = |(code, value): (&str, String)| {
        let value = el("dd").attr("lang", "").attr("dir", "auto").text(value);
        fragment(vec![el("dt").text(texts.get(code)).into(), value.into()])
    };
    let details = el("details")
        .child(el("summary").text(texts.get("common.details")))
        .child(tag("dl", "banner-facts").list(facts.into_iter().map(fact).collect()))
        .child(button("button button-small", texts.get("common.details.copy"), copied));
    Some(details.into())
}

/// A wait in words. It is never shorter than the wait is.
pub fn duration(shared: &Shared, seconds: u32) -> String {
    let (code, count) = match seconds {
        0..60 => ("common.seconds", seconds),
        60..3600 => ("common.minutes", seconds.div_ceil(60)),
        _ => ("common.hours", seconds.div_ceil(3600)),
    };
    shared.texts.count(&shared.format, code, count)
}

/// The sentence for a failed call, without the host's own words.
pub fn error_sentence(shared: &Shared, error: &HostError) -> String {
    match (error.kind, error.retry_after) {
        (Kind::Throttled, Some(seconds)) => {
            let params = [("duration", duration(shared, seconds))];
            shared.texts.fill("host.throttled-for", &params)
        }
        _ => shared.texts.get(error.kind.code()),
    }
}
