//! The second module: what it brings, once for all elements of a page. It shares memory and functions with the first. It must
//! never know how it is loaded: the skin does, and natively there is only one module.

use super::surface::{RestSurface, draw};
use crate::answers::{Answers, Settings};
use crate::assign::change;
use crate::assign::job::{Change, Report};
use crate::devices::{self, ListParts};
use crate::runs;
use crate::shared::Shared;
use crate::texts;
use host::Device;
use rules::ItemId;
use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use yew::{Callback, Html};

/// Draws a surface of the second module.
pub type Draw = fn(&RestSurface) -> Html;

/// Changes the profile of the device with a serial number; see [`change::run`].
type Run = fn(Shared, String, Option<Device>, Change) -> Pin<Box<dyn Future<Output = Rc<Report>>>>;

/// Takes back a change of one device; see [`runs::take_back_by_notice`].
type TakeBack = fn(&Shared, run::Change);

/// Something that is done with the second module.
type Act = Box<dyn FnOnce(Entry, &Shared)>;

/// What the second module brings.
#[derive(Clone, Copy)]
pub struct Entry {
    draw: Draw,
    run: Run,
    take_back: TakeBack,
    set_settings: fn(&Answers, Settings),
    list: ListParts,
    texts: [&'static str; 3],
}

/// What the second module brings. Only it may reach this function.
pub fn entry() -> Entry {
    let run = |shared, serial: String, before, change| -> Pin<Box<dyn Future<Output = _>>> {
        Box::pin(async move { change::run(&shared, &serial, before, change).await })
    };
    Entry {
        draw,
        run,
        take_back: runs::take_back_by_notice,
        set_settings: Answers::set_settings,
        list: devices::PARTS,
        texts: texts::REST,
    }
}

thread_local! {
    static ENTRY: Cell<Option<Entry>> = const { Cell::new(None) };
    static WAITING: RefCell<Vec<Callback<()>>> = const { RefCell::new(Vec::new()) };
}

/// Takes what the second module has brought.
pub fn take(entry: Entry) {
    if ENTRY.replace(Some(entry)).is_none() {
        texts::learn(entry.texts);
        for waiting in WAITING.take() {
            waiting.emit(());
        }
    }
}

/// Calls back once the module is loaded for whatever reason, unless it is there.
pub fn wait(callback: Callback<()>) {
    if ENTRY.get().is_some() {
        return;
    }
    WAITING.with_borrow_mut(|waiting| waiting.push(callback));
}

/// The way to draw a surface, once the module is loaded.
pub fn drawing() -> Option<Draw> {
    Some(ENTRY.get()?.draw)
}

/// What the list does and draws with the module, once it is loaded.
pub fn list_parts() -> Option<ListParts> {
    Some(ENTRY.get()?.list)
}

/// The same, loaded where it is not there yet. `None` if that fails.
pub async fn load_list_parts(shared: &Shared) -> Option<ListParts> {
    Some(loaded(shared).await?.list)
}

/// What the module brings, loaded where it is not there yet. `None` if that fails.
async fn loaded(shared: &Shared) -> Option<Entry> {
    if ENTRY.get().is_none() {
        (shared.rest().load)().await;
    }
    ENTRY.get()
}

/// Changes the profile of a device, in a row of the list. `None` if the module cannot be loaded: nothing was sent.
pub async fn change(
    shared: &Shared,
    serial: String,
    before: Option<Device>,
    change: Change,
) -> Option<Rc<Report>> {
    let run = loaded(shared).await?.run;
    Some(run(shared.clone(), serial, before, change).await)
}

/// Loads the module before it is needed. If that fails, whoever needs it tries again.
pub fn prefetch(shared: &Shared) {
    if drawing().is_none() {
        let loading = (shared.rest().load)();
        wasm_bindgen_futures::spawn_local(async move {
            loading.await;
        });
    }
}

/// Takes back a change of one device, and tells its end in a notice. Without the module nothing is sent: the history has the change.
pub fn take_back(shared: &Shared, change: run::Change) {
    by_rest(shared, Box::new(|entry, shared| (entry.take_back)(shared, change)));
}

/// Confirms an item of a device.
pub fn confirm(shared: &Shared, device: Rc<Device>, id: ItemId) {
    by_rest(shared, Box::new(move |entry, shared| (entry.list.confirm)(shared, &device, id)));
}

/// Changes the settings.
pub fn set_settings(shared: &Shared, settings: Settings) {
    by_rest(
        shared,
        Box::new(move |entry, shared| (entry.set_settings)(shared.answers(), settings)),
    );
}

/// Does something with the second module. If it cannot be loaded, a notice says so.
fn by_rest(shared: &Shared, act: Act) {
    let shared = shared.clone();
    wasm_bindgen_futures::spawn_local(async move {
        match loaded(&shared).await {
            Some(entry) => act(entry, &shared),
            None => shared.toast(shared.texts.get("host.unreachable"), None),
        }
    });
}
