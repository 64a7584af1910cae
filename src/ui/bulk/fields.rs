//! Draws the form of a plan. It must never decide what a field means.

use super::action::Action;
use super::state::{Msg, State};
use crate::assign::choice::Meant;
use crate::assign::notes::{about_choice, about_profile, description, plain};
use crate::checklist::directory::Answer;
use crate::combobox::{Choice, Combobox};
use crate::notices::failed_read;
use crate::shared::Shared;
use crate::widgets::{
    DomEvent, El, FieldNote, NoteKind, SAY, Segment, Tone, Urgency, el, field, note, option,
    segments, tag,
};
use host::{Kind, Part};
use rules::checklist::Existence;
use yew::prelude::*;

/// The fields of an action; `first` is the handle on the first one.
pub fn fields(shared: &Shared, state: &State, first: &NodeRef, send: &Callback<Msg>) -> Vec<Html> {
    match state.action {
        Action::Assign => {
            let mut fields = profile(shared, state, first, send);
            if Action::Enrollment.is_offered(&shared.client) {
                fields.push(who(shared, state, send).into());
            }
            fields
        }
        Action::Enrollment => enrollment(shared, state, first, send),
        Action::Remove => {
            vec![el("p").text(shared.texts.get("bulk.remove.means")).into()]
        }
    }
}

fn profile(shared: &Shared, state: &State, first: &NodeRef, send: &Callback<Msg>) -> Vec<Html> {
    let texts = &shared.texts;
    let choice = &state.form.choice;
    let options = choice.options(&state.profiles);
    let meant = match choice.meant(&state.profiles) {
        Meant::Listed(profile) | Meant::Successor(profile) => Some(profile),
        Meant::Unlisted(_) | Meant::Nothing => None,
    };
    let has_no_list = state.profiles.error().is_some_and(|error| {
        matches!(error.kind, Kind::Absent | Kind::NotFound | Kind::Permission)
    });
    let help = match (has_no_list, meant) {
        (true, _) => texts.get("assign.profile.no-list"),
        (false, Some(profile)) => description(shared, profile),
        (false, None) => texts.get("assign.profile.help"),
    };
    let count = u32::try_from(options.len()).unwrap_or(u32::MAX);
    let choice_of = |profile: &&host::Profile| Choice {
        name: profile.name.clone(),
        about: description(shared, profile),
    };
    let field = Combobox {
        name: "bulk-profile",
        label: texts.get("assign.profile"),
        help,
        value: &choice.typed,
        notes: about_choice(shared, choice, &state.profiles, state.form.tried),
        list_label: texts.get("profiles.table"),
        options: options.iter().map(choice_of).collect(),
        offer: choice.offer,
        count: texts.count(&shared.format, "assign.profile.count", count),
        read_only: false,
        input: first.clone(),
        on_input: send.reform(Msg::Type),
        on_key: send.reform(Msg::Key),
        on_choose: send.reform(Msg::Choose),
        on_leave: send.reform(|()| Msg::Leave),
    };
    let warnings = meant.map(|profile| about_profile(shared, profile)).unwrap_or_default();
    let failed = state.profiles.error().filter(|_| !has_no_list);
    let failed =
        failed.map(|error| failed_read(shared, error, send.reform(|()| Msg::ReadProfiles)));
    let mut parts: Vec<Html> = failed.into_iter().collect();
    parts.push(field.view().into());
    parts.push(
        tag("div", "notes")
            .attr(SAY, Urgency::Polite.word())
            .list(warnings.iter().map(note).collect())
            .into(),
    );
    parts
}

/// Beside a profile: who uses the devices.
fn who(shared: &Shared, state: &State, send: &Callback<Msg>) -> El {
    let login = state.form.login == Some(true);
    let segment = |code: &str, pressed, login: Option<bool>| Segment {
        text: shared.texts.get(code),
        count: None,
        tone: Tone::Quiet,
        pressed,
        on_press: send.reform(move |()| Msg::Login(login)),
    };
    let label = shared.texts.get("bulk.who");
    tag("div", "bulk-choice")
        // The group has the same name.
        .child(tag("span", "bulk-label").attr("aria-hidden", "true").text(label.clone()))
        .child(segments(
            label,
            vec![
                segment("bulk.who.keep", !login, None),
                segment("enrollment.login", login, Some(true)),
            ],
        ))
}

/// A setting that stays as it is on each device, or is on or off on all of them.
fn setting(
    shared: &Shared,
    id: &'static str,
    name: &str,
    now: Option<bool>,
    node: &NodeRef,
    choose: Callback<Option<bool>>,
) -> El {
    let all =
        [("bulk.keep", "", None), ("bulk.on", "on", Some(true)), ("bulk.off", "off", Some(false))];
    let one = |(code, word, value): (&str, &'static str, Option<bool>)| {
        option(word, shared.texts.get(code), now == value)
    };
    let chosen = choose.reform(move |word: String| {
        all.iter().find(|(_, known, _)| *known == word).and_then(|(_, _, value)| *value)
    });
    let list = tag("select", "input")
        .node(node)
        .attr("id", id)
        .on_value(DomEvent::Change, chosen)
        .list(all.into_iter().map(one).collect());
    tag("div", "bulk-choice")
        .child(tag("label", "bulk-label").attr("for", id).text(shared.texts.get(name)))
        .child(list)
}

fn enrollment(shared: &Shared, state: &State, first: &NodeRef, send: &Callback<Msg>) -> Vec<Html> {
    let texts = &shared.texts;
    let form = &state.form;
    let input = el("input")
        .attr("type", "text")
        .value(form.username.clone())
        .on_value(DomEvent::Input, send.reform(Msg::User))
        .on(DomEvent::Blur, send.reform(|_| Msg::LeaveUser));
    let label = texts.get("enrollment.username");
    let help = texts.get("bulk.user.help");
    let user = field("bulk-user", label, help, input, None, &about_user(shared, state));
    let other = NodeRef::default();
    let (login, agent) = (send.reform(Msg::Login), send.reform(Msg::Agent));
    vec![
        setting(shared, "bulk-login", "enrollment.login", form.login, first, login).into(),
        setting(shared, "bulk-agent", "enrollment.agent", form.agent, &other, agent).into(),
        user.into(),
    ]
}

/// What there is to say about the user for all.
fn about_user(shared: &Shared, state: &State) -> Vec<FieldNote> {
    let texts = &shared.texts;
    if !state.form.names_user() {
        return Vec::new();
    }
    let policy = shared.policy();
    let mut notes: Vec<FieldNote> = rules::username::check(&state.form.username, &policy)
        .problems
        .iter()
        .map(|problem| {
            let kind = match problem.severity {
                rules::Severity::Error => NoteKind::Error,
                rules::Severity::Warning => NoteKind::Warning,
                rules::Severity::Hint => NoteKind::Hint,
            };
            plain(kind, problem.code, texts.problem(problem))
        })
        .collect();
    let directory = &state.form.directory;
    let about = match directory.answer() {
        Answer::Known(Existence::Exists, _) => Some((NoteKind::Good, "enrollment.user.exists")),
        Answer::Known(Existence::Missing, _) => {
            Some((NoteKind::Warning, "enrollment.user.missing"))
        }
        Answer::Known(Existence::Unknown, _) | Answer::Unasked
            if shared.client.offers(Part::CheckUser) =>
        {
            Some((NoteKind::Hint, "enrollment.user.unverified"))
        }
        _ => None,
    };
    let name = directory.name().unwrap_or_default().to_owned();
    notes.extend(
        about.map(|(kind, code)| plain(kind, code, texts.fill(code, &[("username", name)]))),
    );
    notes
}
