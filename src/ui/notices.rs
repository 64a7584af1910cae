//! Banners about the host that several surfaces show: a call that failed, an account that may only look. It must never
//! decide what happens next: a button sends what its owner gave it.

use crate::shared::Shared;
use crate::widgets::{BannerKind, banner, button, div, el, fragment, sentence};
use host::{HostError, Kind};
use yew::prelude::*;

/// Why nothing can be changed, for an admin who may only look; nothing for others.
pub fn read_only(shared: &Shared) -> Html {
    if shared.can_edit {
        return html! {};
    }
    sentence(BannerKind::Info, "common.read-only", shared.texts.get("common.read-only"))
}

/// A failed call: the failure, the host's own words, and a button that tries again. Without `on_retry` there is no button.
pub fn error_banner(shared: &Shared, error: &HostError, on_retry: Option<Callback<()>>) -> Html {
    let texts = &shared.texts;
    let sentence = match (error.kind, error.retry_after) {
        (Kind::Throttled, Some(seconds)) => {
            texts.fill("host.throttled-for", &[("seconds", shared.format.number(seconds))])
        }
        _ => texts.get(error.kind.code()),
    };
    let quote = match error.message.as_str() {
        "" => String::new(),
        message => texts.fill("common.host-says", &[("message", message.to_owned())]),
    };
    let retry = on_retry.map(|on_retry| button("button", texts.get("common.retry"), on_retry));
    let children = vec![
        el("p").text(sentence).into(),
        div("p", "banner-detail").flag("hidden", quote.is_empty()).text(quote).into(),
        el("div").flag("hidden", retry.is_none()).maybe(retry).into(),
    ];
    banner(BannerKind::Danger, error.kind.code(), fragment(children))
}
