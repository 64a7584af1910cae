//! Messages that stand in the page: a failure, a warning, a note; and the grey shapes that stand where rows will be.

use crate::context::Ctx;
use host::{HostError, Kind};
use yew::prelude::*;

/// How loud a banner is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BannerKind {
    /// Something failed.
    Danger,
    /// Something to know before going on.
    Warning,
    /// Something went well.
    Success,
    /// A note.
    Info,
}

impl BannerKind {
    fn class(self) -> &'static str {
        match self {
            BannerKind::Danger => "banner-danger",
            BannerKind::Warning => "banner-warning",
            BannerKind::Success => "banner-success",
            BannerKind::Info => "banner-info",
        }
    }
}

/// A message; failures and warnings are read out at once, the rest when there is time. `code` is for tests and support.
pub fn banner(kind: BannerKind, code: &'static str, children: Html) -> Html {
    let role = match kind {
        BannerKind::Danger | BannerKind::Warning => "alert",
        BannerKind::Success | BannerKind::Info => "status",
    };
    html! { <div class={classes!("banner", kind.class())} {role} data-code={code}>{ children }</div> }
}

/// A message of one sentence.
pub fn sentence(kind: BannerKind, code: &'static str, text: String) -> Html {
    banner(kind, code, html! { <p>{ text }</p> })
}

/// Why nothing can be changed, for an admin who may only look; nothing for others.
pub fn read_only(ctx: &Ctx) -> Html {
    if ctx.can_edit {
        return html! {};
    }
    sentence(BannerKind::Info, "common.read-only", ctx.texts.get("common.read-only"))
}

/// A failed call: what happened, what the host said, what to do. Without `on_retry` there is no button.
pub fn error_banner(ctx: &Ctx, error: &HostError, on_retry: Option<Callback<()>>) -> Html {
    let texts = &ctx.texts;
    let sentence = match (error.kind, error.retry_after) {
        (Kind::Throttled, Some(seconds)) => {
            texts.fill("host.throttled-for", &[("seconds", ctx.format.number(seconds))])
        }
        _ => texts.get(error.kind.code()),
    };
    let said = match error.message.as_str() {
        "" => String::new(),
        message => texts.fill("common.host-says", &[("message", message.to_owned())]),
    };
    let children = html! {
        <>
            <p>{ sentence }</p>
            <p class="banner-detail" hidden={said.is_empty()}>{ said }</p>
            if let Some(on_retry) = on_retry {
                { button("button", texts.get("common.retry"), on_retry) }
            }
        </>
    };
    banner(BannerKind::Danger, error.kind.code(), children)
}

/// Grey lines in the place of what is being loaded, so that nothing jumps when it comes.
pub fn skeleton(lines: usize, label: String) -> Html {
    html! {
        <div class="skeleton" role="status" aria-label={label}>
            { for (0..lines).map(|_| html! { <div class="skeleton-line"></div> }) }
        </div>
    }
}

/// A button with these classes and this text.
pub fn button(class: &'static str, text: String, on_click: Callback<()>) -> Html {
    html! { <button type="button" {class} onclick={on_click.reform(|_| ())}>{ text }</button> }
}
