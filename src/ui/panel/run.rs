//! Runs the effects of the panel's state: calls, pauses, storage, focus, and messages to the owner.

use super::props::{Frame, Neighbour, PanelProps};
use super::state::{Effect, Msg};
use crate::assign::job::Report;
use crate::assign::{change, state as profile};
use crate::callbacks::later;
use crate::checklist::tasks;
use crate::clipboard;
use crate::enrollment::CloseReason;
use crate::enrollment::people::{LOOKED_THROUGH, OFFERED, joined};
use crate::enrollment::state::{Effect as Enrollment, Exit, Msg as About, Place, Reason, news_of};
use crate::event::Event;
use crate::format::now;
use crate::news::News;
use crate::shared::Shared;
use gloo_timers::callback::Timeout;
use host::{EnrollmentRecord, HostError, Part, SaveError};
use rules::{Draft, Enrollment as Values};
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::{Callback, Component, Context, NodeRef};

/// Pause after the last key before users are searched, in milliseconds.
const SEARCH_PAUSE: u32 = 250;
/// Pause after the last key before the user is looked up, in milliseconds.
const CHECK_PAUSE: u32 = 400;
/// Users offered at once, as the client counts.
const OFFER: u32 = OFFERED as u32;

/// The parts of the panel that the focus or the view may be taken to.
#[derive(Default)]
pub struct Places {
    /// The heading of the panel.
    pub heading: NodeRef,
    /// The heading of the profile.
    pub profile: NodeRef,
    /// The field in which a profile is chosen.
    pub choice: NodeRef,
    /// The heading of the enrollment.
    pub enrollment: NodeRef,
    /// The username field.
    pub username: NodeRef,
    /// "Login required".
    pub login: NodeRef,
    /// "Agent install required".
    pub agent: NodeRef,
    /// The trouble with the newest save.
    pub trouble: NodeRef,
    /// The button that stays.
    pub stay: NodeRef,
    /// The heading of the checklist.
    pub checks: NodeRef,
}

/// Where the focus goes when the state is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A place in the enrollment.
    Enrollment(Place),
    /// The heading of the panel.
    Heading,
    /// The heading of the profile.
    Profile,
    /// The field in which a profile is chosen.
    Choice,
    /// The heading of the checklist.
    Checks,
}

/// Runs effects and holds the pending ones.
pub struct Runner {
    search_pause: Option<Timeout>,
    check_pause: Option<Timeout>,
    going: Option<Goal>,
    alive: Rc<Cell<bool>>,
}

impl Default for Runner {
    fn default() -> Self {
        let alive = Rc::new(Cell::new(true));
        Runner { search_pause: None, check_pause: None, going: None, alive }
    }
}

impl Runner {
    /// Runs one effect, and returns the answer to a question that was answered before. `address` is the serial number by which
    /// the host knows the device; without one only the panel itself can be left.
    pub fn run<C>(
        &mut self,
        scope: &Context<C>,
        address: Option<String>,
        effect: Effect,
    ) -> Option<Msg>
    where
        C: Component<Message = Msg, Properties = PanelProps>,
    {
        let serial = match (address, &effect) {
            (Some(serial), _) => serial,
            (None, Effect::Enrollment(Enrollment::Close(_) | Enrollment::Turn(_))) => {
                scope.props().serial.to_string()
            }
            (None, _) => return None,
        };
        match effect {
            Effect::Enrollment(effect) => return self.run_enrollment(scope, serial, effect),
            Effect::Profile(effect) => self.run_profile(scope, serial, effect),
            Effect::Copy(text) => later(
                scope.link(),
                Box::pin(async move { Msg::Copied(clipboard::copy(&text).await) }),
            ),
        }
        None
    }

    fn run_enrollment<C>(
        &mut self,
        scope: &Context<C>,
        serial: String,
        effect: Enrollment,
    ) -> Option<Msg>
    where
        C: Component<Message = Msg, Properties = PanelProps>,
    {
        let props = scope.props();
        let link = scope.link();
        let shared = props.shared.clone();
        let about = |work: Pin<Box<dyn Future<Output = About>>>| {
            later(link, Box::pin(async move { Msg::Enrollment(work.await) }));
        };
        match effect {
            Enrollment::Read(generation, ask) => {
                if let Some(answer) = tasks::read_before(&shared, ask) {
                    let answer = About::HostAnswer(generation, answer, shared.policy());
                    return Some(Msg::Enrollment(answer));
                }
                about(Box::pin(async move {
                    let part = tasks::read(shared.clone(), serial, ask).await;
                    About::HostAnswer(generation, part, shared.policy())
                }));
            }
            Enrollment::ReadEnrollment(generation) => about(Box::pin(async move {
                About::Enrollment(generation, shared.seen(shared.client.enrollment(&serial).await))
            })),
            Enrollment::SearchSoon(generation) => {
                self.search_pause = Some(pause(scope, SEARCH_PAUSE, About::SearchNow(generation)));
            }
            Enrollment::CheckSoon(generation) => {
                self.check_pause = Some(pause(scope, CHECK_PAUSE, About::CheckNow(generation)));
            }
            Enrollment::Search(generation, text) => about(Box::pin(async move {
                let users = shared.seen(shared.client.search_users(&text, OFFER).await);
                let is_full = matches!(&users, Ok(users) if users.len() >= OFFERED);
                let people = if is_full || !shared.client.offers(Part::SearchPeople) {
                    Ok(Vec::new())
                } else {
                    shared.client.search_people(&text, OFFER).await
                };
                About::Found(generation, joined(users, people))
            })),
            Enrollment::SearchNear(generation, prefix, name) => about(Box::pin(async move {
                let users = shared.seen(shared.client.search_users(&prefix, LOOKED_THROUGH).await);
                About::FoundNear(generation, name, users)
            })),
            Enrollment::Check(generation, username) => about(Box::pin(async move {
                let found = shared.seen(shared.client.user_exists(&username).await);
                About::Checked(generation, found, now())
            })),
            Enrollment::Save(generation, values, expected) => {
                self.save(scope, generation, serial, values, expected);
            }
            Enrollment::Reread(generation, reason, sent) => {
                let owner = self.owner(scope, serial);
                let link = link.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    let client = &owner.shared.client;
                    let answer = owner.shared.seen(client.enrollment(&owner.serial).await);
                    if owner.alive.get() {
                        let reread = About::Reread(generation, reason, answer);
                        link.send_message(Msg::Enrollment(reread));
                    } else {
                        owner.settle_reading(&reason, answer, &sent);
                    }
                });
            }
            Enrollment::Store(answer) => shared.answers().take(&serial, answer),
            // The place may exist only after the new state is drawn.
            Enrollment::Go(place) => self.going = Some(Goal::Enrollment(place)),
            Enrollment::TellSaved(draft) => self.owner(scope, serial).tell_saved(draft),
            Enrollment::Tell(news) => props.on_news.emit(news),
            Enrollment::Turn(Exit::HandOver) => {
                if shared.emit(Event::DialogClose { serial, saved: false }) {
                    props.on_hand_over.emit(());
                }
            }
            Enrollment::Turn(exit) => props.on_neighbour.emit(match exit {
                Exit::Previous => Neighbour::Previous,
                Exit::Next | Exit::Close | Exit::HandOver => Neighbour::Next,
            }),
            Enrollment::Close(closed) => {
                let saved = closed == CloseReason::Saved;
                if shared.emit(Event::DialogClose { serial, saved }) {
                    props.on_close.emit(());
                    if let Frame::Dialog(on_closed) = &props.frame {
                        on_closed.emit(closed);
                    }
                }
            }
        }
        None
    }

    fn run_profile<C>(&mut self, scope: &Context<C>, serial: String, effect: profile::Effect)
    where
        C: Component<Message = Msg, Properties = PanelProps>,
    {
        let shared = scope.props().shared.clone();
        match effect {
            profile::Effect::Run(change) => {
                let work = async move { change::run(&shared, &serial, change).await };
                follow(scope, Box::pin(work));
            }
            profile::Effect::Look(before) => {
                let work = async move { change::look(&shared, &serial, &before).await };
                follow(scope, Box::pin(work));
            }
            profile::Effect::GoToField => self.going = Some(Goal::Choice),
            profile::Effect::GoToSection => self.going = Some(Goal::Profile),
            // The state has turned it into the reading of all facts.
            profile::Effect::LoadProfiles => {}
        }
    }

    /// Stores and reads back.
    fn save<C>(
        &self,
        scope: &Context<C>,
        generation: u32,
        serial: String,
        values: Values,
        expected: EnrollmentRecord,
    ) where
        C: Component<Message = Msg, Properties = PanelProps>,
    {
        let owner = self.owner(scope, serial);
        let link = scope.link().clone();
        wasm_bindgen_futures::spawn_local(async move {
            let client = &owner.shared.client;
            let answer = client.save_enrollment(&owner.serial, &values, Some(&expected)).await;
            match &answer {
                Ok(_) => owner.shared.tell_session_works(),
                Err(error) => owner.shared.tell_lost_session(error.cause()),
            }
            if owner.alive.get() {
                link.send_message(Msg::Enrollment(About::Stored(generation, answer)));
            } else {
                owner.settle(answer, &values);
            }
        });
    }

    fn owner<C>(&self, scope: &Context<C>, serial: String) -> Owner
    where
        C: Component<Message = Msg, Properties = PanelProps>,
    {
        let props = scope.props();
        let (shared, on_news) = (props.shared.clone(), props.on_news.clone());
        Owner { shared, on_news, serial, alive: self.alive.clone() }
    }

    /// Marks the panel as gone. A pending save is then reported to the owner and the host page only.
    pub fn close(&self) {
        self.alive.set(false);
    }

    /// Takes the admin there once the state is drawn.
    pub fn aim(&mut self, goal: Goal) {
        self.going = Some(goal);
    }

    /// Takes the admin where the state wants them, once it is drawn.
    pub fn go(&mut self, places: &Places) {
        let Some(goal) = self.going.take() else { return };
        let (node, heir) = match goal {
            Goal::Enrollment(Place::Username) => (&places.username, &places.enrollment),
            Goal::Enrollment(Place::Login) => (&places.login, &places.enrollment),
            Goal::Enrollment(Place::Agent) => (&places.agent, &places.enrollment),
            Goal::Enrollment(Place::Trouble) => (&places.trouble, &places.trouble),
            Goal::Enrollment(Place::Stay) => (&places.stay, &places.heading),
            Goal::Choice => (&places.choice, &places.profile),
            Goal::Profile => (&places.profile, &places.heading),
            Goal::Checks => (&places.checks, &places.heading),
            Goal::Heading => (&places.heading, &places.heading),
        };
        let found = node.cast::<HtmlElement>().or_else(|| heir.cast());
        let Some(element) = found else { return };
        if goal == Goal::Enrollment(Place::Trouble) {
            element.scroll_into_view();
        } else {
            // A refused focus leaves the admin where they are, which is no harm.
            let _ = element.focus();
        }
    }
}

fn pause<C>(scope: &Context<C>, millis: u32, msg: About) -> Timeout
where
    C: Component<Message = Msg, Properties = PanelProps>,
{
    let link = scope.link().clone();
    Timeout::new(millis, move || link.send_message(Msg::Enrollment(msg)))
}

/// Follows a change to its end and tells the end to the owner, also when the panel is gone by then, and to the panel.
fn follow<C>(scope: &Context<C>, work: Pin<Box<dyn Future<Output = Rc<Report>>>>)
where
    C: Component<Message = Msg, Properties = PanelProps>,
{
    let on_news = scope.props().on_news.clone();
    let link = scope.link().clone();
    wasm_bindgen_futures::spawn_local(async move {
        let report = work.await;
        let news = News::Profile(report.clone());
        on_news.emit(news.clone());
        link.send_message(Msg::Profile(profile::Msg::Ended(report)));
        link.send_message(Msg::News(news, now()));
    });
}

/// Whoever shows the device, and the host page: they learn the end of a save also when the panel is gone by then.
struct Owner {
    shared: Shared,
    on_news: Callback<News>,
    serial: String,
    alive: Rc<Cell<bool>>,
}

impl Owner {
    /// Tells the end of a save whose panel is gone.
    fn settle(&self, answer: Result<EnrollmentRecord, SaveError>, sent: &Values) {
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
        sent: &Values,
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
