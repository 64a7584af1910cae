//! The admin's answers in the browser's local storage, so that a reload does not lose them. It must never hold a username
//! or a token; a browser that refuses storage only forgets sooner.

use rules::text;
use std::cell::RefCell;

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

const PREFIX: &str = "dep-enroll:";

thread_local! {
    /// Who is signed in, as the part of every key that tells the accounts of one browser apart; empty when nobody said.
    static ACCOUNT: RefCell<String> = RefCell::default();
}

/// Keeps the answers of one account apart from those of the others. `account` is the host page's word for who is signed in,
/// and empty when it has none. The keys hold only a digest of it (FNV-1a, 64 bits).
pub fn use_account(account: &str) {
    let digest = account.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut part = String::new();
    if !account.is_empty() {
        text::hex(&mut part, digest, 1, b'a');
        part.push(':');
    }
    ACCOUNT.set(part);
}

fn key_of(key: &str) -> String {
    ACCOUNT.with_borrow(|account| format!("{PREFIX}{account}{key}"))
}

/// Reads the text under a key; `None` when there is none or the browser refuses.
pub fn read(key: &str) -> Option<String> {
    store()?.get_item(&key_of(key)).ok().flatten()
}

/// Stores a text under a key; an empty text removes the key.
pub fn write(key: &str, text: &str) {
    if let Some(store) = store() {
        let key = key_of(key);
        // The admin can work without storage, so a full or forbidden one is ignored.
        let _ = if text.is_empty() { store.remove_item(&key) } else { store.set_item(&key, text) };
    }
}

/// The key that holds "1" during a first test round. One answer for all devices.
pub const TEST_ROUND: &str = "test-round";
