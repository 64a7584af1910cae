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

/// Properties of [`Banner`].
#[derive(Clone, PartialEq, Properties)]
pub struct BannerProps {
    /// How loud.
    pub kind: BannerKind,
    /// Stable code of the message, for tests and support.
    #[prop_or_default]
    pub code: Option<AttrValue>,
    /// The message and its buttons.
    pub children: Html,
}

/// A message; failures and warnings are read out at once, the rest when there is time.
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let role = match props.kind {
        BannerKind::Danger | BannerKind::Warning => "alert",
        BannerKind::Success | BannerKind::Info => "status",
    };
    html! {
        <div class={classes!("banner", props.kind.class())} {role} data-code={props.code.clone()}>
            { props.children.clone() }
        </div>
    }
}

/// Properties of [`ErrorBanner`].
#[derive(Clone, PartialEq, Properties)]
pub struct ErrorBannerProps {
    /// Texts.
    pub ctx: Ctx,
    /// What failed.
    pub error: HostError,
    /// Does it again; without it there is no button.
    #[prop_or_default]
    pub on_retry: Option<Callback<()>>,
}

/// A failed call: what happened, what the host said, what to do.
#[component]
pub fn ErrorBanner(props: &ErrorBannerProps) -> Html {
    let texts = &props.ctx.texts;
    let error = &props.error;
    let sentence = match (error.kind, error.retry_after) {
        (Kind::Throttled, Some(seconds)) => {
            texts.fill("host.throttled-for", &[("seconds", props.ctx.format.number(seconds))])
        }
        _ => texts.get(error.kind.code()),
    };
    let said = (!error.message.is_empty())
        .then(|| texts.fill("common.host-says", &[("message", error.message.clone())]));
    html! {
        <Banner kind={BannerKind::Danger} code={error.kind.code()}>
            <p>{ sentence }</p>
            <p class="banner-detail" hidden={said.is_none()}>{ said.unwrap_or_default() }</p>
            if let Some(on_retry) = &props.on_retry {
                <button type="button" class="button" onclick={on_retry.reform(|_| ())}>{ texts.get("common.retry") }</button>
            }
        </Banner>
    }
}

/// Properties of [`Skeleton`].
#[derive(Clone, PartialEq, Properties)]
pub struct SkeletonProps {
    /// Lines to draw.
    pub lines: usize,
    /// What a screen reader hears.
    pub label: AttrValue,
}

/// Grey lines in the place of what is being loaded, so that nothing jumps when it comes.
#[component]
pub fn Skeleton(props: &SkeletonProps) -> Html {
    html! {
        <div class="skeleton" role="status" aria-label={&props.label}>
            { for (0..props.lines).map(|_| html! { <div class="skeleton-line"></div> }) }
        </div>
    }
}
