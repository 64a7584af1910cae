//! Carries out the effects of the import in a page. It must never decide anything.

use super::book::{Book, Settings};
use super::columns::{self, Choice};
use super::judge::Basis;
use super::messages::{Effect, Msg, Wanted};
use crate::enrollment::people::LOOKED_THROUGH;
use crate::facts_cache::Freshness;
use crate::format::now;
use crate::known::{Found, List};
use crate::shared::Shared;
use crate::storage::account;
use gloo_timers::future::TimeoutFuture;
use host::{Device, HostError, Part};
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// The pause between two looks at a list that is being read, in milliseconds.
const LOOK: u32 = 200;
/// Milliseconds after which a search through the list gives the page its turn.
const TURN: f64 = 6.0;

/// The file that is looked at.
#[derive(Clone, Default)]
pub struct Source {
    /// A file or a text.
    pub content: JsValue,
    /// The file, once it is open.
    pub book: Rc<RefCell<Option<Book>>>,
}

/// Carries out an effect. Returns the message that it comes to at once.
pub fn run(
    shared: &Shared,
    source: &Source,
    on_msg: &Callback<Msg>,
    effect: Effect,
) -> Option<Msg> {
    let (shared, source) = (shared.clone(), source.clone());
    match effect {
        Effect::Open(generation, choice, sheet) => {
            let progress = on_msg.clone();
            let progress = Closure::<dyn Fn(u32)>::new(move |percent| {
                progress.emit(Msg::Progress(generation, percent));
            });
            later(
                on_msg,
                Box::pin(
                    async move { open(shared, source, generation, choice, sheet, progress).await },
                ),
            );
        }
        Effect::NextLines(generation) => later(
            on_msg,
            Box::pin(async move {
                TimeoutFuture::new(0).await;
                let lines = source.book.borrow().as_ref().map(Book::next);
                Msg::Lines(generation, lines.unwrap_or_default())
            }),
        ),
        Effect::Remember(key, text) => account().write(&key, &text),
        Effect::ReadBasis => later(
            on_msg,
            Box::pin(async move {
                // Without the profiles any UUID may be meant.
                let profiles = shared.profiles(Freshness::Cached).await.ok();
                Msg::Basis(Basis {
                    profiles: profiles.map(|read| read.value),
                    policy: shared.policy(),
                })
            }),
        ),
        Effect::LookAtList(pauses) => later(
            on_msg,
            Box::pin(async move {
                TimeoutFuture::new(if pauses { LOOK } else { 0 }).await;
                Msg::List(shared.devices().map_or(List::Part(None), |devices| devices.list()))
            }),
        ),
        Effect::ReadAll => shared.devices()?.read_all(),
        Effect::ReadAgain => shared.devices()?.read_again(),
        Effect::Find(generation, wanted) => later(
            on_msg,
            Box::pin(async move { Msg::Found(generation, find(shared, wanted).await, now()) }),
        ),
        Effect::ReadDevice(generation, wanted) => later(
            on_msg,
            Box::pin(async move {
                let answer = read(&shared, &wanted.1).await;
                Msg::Device(generation, wanted, Box::new(answer), now())
            }),
        ),
        Effect::LookUp(name) => later(
            on_msg,
            Box::pin(async move {
                let found = shared.seen(shared.client.user_exists(&name).await);
                Msg::LookedUp(name, found, now())
            }),
        ),
        Effect::Search(name, start) => later(
            on_msg,
            Box::pin(async move {
                let users = shared.seen(shared.client.search_users(&start, LOOKED_THROUGH).await);
                Msg::Searched(name, users)
            }),
        ),
        Effect::WaitForDirectory(millis) => later(
            on_msg,
            Box::pin(async move {
                TimeoutFuture::new(millis).await;
                Msg::DirectoryWaited
            }),
        ),
        Effect::Judge(cells, gone) => {
            let lines = source.book.borrow().as_ref().map(|book| book.judge(&cells, &gone));
            let rows = cells.into_iter().map(|(row, _)| row).collect();
            return Some(Msg::Judged(rows, lines.unwrap_or_default()));
        }
        Effect::RepairMore => later(
            on_msg,
            Box::pin(async move {
                TimeoutFuture::new(0).await;
                Msg::RepairMore
            }),
        ),
        // The component starts the run: it knows the page.
        Effect::Start(_) => {}
    }
    None
}

fn later(on_msg: &Callback<Msg>, msg: Pin<Box<dyn Future<Output = Msg>>>) {
    let on_msg = on_msg.clone();
    spawn_local(async move { on_msg.emit(msg.await) });
}

async fn open(
    shared: Shared,
    source: Source,
    generation: u32,
    choice: Option<Choice>,
    sheet: String,
    progress: Closure<dyn Fn(u32)>,
) -> Msg {
    // What the host says about usernames; where it cannot be asked, the rules of most hosts count.
    let _ = shared.readiness(Freshness::Cached).await;
    let settings =
        Settings { policy: shared.policy(), choice, sheet: &sheet, texts: &shared.texts };
    let opening = Book::open(&source.content, &settings, progress.as_ref());
    let answer = Book::of(opening).await.map(|book| {
        let head = book.head();
        source.book.replace(Some(book));
        head
    });
    let remembered = answer.as_ref().ok().and_then(|head| account().read(&columns::key(head)));
    Msg::Opened(generation, answer, remembered)
}

/// Looks for devices in the known list, a few milliseconds at a time.
async fn find(shared: Shared, wanted: Vec<Wanted>) -> Vec<(Wanted, Found)> {
    let mut found = Vec::with_capacity(wanted.len());
    let mut turn = 0.0;
    for one in wanted {
        if now() - turn > TURN {
            TimeoutFuture::new(0).await;
            turn = now();
        }
        let meant = shared.devices().map(|devices| devices.meant(&one.1));
        found.push((one, meant.unwrap_or(Found::Nothing(None))));
    }
    found
}

/// Reads a device with its enrollment.
async fn read(shared: &Shared, serial: &str) -> Result<Device, HostError> {
    let mut device = shared.seen(shared.client.device(serial).await)?;
    if device.enrollment.complete().is_none() && shared.client.offers(Part::Enrollment) {
        device.enrollment = shared.seen(shared.client.enrollment(serial).await)?;
    }
    Ok(device)
}
