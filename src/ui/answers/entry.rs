//! What was said under one key of the browser's storage: parts such as `reset=0a1b@2026-05-03T10:00:00.000Z`, joined by `;`.
//! It must never hold a username. A text of an earlier version has no dates.

use super::admin_answers::OsAnswer;
use host::Millis;
use rules::{Confirmation, ItemId, text};

/// Most confirmations that one key holds. The fingerprints of facts that are gone would fill the storage in the end.
const MOST: usize = 200;

/// One thing said.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// `reused`, `os`, or the word of a confirmed item.
    pub name: String,
    /// `1`, the word of a version, or a fingerprint.
    pub value: String,
    /// The ISO date and time; empty when nobody wrote it down.
    pub at: String,
    /// Who said it and when, by the host's word; it is never written into the browser.
    pub host: Option<(String, Option<Millis>)>,
}

impl Part {
    /// When it was said.
    pub fn moment(&self) -> Option<Millis> {
        let told = self.host.as_ref().and_then(|(_, at)| *at);
        told.or_else(|| host::time::parse(&self.at))
    }
}

/// Everything said under one key, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry(Vec<Part>);

impl Entry {
    /// Reads the stored text. Parts that this version does not know are left out.
    pub fn read(text: &str) -> Entry {
        let mut entry = Entry::default();
        for part in text.split(';') {
            let Some((name, rest)) = part.split_once('=') else { continue };
            let (value, at) = rest.split_once('@').unwrap_or((rest, ""));
            if is_known(name, value) {
                entry.add(part_of(name, value, at));
            }
        }
        entry
    }

    /// The text to store; empty when nothing was said.
    pub fn to_text(&self) -> String {
        let part = |part: &Part| {
            let mut text = text::join(&[part.name.clone(), part.value.clone()], "=");
            if !part.at.is_empty() {
                text.push('@');
                text.push_str(&part.at);
            }
            text
        };
        text::join(&self.0.iter().map(part).collect::<Vec<_>>(), ";")
    }

    /// Says something in place of everything with its name.
    pub fn set(&mut self, part: Part) {
        self.0.retain(|known| known.name != part.name);
        self.add(part);
    }

    /// Says something beside the rest. The oldest part makes room when there is too much.
    pub fn add(&mut self, part: Part) {
        self.take_back(&part.name, &part.value);
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push(part);
    }

    /// Takes one thing back and returns it; `None` when it was not said.
    pub fn take_back(&mut self, name: &str, value: &str) -> Option<Part> {
        let is_it = |part: &Part| part.name == name && part.value == value;
        self.0.iter().position(is_it).map(|at| self.0.remove(at))
    }

    /// Everything said.
    pub fn parts(&self) -> &[Part] {
        &self.0
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The part that confirms an item on these facts.
    pub fn confirming(&self, word: &Confirmation) -> Option<&Part> {
        let fits = |part: &&Part| part.name == word.item.word() && part.value == word.fingerprint;
        self.0.iter().find(fits)
    }

    /// All confirmations.
    pub fn confirmations(&self) -> impl Iterator<Item = Confirmation> {
        self.0.iter().filter_map(|part| {
            let item = ItemId::parse(&part.name)?;
            Some(Confirmation { item, fingerprint: part.value.clone() })
        })
    }

    /// Whether the device was used before.
    pub fn reused(&self) -> bool {
        self.0.iter().any(|part| part.name == "reused")
    }

    /// The iOS version of the device.
    pub fn os(&self) -> OsAnswer {
        let part = self.0.iter().find(|part| part.name == "os");
        part.map_or(OsAnswer::NotKnown, |part| OsAnswer::parse(&part.value))
    }
}

/// One thing said in this browser.
pub fn part_of(name: &str, value: &str, at: &str) -> Part {
    Part { name: name.to_owned(), value: value.to_owned(), at: at.to_owned(), host: None }
}

/// Whether something is a thing that can be said.
pub fn is_known(name: &str, value: &str) -> bool {
    match name {
        "reused" => value == "1",
        "os" => OsAnswer::parse(value) != OsAnswer::NotKnown,
        word => ItemId::parse(word).is_some() && !value.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_an_earlier_version_is_still_read() {
        let old = "reused=1;os=from-13;agent=0a1b";
        let entry = Entry::read(old);
        assert!(entry.reused());
        assert_eq!(entry.os(), OsAnswer::From13);
        let word = Confirmation { item: ItemId::Agent, fingerprint: "0a1b".to_owned() };
        assert_eq!(entry.confirming(&word).map(|part| part.at.as_str()), Some(""));
        assert_eq!(entry.to_text(), old, "and keeps its form");
    }

    #[test]
    fn dates_survive_the_text() {
        let mut entry = Entry::default();
        entry.set(part_of("reset", "ffee", "2026-05-03T10:00:00.000Z"));
        assert_eq!(entry.to_text(), "reset=ffee@2026-05-03T10:00:00.000Z");
        assert_eq!(Entry::read(&entry.to_text()), entry);
    }

    #[test]
    fn strange_text_is_read_as_far_as_it_makes_sense() {
        let entry = Entry::read(";;os=next;color=red;agent=;reset=aa;reused=yes;noise;agent=@x;=b");
        assert_eq!(entry, Entry::read("reset=aa"));
    }

    #[test]
    fn the_oldest_confirmation_makes_room_for_the_two_hundred_and_first() {
        let mut entry = Entry::default();
        for number in 0..=MOST {
            entry.add(part_of("supervised", &format!("{number:x}"), ""));
        }
        assert_eq!(entry.parts().len(), MOST);
        assert_eq!(entry.parts()[0].value, "1");
    }
}
