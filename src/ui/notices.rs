//! Banners about the host that several surfaces show: a call that failed, an account that may only look. It must never
//! decide the next step: a button calls its owner's callback.

use crate::shared::Shared;
use crate::widgets::{BannerKind, banner, button, el, fragment, sentence, tag};
use host::{HostError, Kind};
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

/// A failed call: the failure, the host's own words, and a button that tries again. Without `on_retry` there is no button.
pub fn error_banner(shared: &Shared, error: &HostError, on_retry: Option<Callback<()>>) -> Html {
    let texts = &shared.texts;
    let quote = match error.message.as_str() {
        "" => String::new(),
        message => texts.fill("common.host-says", &[("message", message.to_owned())]),
    };
    let retry = on_retry.map(|on_retry| button("button", texts.get("common.retry"), on_retry));
    let children = vec![
        el("p").text(error_sentence(shared, error)).into(),
        tag("p", "banner-detail").flag("hidden", quote.is_empty()).text(quote).into(),
        el("div").flag("hidden", retry.is_none()).maybe(retry).into(),
    ];
    banner(BannerKind::Danger, error.kind.code(), fragment(children))
}

/// The sentence for a failed call, without the host's own words.
pub fn error_sentence(shared: &Shared, error: &HostError) -> String {
    match (error.kind, error.retry_after) {
        (Kind::Throttled, Some(seconds)) => {
            let params = [("seconds", shared.format.number(seconds))];
            shared.texts.fill("host.throttled-for", &params)
        }
        _ => shared.texts.get(error.kind.code()),
    }
}
