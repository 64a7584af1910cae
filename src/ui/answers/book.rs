//! Everything that admins said: what this browser keeps for one account, and what the host keeps for all admins. It tells what is
//! to be stored where. Pure: no browser, no clock.

use super::admin_answers::{AdminAnswer, AdminAnswers, OsAnswer};
use super::entry::{Entry, Part, is_known, part_of};
use super::settings::{Density, Settings};
use host::{Json, Note};
use rules::{Confirmation, text};
use std::collections::HashMap;
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

/// Where something said is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In this browser only.
    Here,
    /// By the host, for all admins.
    Shared,
}

/// One thing said or taken back, for the host.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// The serial number of the device in capitals; empty for all devices.
    pub serial: String,
    /// What is said.
    pub part: Part,
    /// Whether it is taken back.
    pub taken_back: bool,
}

/// What an answer leads to.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// How far it reaches.
    pub change: Change,
    /// What is to be stored in this browser.
    pub writes: Vec<Write>,
    /// What is to be told to the host.
    pub edits: Vec<Edit>,
}

/// All answers.
#[derive(Debug, Default)]
pub struct Book {
    settings: Settings,
    /// What this browser keeps.
    own: Layer,
    /// What the host keeps for all admins.
    notes: Layer,
    /// The confirmations for all devices, as every device without its own shares them.
    shared: Rc<Vec<Confirmation>>,
}

/// What one keeper has.
#[derive(Debug, Default)]
struct Layer {
    for_all: Entry,
    devices: HashMap<String, Entry>,
}

impl Layer {
    fn entry(&self, serial: &str) -> Option<&Entry> {
        if serial.is_empty() { Some(&self.for_all) } else { self.devices.get(serial) }
    }

    fn replace(&mut self, serial: &str, entry: Entry) {
        if serial.is_empty() {
            self.for_all = entry;
        } else if entry.is_empty() {
            self.devices.remove(serial);
        } else {
            self.devices.insert(serial.to_owned(), entry);
        }
    }

    /// A device has one part of a name; for all devices they stand side by side.
    fn put(&mut self, serial: &str, part: Part) {
        let mut entry = self.entry(serial).cloned().unwrap_or_default();
        if serial.is_empty() {
            entry.add(part);
        } else {
            entry.set(part);
        }
        self.replace(serial, entry);
    }

    /// Takes back everything of a name that was said about a device, whatever its value.
    fn forget(&mut self, serial: &str, name: &str) -> Option<Part> {
        let is_it = |part: &&Part| part.name == name;
        let part = self.devices.get(serial)?.parts().iter().find(is_it)?.clone();
        self.take_back(serial, name, &part.value)
    }

    fn take_back(&mut self, serial: &str, name: &str, value: &str) -> Option<Part> {
        let mut entry = self.entry(serial)?.clone();
        let part = entry.take_back(name, value)?;
        self.replace(serial, entry);
        Some(part)
    }
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

    /// Forgets what this browser kept: another tab has cleared the storage.
    pub fn clear(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        *self = Book { notes, ..Book::default() };
        self.share();
    }

    /// Takes a text that was stored by this page or by another tab. Returns what it changes; `None` for a strange key.
    pub fn take_stored(&mut self, key: &str, text: &str) -> Option<Change> {
        match key {
            SETTINGS => self.settings = Settings::read(text),
            // It is removed when settings are stored, and those say what holds.
            TEST_ROUND if text.is_empty() => return None,
            TEST_ROUND => self.settings.test_round = true,
            FOR_ALL => {
                self.own.for_all = Entry::read(text);
                self.share();
                return Some(Change::ForAll);
            }
            _ => {
                let serial = key.strip_prefix(DEVICE)?.to_owned();
                self.own.replace(&serial, Entry::read(text));
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
        if !self.has_own(serial) {
            return answers;
        }
        let serial = normal(serial);
        for entry in [&self.notes, &self.own].into_iter().filter_map(|layer| layer.entry(&serial)) {
            answers.reused |= entry.reused();
            if entry.os() != OsAnswer::NotKnown {
                answers.os = entry.os();
            }
            for word in entry.confirmations() {
                answers.take(AdminAnswer::Confirm(word));
            }
        }
        answers
    }

    /// Takes an answer, given at this ISO date, for the host to keep or for this browser.
    pub fn take(&mut self, serial: &str, answer: AdminAnswer, at: &str, to_host: bool) -> Taken {
        let serial = normal(serial);
        let (scope, part, is_said) = match answer {
            AdminAnswer::TestRound(test_round) => {
                let writes = self.set_settings(Settings { test_round, ..self.settings });
                return Taken { change: Change::Settings, writes, edits: Vec::new() };
            }
            AdminAnswer::Reused(on) => (serial.clone(), part_of("reused", "1", at), on),
            AdminAnswer::Os(OsAnswer::NotKnown) => {
                let said = self.of(&serial).os.word();
                (serial.clone(), part_of("os", said, at), false)
            }
            AdminAnswer::Os(answer) => (serial.clone(), part_of("os", answer.word(), at), true),
            AdminAnswer::Confirm(word) => (serial.clone(), confirming(&word, at), true),
            AdminAnswer::ConfirmForAll(word) => (String::new(), confirming(&word, at), true),
            AdminAnswer::TakeBack(word) => (serial.clone(), confirming(&word, at), false),
        };
        let mut taken = Taken { change: change(&scope), writes: Vec::new(), edits: Vec::new() };
        // What is confirmed for all devices is taken back for all.
        let scopes = if is_said { vec![scope.clone()] } else { vec![String::new(), scope.clone()] };
        for serial in scopes {
            let mut own = self.own.take_back(&serial, &part.name, &part.value);
            let note = self.notes.take_back(&serial, &part.name, &part.value);
            if is_said && to_host {
                // One keeper has it: an older word of this browser would count beside the new one.
                own = own.or(self.own.forget(&serial, &part.name));
            }
            if is_said && !to_host {
                self.own.put(&serial, part.clone());
            } else if is_said {
                self.notes.put(&serial, part.clone());
            }
            if own.is_some() || is_said && !to_host {
                taken.writes.push(self.write(&serial));
            }
            if is_said && to_host {
                let part = part.clone();
                taken.edits.push(Edit { serial: serial.clone(), part, taken_back: false });
            } else if let Some(part) = note.clone().filter(|_| !is_said) {
                taken.edits.push(Edit { serial: serial.clone(), part, taken_back: true });
            }
            if serial.is_empty() && (is_said || own.is_some() || note.is_some()) {
                self.share();
                taken.change = Change::ForAll;
            }
        }
        taken
    }

    /// Takes all notes of the host in place of those of before.
    pub fn set_notes(&mut self, notes: Vec<Note>) {
        self.notes = Layer::default();
        for note in notes {
            self.take_note(note);
        }
        self.share();
    }

    /// Takes a note as the host has it. Returns what it changes.
    pub fn put_note(&mut self, note: Note) -> Change {
        let change = change(&normal(&note.serial));
        self.take_note(note);
        self.share();
        change
    }

    fn take_note(&mut self, note: Note) {
        if is_known(&note.word, &note.value) {
            let host = Some((note.by, note.at.millis()));
            let part = Part { name: note.word, value: note.value, at: String::new(), host };
            self.notes.put(&normal(&note.serial), part);
        }
    }

    /// The host did not take an edit: what was said is kept here, and what was taken back still counts.
    pub fn refused(&mut self, edit: Edit) -> (Change, Vec<Write>) {
        let Edit { serial, part, taken_back } = edit;
        let mut writes = Vec::new();
        if taken_back {
            self.notes.put(&serial, part);
        } else {
            self.notes.take_back(&serial, &part.name, &part.value);
            self.own.put(&serial, part);
            writes.push(self.write(&serial));
        }
        self.share();
        (change(&serial), writes)
    }

    /// Whether something was said about this very device.
    pub fn has_own(&self, serial: &str) -> bool {
        // Most fleets have few answers: then no key is made for each of a hundred thousand devices.
        if self.own.devices.is_empty() && self.notes.devices.is_empty() {
            return false;
        }
        let serial = normal(serial);
        self.own.devices.contains_key(&serial) || self.notes.devices.contains_key(&serial)
    }

    /// What confirms an item of a device on these facts, and who keeps it.
    pub fn confirming(&self, serial: &str, word: &Confirmation) -> Option<(&Part, Kept)> {
        let serial = normal(serial);
        [(&self.notes, Kept::Shared), (&self.own, Kept::Here)].into_iter().find_map(
            |(layer, kept)| {
                let entries = [layer.entry(&serial), Some(&layer.for_all)];
                let part =
                    entries.into_iter().flatten().find_map(|entry| entry.confirming(word))?;
                Some((part, kept))
            },
        )
    }

    /// What this browser keeps as JSON, for another browser or for the record. `by`: whose answers they are, when that is known.
    pub fn to_json(&self, by: &str) -> String {
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
        let devices = self.own.devices.iter().map(|(serial, entry)| (serial.clone(), said(entry)));
        let mut devices: Vec<_> = devices.collect();
        devices.sort_by(|one, other| one.0.cmp(&other.0));
        let settings = vec![
            ("testRound".to_owned(), Json::Flag(settings.test_round)),
            ("policiesNeedSupervision".to_owned(), policies),
            ("fromIos13".to_owned(), Json::Flag(settings.from_ios13)),
            ("density".to_owned(), text(if compact { "compact" } else { "cozy" })),
            ("pageSize".to_owned(), Json::Number(f64::from(settings.page_size))),
        ];
        let mut all = vec![
            ("settings".to_owned(), Json::Record(settings)),
            ("forAllDevices".to_owned(), said(&self.own.for_all)),
            ("devices".to_owned(), Json::Record(devices)),
        ];
        if !by.is_empty() {
            all.insert(0, ("by".to_owned(), text(by)));
        }
        Json::Record(all).to_text()
    }

    /// What this browser has to store about a device, or about all of them.
    fn write(&self, serial: &str) -> Write {
        let key = if serial.is_empty() {
            FOR_ALL.to_owned()
        } else {
            text::join(&[DEVICE.to_owned(), serial.to_owned()], "")
        };
        Write { key, text: self.own.entry(serial).map(Entry::to_text).unwrap_or_default() }
    }

    fn share(&mut self) {
        let all = self.notes.for_all.confirmations().chain(self.own.for_all.confirmations());
        self.shared = Rc::new(all.collect());
    }
}

fn change(serial: &str) -> Change {
    if serial.is_empty() { Change::ForAll } else { Change::Device(serial.to_owned()) }
}

fn confirming(word: &Confirmation, at: &str) -> Part {
    part_of(word.item.word(), &word.fingerprint, at)
}

#[cfg(test)]
#[path = "book_tests.rs"]
mod tests;
