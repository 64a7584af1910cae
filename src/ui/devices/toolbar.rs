//! Above the table: the readiness segments, the search field, the filters, and the missing serial numbers. It must never
//! filter anything itself.

use super::state::{Msg, State};
use crate::fleet::{Counts, Problem};
use crate::shared::Shared;
use crate::widgets::{
    DomEvent, El, SAY, Segment, Tone, Urgency, button, el, option, segments, tag,
};
use host::Part;
use rules::checklist::DeviceReadiness;
use rules::text;
use yew::prelude::*;

/// What the toolbar needs from its owner.
pub struct ToolbarProps<'a> {
    /// The shared context.
    pub shared: &'a Shared,
    /// The state of the list.
    pub state: &'a State,
    /// The numbers in the segments.
    pub counts: &'a Counts,
    /// Handle on the search field.
    pub search: &'a NodeRef,
    /// Whether the filters are open, where there is so little room that they can be closed.
    pub shows_filters: bool,
    /// Open or close the filters.
    pub on_filters: Callback<()>,
    /// A message to the list.
    pub on_msg: Callback<Msg>,
}

impl ToolbarProps<'_> {
    fn send(&self, msg: Msg) -> Callback<()> {
        self.on_msg.reform(move |()| msg.clone())
    }
}

/// The segments: all devices, or those of one readiness.
pub fn readiness(props: &ToolbarProps) -> El {
    let texts = &props.shared.texts;
    let number = |count: u32| props.shared.format.number(count);
    let segment = |readiness: Option<DeviceReadiness>, code: &str, tone, count| Segment {
        text: texts.get(code),
        count,
        tone,
        pressed: props.state.question.readiness == readiness,
        on_press: props.send(Msg::Readiness(readiness)),
    };
    let counts = props.counts;
    let judged = |count: u32| (counts.checked > 0).then(|| number(count));
    segments(
        texts.get("devices.readiness"),
        vec![
            segment(None, "devices.all", Tone::Quiet, counts.total.map(number)),
            segment(Some(DeviceReadiness::Ready), "devices.ready", Tone::Ok, judged(counts.ready)),
            segment(Some(DeviceReadiness::ToDo), "devices.to-do", Tone::ToDo, judged(counts.to_do)),
            segment(
                Some(DeviceReadiness::CannotTell),
                "devices.cannot-tell",
                Tone::Ask,
                judged(counts.cannot_tell),
            ),
        ],
    )
}

/// The search field and the filters.
pub fn toolbar(props: &ToolbarProps) -> El {
    let texts = &props.shared.texts;
    let question = &props.state.question;
    let search = tag("input", "input search")
        .node(props.search)
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-label", texts.get("devices.search"))
        .attr("placeholder", texts.get("devices.search"))
        .value(question.search.clone())
        .on_value(DomEvent::Input, props.on_msg.reform(Msg::Search));
    let clear = button("link-button", texts.get("devices.clear"), props.send(Msg::ClearFilters));
    let offers_profiles = props.shared.client.offers(Part::Profiles) || question.profile.is_some();
    let class = if props.shows_filters { "filters filters-open" } else { "filters" };
    let filters = tag("div", class)
        .child(problem(props))
        .child(status(props))
        .child(profile(props).flag("hidden", !offers_profiles))
        .maybe(question.is_filtered().then_some(clear));
    tag("div", "toolbar").attr("role", "search").child(search).child(toggle(props)).child(filters)
}

/// On a phone: the button that opens the filters, with the number of those that are chosen.
fn toggle(props: &ToolbarProps) -> El {
    let question = &props.state.question;
    let chosen =
        [question.problem.is_some(), !question.status.is_empty(), question.profile.is_some()];
    let count = chosen.into_iter().filter(|is_chosen| *is_chosen).count() as u32;
    let texts = &props.shared.texts;
    let text = match count {
        0 => texts.get("devices.filters"),
        _ => texts.fill("devices.filters.chosen", &[("count", props.shared.format.number(count))]),
    };
    button("button filters-toggle", text, props.on_filters.clone())
        .aria_bool("aria-expanded", props.shows_filters)
}

/// A list to choose a filter from; a chosen one stands out.
fn filter(
    props: &ToolbarProps,
    name: &str,
    is_chosen: bool,
    options: Vec<Html>,
    choose: Callback<String>,
) -> El {
    let class = if is_chosen { "input filter filter-chosen" } else { "input filter" };
    tag("select", class)
        .attr("aria-label", props.shared.texts.get(name))
        .on_value(DomEvent::Change, choose)
        .list(options)
}

fn problem(props: &ToolbarProps) -> El {
    let texts = &props.shared.texts;
    let chosen = props.state.question.problem;
    let has_users = props.state.host.has_users;
    let about_users = |problem: &Problem| {
        matches!(
            problem,
            Problem::NoUser | Problem::Username | Problem::UserMissing | Problem::Agent
        )
    };
    let any = option(String::new(), texts.get("devices.problem.any"), chosen.is_none());
    let mut options = vec![any];
    for problem in Problem::ALL {
        if has_users || !about_users(&problem) {
            let text = texts.get(&format!("devices.problem.{}", problem.word()));
            options.push(option(problem.word(), text, chosen == Some(problem)));
        }
    }
    let choose = props.on_msg.reform(|word: String| Msg::Problem(Problem::parse(&word)));
    filter(props, "devices.problem", chosen.is_some(), options, choose)
}

fn status(props: &ToolbarProps) -> El {
    let texts = &props.shared.texts;
    let chosen = &props.state.question.status;
    let words = [
        ("", "devices.status.any"),
        ("Empty", "status.empty"),
        ("Assigned", "status.assigned"),
        ("Pushed", "status.pushed"),
        ("Removed", "status.removed"),
    ];
    let options = words
        .into_iter()
        .map(|(word, code)| option(word.to_owned(), texts.get(code), chosen == word));
    let choose = props.on_msg.reform(Msg::Status);
    filter(props, "devices.status", !chosen.is_empty(), options.collect(), choose)
}

fn profile(props: &ToolbarProps) -> El {
    let texts = &props.shared.texts;
    let chosen = props.state.question.profile.clone();
    let mut choices = Vec::new();
    for profile in props.state.profiles.iter().flat_map(|profiles| profiles.iter()) {
        choices.push((&profile.uuid, profile.name.clone()));
    }
    // An older version of a profile is none of the profiles.
    if let Some(uuid) = &chosen
        && !choices.iter().any(|(known, _)| *known == uuid)
    {
        choices.insert(0, (uuid, older(props, uuid)));
    }
    let any = option(String::new(), texts.get("devices.profile.any"), chosen.is_none());
    let mut options = vec![any];
    for (uuid, name) in choices {
        let text = if name.is_empty() { uuid.clone() } else { name };
        options.push(option(uuid.clone(), text, chosen.as_ref() == Some(uuid)));
    }
    let choose =
        props.on_msg.reform(|uuid: String| Msg::Profile((!uuid.is_empty()).then_some(uuid)));
    filter(props, "devices.profile", chosen.is_some(), options, choose)
}

/// The name of an older version of a profile; empty when no profile has had this UUID.
fn older(props: &ToolbarProps, uuid: &str) -> String {
    let uuid = rules::profile::check(uuid).value;
    let now = props.state.profiles.as_ref().zip(uuid.as_ref());
    let now = now.and_then(|(profiles, uuid)| profiles.successor(uuid));
    let texts = &props.shared.texts;
    now.map(|now| texts.fill("profiles.superseded.name", &[("profile", now.name.clone())]))
        .unwrap_or_default()
}

/// Which of the pasted serial numbers are missing. It comes with the rows, so that none of them moves.
pub fn missing(props: &ToolbarProps) -> El {
    let shared = props.shared;
    let missing = &props.state.missing;
    let sentence = (!missing.is_empty()).then(|| {
        let count = u32::try_from(missing.len()).unwrap_or(u32::MAX);
        let named = shared.texts.count(&shared.format, "devices.missing", count);
        let named = rules::catalogue::fill(&named, &[("serials", text::join(missing, ", "))]);
        tag("p", "missing")
            .attr(SAY, Urgency::Polite.word())
            .child(Tone::ToDo.sign().unwrap_or_else(|| el("span")))
            .text(named)
    });
    el("div").maybe(sentence)
}
