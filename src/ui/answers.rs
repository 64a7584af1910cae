//! What an admin answers where no host can: about one device, about all devices with the same facts, and the settings. It
//! owns their place in the browser and tells everybody in the page about changes, those of other tabs too. It must never
//! store a username and never decide where a confirmation counts: its fingerprint does.

mod admin_answers;
mod book;
mod entry;
mod listeners;
mod settings;

pub use admin_answers::{AdminAnswer, AdminAnswers, OsAnswer};
pub use book::Change;
pub use listeners::Subscription;
pub use settings::{Density, Settings};

use crate::storage::{self, Account, Watch};
use book::{Book, Write};
use host::Millis;
use listeners::Listeners;
use rules::{Confirmation, Item};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use yew::Callback;

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
}

/// The answers of one account, the same ones for all surfaces of the page. Cheap to clone.
#[derive(Clone)]
pub struct Answers(Rc<Store>);

struct Store {
    account: Account,
    book: RefCell<Book>,
    listeners: Rc<Listeners<Change>>,
    watch: RefCell<Option<Watch>>,
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

    /// The settings.
    pub fn settings(&self) -> Settings {
        self.0.book.borrow().settings()
    }

    /// Changes the settings.
    pub fn set_settings(&self, settings: Settings) {
        if settings != self.settings() {
            let writes = self.0.book.borrow_mut().set_settings(settings);
            self.0.keep(Change::Settings, writes);
        }
    }

    /// Everything said about a device, with what counts for all devices.
    pub fn of(&self, serial: &str) -> AdminAnswers {
        self.0.book.borrow().of(serial)
    }

    /// Takes an answer about a device and stores it with the moment. Everybody who listens hears of it.
    pub fn take(&self, serial: &str, answer: AdminAnswer) {
        let at = String::from(js_sys::Date::new_0().to_iso_string());
        let (change, writes) = self.0.book.borrow_mut().take(serial, answer, &at);
        self.0.keep(change, writes);
    }

    /// Who confirmed an item of a device on its present facts, and when.
    pub fn said(&self, serial: &str, item: &Item) -> Option<Origin> {
        let word = Confirmation { item: item.id, fingerprint: item.fingerprint.clone() };
        let book = self.0.book.borrow();
        let part = book.confirming(serial, &word)?;
        let name = [part.who.as_str(), self.0.account.name()];
        let name = name.into_iter().find(|name| !name.is_empty());
        let who = name.map_or(Who::Here, |name| Who::Named(name.to_owned()));
        Some(Origin { who, at: host::time::parse(&part.at) })
    }

    /// Calls back after every change, whoever made it, until the subscription is dropped.
    pub fn listen(&self, callback: Callback<()>) -> Subscription {
        self.listen_closely(callback.reform(|_| ()))
    }

    /// Like [`Answers::listen`], and says how far the change reaches.
    pub fn listen_closely(&self, callback: Callback<Change>) -> Subscription {
        self.0.listeners.join(callback)
    }

    /// Everything stored in this browser for the account, as JSON.
    pub fn export(&self) -> String {
        self.0.book.borrow().to_json()
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
        });
        let weak = Rc::downgrade(&store);
        let watch = storage::watch(move |key| {
            if let Some(store) = weak.upgrade() {
                store.reread(key);
            }
        });
        store.watch.replace(watch);
        store
    }

    /// Another tab changed a key, or all of them.
    fn reread(&self, key: Option<String>) {
        let change = match key {
            Some(key) => {
                let Some(key) = self.account.own(&key) else { return };
                let text = self.account.read(&key).unwrap_or_default();
                self.book.borrow_mut().take_stored(&key, &text)
            }
            None => {
                self.book.replace(Book::default());
                Some(Change::Everything)
            }
        };
        if let Some(change) = change {
            self.listeners.tell(&change);
        }
    }

    fn keep(&self, change: Change, writes: Vec<Write>) {
        for write in writes {
            self.account.write(&write.key, &write.text);
        }
        self.listeners.tell(&change);
    }
}
