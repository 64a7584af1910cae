//! What an admin said by hand, kept in this browser so that a reload does not lose it. It must never hold a username
//! or a token; a browser that refuses storage only forgets sooner.

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

const PREFIX: &str = "dep-enroll:";

/// The text kept under a key.
pub fn read(key: &str) -> Option<String> {
    store()?.get_item(&format!("{PREFIX}{key}")).ok().flatten()
}

/// Keeps a text; an empty one is removed.
pub fn write(key: &str, text: &str) {
    if let Some(store) = store() {
        let key = format!("{PREFIX}{key}");
        // A full or forbidden storage is no reason to stop the admin.
        let _ = if text.is_empty() { store.remove_item(&key) } else { store.set_item(&key, text) };
    }
}

/// Key: "1" while the admin is in a first test round; one answer for all devices.
pub const TEST_ROUND: &str = "test-round";
