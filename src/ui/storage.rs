//! Texts in the browser's local storage, so that a reload does not lose them. It must never hold a username or a token; a
//! browser that refuses storage only forgets sooner.

use rules::text;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::StorageEvent;

/// The window; native tests have none.
fn window() -> Option<web_sys::Window> {
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

fn store() -> Option<web_sys::Storage> {
    window()?.local_storage().ok().flatten()
}

const PREFIX: &str = "dep-enroll:";

/// Whose texts they are. One browser keeps those of several accounts apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    name: String,
    /// In front of every key.
    prefix: String,
}

thread_local! {
    /// The account that was used last.
    static ACCOUNT: RefCell<Option<Account>> = RefCell::default();
}

/// Keeps the texts of one account apart from those of the others. `name` is the host page's word for who is signed in, and
/// empty when it has none. The keys hold only a digest of it (FNV-1a, 64 bits).
pub fn use_account(name: &str) {
    ACCOUNT.set(Some(Account::new(name)));
}

/// The account in use.
pub fn account() -> Account {
    ACCOUNT.with_borrow(|account| account.clone().unwrap_or_else(|| Account::new("")))
}

impl Account {
    fn new(name: &str) -> Account {
        let digest = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
            (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let mut prefix = PREFIX.to_owned();
        if !name.is_empty() {
            text::hex(&mut prefix, digest, 1, b'a');
            prefix.push(':');
        }
        Account { name: name.to_owned(), prefix }
    }

    /// What stands in front of every key: it tells accounts apart and names none.
    pub fn digest(&self) -> &str {
        &self.prefix
    }

    /// The host page's word for the account; empty when it has none.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads the text under a key; `None` when there is none or the browser refuses.
    pub fn read(&self, key: &str) -> Option<String> {
        store()?.get_item(&self.whole(key)).ok().flatten()
    }

    /// Stores a text under a key; an empty text removes the key.
    pub fn write(&self, key: &str, text: &str) {
        if let Some(store) = store() {
            let key = self.whole(key);
            // The admin can work without storage, so a full or forbidden one is ignored.
            let _ =
                if text.is_empty() { store.remove_item(&key) } else { store.set_item(&key, text) };
        }
    }

    /// All keys of the account with their texts.
    pub fn entries(&self) -> Vec<(String, String)> {
        let Some(store) = store() else { return Vec::new() };
        let keys = (0..store.length().unwrap_or(0)).filter_map(|at| store.key(at).ok().flatten());
        let own: Vec<String> = keys.filter_map(|key| self.own(&key)).collect();
        own.into_iter().filter_map(|key| Some((key.clone(), self.read(&key)?))).collect()
    }

    /// A key of the store as this account knows it; `None` when it belongs to somebody else.
    pub fn own(&self, key: &str) -> Option<String> {
        key.strip_prefix(self.prefix.as_str()).map(str::to_owned)
    }

    fn whole(&self, key: &str) -> String {
        text::join(&[self.prefix.clone(), key.to_owned()], "")
    }
}

/// The wish to hear of changes by other tabs. It ends when this is dropped.
pub struct Watch(Closure<dyn Fn(StorageEvent)>);

/// Calls back with every key that another tab changed, with `None` when it cleared the storage.
pub fn watch(changed: impl Fn(Option<String>) + 'static) -> Option<Watch> {
    let window = window()?;
    let heard =
        Closure::<dyn Fn(StorageEvent)>::new(move |event: StorageEvent| changed(event.key()));
    window.add_event_listener_with_callback("storage", heard.as_ref().unchecked_ref()).ok()?;
    Some(Watch(heard))
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(window) = window() {
            // A listener that cannot be removed is one that was never added.
            let _ = window
                .remove_event_listener_with_callback("storage", self.0.as_ref().unchecked_ref());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_hold_no_name_and_belong_to_one_account() {
        let (alice, bob, nobody) =
            (Account::new("alice@acme.com"), Account::new("bob"), Account::new(""));
        let key = alice.whole("device:A");
        assert!(key.starts_with("dep-enroll:") && !key.contains("alice") && !key.contains("acme"));
        assert_eq!(alice.own(&key).as_deref(), Some("device:A"));
        assert_eq!(bob.own(&key), None);
        assert_ne!(nobody.own(&key).as_deref(), Some("device:A"));
        assert_eq!(nobody.own("dep-enroll:device:A").as_deref(), Some("device:A"));
        assert_eq!(nobody.own("another-program:device:A"), None);
    }
}
