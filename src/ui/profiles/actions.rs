//! What an admin can do with profiles: preview, new, edit, duplicate, retire, where the host has the paths; the way to the host's own page
//! where it has none. It must never offer what the host cannot do.

use super::state::{Intent, Msg, State};
use crate::callbacks::press;
use crate::notices::error_banner;
use crate::shared::Shared;
use crate::widgets::{
    BannerKind, El, Menu, MenuEntry, banner, button, el, fragment, sentence, tag,
};
use host::{ChangeError, Kind, Part, Profile};
use yew::html::Scope;
use yew::prelude::*;

/// Whether profiles can be edited here.
pub fn can_define(shared: &Shared) -> bool {
    shared.can_edit
        && shared.client.offers(Part::Profile)
        && shared.client.offers(Part::ProfileCreate)
}

fn can_retire(shared: &Shared) -> bool {
    shared.can_edit && shared.client.offers(Part::ProfileRetire)
}

/// The address of the host's own page, where profiles cannot be edited here.
fn elsewhere(shared: &Shared, uuid: Option<&str>) -> Option<String> {
    let is_wanted = shared.can_edit && !can_define(shared);
    is_wanted.then(|| shared.profile_editor_url(uuid))?
}

fn can_preview(shared: &Shared) -> bool {
    shared.client.offers(Part::Profile)
}

/// Whether a profile has a button, so that the table has a column for it.
pub fn has_any(shared: &Shared) -> bool {
    can_preview(shared) || can_retire(shared) || elsewhere(shared, Some("")).is_some()
}

/// The bar above the list; nothing where no profile can be made.
pub fn bar<C: Component<Message = Msg>>(shared: &Shared, link: &Scope<C>) -> Option<El> {
    let text = shared.texts.get("profiles.new");
    let new = if can_define(shared) {
        button("button button-primary", text, press(link, || Msg::Edit(Intent::New)))
    } else {
        tag("a", "button").attr("href", elsewhere(shared, None)?).text(text)
    };
    Some(tag("div", "profiles-bar").child(new))
}

/// The cell with the buttons of a profile.
pub fn cell<C: Component<Message = Msg>>(
    shared: &Shared,
    link: &Scope<C>,
    profile: &Profile,
) -> Option<El> {
    if !has_any(shared) {
        return None;
    }
    let texts = &shared.texts;
    let text = texts.get("profiles.edit");
    let named = |text: &str| {
        let params = [("action", text.to_owned()), ("item", profile.name.clone())];
        texts.fill("common.about", &params)
    };
    let send = |msg: Msg| link.callback(move |()| msg.clone());
    let edit = if can_define(shared) {
        let intent = Intent::Edit(profile.clone());
        let name = named(&text);
        Some(button("button button-small", text, send(Msg::Edit(intent))).attr("aria-label", name))
    } else {
        elsewhere(shared, Some(&profile.uuid)).map(|url| {
            let name = named(&text);
            tag("a", "button button-small").attr("href", url).attr("aria-label", name).text(text)
        })
    };
    let entry = |code: &str, msg: Msg, danger: bool| {
        let text = texts.get(code);
        let name = Some(named(&text).into());
        MenuEntry { text: text.into(), name, action: send(msg), danger }
    };
    let preview = can_preview(shared).then(|| {
        let params = [("profile", profile.name.clone())];
        let name = texts.fill("preview.show.name", &params);
        let msg = Msg::Preview(profile.clone());
        MenuEntry { name: Some(name.into()), ..entry("preview.show", msg, false) }
    });
    let copy = can_define(shared)
        .then(|| entry("profiles.duplicate", Msg::Edit(Intent::Duplicate(profile.clone())), false));
    let retire =
        can_retire(shared).then(|| entry("profiles.retire", Msg::Retire(profile.clone()), true));
    let entries: Vec<MenuEntry> = [preview, copy, retire].into_iter().flatten().collect();
    let menu = (!entries.is_empty()).then(|| {
        let label = texts.fill("profiles.menu", &[("profile", profile.name.clone())]);
        html! { <Menu {label} {entries} /> }
    });
    let actions =
        tag("div", "profile-actions").maybe(edit).child(fragment(menu.into_iter().collect()));
    let label = texts.get("profiles.column.actions");
    Some(el("td").attr("role", "cell").attr("data-label", label).child(actions))
}

/// Why a link has not opened the editor.
pub fn unknown(shared: &Shared, state: &State) -> Option<El> {
    let code = "profiles.link.unknown";
    let text = shared.texts.fill(code, &[("uuid", state.unknown.clone()?)]);
    Some(el("div").child(sentence(BannerKind::Warning, code, text)))
}

/// The question whether a profile is to be retired, and why it was not.
pub fn retiring<C: Component<Message = Msg>>(
    shared: &Shared,
    state: &State,
    link: &Scope<C>,
) -> Option<El> {
    let texts = &shared.texts;
    let retiring = state.retiring.as_ref()?;
    let params = [("profile", retiring.profile.name.clone())];
    let text = match (&retiring.error, retiring.busy) {
        (_, true) => texts.get("profiles.retiring"),
        (None, false) => texts.fill("profiles.retire.question", &params),
        (Some(error), false) => match error {
            ChangeError::NotDone(cause) if cause.kind == Kind::Conflict => {
                texts.fill("profiles.retire.in-use", &params)
            }
            ChangeError::NotDone(_) => texts.fill("profiles.retire.failed", &params),
            ChangeError::Unclear(_) => texts.fill("profiles.retire.unclear", &params),
        },
    };
    let cause = retiring.error.as_ref().map(ChangeError::cause);
    let cause = cause.filter(|cause| cause.kind != Kind::Conflict);
    let cause = cause.map(|cause| error_banner(shared, cause, None));
    let keep = button("button", texts.get("profiles.keep"), press(link, || Msg::Keep));
    let retire = button(
        "button button-danger",
        texts.get("profiles.retire"),
        press(link, || Msg::RetireNow),
    )
    .aria_bool("aria-disabled", retiring.busy);
    let question = fragment(vec![
        el("p").text(text).into(),
        tag("div", "banner-buttons").child(keep).child(retire).into(),
    ]);
    Some(el("div").list(cause.into_iter().collect()).child(banner(
        BannerKind::Warning,
        "profiles.retire",
        question,
    )))
}
