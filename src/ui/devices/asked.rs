//! Answers what an admin asks for beyond the rows of the host: a filter over all devices, serial numbers to select, a sync. It
//! must never change what is shown: it tells the list.

use super::state::{Ask, Column, FleetQuery, Msg, Question, State, selection};
use crate::fleet::{self, Filter, SortBy};
use crate::shared::Shared;
use gloo_timers::future::TimeoutFuture;
use host::{Device, DeviceQuery, HostError, Kind, Page};
use std::pin::Pin;
use yew::Callback;

/// Most pasted serial numbers that are read one by one.
const MOST_READ: usize = 100;

/// A message that comes later.
pub type Later = Pin<Box<dyn Future<Output = Msg>>>;

/// Who is asked, and who is told.
pub struct Asked<'a> {
    /// The verdicts of all devices.
    pub fleet: &'a fleet::Runner,
    /// The shared context.
    pub shared: Shared,
    /// Takes answers that come later.
    pub on_msg: Callback<Msg>,
    /// The state of the list.
    pub state: &'a State,
}

/// Emits a message when it is there.
pub fn tell(on_msg: Callback<Msg>, msg: Later) {
    wasm_bindgen_futures::spawn_local(async move { on_msg.emit(msg.await) });
}

/// Asks the host to fetch the list from Apple.
pub fn sync(shared: Shared) -> Later {
    Box::pin(async move { Msg::Synced(shared.seen(shared.client.sync().await)) })
}

/// Looks for the serial numbers that may be meant.
pub fn look_for(shared: Shared, generation: u32, near: Vec<String>) -> Later {
    Box::pin(async move { Msg::Near(generation, present(&shared, near).await) })
}

/// The rows that the verdicts of all devices select. `None` where the answer comes later.
pub fn select(asked: Asked, generation: u32, selection: FleetQuery) -> Option<Msg> {
    let Asked { fleet, shared, on_msg, state } = asked;
    if !state.is_complete && is_only_list(&selection) {
        read_list(shared, on_msg, generation, selection);
        return None;
    }
    if state.is_complete && !selection.serials.is_empty() {
        let all = FleetQuery { offset: 0, limit: u32::MAX, ..selection.clone() };
        let found = selected(fleet, &all).rows;
        let is_missing = |serial: &String| !found.iter().any(|device| device.serial == *serial);
        let missing = selection.serials.iter().filter(|one| is_missing(one)).cloned();
        on_msg.emit(Msg::Missing(generation, missing.collect()));
    }
    Some(Msg::Loaded(generation, Ok(selected(fleet, &selection))))
}

/// Reads serial numbers of devices to select.
pub fn gather(asked: Asked, request: u32, ask: Ask) {
    let Asked { fleet, shared, on_msg, state } = asked;
    let gathered = move |answer: Result<Page<Device>, HostError>| {
        let serials = |page: Page<Device>| Page {
            rows: page.rows.into_iter().map(|device| device.serial).collect(),
            count: page.count,
        };
        Msg::Select(selection::Msg::Gathered(request, answer.map(serials)))
    };
    match ask {
        Ask::Host(query) => tell(
            on_msg,
            Box::pin(async move { gathered(shared.seen(shared.client.devices(&query).await)) }),
        ),
        Ask::Fleet(query) if !state.is_complete && is_only_list(&query) => {
            tell(
                on_msg,
                Box::pin(async move {
                    let answer = read_each(&shared, query.serials).await;
                    gathered(answer.map(|(rows, _)| {
                        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                        Page { rows, count }
                    }))
                }),
            );
        }
        Ask::Fleet(query) => {
            let page = selected(fleet, &query);
            tell(
                on_msg,
                Box::pin(async move {
                    // The page breathes between two slices.
                    TimeoutFuture::new(0).await;
                    gathered(Ok(page))
                }),
            );
        }
    }
}

/// The serial numbers among these that the host has, or that are a part of one.
async fn present(shared: &Shared, near: Vec<String>) -> Vec<String> {
    let mut present = Vec::new();
    for serial in near {
        let query = DeviceQuery { limit: 1, serial: serial.clone(), ..DeviceQuery::default() };
        let page = shared.seen(shared.client.devices(&query).await);
        if page.is_ok_and(|page| page.count > 0) {
            present.push(serial);
        }
    }
    present
}

/// The devices that the verdicts of all devices select, and how many there are.
fn selected(fleet: &fleet::Runner, selection: &FleetQuery) -> Page<Device> {
    let question = &selection.question;
    let is_list = !selection.serials.is_empty();
    let filter = Filter {
        readiness: question.readiness,
        problem: question.problem,
        status: question.status.clone(),
        profile: question.profile.clone().unwrap_or_default(),
        text: if is_list { String::new() } else { question.search.clone() },
        serials: selection.serials.clone(),
    };
    let sort = question.sort.map_or(fleet::Sort::default(), |sort| fleet::Sort {
        by: match sort.column {
            Column::Device => SortBy::Serial,
            Column::Readiness => SortBy::Readiness,
            Column::Profile => SortBy::Profile,
            Column::User => SortBy::User,
        },
        descending: sort.descending,
    });
    let (rows, count) = fleet.select(&filter, sort, selection.offset, selection.limit);
    Page { rows, count }
}

/// Reads devices one by one: those that the host has, and the serial numbers of the others. Fails when the host cannot say.
async fn read_each(
    shared: &Shared,
    serials: Vec<String>,
) -> Result<(Vec<Device>, Vec<String>), HostError> {
    let (mut devices, mut missing) = (Vec::new(), Vec::new());
    for serial in serials {
        match shared.seen(shared.client.device(&serial).await) {
            Ok(device) => devices.push(device),
            Err(error) if error.kind == Kind::NotFound => missing.push(serial),
            Err(error) => return Err(error),
        }
    }
    Ok((devices, missing))
}

/// Filters to pasted serial numbers, read one by one: the verdicts of all devices are not complete, so they cannot say which
/// are missing.
fn read_list(shared: Shared, on_msg: Callback<Msg>, generation: u32, selection: FleetQuery) {
    wasm_bindgen_futures::spawn_local(async move {
        let answer = read_each(&shared, selection.serials).await.map(|(devices, missing)| {
            on_msg.emit(Msg::Missing(generation, missing));
            let count = u32::try_from(devices.len()).unwrap_or(u32::MAX);
            let (from, limit) = (selection.offset as usize, selection.limit as usize);
            Page { rows: devices.into_iter().skip(from).take(limit).collect(), count }
        });
        on_msg.emit(Msg::Loaded(generation, answer));
    });
}

/// Whether only a list of serial numbers is asked for.
fn is_only_list(selection: &FleetQuery) -> bool {
    let Question { readiness, problem, status, profile, sort, .. } = &selection.question;
    !selection.serials.is_empty()
        && selection.serials.len() <= MOST_READ
        && readiness.is_none()
        && problem.is_none()
        && status.is_empty()
        && profile.is_none()
        && sort.is_none()
}
