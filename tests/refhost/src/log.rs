//! Logs of the last requests and reports. It must never keep more than a fixed number of entries.

use crate::auth::Way;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The last entries of a log, numbered. `CAPACITY` is their maximum number.
#[derive(Default)]
pub(crate) struct Log<const CAPACITY: usize = 1000>(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    list: VecDeque<Value>,
    /// The number of dropped entries.
    dropped: u64,
}

impl<const CAPACITY: usize> Log<CAPACITY> {
    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Logs an arriving REST call with status 0. The query is left out, because it can contain a username. `tries`
    /// counts the console's own earlier attempts at the same call.
    pub(crate) fn add(&self, method: &str, path: &str, way: Way, tries: usize) -> u64 {
        self.push(
            json!({"method": method, "path": path, "way": way.word(), "status": 0, "tries": tries}),
        )
    }

    /// Sets the status of the API's answer, before it is wrapped.
    pub(crate) fn set_status(&self, entry: u64, status: u16) {
        let mut entries = self.lock();
        let at = entry.checked_sub(entries.dropped).and_then(|at| usize::try_from(at).ok());
        if let Some(entry) = at.and_then(|at| entries.list.get_mut(at)) {
            entry["status"] = status.into();
        }
    }

    /// Adds an entry and returns its number. A full log loses its oldest entry.
    pub(crate) fn push(&self, entry: Value) -> u64 {
        let mut entries = self.lock();
        if entries.list.len() == CAPACITY {
            entries.list.pop_front();
            entries.dropped += 1;
        }
        entries.list.push_back(entry);
        entries.dropped + entries.list.len() as u64 - 1
    }

    /// The entries, oldest first.
    pub(crate) fn all(&self) -> Value {
        self.lock().list.iter().cloned().collect()
    }

    /// Removes all entries.
    pub(crate) fn clear(&self) {
        let mut entries = self.lock();
        entries.dropped += entries.list.len() as u64;
        entries.list.clear();
    }
}
