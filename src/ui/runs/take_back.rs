//! The way back from a change of one device, as a run. It must never say that one is taken back before a read
//! has shown it.

use super::past::{Past, Standing};
use super::plan::{Kind, about};
use super::single::{report, way_back};
use super::words;
use crate::facts_cache::Freshness;
use crate::listeners::Subscription;
use crate::shared::Shared;
use run::{Change, Obstacle, Outcome};
use std::cell::RefCell;
use std::rc::Rc;
use yew::Callback;

/// Takes a change back, and tells its end in a notice.
pub fn take_back_by_notice(shared: &Shared, change: Change) {
    let owner = shared.clone();
    let told =
        Callback::from(
            move |(is_done, text): (bool, String)| {
                if is_done { owner.toast(text, None) } else { owner.lasting_toast(text) }
            },
        );
    take_back(shared, change, told);
}

/// Takes a change back by a run of one device, and calls back once: whether the device is as it was before, and the sentence
/// that says so or why it is not.
pub fn take_back(shared: &Shared, change: Change, told: Callback<(bool, String)>) {
    let shared = shared.clone();
    wasm_bindgen_futures::spawn_local(async move {
        // Without them the host says itself what it refuses.
        let _ = shared.profiles(Freshness::Cached).await;
        let serial = change.serial.clone();
        let (profiles, _) = shared.facts().newest();
        let done = report(change);
        let about = about(Kind::Undo, &words::title(&shared, &done.plan.about));
        let id = about.id.clone();
        let (plan, cannot) = way_back(&done, profiles.as_ref(), about);
        if plan.changes.is_empty() {
            let obstacle = cannot.first().map_or(Obstacle::Unknown, |cannot| cannot.obstacle);
            let code = words::obstacle(obstacle);
            let why = shared.texts.count(&shared.format, code, 1);
            let params = [("serial", serial), ("why", why)];
            told.emit((false, shared.texts.fill("runs.single.not", &params)));
            return;
        }
        shared.runs().start(plan);
        // Held until the end has come.
        let hearing: Rc<RefCell<Option<Subscription>>> = Rc::default();
        let (heard, owner) = (hearing.clone(), shared.clone());
        let listen = Callback::from(move |()| {
            let past = owner.runs().past_of(&id);
            let Some(past) = past.filter(|past| past.standing == Standing::Ended) else { return };
            if heard.borrow_mut().take().is_some() {
                told.emit(ended(&owner, &past));
            }
        });
        let subscription = shared.runs().listen(listen);
        hearing.replace(Some(subscription));
    });
}

/// The end of a way back in words.
fn ended(shared: &Shared, past: &Past) -> (bool, String) {
    let report = &past.report;
    let Some((_, change, result)) = report.rows(None).next() else { return (false, String::new()) };
    let is_done = matches!(result.outcome, Outcome::Done | Outcome::Unchanged);
    let found = past.found.iter().find(|(serial, _)| *serial == change.serial);
    let why = words::why(shared, change, result, found.map(|(_, found)| found));
    let code = if is_done { "runs.single.done" } else { "runs.single.not" };
    (is_done, shared.texts.fill(code, &[("serial", change.serial.clone()), ("why", why)]))
}
