//! The settings behind the button of [`super::settings`]. It must never keep a copy of them.

use crate::answers::{Density, Keeper, Settings};
use crate::shared::Shared;
use crate::widgets::{Checkbox, DomEvent, El, el, option, tag};
use yew::prelude::*;

/// What the settings need.
#[derive(Clone, PartialEq)]
pub struct SettingsProps {
    /// The shared context.
    pub shared: Shared,
    /// The settings were changed. A new one each time, because what the answers are is drawn too.
    pub on_change: Callback<Settings>,
}

/// Draws the settings.
pub fn settings_form(SettingsProps { shared, on_change }: &SettingsProps) -> Html {
    let settings = shared.answers().settings();
    let texts = &shared.texts;
    let check = |name: &str, checked: bool, change: Callback<bool>| {
        let code = format!("devices.settings.{name}");
        Checkbox {
            label: texts.get(&code),
            name: format!("settings-{name}"),
            checked,
            help: texts.get(&format!("{code}.help")),
            disabled: !shared.can_edit,
            input: NodeRef::default(),
            on_change: change,
        }
        .view()
    };
    let test_round = on_change.reform(move |test_round| Settings { test_round, ..settings });
    let from_ios13 = on_change.reform(move |from_ios13| Settings { from_ios13, ..settings });
    let policies = settings.policies_need_supervision;
    let policies = select(
        "settings-policies",
        texts.get("devices.settings.policies"),
        vec![
            ("", texts.get("devices.settings.policies.unsaid"), policies.is_none()),
            ("yes", texts.get("common.yes"), policies == Some(true)),
            ("no", texts.get("common.no"), policies == Some(false)),
        ],
        on_change.reform(move |word: String| Settings {
            policies_need_supervision: (!word.is_empty()).then(|| word == "yes"),
            ..settings
        }),
    )
    .flag("hidden", !shared.can_edit);
    let is_compact = settings.density == Density::Compact;
    let density = select(
        "settings-density",
        texts.get("devices.settings.density"),
        vec![
            ("cozy", texts.get("devices.settings.density.cozy"), !is_compact),
            ("compact", texts.get("devices.settings.density.compact"), is_compact),
        ],
        on_change.reform(move |word: String| Settings {
            density: if word == "compact" { Density::Compact } else { Density::Cozy },
            ..settings
        }),
    );
    let sizes = Settings::PAGE_SIZES.map(|size| size.to_string());
    let options = sizes.iter().zip(Settings::PAGE_SIZES).map(|(text, size)| {
        (text.as_str(), shared.format.number(size), size == settings.page_size)
    });
    let size = select(
        "settings-page-size",
        texts.get("devices.page.size"),
        options.collect(),
        on_change.reform(move |word: String| Settings {
            page_size: word.parse().unwrap_or(settings.page_size),
            ..settings
        }),
    );
    tag("div", "settings-form")
        .attr("role", "group")
        .attr("aria-label", texts.get("devices.settings"))
        .child(tag("p", "help").text(texts.get("devices.settings.scope")))
        .child(check("test-round", settings.test_round, test_round))
        .child(policies)
        .child(check("ios13", settings.from_ios13, from_ios13))
        .child(size)
        .child(density)
        .child(kept(shared))
        .into()
}

/// Who keeps the answers about devices, and a file of what this browser keeps where the host keeps nothing.
fn kept(shared: &Shared) -> El {
    let texts = &shared.texts;
    let keeper = shared.answers().keeper();
    let code = match keeper {
        Keeper::Browser => "devices.settings.kept",
        Keeper::Host => "devices.settings.kept.shared",
        Keeper::Refused(_) => "devices.settings.kept.refused",
    };
    let export = (keeper != Keeper::Host).then(|| {
        // An address with the whole file: it needs no object that somebody would have to give back.
        let text = js_sys::encode_uri_component(&shared.answers().export());
        tag("a", "button button-small")
            .attr("href", format!("data:application/json,{}", String::from(text)))
            .attr("download", "dep-enroll-answers.json")
            .text(texts.get("devices.settings.export"))
    });
    tag("div", "field")
        .child(tag("p", "help").attr("data-code", code).text(texts.get(code)))
        .maybe(export)
}

/// A labelled list to choose from: value, text, whether it is chosen.
fn select(
    id: &'static str,
    label: String,
    options: Vec<(&str, String, bool)>,
    choose: Callback<String>,
) -> El {
    let option =
        |(value, text, is_chosen): (&str, String, bool)| option(value.to_owned(), text, is_chosen);
    let select = tag("select", "input")
        .attr("id", id)
        .on_value(DomEvent::Change, choose)
        .list(options.into_iter().map(option).collect());
    tag("div", "field").child(el("label").attr("for", id).text(label)).child(select)
}
