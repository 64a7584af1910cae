//! The calls of a run. Each device of a call is answered once, also after a failure. What a read shows is told to all surfaces.
//! Nothing here may decide what is called next.

use super::executor::{Caller, Tell};
use super::failure::{of_assignment, of_error};
use super::plan;
use crate::event::Event as HostEvent;
use crate::listeners::Subscription;
use crate::news::News;
use crate::shared::{Shared, SharedContext};
use host::{Client, DeviceQuery, EnrollmentRecord, HostError, Kind, SaveError};
use rules::{Draft, enrollment};
use run::{Change, Effect, Event, Failure, Plan, State, Ticket};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Calls about single devices that are under way at a time, for each call of the run.
const AT_ONCE: usize = 3;

/// One call about one device.
type Call = Pin<Box<dyn Future<Output = ()>>>;

impl Caller for SharedContext {
    fn call(self: Rc<Self>, effect: Effect, plan: &Plan, tell: Tell) {
        let shared = Shared::of(self);
        let client = shared.client.in_run(&plan.about.id);
        match effect {
            Effect::Read(ticket, serials) => {
                let is_touched = |serial: &String| {
                    let change = plan.changes.iter().find(|change| change.serial == *serial);
                    change.is_some_and(Change::touches_enrollment)
                };
                let marks: Vec<bool> = serials.iter().map(is_touched).collect();
                read(shared, ticket, serials.into_iter().zip(marks).collect(), tell);
            }
            Effect::Remove(ticket, serials) => assign(shared, client, ticket, None, serials, tell),
            Effect::Assign(ticket, profile, serials) => {
                assign(shared, client, ticket, Some(profile), serials, tell);
            }
            Effect::Save { ticket, serial, enrollment, expected } => {
                save(shared, client, ticket, serial, enrollment, expected, tell);
            }
            Effect::Record(..) | Effect::Wake(_) => {}
        }
    }

    fn emit(&self, event: &HostEvent) {
        SharedContext::emit(self, event.clone());
    }

    fn withdraw(&self, plan: &Plan) {
        let serials = plan.changes.iter().map(|change| change.serial.clone());
        self.announcements().withdraw(serials.collect());
    }

    fn hear_session(&self, back: Callback<()>) -> Subscription {
        SharedContext::hear_session(self, back)
    }

    fn ask_session(self: Rc<Self>) {
        spawn_local(async move {
            let query = DeviceQuery { limit: 1, ..DeviceQuery::default() };
            // A failure is what was known before.
            let _ = self.seen(self.client.devices(&query).await);
        });
    }
}

/// Makes a call for each item, few at a time.
fn each<T: 'static>(items: Vec<T>, call: Rc<dyn Fn(T) -> Call>) {
    let left = Rc::new(RefCell::new(items.into_iter()));
    for _ in 0..AT_ONCE {
        let (left, call) = (left.clone(), call.clone());
        spawn_local(async move {
            loop {
                let next = left.borrow_mut().next();
                let Some(item) = next else { break };
                call(item).await;
            }
        });
    }
}

/// Reads devices; of those that are marked, the enrollment too.
fn read(shared: Shared, ticket: Ticket, devices: Vec<(String, bool)>, tell: Tell) {
    let call = move |(serial, with_enrollment): (String, bool)| -> Call {
        let (shared, tell) = (shared.clone(), tell.clone());
        Box::pin(async move {
            let answer = read_one(&shared, &serial, with_enrollment).await;
            tell(Event::Read(ticket, serial, answer.map_err(|error| of_error(&error))));
        })
    };
    each(devices, Rc::new(call));
}

/// Reads these devices, few at a time; of those that are marked, the enrollment too. Tells each one, `None` where it failed.
pub fn look(
    shared: &Shared,
    devices: Vec<(String, bool)>,
    tell: Callback<(String, Option<State>)>,
) {
    let shared = shared.clone();
    let call = move |(serial, with_enrollment): (String, bool)| -> Call {
        let (shared, tell) = (shared.clone(), tell.clone());
        Box::pin(async move {
            let state = read_one(&shared, &serial, with_enrollment).await.ok();
            tell.emit((serial, state));
        })
    };
    each(devices, Rc::new(call));
}

async fn read_one(shared: &Shared, serial: &str, enrollment: bool) -> Result<State, HostError> {
    let mut device = shared.seen(shared.client.device(serial).await)?;
    let mut is_complete = device.enrollment.complete().is_some();
    if enrollment && !is_complete {
        device.enrollment = shared.seen(shared.client.enrollment(serial).await)?;
        is_complete = device.enrollment.complete().is_some();
    }
    let state = plan::state(&device, (enrollment && is_complete).then_some(&device.enrollment));
    shared.tell(serial.to_owned(), News::Record(Box::new(device)));
    Ok(state)
}

/// Assigns devices to a profile (`Some`), or removes their assignments: together where the host can, otherwise one by one.
fn assign(
    shared: Shared,
    client: Client,
    ticket: Ticket,
    profile: Option<String>,
    serials: Vec<String>,
    tell: Tell,
) {
    spawn_local(async move {
        let uuid = profile.as_deref();
        let answer = client.assign_together(uuid, &serials).await;
        match answer {
            Ok(answers) => {
                shared.tell_session_works();
                for (serial, answer) in serials.into_iter().zip(answers) {
                    tell(Event::Written(ticket, serial, of_assignment(answer)));
                }
            }
            Err(error) if error.kind == Kind::Absent => {
                assign_singly(shared, client, ticket, profile, serials, tell);
            }
            Err(error) => {
                shared.tell_lost_session(&error);
                tell(Event::Failed(ticket, of_error(&error)));
            }
        }
    });
}

fn assign_singly(
    shared: Shared,
    client: Client,
    ticket: Ticket,
    profile: Option<String>,
    serials: Vec<String>,
    tell: Tell,
) {
    let call = move |serial: String| -> Call {
        let (shared, client) = (shared.clone(), client.clone());
        let (profile, tell) = (profile.clone(), tell.clone());
        Box::pin(async move {
            let write = match &profile {
                Some(uuid) => client.assign(&serial, uuid),
                None => client.unassign(&serial),
            };
            let answer = match shared.seen(write.await) {
                Ok(answer) => of_assignment(answer),
                Err(error) => Err(of_error(&error)),
            };
            tell(Event::Written(ticket, serial, answer));
        })
    };
    each(serials, Rc::new(call));
}

/// Saves the enrollment of a device. `expected` is what the record showed.
fn save(
    shared: Shared,
    client: Client,
    ticket: Ticket,
    serial: String,
    draft: Draft,
    expected: Option<Draft>,
    tell: Tell,
) {
    spawn_local(async move {
        let answer = save_one(&shared, &client, &serial, &draft, expected).await;
        tell(Event::Written(ticket, serial, answer));
    });
}

async fn save_one(
    shared: &Shared,
    client: &Client,
    serial: &str,
    draft: &Draft,
    expected: Option<Draft>,
) -> Result<(), Failure> {
    let checked = enrollment::check(draft, &shared.policy());
    let Some(enrollment) = checked.value else {
        let code = checked.problems.first().map_or("enrollment.neither", |problem| problem.code);
        return Err(Failure::Refused(run::Reason {
            code: code.to_owned(),
            message: String::new(),
        }));
    };
    let expected = expected.map(EnrollmentRecord::from);
    match client.save_enrollment(serial, &enrollment, expected.as_ref()).await {
        // The run reads the device next, and only that counts.
        Ok(_) | Err(SaveError::NotReadBack(_)) => Ok(()),
        Err(SaveError::NotAccepted(error)) => {
            shared.tell_lost_session(&error);
            Err(of_error(&error))
        }
    }
}
