//! Runs the effects of the dialog's state: calls, pauses, storage, focus, and messages to the owner.

use super::people::{LOOKED_THROUGH, OFFERED};
use super::props::EnrollmentProps;
use super::state::{CloseReason, Effect, Msg, Place, Reason, news_of};
use crate::callbacks::later;
use crate::checklist::tasks;
use crate::event::Event;
use crate::format::now;
use crate::news::News;
use crate::shared::Shared;
use gloo_timers::callback::Timeout;
use host::{EnrollmentRecord, HostError, SaveError};
use rules::{Draft, Enrollment};
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
    /// Runs one effect. `address` is the serial number by which the host knows the device; without one only the dialog itself
    /// can be closed.
    pub fn run<C>(&mut self, scope: &Context<C>, address: Option<String>, effect: Effect)
    where
        C: Component<Message = Msg, Properties = EnrollmentProps>,
    {
        let props = scope.props();
        let link = scope.link();
        let shared = props.shared.clone();
        let serial = match (address, &effect) {
            (Some(serial), _) => serial,
            (None, Effect::Close(_)) => props.serial.to_string(),
            (None, _) => return,
        };
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
            Effect::Reread(generation, reason, sent) => {
                let owner = self.owner(scope, serial);
                let link = link.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    let client = &owner.shared.client;
                    let answer = owner.shared.seen(client.enrollment(&owner.serial).await);
                    if owner.alive.get() {
                        link.send_message(Msg::Reread(generation, reason, answer));
                    } else {
                        owner.settle_reading(&reason, answer, &sent);
                    }
                });
            }
            Effect::Store(answer) => tasks::store(&serial, &answer),
            // The place may exist only after the new state is drawn.
            Effect::Go(place) => self.going = Some(place),
            Effect::TellSaved(draft) => self.owner(scope, serial).tell_saved(draft),
            Effect::Tell(news) => props.on_news.emit(news),
            Effect::Close(closed) => {
                let saved = closed == CloseReason::Saved;
                if shared.emit(Event::DialogClose { serial, saved }) {
                    props.on_close.emit(closed);
                }
            }
        }
    }

    /// Stores and reads back.
    fn save<C>(
        &self,
        scope: &Context<C>,
        generation: u32,
        serial: String,
        enrollment: Enrollment,
        expected: EnrollmentRecord,
    ) where
        C: Component<Message = Msg, Properties = EnrollmentProps>,
    {
        let owner = self.owner(scope, serial);
        let link = scope.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            let client = &owner.shared.client;
            let answer = client.save_enrollment(&owner.serial, &enrollment, Some(&expected)).await;
            match &answer {
                Ok(_) => owner.shared.tell_session_works(),
                Err(error) => owner.shared.tell_lost_session(error.cause()),
            }
            if owner.alive.get() {
                link.send_message(Msg::Stored(generation, answer));
            } else {
                owner.settle(answer, &enrollment);
            }
        });
    }

    fn owner<C>(&self, scope: &Context<C>, serial: String) -> Owner
    where
        C: Component<Message = Msg, Properties = EnrollmentProps>,
    {
        let props = scope.props();
        let (shared, on_news) = (props.shared.clone(), props.on_news.clone());
        Owner { shared, on_news, serial, alive: self.alive.clone() }
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

/// Whoever shows the device, and the host page: they learn the end of a save also when the dialog is gone by then.
struct Owner {
    shared: Shared,
    on_news: Callback<News>,
    serial: String,
    alive: Rc<Cell<bool>>,
}

impl Owner {
    /// Tells the end of a save whose dialog is gone.
    fn settle(&self, answer: Result<EnrollmentRecord, SaveError>, sent: &Enrollment) {
        for news in news_of(answer, sent, &self.shared.policy()) {
            match news {
                News::Saved(draft) => self.tell_saved(draft),
                news => self.on_news.emit(news),
            }
        }
    }

    /// Tells the record that was read after a save without a usable answer. The host refused a save that met a conflict.
    fn settle_reading(
        &self,
        reason: &Reason,
        answer: Result<EnrollmentRecord, HostError>,
        sent: &Enrollment,
    ) {
        match (reason, answer) {
            (Reason::Conflict, Ok(record)) => self.on_news.emit(News::Enrollment(record)),
            (Reason::Conflict, Err(_)) => {}
            (_, answer) => self.settle(answer.map_err(SaveError::NotReadBack), sent),
        }
    }

    fn tell_saved(&self, draft: Draft) {
        self.on_news.emit(News::Saved(draft.clone()));
        self.shared.emit(Event::EnrollmentSaved { serial: self.serial.clone(), draft });
    }
}
