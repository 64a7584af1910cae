//! The admin's answers in the browser's local storage, so that a reload does not lose them. It must never hold a username
//! or a token; a browser that refuses storage only forgets sooner.

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

const PREFIX: &str = "dep-enroll:";

/// Reads the text under a key; `None` when there is none or the browser refuses.
pub fn read(key: &str) -> Option<String> {
    store()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Stores a text under a key; an empty text removes the key.
pub fn write(key: &str, text: &str) {
    if let Some(store) = store() {
        let key = format!("{PREFIX}{key}");
        // The admin can work without storage, so a full or forbidden one is ignored.
        let _ = if text.is_empty() { store.remove_item(&key) } else { store.set_item(&key, text) };
    }
}

/// The key that holds "1" during a first test round. One answer for all devices.
pub const TEST_ROUND: &str = "test-round";
