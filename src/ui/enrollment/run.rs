//! What the dialog's state asks for, done: calls, pauses, storage, focus, and telling the owner.

use super::dialog::EnrollmentDialog;
use super::people::{LOOKED_THROUGH, OFFERED};
use super::state::saving::shows;
use super::state::{Closed, Effect, Msg, Place};
use crate::checklist::tasks;
use crate::context::{Ctx, Event, later};
use crate::format::now;
use gloo_timers::callback::Timeout;
use host::EnrollmentRecord;
use rules::{Draft, Enrollment, SerialNumber, serial};
use web_sys::HtmlElement;
use yew::{Callback, Context};

/// Pause after the last key before users are searched, in milliseconds.
const SEARCH_PAUSE: u32 = 250;
/// Pause after the last key before the user is looked up, in milliseconds.
const CHECK_PAUSE: u32 = 400;
/// Users offered at once, as the client counts.
const OFFER: u32 = OFFERED as u32;

impl EnrollmentDialog {
    pub(super) fn run(&mut self, scope: &Context<Self>, effect: Effect) {
        let props = scope.props();
        let link = scope.link();
        let ctx = props.ctx.clone();
        let Some(serial) = serial::check(&props.serial).value else { return };
        match effect {
            Effect::Read(generation, ask) => later(
                link,
                Box::pin(async move {
                    let part = tasks::read(ctx.clone(), serial, ask).await;
                    Msg::Part(generation, part, ctx.policy())
                }),
            ),
            Effect::ReadEnrollment(generation) => later(
                link,
                Box::pin(async move {
                    Msg::Enrollment(generation, ctx.seen(ctx.client.enrollment(&serial).await))
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
                    let users = ctx.seen(ctx.client.search_users(&prefix, OFFER).await);
                    Msg::Found(generation, users)
                }),
            ),
            Effect::SearchNear(generation, prefix, name) => later(
                link,
                Box::pin(async move {
                    let users = ctx.seen(ctx.client.search_users(&prefix, LOOKED_THROUGH).await);
                    Msg::FoundNear(generation, name, users)
                }),
            ),
            Effect::Check(generation, username) => later(
                link,
                Box::pin(async move {
                    let found = ctx.seen(ctx.client.user_exists(&username).await);
                    Msg::Checked(generation, found, now())
                }),
            ),
            Effect::Save(generation, enrollment, expected) => {
                self.save(scope, generation, serial, enrollment, expected);
            }
            Effect::Reread(generation, reason) => later(
                link,
                Box::pin(async move {
                    let answer = ctx.seen(ctx.client.enrollment(&serial).await);
                    Msg::Reread(generation, reason, answer)
                }),
            ),
            Effect::Keep(keep) => tasks::keep(serial.as_str(), &keep),
            // The place may only be there once the new state is drawn.
            Effect::Go(place) => self.going = Some(place),
            Effect::TellSaved(draft) => tell_saved(&ctx, &serial, &props.on_saved, draft),
            Effect::TellDevice(device) => props.on_device.emit(*device),
            Effect::Close(closed) => {
                let saved = closed == Closed::Saved;
                if ctx.emit(Event::DialogClose { serial: serial.as_str().to_owned(), saved }) {
                    props.on_close.emit(closed);
                }
            }
        }
    }

    /// Stores and reads back. When the dialog is gone before the answer comes, the owner and the host page still learn of a
    /// save that the host's record shows.
    fn save(
        &self,
        scope: &Context<Self>,
        generation: u32,
        serial: SerialNumber,
        enrollment: Enrollment,
        expected: EnrollmentRecord,
    ) {
        let ctx = scope.props().ctx.clone();
        let on_saved = scope.props().on_saved.clone();
        let alive = self.alive.clone();
        let link = scope.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            let answer = ctx.client.save_enrollment(&serial, &enrollment, Some(&expected)).await;
            if let Err(error) = &answer {
                ctx.tell_lost_session(error.cause());
            }
            match answer {
                answer if alive.get() => link.send_message(Msg::Stored(generation, answer)),
                Ok(record) if shows(&record, &enrollment, &ctx.policy()) => {
                    tell_saved(&ctx, &serial, &on_saved, record.draft());
                }
                _ => {}
            }
        });
    }

    /// Takes the admin where the state wants them, once it is drawn.
    pub(super) fn go(&mut self) {
        let Some(place) = self.going.take() else { return };
        let node = match place {
            Place::Username => &self.username,
            Place::Login => &self.login,
            Place::Agent => &self.agent,
            Place::Trouble => &self.trouble,
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

fn tell_saved(ctx: &Ctx, serial: &SerialNumber, on_saved: &Callback<Draft>, draft: Draft) {
    on_saved.emit(draft.clone());
    ctx.emit(Event::EnrollmentSaved { serial: serial.as_str().to_owned(), draft });
}
