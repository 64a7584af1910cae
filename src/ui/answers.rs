//! What an admin answers where no host can: about one device, about all devices with the same facts, and the settings. It
//! owns their place in the browser and tells everybody in the page about changes, those of other tabs too. It must never
//! store a username and never decide where a confirmation counts: its fingerprint does.

mod admin_answers;
mod book;
mod entry;
mod settings;

pub use crate::listeners::Subscription;
pub use admin_answers::{AdminAnswer, AdminAnswers, OsAnswer};
pub use book::{Change, Kept};
pub use settings::{Density, Settings};

use crate::listeners::Listeners;
use crate::storage::{self, Account, Watch};
use book::{Book, Edit, Write};
use host::contract::PAGE_LIMIT;
use host::{Client, HostError, Kind, Millis, Note, Part};
use rules::{Confirmation, Item};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// The key of the moment at which this browser last told the host something: the news of it for the other tabs.
const TOLD: &str = "told";

/// Who said something.
#[derive(Clone, Debug, PartialEq)]
pub enum Who {
    /// A person whom the host page or the host names.
    Named(String),
    /// Somebody on this computer: nobody named the account.
    Here,
}

/// Where a confirmation comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// Who gave it.
    pub who: Who,
    /// When; `None` when it was stored without a date.
    pub at: Option<Millis>,
    /// Who knows of it.
    pub kept: Kept,
}

/// Who keeps the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeper {
    /// This browser, for this account.
    Browser,
    /// The host, for all admins.
    Host,
    /// The host was to keep them and failed in this way: new answers are kept in this browser until it works again.
    Refused(Kind),
}

/// The answers of one account, the same ones for all surfaces of the page. Cheap to clone.
#[derive(Clone)]
pub struct Answers(Rc<Store>);

struct Store {
    account: Account,
    book: RefCell<Book>,
    listeners: Rc<Listeners<Change>>,
    watch: RefCell<Option<Watch>>,
    /// The host that keeps notes.
    host: RefCell<Option<Client>>,
    keeper: Cell<Keeper>,
    /// How many readings of the host's notes were begun, and whether the newest is under way.
    readings: Cell<u32>,
    is_reading: Cell<bool>,
}

thread_local! {
    /// The stores that some surface of the page uses.
    static STORES: RefCell<Vec<Weak<Store>>> = RefCell::default();
}

impl Answers {
    /// The answers of the account that is in use; see [`storage::use_account`].
    pub fn of_account() -> Answers {
        let account = storage::account();
        STORES.with_borrow_mut(|stores| {
            stores.retain(|store| store.strong_count() > 0);
            let mut present = stores.iter().filter_map(Weak::upgrade);
            let store = present.find(|store| store.account == account);
            let store = store.unwrap_or_else(|| {
                let store = Store::open(account);
                stores.push(Rc::downgrade(&store));
                store
            });
            Answers(store)
        })
    }

    /// Lets a host keep the answers, if it offers that, and reads in the background what it has. A page has one such host;
    /// a newer client of it takes the place of an older one.
    pub fn share(&self, client: &Client) {
        if client.offers(Part::Notes) && self.0.host.replace(Some(client.clone())).is_none() {
            self.0.keeper.set(Keeper::Host);
            self.reread();
        }
    }

    /// Reads what the host keeps again, in the background. Without such a host it does nothing.
    pub fn reread(&self) {
        let store = self.0.clone();
        let Some(client) = store.host.borrow().clone() else { return };
        let number = store.readings.get() + 1;
        store.readings.set(number);
        store.is_reading.set(true);
        spawn_local(async move {
            let all = all_notes(&client).await;
            if store.readings.get() != number {
                return;
            }
            store.is_reading.set(false);
            store.keeper.set(
                all.as_ref().map_or_else(|error| Keeper::Refused(error.kind), |_| Keeper::Host),
            );
            if let Ok(notes) = all {
                store.book.borrow_mut().set_notes(notes);
            }
            store.listeners.tell(&Change::Everything);
        });
    }

    /// Who keeps new answers.
    pub fn keeper(&self) -> Keeper {
        self.0.keeper.get()
    }

    /// The settings.
    pub fn settings(&self) -> Settings {
        self.0.book.borrow().settings()
    }

    /// Changes the settings.
    pub fn set_settings(&self, settings: Settings) {
        if settings != self.settings() {
            let writes = self.0.book.borrow_mut().set_settings(settings);
            self.0.keep(&Change::Settings, writes);
        }
    }

    /// Everything said about a device, with what counts for all devices.
    pub fn of(&self, serial: &str) -> AdminAnswers {
        self.0.book.borrow().of(serial)
    }

    /// Whether something was said about this very device.
    pub fn has_own(&self, serial: &str) -> bool {
        self.0.book.borrow().has_own(serial)
    }

    /// Takes an answer about a device and stores it with the moment, at the host if it keeps answers. Everybody who listens
    /// hears of it at once, and again when the host has said who said it, or has refused it.
    pub fn take(&self, serial: &str, answer: AdminAnswer) {
        let at = crate::format::now_as_text();
        let host = self.0.host.borrow().clone();
        let taken = self.0.book.borrow_mut().take(serial, answer, &at, host.is_some());
        self.0.keep(&taken.change, taken.writes);
        let Some(client) = host else { return };
        for edit in taken.edits {
            let (store, client) = (self.0.clone(), client.clone());
            spawn_local(async move {
                store.tell_host(&client, edit).await;
                // What is being read may be of before.
                if store.is_reading.get() {
                    Answers(store).reread();
                }
            });
        }
    }

    /// Who confirmed an item of a device on its present facts, and when.
    pub fn said(&self, serial: &str, item: &Item) -> Option<Origin> {
        let word = Confirmation { item: item.id, fingerprint: item.fingerprint.clone() };
        let book = self.0.book.borrow();
        let (part, kept) = book.confirming(serial, &word)?;
        let told = part.host.as_ref().map(|(who, _)| who.as_str()).filter(|who| !who.is_empty());
        let name = told.unwrap_or(self.0.account.name());
        let who = if name.is_empty() { Who::Here } else { Who::Named(name.to_owned()) };
        Some(Origin { who, at: part.moment(), kept })
    }

    /// Calls back after every change, whoever made it, until the subscription is dropped.
    pub fn listen(&self, callback: Callback<()>) -> Subscription {
        self.listen_closely(callback.reform(|_| ()))
    }

    /// Like [`Answers::listen`], and says how far the change reaches.
    pub fn listen_closely(&self, callback: Callback<Change>) -> Subscription {
        self.0.listeners.join(callback)
    }

    /// Another tab changed a key of the storage, or all of them.
    fn stored_elsewhere(&self, key: Option<String>) {
        let store = &self.0;
        let change = match key {
            Some(key) => {
                let Some(key) = store.account.own(&key) else { return };
                if key == TOLD {
                    return self.reread();
                }
                let text = store.account.read(&key).unwrap_or_default();
                store.book.borrow_mut().take_stored(&key, &text)
            }
            None => {
                store.book.borrow_mut().clear();
                Some(Change::Everything)
            }
        };
        if let Some(change) = change {
            store.listeners.tell(&change);
        }
    }

    /// Everything that this browser keeps for the account, as JSON.
    pub fn export(&self) -> String {
        self.0.book.borrow().to_json(self.0.account.name())
    }
}

impl Store {
    fn open(account: Account) -> Rc<Store> {
        let stored = account.entries().into_iter().map(|(key, text)| Write { key, text });
        let book = Book::read(&stored.collect::<Vec<_>>());
        let store = Rc::new(Store {
            account,
            book: RefCell::new(book),
            listeners: Rc::default(),
            watch: RefCell::default(),
            host: RefCell::default(),
            keeper: Cell::new(Keeper::Browser),
            readings: Cell::default(),
            is_reading: Cell::default(),
        });
        let weak = Rc::downgrade(&store);
        let watch = storage::watch(move |key| {
            if let Some(store) = weak.upgrade() {
                Answers(store).stored_elsewhere(key);
            }
        });
        store.watch.replace(watch);
        store
    }

    fn keep(&self, change: &Change, writes: Vec<Write>) {
        for write in writes {
            self.account.write(&write.key, &write.text);
        }
        self.listeners.tell(change);
    }

    async fn tell_host(&self, client: &Client, edit: Edit) {
        let note = Note {
            serial: edit.serial.clone(),
            word: edit.part.name.clone(),
            value: edit.part.value.clone(),
            ..Note::default()
        };
        let answer = if edit.taken_back {
            client.remove_note(&note).await.map(|()| None)
        } else {
            client.put_note(&note).await.map(Some)
        };
        let error = match answer {
            Ok(stored) => {
                self.keeper.set(Keeper::Host);
                self.account.write(TOLD, &crate::format::now_as_text());
                // A host may answer without who and when: then it is this account, now.
                if let Some(stored) = stored.filter(|stored| !stored.by.is_empty()) {
                    let change = self.book.borrow_mut().put_note(stored);
                    self.listeners.tell(&change);
                }
                return;
            }
            Err(error) => error,
        };
        self.keeper.set(Keeper::Refused(error.kind));
        let (change, writes) = self.book.borrow_mut().refused(edit);
        self.keep(&change, writes);
    }
}

/// All notes of a host, page by page.
async fn all_notes(client: &Client) -> Result<Vec<Note>, HostError> {
    let mut notes = Vec::new();
    loop {
        let page = client.notes(notes.len() as u32, PAGE_LIMIT).await?;
        let is_last = page.rows.is_empty();
        notes.extend(page.rows);
        if is_last || notes.len() as u32 >= page.count {
            return Ok(notes);
        }
    }
}
