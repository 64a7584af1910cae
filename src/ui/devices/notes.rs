//! The list's results in words: for toasts, and for screen readers.

use super::state::{Announcement, Msg, Notice, Undo};
use crate::rest::take_back;
use crate::shared::Shared;
use yew::Callback;

/// Shows a result for a while, with what takes it back or shows more.
pub fn toast(shared: &Shared, on_msg: &Callback<Msg>, notice: Notice, undo: Option<Undo>) {
    let texts = &shared.texts;
    let press =
        |code: &str, msg: Msg| Some((texts.get(code), on_msg.reform(move |()| msg.clone())));
    let action = match (&notice, undo) {
        (_, Some(change)) => {
            let shared = shared.clone();
            let take_back = Callback::from(move |()| take_back(&shared, change.clone()));
            Some((texts.get("devices.undo"), take_back))
        }
        (Notice::Synced(new), None) if !new.is_empty() => {
            press("devices.synced.show", Msg::SearchNow(rules::text::join(new, " ")))
        }
        _ => None,
    };
    let about = match &notice {
        Notice::Synced(_) => None,
        Notice::Assigned { serial, .. }
        | Notice::Removed { serial }
        | Notice::Half { serial }
        | Notice::InDoubt { serial }
        | Notice::Saved { serial } => Some(serial.clone()),
    };
    shared.toast_about(about, text(shared, &notice), action);
}

fn text(shared: &Shared, notice: &Notice) -> String {
    let texts = &shared.texts;
    let (code, serial, profile) = match notice {
        Notice::Synced(new) if new.is_empty() => return texts.get("devices.synced"),
        Notice::Synced(new) => {
            let count = u32::try_from(new.len()).unwrap_or(u32::MAX);
            return texts.count(&shared.format, "devices.synced.new", count);
        }
        Notice::Assigned { serial, profile } => ("devices.notice.assigned", serial, &**profile),
        Notice::Removed { serial } => ("devices.notice.removed", serial, ""),
        Notice::Half { serial } => ("devices.notice.half", serial, ""),
        Notice::InDoubt { serial } => ("devices.notice.in-doubt", serial, ""),
        Notice::Saved { serial } => ("devices.notice.saved", serial, ""),
    };
    texts.fill(code, &[("serial", serial.clone()), ("profile", profile.to_owned())])
}

/// What a screen reader says.
pub fn said(shared: &Shared, announcement: Announcement) -> String {
    let texts = &shared.texts;
    match announcement {
        Announcement::Count(count) => texts.count(&shared.format, "devices.say.count", count),
        Announcement::Range(from, to) => {
            let number = |number| shared.format.number(number);
            texts.fill("devices.say.range", &[("from", number(from)), ("to", number(to))])
        }
        Announcement::Selected(count) => texts.count(&shared.format, "devices.selected", count),
        Announcement::NoMatch => texts.get("devices.none-match"),
    }
}
