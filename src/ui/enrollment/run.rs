//! Runs the effects of the dialog's state: calls, pauses, storage, focus, and messages to the owner.

use super::people::{LOOKED_THROUGH, OFFERED};
use super::props::EnrollmentProps;
use super::state::{CloseReason, Effect, Msg, Place, shows};
use crate::callbacks::later;
use crate::checklist::tasks;
use crate::event::Event;
use crate::format::now;
use crate::shared::Shared;
use gloo_timers::callback::Timeout;
use host::EnrollmentRecord;
use rules::{Draft, Enrollment, SerialNumber, serial};
use std::cell::Cell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Callback, Component, Context, NodeRef};

/// Pause after the last key before users are searched, in milliseconds.
const SEARCH_PAUSE: u32 = 250;
/// Pause after the last key before the user is looked up, in milliseconds.
const CHECK_PAUSE: u32 = 400;
/// Users offered at once, as the client counts.
const OFFER: u32 = OFFERED as u32;

/// The parts of the dialog that the focus or the view may be taken to.
#[derive(Default)]
pub struct Places {
    /// The username field.
    pub username: NodeRef,
    /// "Login required".
    pub login: NodeRef,
    /// "Agent install required".
    pub agent: NodeRef,
    /// The trouble with the newest save.
    pub trouble: NodeRef,
}

/// Runs effects and holds the pending ones.
pub struct Runner {
    search_pause: Option<Timeout>,
    check_pause: Option<Timeout>,
    going: Option<Place>,
    alive: Rc<Cell<bool>>,
}

impl Default for Runner {
    fn default() -> Self {
        let alive = Rc::new(Cell::new(true));
        Runner { search_pause: None, check_pause: None, going: None, alive }
    }
}

impl Runner {
    /// Runs one effect.
    pub fn run<C>(&mut self, scope: &Context<C>, effect: Effect)
    where
        C: Component<Message = Msg, Properties = EnrollmentProps>,
    {
        let props = scope.props();
        let link = scope.link();
        let shared = props.shared.clone();
        let Some(serial) = serial::check(&props.serial).value else { return };
        match effect {
            Effect::Read(generation, ask) => later(
                link,
                Box::pin(async move {
                    let part = tasks::read(shared.clone(), serial, ask).await;
                    Msg::HostAnswer(generation, part, shared.policy())
                }),
            ),
            Effect::ReadEnrollment(generation) => later(
                link,
                Box::pin(async move {
                    Msg::Enrollment(
                        generation,
                        shared.seen(shared.client.enrollment(&serial).await),
                    )
                }),
            ),
            Effect::SearchSoon(generation) => {
                let link = link.clone();
                let done = move || link.send_message(Msg::SearchNow(generation));
                self.search_pause = Some(Timeout::new(SEARCH_PAUSE, done));
            }
            Effect::CheckSoon(generation) => {
                let link = link.clone();
                let done = move || link.send_message(Msg::CheckNow(generation));
                self.check_pause = Some(Timeout::new(CHECK_PAUSE, done));
            }
            Effect::Search(generation, prefix) => later(
                link,
                Box::pin(async move {
                    let users = shared.seen(shared.client.search_users(&prefix, OFFER).await);
                    Msg::Found(generation, users)
                }),
            ),
            Effect::SearchNear(generation, prefix, name) => later(
                link,
                Box::pin(async move {
                    let users =
                        shared.seen(shared.client.search_users(&prefix, LOOKED_THROUGH).await);
                    Msg::FoundNear(generation, name, users)
                }),
            ),
            Effect::Check(generation, username) => later(
                link,
                Box::pin(async move {
                    let found = shared.seen(shared.client.user_exists(&username).await);
                    Msg::Checked(generation, found, now())
                }),
            ),
            Effect::Save(generation, enrollment, expected) => {
                self.save(scope, generation, serial, enrollment, expected);
            }
            Effect::Reread(generation, reason) => later(
                link,
                Box::pin(async move {
                    let answer = shared.seen(shared.client.enrollment(&serial).await);
                    Msg::Reread(generation, reason, answer)
                }),
            ),
            Effect::Store(answer) => tasks::store(serial.as_str(), &answer),
            // The place may exist only after the new state is drawn.
            Effect::Go(place) => self.going = Some(place),
            Effect::TellSaved(draft) => tell_saved(&shared, &serial, &props.on_saved, draft),
            Effect::TellDevice(device) => props.on_device.emit(*device),
            Effect::Close(closed) => {
                let saved = closed == CloseReason::Saved;
                if shared.emit(Event::DialogClose { serial: serial.as_str().to_owned(), saved }) {
                    props.on_close.emit(closed);
                }
            }
        }
    }

    /// Stores and reads back. When the dialog is gone before the answer comes, the owner and the host page still learn of a
    /// save that the host's record shows.
    fn save<C>(
        &self,
        scope: &Context<C>,
        generation: u32,
        serial: SerialNumber,
        enrollment: Enrollment,
        expected: EnrollmentRecord,
    ) where
        C: Component<Message = Msg, Properties = EnrollmentProps>,
    {
        let shared = scope.props().shared.clone();
        let on_saved = scope.props().on_saved.clone();
        let alive = self.alive.clone();
        let link = scope.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            let answer = shared.client.save_enrollment(&serial, &enrollment, Some(&expected)).await;
            match &answer {
                Ok(_) => shared.tell_session_works(),
                Err(error) => shared.tell_lost_session(error.cause()),
            }
            match answer {
                answer if alive.get() => link.send_message(Msg::Stored(generation, answer)),
                Ok(record) if shows(&record, &enrollment, &shared.policy()) => {
                    tell_saved(&shared, &serial, &on_saved, record.draft());
                }
                _ => {}
            }
        });
    }

    /// Marks the dialog as gone. A pending save is then reported to the owner and the host page only.
    pub fn close(&self) {
        self.alive.set(false);
    }

    /// Takes the admin where the state wants them, once it is drawn.
    pub fn go(&mut self, places: &Places) {
        let Some(place) = self.going.take() else { return };
        let node = match place {
            Place::Username => &places.username,
            Place::Login => &places.login,
            Place::Agent => &places.agent,
            Place::Trouble => &places.trouble,
        };
        let Some(element) = node.cast::<HtmlElement>() else { return };
        if place == Place::Trouble {
            element.scroll_into_view();
        } else {
            // A refused focus leaves the admin where they are, which is no harm.
            let _ = element.focus();
        }
    }
}

fn tell_saved(shared: &Shared, serial: &SerialNumber, on_saved: &Callback<Draft>, draft: Draft) {
    on_saved.emit(draft.clone());
    shared.emit(Event::EnrollmentSaved { serial: serial.as_str().to_owned(), draft });
}
