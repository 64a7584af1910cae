//! Everything that the admins of one browser and one account said, and what of it is to be stored. Pure: no browser, no clock.

use super::admin_answers::{AdminAnswer, AdminAnswers, OsAnswer};
use super::entry::{Entry, Part};
use super::settings::{Density, Settings};
use host::Json;
use rules::{Confirmation, text};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The key of the settings.
const SETTINGS: &str = "settings";
/// The key that earlier versions had for the test round. It is read until settings are stored.
const TEST_ROUND: &str = "test-round";
/// The key of the confirmations for all devices.
const FOR_ALL: &str = "confirmations";
/// In front of the serial number of a device.
const DEVICE: &str = "device:";

/// A text to store under a key; an empty one removes the key.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// The key, without what tells the accounts apart.
    pub key: String,
    /// The text.
    pub text: String,
}

/// How far a change of the answers reaches.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The settings.
    Settings,
    /// Confirmations that count for all devices.
    ForAll,
    /// One device, by its serial number in capitals.
    Device(String),
    /// Anything.
    Everything,
}

/// All answers.
#[derive(Debug, Default)]
pub struct Book {
    settings: Settings,
    for_all: Entry,
    /// The confirmations of `for_all`, as every device without its own shares them.
    shared: Rc<Vec<Confirmation>>,
    devices: BTreeMap<String, Entry>,
}

/// The form of a serial number under which the answers about a device are found.
pub fn normal(serial: &str) -> String {
    text::trim(serial).to_ascii_uppercase()
}

impl Book {
    /// Reads all stored texts.
    pub fn read(stored: &[Write]) -> Book {
        let mut book = Book::default();
        // The settings of an earlier version come first, so that newer ones replace them.
        for is_old in [true, false] {
            for one in stored.iter().filter(|one| (one.key == TEST_ROUND) == is_old) {
                book.take_stored(&one.key, &one.text);
            }
        }
        book
    }

    /// Takes a text that was stored by this page or by another tab. Returns what it changes; `None` for a strange key.
    pub fn take_stored(&mut self, key: &str, text: &str) -> Option<Change> {
        match key {
            SETTINGS => self.settings = Settings::read(text),
            // It is removed when settings are stored, and those say what holds.
            TEST_ROUND if text.is_empty() => return None,
            TEST_ROUND => self.settings.test_round = true,
            FOR_ALL => {
                self.for_all = Entry::read(text);
                self.share();
                return Some(Change::ForAll);
            }
            _ => {
                let serial = key.strip_prefix(DEVICE)?.to_owned();
                self.replace(&serial, Entry::read(text));
                return Some(Change::Device(serial));
            }
        }
        Some(Change::Settings)
    }

    /// The settings.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Takes new settings and returns what is to be stored.
    pub fn set_settings(&mut self, settings: Settings) -> Vec<Write> {
        self.settings = settings;
        let old = Write { key: TEST_ROUND.to_owned(), text: String::new() };
        vec![Write { key: SETTINGS.to_owned(), text: settings.to_text() }, old]
    }

    /// Everything that was said about a device, with what counts for all devices.
    pub fn of(&self, serial: &str) -> AdminAnswers {
        let settings = &self.settings;
        let assumed = if settings.from_ios13 { OsAnswer::From13 } else { OsAnswer::NotKnown };
        let mut answers = AdminAnswers {
            test_round: settings.test_round,
            dep_policies: settings.policies_need_supervision,
            reused: false,
            os: assumed,
            confirmations: self.shared.clone(),
        };
        let Some(entry) = self.entry(serial) else { return answers };
        answers.reused = entry.reused();
        if entry.os() != OsAnswer::NotKnown {
            answers.os = entry.os();
        }
        for word in entry.confirmations() {
            answers.take(AdminAnswer::Confirm(word));
        }
        answers
    }

    /// Takes an answer, given at this ISO date. Returns what it changes and what is to be stored.
    pub fn take(&mut self, serial: &str, answer: AdminAnswer, at: &str) -> (Change, Vec<Write>) {
        let serial = normal(serial);
        let mut entry = self.devices.get(&serial).cloned().unwrap_or_default();
        match answer {
            AdminAnswer::TestRound(test_round) => {
                let settings = Settings { test_round, ..self.settings };
                return (Change::Settings, self.set_settings(settings));
            }
            AdminAnswer::Reused(on) => entry.set("reused", if on { "1" } else { "" }, at),
            AdminAnswer::Os(answer) => entry.set("os", answer.word(), at),
            AdminAnswer::Confirm(word) => entry.set(word.item.word(), &word.fingerprint, at),
            AdminAnswer::ConfirmForAll(word) => {
                self.for_all.add(word.item.word(), &word.fingerprint, at, "");
                return (Change::ForAll, vec![self.store_for_all()]);
            }
            AdminAnswer::TakeBack(word) => {
                let name = word.item.word();
                let was_for_all = self.for_all.take_back(name, &word.fingerprint);
                let mut writes = Vec::new();
                if was_for_all {
                    writes.push(self.store_for_all());
                }
                if entry.take_back(name, &word.fingerprint) {
                    writes.push(self.store_device(&serial, entry));
                }
                return (if was_for_all { Change::ForAll } else { Change::Device(serial) }, writes);
            }
        }
        let write = self.store_device(&serial, entry);
        (Change::Device(serial), vec![write])
    }

    /// What confirms an item of a device on these facts.
    pub fn confirming(&self, serial: &str, word: &Confirmation) -> Option<&Part> {
        let own = self.entry(serial).and_then(|entry| entry.confirming(word));
        own.or_else(|| self.for_all.confirming(word))
    }

    /// All answers as JSON, for another browser or for the record.
    pub fn to_json(&self) -> String {
        let settings = self.settings;
        let text = |text: &str| Json::Text(text.to_owned());
        let said = |entry: &Entry| {
            let part = |part: &Part| {
                let mut fields = vec![
                    ("what".to_owned(), text(&part.name)),
                    ("value".to_owned(), text(&part.value)),
                ];
                if !part.at.is_empty() {
                    fields.push(("at".to_owned(), text(&part.at)));
                }
                Json::Record(fields)
            };
            Json::List(entry.parts().iter().map(part).collect())
        };
        let compact = settings.density == Density::Compact;
        let policies = settings.policies_need_supervision.map_or(Json::Null, Json::Flag);
        let devices = self.devices.iter().map(|(serial, entry)| (serial.clone(), said(entry)));
        let settings = vec![
            ("testRound".to_owned(), Json::Flag(settings.test_round)),
            ("policiesNeedSupervision".to_owned(), policies),
            ("fromIos13".to_owned(), Json::Flag(settings.from_ios13)),
            ("density".to_owned(), text(if compact { "compact" } else { "cozy" })),
            ("pageSize".to_owned(), Json::Number(f64::from(settings.page_size))),
        ];
        let all = vec![
            ("settings".to_owned(), Json::Record(settings)),
            ("forAllDevices".to_owned(), said(&self.for_all)),
            ("devices".to_owned(), Json::Record(devices.collect())),
        ];
        Json::Record(all).to_text()
    }

    fn entry(&self, serial: &str) -> Option<&Entry> {
        // Most fleets have few answers: then no key is made for each of a hundred thousand devices.
        if self.devices.is_empty() { None } else { self.devices.get(&normal(serial)) }
    }

    fn replace(&mut self, serial: &str, entry: Entry) {
        if entry.is_empty() {
            self.devices.remove(serial);
        } else {
            self.devices.insert(serial.to_owned(), entry);
        }
    }

    fn store_device(&mut self, serial: &str, entry: Entry) -> Write {
        let text = entry.to_text();
        self.replace(serial, entry);
        Write { key: text::join(&[DEVICE.to_owned(), serial.to_owned()], ""), text }
    }

    fn store_for_all(&mut self) -> Write {
        self.share();
        Write { key: FOR_ALL.to_owned(), text: self.for_all.to_text() }
    }

    fn share(&mut self) {
        self.shared = Rc::new(self.for_all.confirmations().collect());
    }
}

#[cfg(test)]
#[path = "book_tests.rs"]
mod tests;
